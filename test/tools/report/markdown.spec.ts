import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import { htmlOf } from "../../../tools/report/formats/html";
import { markdownOf } from "../../../tools/report/formats/markdown";
import { of } from "../../policy/sabotage/networks";
import { address, networkOf } from "../../support/reportNetworks";
import { HOSTILE, on, SPOILED, waiver } from "../../support/reportsOn";

describe("the report as Markdown", () => {
    it("begins with the verdict, and shows every statement that is not proved", () => {
        const text = markdownOf(SPOILED);
        assert.match(text, /^### ❌ SSM-only network: `test\/test`\n\n\*\*Rejected\. 26 resources/);
        assert.ok(text.includes("| 39 | no route in effect leads to the Internet | ❌ violated |"));
        assert.ok(
            text.includes(
                "#### 4 mandatory findings\n\n- **`no-internet-gateway`** on `internet`: ",
            ),
        );
        assert.ok(text.includes("(10 days left) | @\u200bsecurity | a partner \\| \\<b\\>admits"));
        assert.match(
            markdownOf(on(networkOf(3))),
            /<summary>All 15 statements are proved<\/summary>/,
        );
    });

    it("draws the network with the way out", () => {
        const [, mermaid = ""] = /```mermaid\n([\s\S]*?)\n```/.exec(markdownOf(SPOILED)) ?? [];
        const [, table] = /^ *(t\d+)\["✗ route table table-a"\]:::violated$/m.exec(mermaid) ?? [];
        const [, gateway] = /^(g\d+)>"✗ an Internet gateway/m.exec(mermaid) ?? [];
        assert.ok(table && gateway);
        assert.match(
            mermaid,
            new RegExp(`^${table} -- "✗ route to-internet.*" --> ${gateway}$`, "m"),
        );
        assert.match(mermaid, new RegExp(`^${gateway} -- "✗" --> internet$`, "m"));
        const arrows = mermaid.split("\n").filter((line) => line.includes("-->"));
        const [, reds = ""] = /^linkStyle ([\d,]+) stroke:#e5534b/m.exec(mermaid) ?? [];
        assert.deepEqual(
            reds.split(",").map((number) => arrows[Number(number)]?.includes("✗")),
            [true, true, true, true],
        );
    });

    it("fits into a comment of GitHub, and counts what does not", () => {
        const report = on([
            ...networkOf(3),
            ...Array.from({ length: 400 }, (_, index) => of(awsTypes.eip, `address-${index}`)),
        ]);
        const text = markdownOf(report);
        assert.ok(text.length <= 65_536, String(text.length));
        assert.ok(text.length > 60_000, String(text.length));
        const shown = text.match(/^- \*\*`no-public-ip`\*\*/gm)?.length ?? 0;
        const [, omitted] = /- \*\*(\d+) more do not fit here\*\*/.exec(text) ?? [];
        assert.equal(shown + Number(omitted), 400);
        assert.ok(text.includes("#### 400 mandatory findings"));
        assert.match(text, /USD a month<\/summary>/);
    });

    it("fits also with waivers of any number and length, which it counts, too", () => {
        const long = { ...waiver, name: "n".repeat(2000), reason: "r".repeat(500) };
        const waivers = Array.from({ length: 60 }, () => long);
        const text = markdownOf(on([...networkOf(3), address], { settings: { waivers } }));
        assert.ok(text.length <= 65_536, String(text.length));
        const shown = text.match(/^\| `no-public-ip` \|/gm)?.length ?? 0;
        assert.ok(shown > 0);
        assert.ok(text.includes(`\n\n${60 - shown} more do not fit here.`));
    });

    it("takes names for nothing but names", () => {
        const text = markdownOf(HOSTILE);
        const [, mermaid = ""] = /```mermaid\n([\s\S]*?)\n```/.exec(text) ?? [];
        const strings = [...mermaid.matchAll(/"([^"]*)"/g)].map(([, string = ""]) => string);
        for (const string of strings) {
            assert.match(string.replaceAll("<br/>", ""), /^[\p{L}\p{N} .,:…✓✗?()/;#-]*$/u);
        }
        assert.equal(mermaid.replace(/"[^"]*"/g, "").match(/script|javascript|%%/), null);
        const prose = text.replace(/(`+)[^`][\s\S]*?\1/g, "");
        assert.doesNotMatch(prose, /(?<!\\)<(?:script|img|\/title)|@everyone/);
        assert.equal(text.match(/<details>/g)?.length, text.match(/^<\/details>$/gm)?.length);
    });
});

describe("the place of a resource in its program", () => {
    const [first, ...others] = SPOILED.findings;
    const resource = first?.resource && {
        ...first.resource,
        sourcePosition: "project:///net/vpc.ts#7,1",
    };
    const report = { ...SPOILED, findings: first ? [{ ...first, resource }, ...others] : [] };

    it("stands beside its URN", async () => {
        const urn = resource?.urn ?? "";
        assert.ok(markdownOf(report).includes(`\`${urn}\` in \`net/vpc.ts\`, line 7\n`));
        const page = await htmlOf(report);
        assert.ok(page.includes(`<code>${urn}</code> in <code>net/vpc.ts</code>, line 7</p>`));
        assert.equal(page.match(/, line \d+<\/p>/g)?.length, 1);
    });
});
