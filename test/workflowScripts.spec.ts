import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { makeTemporaryFolder, type TemporaryFolder } from "../tools/temporaryFolder";
import { type Outcome, runCommand } from "./support/command";
import { scriptOf } from "./support/workflows";

// The scripts run as GitHub's runners do it, with a `pulumi` and a `gh` that write down how they are
// called. What this cannot show: how GitHub answers.

describe("the scripts of the workflows", () => {
    let folder: TemporaryFolder;
    const inFolder = (name: string) => join(folder.path, name);
    const read = (name: string) => readFileSync(inFolder(name), "utf8");

    beforeEach(() => {
        folder = makeTemporaryFolder();
        mkdirSync(inFolder("bin"));
        for (const file of ["calls", "summary", "outputs"]) {
            writeFileSync(inFolder(file), "");
        }
    });

    afterEach(() => folder.remove());

    /** Puts a command on the PATH that writes down its arguments before it does what it is for. */
    function command(name: string, ...lines: string[]): void {
        const script = ["#!/bin/bash", `echo "${name} $*" >> "$CALLS"`, ...lines, ""].join("\n");
        writeFileSync(inFolder(`bin/${name}`), script, { mode: 0o755 });
    }

    /** Runs a script in the folder, by the options that GitHub has for `shell: bash`. */
    function run(script: string, environment: Record<string, string>): Promise<Outcome> {
        const options = ["--noprofile", "--norc", "-eo", "pipefail"];
        return runCommand("bash", [...options, "-c", `cd "$FOLDER"\n${script}`], {
            PATH: [inFolder("bin"), process.env.PATH].join(delimiter),
            FOLDER: folder.path,
            CALLS: inFolder("calls"),
            GITHUB_OUTPUT: inFolder("outputs"),
            GITHUB_STEP_SUMMARY: inFolder("summary"),
            GITHUB_REPOSITORY: "acme/network",
            GITHUB_SERVER_URL: "https://github.com",
            GITHUB_RUN_ID: "7",
            ...environment,
        });
    }

    const calls = () => read("calls").split("\n").slice(0, -1);

    /** The one output of a step, as GitHub reads it. */
    function output(name: string): string {
        const [first = "", ...lines] = read("outputs").split("\n");
        const end = first.slice(`${name}<<`.length);
        assert.match(first, new RegExp(`^${name}<<end-[0-9a-f]{32}$`));
        assert.deepEqual(lines.slice(lines.indexOf(end)), [end, ""]);
        return lines.slice(0, lines.indexOf(end)).join("\n");
    }

    describe("preview", () => {
        const script = scriptOf(
            "preview.yml",
            "preview",
            "Preview each stack with the policy pack",
        );
        const preview = (stacks: string) => run(script, { STACKS: stacks, POLICY_PACK: "pack" });

        it("previews every stack, fails if one does, and tells the outcome of each", async () => {
            command("pulumi", 'echo "findings of $3" >&2', '[[ "$3" != broken ]]');
            const { status, stderr } = await preview("broken right");
            assert.equal(status, 1);
            const options =
                "--policy-pack pack --non-interactive --color never --suppress-progress";
            assert.deepEqual(calls(), [
                `pulumi preview --stack broken ${options}`,
                `pulumi preview --stack right ${options}`,
            ]);
            assert.equal(stderr, "findings of broken\nfindings of right\n");
            const section = (stack: string, outcome: string, fold: string) =>
                `### Preview of ${stack}: ${outcome}\n\n<details${fold}><summary>Output</summary>\n\n` +
                `~~~~~~text\nfindings of ${stack}\n~~~~~~\n\n</details>\n`;
            const comment = `${section("broken", "FAILED", " open")}\n${section("right", "passed", "")}`;
            assert.equal(output("comment"), comment);
            assert.equal(read("summary"), `${comment}\n`);
        });

        it("passes if every stack does", async () => {
            command("pulumi");
            assert.equal((await preview("one two")).status, 0);
        });

        it("keeps the end of what is too long for a comment", async () => {
            command("pulumi", "printf 'x%.0s' {1..80000}", "echo; echo the end");
            await preview("one two");
            const comment = output("comment");
            assert.ok(comment.length < 61_000, String(comment.length));
            assert.equal(comment.match(/xxx\nthe end\n/g)?.length, 2);
        });
    });

    describe("comment", () => {
        const script = scriptOf(
            "preview.yml",
            "comment",
            "Write the comment, or bring it up to date",
        );
        const COMMENTS = "repos/acme/network/issues/5/comments";
        const list = `gh api --paginate ${COMMENTS} --jq .[] | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- pulumi-preview -->"))) | .id`;
        const comment = (text: string) => run(script, { COMMENT: text, NUMBER: "5" });

        it("is written the first time", async () => {
            command("gh");
            assert.equal((await comment("passed")).status, 0);
            assert.deepEqual(calls(), [
                list,
                `gh api --silent --method POST ${COMMENTS} --field body=@comment.md`,
            ]);
            assert.equal(
                read("comment.md"),
                "<!-- pulumi-preview -->\npassed\nLog: https://github.com/acme/network/actions/runs/7\n",
            );
        });

        it("is brought up to date from then on", async () => {
            command("gh", '[[ "$*" != *--jq* ]] || printf "11\\n12\\n"');
            assert.equal((await comment("passed")).status, 0);
            assert.deepEqual(calls(), [
                list,
                "gh api --silent --method PATCH repos/acme/network/issues/comments/11 --field body=@comment.md",
            ]);
        });

        it("takes nothing in the outcome for a command", async () => {
            command("gh");
            const text = '$(touch taken) `touch taken` "; touch taken';
            await comment(text);
            assert.equal(read("comment.md").split("\n")[1], text);
            assert.throws(() => read("taken"), /ENOENT/);
        });

        it("says that there is no outcome where there is none", async () => {
            command("gh");
            await comment("");
            assert.match(read("comment.md"), /^The preview ended without a result\.$/m);
        });

        it("fails if GitHub does not answer", async () => {
            command("gh", "exit 1");
            assert.equal((await comment("passed")).status, 1);
        });
    });

    describe("drift", () => {
        const script = scriptOf(
            "drift.yml",
            "check",
            "Compare each stack with AWS, and judge its state",
        );
        const check = () => run(script, { STACKS: "one two", POLICY_PACK: "pack" });

        it("compares and judges every stack, also after one that differs", async () => {
            command("pulumi", 'echo "$1 of $*"', '[[ "$*" != "refresh --stack one "* ]]');
            assert.equal((await check()).status, 1);
            const each = (stack: string) => [
                `refresh --stack ${stack} --preview-only --expect-no-changes --diff --suppress-progress`,
                `policy analyze --stack ${stack} --policy-pack pack`,
            ];
            const commands = [...each("one"), ...each("two")];
            assert.deepEqual(
                calls(),
                commands.map((command) => `pulumi ${command} --non-interactive --color never`),
            );
            assert.deepEqual(output("report").match(/^### .*/gm), [
                `### pulumi ${commands[0]}: FAILED`,
                ...commands.slice(1).map((command) => `### pulumi ${command}: passed`),
            ]);
            assert.equal(read("summary"), `${output("report")}\n`);
        });

        it("fails if a state breaks policies", async () => {
            command("pulumi", '[[ "$1" != policy ]]');
            assert.equal((await check()).status, 1);
        });

        it("passes if nothing differs", async () => {
            command("pulumi");
            assert.equal((await check()).status, 0);
        });
    });

    describe("issue", () => {
        const script = scriptOf(
            "drift.yml",
            "issue",
            "Open the issue, bring it up to date, or close it",
        );
        const ISSUES = "repos/acme/network/issues";
        const TITLE = "Stacks drifted or break policies";
        const list = `gh api --paginate ${ISSUES}?state=open --jq .[] | select(.user.login == "github-actions[bot]" and .title == "${TITLE}") | .number`;
        const changes = async (result: string, open: boolean) => {
            command("gh", ...(open ? ['[[ "$*" != *--jq* ]] || echo 9'] : []));
            const { status } = await run(script, { RESULT: result, REPORT: "differs" });
            assert.equal(status, 0);
            const [first, ...others] = calls();
            assert.equal(first, list);
            return others;
        };

        it("is opened", async () => {
            assert.deepEqual(await changes("failure", false), [
                `gh api --silent --method POST ${ISSUES} --field title=${TITLE} --field body=@report.md`,
            ]);
            assert.equal(
                read("report.md"),
                "differs\nLog: https://github.com/acme/network/actions/runs/7\n",
            );
        });

        it("is brought up to date", async () => {
            assert.deepEqual(await changes("failure", true), [
                `gh api --silent --method PATCH ${ISSUES}/9 --field body=@report.md`,
            ]);
        });

        it("is closed when all is right again", async () => {
            assert.deepEqual(await changes("success", true), [
                `gh api --silent --method PATCH ${ISSUES}/9 --field state=closed`,
            ]);
        });

        it("is not touched while all is right", async () => {
            assert.deepEqual(await changes("success", false), []);
        });
    });
});
