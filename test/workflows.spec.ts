import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { actionlint, whyNoActionlint } from "../tools/actionlint/actionlint";
import { PULUMI_VERSION } from "../tools/pulumi/cache";
import { makeTemporaryFolder } from "../tools/temporaryFolder";
import { runCommand, succeeded } from "./support/command";
import { pulumiCli } from "./support/engine";
import { snippetsIn } from "./support/snippets";
import { flawsOf } from "./support/workflowFlaws";
import { CI_PAGE, ownWorkflows, shownWorkflows } from "./support/workflows";

const all = [...ownWorkflows(), ...shownWorkflows()];

/** A workflow without a flaw, whose lines the tests change one at a time. */
const SAFE = `on:
  pull_request:
permissions: {}
defaults:
  run:
    shell: bash
jobs:
  only:
    if: github.event.pull_request.head.repo.full_name == github.repository
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      id-token: write
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with:
          persist-credentials: false
      - run: echo "$TITLE"
        env:
          TITLE: \${{ github.event.pull_request.title }}
`;

describe("the workflows", () => {
    it("are six, and the page shows three of them and two groups of steps", () => {
        assert.equal(ownWorkflows().length, 6);
        assert.equal(shownWorkflows().length, 5);
    });

    for (const { place, text } of all) {
        it(`are safe: ${place}`, () => assert.deepEqual(flawsOf(text), []));
    }

    it("install the CLI that the tests use", () => {
        const texts = [...ownWorkflows(), ...snippetsIn(CI_PAGE)].map(({ text }) => text).join("");
        const versions = [
            ...texts.matchAll(/(?:pulumi-version: |pulumi\/pulumi-nodejs:)([\d.]+)/g),
        ].map(([, version]) => version);
        assert.equal(versions.length, 7);
        assert.deepEqual([...new Set(versions)], [PULUMI_VERSION]);
    });

    it("use each action in one version only", () => {
        const uses = all.flatMap(({ text }) => text.match(/[\w/.-]+@[0-9a-f]{40} # \S+/g) ?? []);
        const versions = [...new Set(uses)];
        const actions = new Set(versions.map((use) => use.split("@")[0]));
        assert.deepEqual(versions.length, actions.size, versions.sort().join("\n"));
    });
});

describe("the check of workflows", () => {
    it("finds nothing in a safe one", () => assert.deepEqual(flawsOf(SAFE), []));

    const unpinned = "actions/checkout@v6";
    const sha = "actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd";
    const changes: [what: string, from: string, to: string, flaw: string][] = [
        [
            "an unsafe event",
            "pull_request:",
            "pull_request_target:",
            "the event pull_request_target",
        ],
        ["write permissions", "{}", "write-all", "permissions for all jobs together"],
        ["another shell", "shell: bash", "shell: sh", "another shell than bash"],
        ["a tag", `${sha} # v6.0.2`, unpinned, `${unpinned} is not pinned to a commit`],
        ["no version", `${sha} # v6.0.2`, sha, `${sha} without its version`],
        ["half a version", "v6.0.2", "v6", `${sha} without its version`],
        ["forks", "head.repo", "base.repo", "job only: forks get a token for the cloud"],
        ["no time limit", "    timeout-minutes: 5\n", "", "job only: no time limit"],
        [
            "no permissions of a job",
            "    permissions:\n      id-token: write\n",
            "",
            "job only: no permissions of its own",
        ],
        [
            "an expression in a script",
            'echo "$TITLE"',
            "echo $" + "{{ github.event.pull_request.title }}",
            "job only: an expression in a script: pass it by the environment",
        ],
        [
            "a token that is kept",
            "persist-credentials: false",
            "fetch-depth: 0",
            "job only: a checkout that keeps its token",
        ],
    ];
    for (const [what, from, to, flaw] of changes) {
        it(`finds ${what}`, () => {
            assert.ok(SAFE.includes(from));
            assert.deepEqual(flawsOf(SAFE.replace(from, to)), [flaw]);
        });
    }
});

describe("pulumi in the workflows", function () {
    this.timeout(30_000);

    it("is called with flags that its CLI has", async () => {
        const texts = [...all, ...snippetsIn(CI_PAGE)].map(({ text }) => text);
        const commands = texts.flatMap(commandsIn);
        const names = [...new Set(commands.map(({ name }) => name))].sort();
        assert.deepEqual(names, [
            "login",
            "policy analyze",
            "preview",
            "refresh",
            "stack export",
            "up",
        ]);
        const cli = await pulumiCli();
        const help = (name: string) =>
            runCommand(cli.command, [...name.split(" "), "--help"], process.env);
        const helps = new Map(
            await Promise.all(
                names.map(async (name) => [name, succeeded(await help(name)).stdout] as const),
            ),
        );
        const missing = commands.flatMap(({ name, flags }) =>
            flags.filter((flag) => !new RegExp(`${flag}[ [\\n]`).test(helps.get(name) ?? "")),
        );
        assert.deepEqual(missing, []);
    });

    it("is found with all its flags", () => {
        const text = "run: |\n  pulumi policy analyze --stack a \\\n    --json\n  check up --yes";
        assert.deepEqual(commandsIn(text), [
            { name: "policy analyze", flags: ["--stack", "--json"] },
            { name: "up", flags: ["--yes"] },
        ]);
    });
});

/** The calls of the CLI in a script, also those by the function `check`. */
function commandsIn(text: string): { name: string; flags: readonly string[] }[] {
    const continued = text.replaceAll(/ *\\?\n +(?=--)/g, " ");
    const calls = /\b(?:pulumi|check) ([a-z]+(?: [a-z]+)*) (--.*)$/gm;
    return [...continued.matchAll(calls)].map(([, name = "", rest = ""]) => ({
        name,
        flags: rest.match(/--[a-z-]+/g) ?? [],
    }));
}

const reason = whyNoActionlint();
// A pending test would fail the run.
if (reason !== undefined) console.log(`The workflows are not linted: ${reason}.`);
else describe("actionlint", lintWorkflows);

function lintWorkflows(this: Mocha.Suite): void {
    // It is built the first time.
    this.timeout(300_000);

    /** What it finds in each text, without the tools that are on some machines only. */
    async function lint(texts: readonly string[]): Promise<string[]> {
        const folder = makeTemporaryFolder();
        try {
            const files = texts.map((text, index) => {
                const file = join(folder.path, `${index}.yaml`);
                writeFileSync(file, text);
                return file;
            });
            const options = ["-shellcheck=", "-pyflakes=", "-format", "{{json .}}"];
            const { stdout, stderr } = await runCommand(
                await actionlint(),
                [...options, ...files],
                process.env,
            );
            assert.equal(stderr, "");
            const found: { message: string }[] = JSON.parse(stdout);
            return found.map(({ message }) => message);
        } finally {
            folder.remove();
        }
    }

    it("finds nothing in the workflows and in those that the page shows", async () => {
        assert.deepEqual(await lint(all.map(({ text }) => text)), []);
    });

    it("finds what is wrong in a workflow", async () => {
        const wrong = [
            SAFE.replace("runs-on", "run-on"),
            SAFE.replace("github.event.pull_request.title", "github.tilte"),
            SAFE.replace("    timeout-minutes: 5\n", "    needs: nothing\n"),
        ];
        const messages = await lint(wrong);
        for (const expected of [
            /unexpected key "run-on" for "job" section/,
            /property "tilte" is not defined/,
            /job "only" needs job "nothing" which does not exist/,
        ]) {
            assert.ok(
                messages.some((message) => expected.test(message)),
                `${expected} in:\n${messages.join("\n")}`,
            );
        }
    });
}
