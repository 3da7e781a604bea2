import assert from "node:assert/strict";
import { headline, verdictOf } from "../../../tools/report/verdict";
import { inDays } from "../../support/dates";
import { urnOf } from "../../support/policyServer";
import { address, networkOf, spoiled, wayOut } from "../../support/reportNetworks";
import { on } from "../../support/reportsOn";

const SPOILED = [...networkOf(3), ...wayOut, ...spoiled, address];

const waiverFor = (name: string, more: object = {}) => ({
    policy: "no-public-ip",
    type: "aws:ec2/eip:Eip",
    name,
    reason: "a partner admits a fixed address only",
    expires: inDays(10),
    approvedBy: "the security team",
    ...more,
});

describe("the report on a stack", () => {
    it("proves every statement of a correct network", () => {
        const report = on(networkOf(3));
        assert.deepEqual(
            report.statements.filter(({ verdict }) => verdict !== "proved"),
            [],
        );
        assert.equal(verdictOf(report), "proved");
        assert.equal(
            headline(report),
            "Proved: no path to the Internet, and every instance reaches Systems Manager. " +
                "21 resources of test/test: 0 mandatory findings, 1 advisory, 0 waived.",
        );
    });

    it("says which statements fail, against whom, by which way, and what mends it", () => {
        const { statements } = on(SPOILED);
        const told = statements.filter(({ verdict }) => verdict !== "proved");
        assert.deepEqual(
            told.map(({ numbers, verdict, evidence }) => [
                numbers,
                verdict,
                evidence.map((each) => [each.verdict, ...each.subjects.map(({ label }) => label)]),
            ]),
            [
                [
                    "32, 33",
                    "violated",
                    [
                        ["violated", "instance without-role"],
                        ["unknown", "instance in-doubt"],
                    ],
                ],
                ["39", "violated", [["violated", "subnet app-a"]]],
                ["40", "violated", [["violated", "Elastic IP address"]]],
            ],
        );
        const [way] = told[1]?.evidence ?? [];
        assert.equal(
            way?.witness.map(({ step }) => step).join(" → "),
            "instance app, instance app-3 → subnet app-a → route table table-a (its own) → " +
                'route to-internet ("0.0.0.0/0") → an Internet gateway (internet gateway internet)',
        );
        assert.match(way?.fix ?? "", /^Remove the route/);
    });

    it("shows the same finding against many as one", () => {
        const network = networkOf(300).filter(({ name }) => name !== "in");
        const { statements } = on(network);
        const row = statements.find(({ numbers }) => numbers === "19, 20");
        assert.deepEqual(
            row?.evidence.map(({ subjects }) => subjects.length),
            [150, 150],
        );
    });

    it("claims nothing of what is not asked for want of an endpoint", () => {
        const { statements } = on(networkOf(1).filter(({ name }) => name !== "ssm"));
        const verdicts = Object.fromEntries(
            statements.map(({ numbers, verdict }) => [numbers, verdict]),
        );
        assert.deepEqual(
            [verdicts["9–11"], verdicts["19, 20"], verdicts["1–3"], verdicts["39"]],
            ["violated", "open", "proved", "proved"],
        );
    });

    it("does not call a statement proved that nothing is asked of, or whose policy is off", () => {
        const off = on(networkOf(1), { "ssm-path": "disabled" });
        assert.deepEqual(
            [...new Set(off.statements.map(({ verdict }) => verdict))],
            ["not asked", "proved"],
        );
        assert.equal(verdictOf(off), "passed");
        const empty = on([]);
        assert.ok(empty.statements.every(({ verdict }) => verdict === "not asked"));
        assert.equal(verdictOf(empty), "passed");
        assert.equal(
            headline(empty),
            "Passed, and nothing was to prove. 0 resources: 0 mandatory findings, 0 advisory, 0 waived.",
        );
        assert.match(headline(off), /^Passed, but not everything is proved\. /);
        assert.deepEqual(empty.assumptions, []);
    });

    it("lists mandatory findings first, then advice, then what is waived with its terms", () => {
        const { findings, counts } = on(SPOILED, {
            settings: { waivers: [waiverFor("address")] },
        });
        assert.deepEqual(
            findings.map(({ level, policy, resource, waiver }) =>
                [waiver ? "waived" : level, policy, resource?.name].join(" "),
            ),
            [
                "mandatory no-internet-gateway internet",
                "mandatory no-internet-path app-a",
                "mandatory no-internet-route to-internet",
                "mandatory ssm-path without-role",
                "advisory instance-metadata-v2 app",
                "advisory instance-metadata-v2 in-doubt",
                "advisory instance-metadata-v2 without-role",
                "advisory ssm-path in-doubt",
                "waived no-public-ip address",
            ],
        );
        assert.deepEqual(counts, { mandatory: 4, advisory: 4, waived: 1 });
        const last = findings.at(-1);
        assert.equal(last?.waiver?.approvedBy, "the security team");
        assert.match(last?.message ?? "", /^An Elastic IP is a public IPv4 address\.\n/);
    });

    it("tells of each waiver how many days are left and what becomes of it, the most urgent first", () => {
        const waivers = [
            waiverFor("address"),
            waiverFor("address", { expires: inDays(-2) }),
            waiverFor("address", { expires: inDays(0) }),
            waiverFor("other", { expires: inDays(3) }),
            waiverFor("address", { expires: "soon" }),
        ];
        const report = on([...networkOf(1), address], { settings: { waivers } });
        assert.deepEqual(
            report.waivers.map(({ place, daysLeft, effect }) => [place, daysLeft, effect]),
            [
                ["settings.waivers[1]", -2, "without effect"],
                ["settings.waivers[2]", 0, "in force"],
                ["settings.waivers[3]", 3, "matches no finding"],
                ["settings.waivers[0]", 10, "in force"],
                ["settings.waivers[4]", undefined, "without effect"],
            ],
        );
    });

    it("quotes what the proofs assume", () => {
        const { assumptions } = on(networkOf(1), {
            "no-internet-path": { trustedDefaultRoutes: ["transit-gateway"] },
        });
        assert.match(
            assumptions[0] ?? "",
            /because the configuration trusts them: transit-gateway\.$/,
        );
        assert.match(assumptions.join("\n"), /no rule, route or association added by hand/);
    });

    it("knows the resource of each finding", () => {
        const { findings } = on([...networkOf(1), address]);
        const [finding] = findings;
        assert.deepEqual(finding?.resource, {
            urn: urnOf(address),
            type: "aws:ec2/eip:Eip",
            name: "address",
            sourcePosition: undefined,
        });
    });
});
