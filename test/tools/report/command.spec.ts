import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../../tools/commandLine";
import { readConfig, readResources } from "../../../tools/report/input";
import { readOptions, usage } from "../../../tools/report/options";
import { makeTemporaryFolder, type TemporaryFolder } from "../../../tools/temporaryFolder";
import { type Outcome, ROOT, runCommand } from "../../support/command";
import { broken, correct } from "../../support/shopState";
import { stateOf } from "../../support/stateFile";

describe("npm run report", function () {
    this.timeout(20_000);
    let folder: TemporaryFolder;

    before(() => {
        folder = makeTemporaryFolder();
        write("correct.json", stateOf(...correct));
        write("broken.json", stateOf(...correct, broken.address));
    });

    after(() => folder.remove());

    const file = (name: string) => join(folder.path, name);
    const write = (name: string, content: unknown) =>
        writeFileSync(file(name), typeof content === "string" ? content : JSON.stringify(content));
    const report = (...args: string[]): Promise<Outcome> =>
        runCommand(
            process.execPath,
            ["-r", "ts-node/register/transpile-only", "tools/report/main.ts", ...args],
            process.env,
        );

    it("ends with 0 where nothing mandatory is found, and writes Markdown to the standard output", async () => {
        const { status, stdout, stderr } = await report("--state", file("correct.json"));
        assert.equal(status, 0);
        assert.match(stdout, /^### ✅ SSM-only network: `shop\/prod`\n/);
        assert.match(stderr, /^Proved: .*: 0 mandatory findings, 0 advisory, 0 waived\.\n$/);
    });

    it("ends with 1 where something mandatory is found, and writes each file in the form of its name", async () => {
        const names = ["report.html", "report.md", "report.sarif", "report.json"];
        const outs = names.flatMap((name) => ["--out", file(name)]);
        const { status, stdout } = await report("--state", file("broken.json"), ...outs);
        assert.deepEqual([status, stdout], [1, ""]);
        assert.deepEqual(
            names.map((name) => readFileSync(file(name), "utf8").slice(0, 15).trim()),
            ["<!doctype html>", "### ❌ SSM-only", '{\n  "$schema":', '{\n  "version":'],
        );
    });

    it("ends with 0 where the configuration makes the same advice", async () => {
        write("config.json", { "no-public-ip": "advisory" });
        const config = ["--policy-pack-config", file("config.json")];
        const { status, stderr } = await report("--state", file("broken.json"), ...config);
        assert.equal(status, 0);
        assert.match(stderr, /^Passed, but not everything is proved\. .* 1 advisory/);
    });

    it("ends with 2, and no report, where it was called wrongly", async () => {
        const wrong = [
            ["--stat", "x"],
            ["--state", file("none.json"), "--out", file("x.md")],
        ];
        const outcomes = await Promise.all(wrong.map((args) => report(...args)));
        assert.deepEqual(
            outcomes.map(({ status, stdout }) => [status, stdout]),
            [
                [2, ""],
                [2, ""],
            ],
        );
        assert.match(outcomes[0]?.stderr ?? "", /^Unknown option '--stat'/);
        assert.ok(!existsSync(file("x.md")));
    });

    it("says what is wrong with its arguments, and what is allowed", () => {
        const state = ["--state", file("correct.json")];
        const wrong: [string[], RegExp][] = [
            [[], /^Neither --state nor --preview is given\.\n\nnpm run report -- --state FILE/],
            [
                [...state, "--format", "pdf"],
                /^--format is "pdf"; allowed: html, markdown, sarif, json\.$/,
            ],
            [
                [...state, "--out", "x.pdf"],
                /^--out is "x\.pdf", of which the ending tells no format; allowed: \.html, \.md, \.sarif, \.json, or give --format\.$/,
            ],
        ];
        for (const [args, message] of wrong) {
            assert.throws(() => readOptions(args), { message, constructor: UsageError });
        }
        assert.equal(readOptions(["--help"]), "help");
    });

    it("documents every option and exit code", () => {
        const page = readFileSync(join(ROOT, "docs/report.md"), "utf8");
        const options = usage.match(/--[a-z]+(-[a-z]+)*/g) ?? [];
        const own = options.filter((option) => option !== "--file" && option !== "--save-plan");
        assert.ok(own.length >= 6);
        for (const option of own) {
            assert.match(page, new RegExp(`^\\| .*\`${option} [A-Z]+\`.* \\|$`, "m"));
        }
        for (const code of [0, 1, 2]) {
            assert.match(page, new RegExp(`^\\| ${code} \\| `, "m"));
        }
    });

    it("takes the form from --format before the name, and a folder with or without slashes", () => {
        const options = readOptions([
            "--state",
            "s",
            "--out",
            "a.md",
            "--format",
            "json",
            "--project-folder",
            "./infra/",
        ]);
        assert.deepEqual(options, {
            state: "s",
            preview: undefined,
            config: undefined,
            projectFolder: "infra",
            outputs: [{ file: "a.md", format: "json" }],
        });
    });

    it("says what is wrong with the files that it reads", () => {
        write("level.json", { "no-public-ip": "off" });
        write("wrong.json", {
            "no-ssh-ingress": { ports: [0, "rdp"] },
            settings: { unknown: "disabled" },
            "no-public-ip": "mandatory",
        });
        write("text.json", "{");
        write("empty.json", " ");
        const options = { config: undefined, projectFolder: "", outputs: [] };
        const wrong: [() => unknown, RegExp][] = [
            [
                () =>
                    readResources({ ...options, state: undefined, preview: file("correct.json") }),
                /correct\.json is no plan: expected JSON with "resourcePlans"/,
            ],
            [
                () => readResources({ ...options, state: file("level.json"), preview: undefined }),
                /level\.json is no state: expected JSON with "deployment"/,
            ],
            [
                () => readConfig(file("none.json")),
                /^ENOENT: no such file or directory, open .*none\.json'$/,
            ],
            [() => readConfig(file("text.json")), /text\.json is no JSON: /],
            [
                () => readConfig(file("level.json")),
                /level\.json:\n- no-public-ip is "off"; allowed: mandatory, remediate, advisory, disabled, or an object of options\.$/,
            ],
            [
                () => readConfig(file("wrong.json")),
                /wrong\.json:\n- settings\.unknown must be equal to one of the allowed values: mandatory, advisory\.\n- no-ssh-ingress\.ports\.0 must be >= 1\.\n- no-ssh-ingress\.ports\.1 must be integer\.$/,
            ],
        ];
        for (const [read, message] of wrong) {
            assert.throws(read, { message, constructor: UsageError });
        }
        assert.deepEqual(readConfig(file("empty.json")), {});
        assert.deepEqual(readConfig(undefined), {});
    });

    it("loads nothing of Pulumi, and no layout of pictures where none is asked for", async () => {
        const script = `
            process.argv.push("--state", ${JSON.stringify(file("correct.json"))});
            process.on("exit", () => process.stdout.write(Object.keys(require.cache).join("\\n")));
            require("./tools/report/main.ts");`;
        const { stdout } = await runCommand(
            process.execPath,
            ["-r", "ts-node/register/transpile-only", "-e", script],
            process.env,
        );
        const loaded = stdout.split("\n").filter((line) => line.includes("node_modules"));
        assert.deepEqual(
            loaded.filter((path) => /@pulumi|@viz-js|\/ajv\//.test(path)),
            [],
        );
        assert.ok(stdout.includes(join(ROOT, "policy/analysis/analyze.ts")));
    });
});
