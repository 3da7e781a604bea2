import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { numbersInWords, statements } from "../../policy/network/statements";
import { ROOT } from "../support/command";

describe("the statements of the proofs", () => {
    it("are those of the documentation, word for word", () => {
        const page = readFileSync(join(ROOT, "docs/proofs.md"), "utf8");
        const [, table = ""] = page.split("| number | statement |\n|---|---|\n");
        const rows = statements.map(
            (statement) => `| ${numbersInWords(statement)} | ${statement.text} |\n`,
        );
        assert.equal(table.slice(0, table.indexOf("\n\n") + 1), rows.join(""));
    });

    it("have each number once, and come after others that exist", () => {
        const numbers = statements.flatMap((statement) => statement.numbers);
        assert.equal(new Set(numbers).size, numbers.length);
        for (const { after = [] } of statements) {
            assert.deepEqual(
                after.filter((number) => !numbers.includes(number)),
                [],
            );
        }
    });
});
