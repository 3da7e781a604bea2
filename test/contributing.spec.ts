import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./support/command";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const markdownIn = (folder: string) =>
    readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(".md") && name !== "README.md");

describe("the documents for contributors and the README", () => {
    it("explain every command of npm in one line, and none that does not exist", () => {
        const { scripts } = JSON.parse(read("package.json")) as { scripts: object };
        // npm runs these by itself, before or after another.
        const commands = Object.keys(scripts).filter((name) => !/^(pre|post)(?!view)/.test(name));
        const rows = [...read("README.md").matchAll(/^\| `npm (?:run )?([\w:]+).*?` \| \S/gm)];
        assert.deepEqual(rows.map(([, name]) => name).sort(), commands.sort());
    });

    it("list every page", () => {
        const index = read("docs/README.md");
        const missing = markdownIn("docs").filter((page) => !index.includes(`](${page})`));
        assert.deepEqual(missing, []);
    });

    it("number every decision, and give it the same four parts and its title in the list", () => {
        const list = read("docs/decisions/README.md");
        for (const [index, file] of markdownIn("docs/decisions").sort().entries()) {
            const text = read(`docs/decisions/${file}`);
            const [, title = ""] = /^# (.*)$/m.exec(text) ?? [];
            const number = index + 1;
            assert.ok(file.startsWith(`${String(number).padStart(4, "0")}-`), file);
            assert.ok(
                list.includes(`| [${number}](${file}) | ${title.replace(`${number}. `, "")} |`),
                title,
            );
            assert.match(text, /^Status: /m);
            assert.deepEqual(text.match(/^## .*$/gm), [
                "## Problem",
                "## Decision",
                "## Instead of",
                "## Consequences",
            ]);
        }
    });
});
