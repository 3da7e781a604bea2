import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv-draft-04";
import { awsTypes } from "../../../policy/network/types";
import { jsonOf } from "../../../tools/report/formats/json";
import { sarifOf } from "../../../tools/report/formats/sarif";
import type { Report } from "../../../tools/report/report";
import { of } from "../../policy/sabotage/networks";
import { networkOf, wayOut } from "../../support/reportNetworks";
import { HOSTILE, on, SPOILED, waiver } from "../../support/reportsOn";

describe("the report as SARIF", () => {
    const schema = JSON.parse(
        readFileSync(
            createRequire(__filename).resolve(
                "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
            ),
            "utf8",
        ),
    );
    // A pattern of the schema is none by the rules for Unicode.
    const options = {
        strict: false,
        allErrors: true,
        validateFormats: false,
        unicodeRegExp: false,
    };
    const ajv = new Ajv(options);
    const isSarif = ajv.compile(schema);
    const resultsOf = (report: Report, folder = "") =>
        JSON.parse(sarifOf(report, folder)).runs[0].results as Result[];

    interface Result {
        readonly ruleId: string;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly {
            readonly physicalLocation: object;
            readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
        }[];
        readonly partialFingerprints: { readonly primaryLocationLineHash: string };
        readonly suppressions?: readonly object[];
    }

    it("is valid by the schema of SARIF 2.1.0", () => {
        for (const report of [SPOILED, HOSTILE, on([]), on(networkOf(3))]) {
            assert.ok(
                isSarif(JSON.parse(sarifOf(report, "infra"))),
                JSON.stringify(isSarif.errors),
            );
        }
        const wrong = JSON.parse(sarifOf(SPOILED, ""));
        wrong.runs[0].results[0].level = "mandatory";
        assert.equal(isSarif(wrong), false);
    });

    it("has levels, the URN, and the terms of what is waived", () => {
        const results = resultsOf(SPOILED);
        assert.deepEqual(results.map(({ level, ruleId }) => `${level} ${ruleId}`).slice(3, 5), [
            "error ssm-path",
            "warning instance-metadata-v2",
        ]);
        const last = results.at(-1);
        assert.equal(
            last?.locations[0]?.logicalLocations?.[0]?.fullyQualifiedName,
            "urn:pulumi:test::test::aws:ec2/eip:Eip::address",
        );
        assert.deepEqual(last?.suppressions, [
            {
                kind: "external",
                status: "accepted",
                justification: `Until ${waiver.expires}, by @security: ${waiver.reason}`,
            },
        ]);
        assert.equal(results.filter(({ suppressions }) => suppressions).length, 1);
    });

    it("points to where the program makes the resource, or to the project", () => {
        const placed = (sourcePosition: string | undefined, folder = ""): unknown => {
            const [finding] = SPOILED.findings;
            assert.ok(finding?.resource);
            const resource = { ...finding.resource, sourcePosition };
            const report = { ...SPOILED, findings: [{ ...finding, resource }] };
            return resultsOf(report, folder)[0]?.locations[0]?.physicalLocation;
        };
        const place = (uri: string, region: object) => ({ artifactLocation: { uri }, region });
        assert.deepEqual(
            placed("project:///components/a b.ts#77,17", "infra"),
            place("infra/components/a%20b.ts", { startLine: 77, startColumn: 17 }),
        );
        assert.deepEqual(
            ["project:///a%20b.ts#1", "project:///100%.ts#1"].map((position) => placed(position)),
            ["a%20b.ts", "100%25.ts"].map((uri) => place(uri, { startLine: 1 })),
        );
        for (const position of [
            undefined,
            "project:///node_modules/pkg/index.ts#1,2",
            "file:///home/me/index.ts#1",
        ]) {
            assert.deepEqual(placed(position), place("Pulumi.yaml", { startLine: 1 }));
        }
    });

    it("tells findings apart by policy and resource, in every run and order", () => {
        const prints = (report: Report) =>
            resultsOf(report).map(
                ({ ruleId, partialFingerprints: { primaryLocationLineHash } }) => [
                    ruleId,
                    primaryLocationLineHash,
                ],
            );
        const ssh = { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] };
        const twice = of(awsTypes.securityGroup, "twice", {
            ingress: [ssh, { ...ssh, self: true }],
        });
        const pair = prints(on([twice]));
        assert.deepEqual(
            pair.map(([rule]) => rule),
            ["no-ssh-ingress", "no-ssh-ingress"],
        );
        assert.notEqual(pair[0]?.[1], pair[1]?.[1]);
        const [some, more] = [prints(SPOILED), prints(on([...networkOf(30), ...wayOut]))];
        const all = some.map(([, hash]) => hash);
        assert.equal(new Set(all).size, all.length);
        for (const [rule, hash] of some.filter(([rule]) => rule?.startsWith("no-internet"))) {
            assert.ok(more.some((other) => other[0] === rule && other[1] === hash));
        }
    });
});

describe("the report as JSON", () => {
    it("has the shape that the documentation describes", () => {
        const { version, verdict, ...told } = JSON.parse(jsonOf(SPOILED));
        assert.deepEqual([version, verdict], [1, "rejected"]);
        assert.deepEqual(Object.keys(told).sort(), [
            "assumptions",
            "cost",
            "counts",
            "day",
            "findings",
            "policies",
            "proofs",
            "resources",
            "source",
            "stack",
            "statements",
            "waivers",
        ]);
        assert.deepEqual(told.counts, { mandatory: 4, advisory: 4, waived: 1 });
        assert.equal(told.statements.length, 15);
    });
});
