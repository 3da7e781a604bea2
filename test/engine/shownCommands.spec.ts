import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { environmentOf } from "../../tools/pulumi/findPulumi";
import { ROOT, runCommand, succeeded } from "../support/command";
import { pulumiCli } from "../support/engine";
import { snippetsIn } from "../support/snippets";

const PAGES = ["docs", "examples"].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, encoding: "utf8" })
        .filter((page) => page.endsWith(".md"))
        .map((page) => `${top}/${page}`),
);

/** A command of a page: `pulumi policy enable acme/ssm-only 0.1.0`, with its flags apart. */
const commands = ["README.md", "policy/README.md", ...PAGES]
    .flatMap(snippetsIn)
    .filter(({ language }) => language === "sh")
    .flatMap(({ place, text }) =>
        [...text.matchAll(/(?:^|[(&]) *pulumi ([a-z][^|>;)&\n]*)/gm)].map(([, line = ""]) => {
            const [words = "", ...options] = line.trim().split(/ (?=-)/);
            return { place, words, flags: options.map((option) => option.split(/[ =]/)[0] ?? "") };
        }),
    );

describe("the commands of documents and examples", function () {
    this.timeout(60_000);

    it("are those of the CLI, with flags that it has", async () => {
        const cli = await pulumiCli();
        const help = async (words: string) => {
            const args = [...words.split(" "), "--help"];
            return succeeded(await runCommand(cli.command, args, environmentOf(cli))).stdout;
        };
        const all = [...new Set(commands.map(({ words }) => words))];
        const helps = new Map(
            await Promise.all(all.map(async (words) => [words, await help(words)] as const)),
        );
        const flaws = commands.flatMap(({ place, words, flags }) => {
            const told = helps.get(words) ?? "";
            // For a command that it does not have, the CLI shows the help of the group.
            const unknown = /^ {2}pulumi .*\[command\]$/m.test(told)
                ? [words]
                : flags.filter((flag) => !new RegExp(`^ .*${flag}\\s`, "m").test(told));
            return unknown.map((what) => `${place}: ${what}`);
        });
        assert.ok(all.length > 10);
        assert.deepEqual(flaws, []);
    });
});
