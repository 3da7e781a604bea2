import assert from "node:assert/strict";
import fc from "fast-check";
import { awsTypes } from "../../policy/network/types";
import { readSettings } from "../../policy/settings/settings";
import { readWaivers } from "../../policy/waivers/readWaivers";
import { createWaiverRegister } from "../../policy/waivers/register";
import { inDays } from "../support/dates";
import {
    analyze,
    analyzeResource,
    analyzeStack,
    type Finding,
    idOf,
    type Mode,
    type Resource,
    unknown,
    urnOf,
} from "../support/policyServer";
import { resourcePolicies } from "../support/resourcePolicies";

const NOW = new Date("2026-11-24T12:00:00Z");

// One finding of each kind: of a resource, of two resources for one policy, of the stack, and a doubt.
const gateway: Resource = { type: awsTypes.internetGateway, name: "gateway" };
const route: Resource = {
    type: awsTypes.route,
    name: "route",
    inputs: { destinationCidrBlock: "203.0.113.0/24", gatewayId: idOf("gateway") },
};
const address: Resource = { type: awsTypes.eip, name: "address" };
const subnet: Resource = {
    type: awsTypes.subnet,
    name: "subnet",
    inputs: { mapPublicIpOnLaunch: unknown.boolean },
};
const STACK = [gateway, route, address, subnet];

const entry = {
    policy: "no-public-ip",
    type: awsTypes.eip,
    name: "address",
    reason: "download the database",
    expires: "2026-12-08",
    approvedBy: "security team, ticket 4711",
};

/** An entry without its resource's type and name, for one that is named by its URN. */
const { type: _, name: __, ...byUrn } = entry;

interface Run {
    readonly now?: Date;
    readonly mode?: Mode;
    readonly stack?: readonly Resource[];
}

function judgedBy(config: Record<string, unknown>, run: Run = {}): Promise<Finding[]> {
    const { now = NOW, mode = "first preview", stack = STACK } = run;
    return analyze(resourcePolicies(now), stack, mode, { settings: config });
}

/** The findings of the stack under these waivers. */
const judged = (entries: unknown, run?: Run) => judgedBy({ waivers: entries }, run);

/** A finding in a line: level, policy, resource, or the first two lines of a hint. */
function inShort({ level, policy, urn, message }: Finding): string {
    return policy === "unused-waivers"
        ? message
        : `${level} ${policy} ${urn.split("::").at(-1)}${message.startsWith("WAIVED ") ? " WAIVED" : ""}`;
}

const UNWAIVED = [
    "mandatory no-internet-gateway gateway",
    "mandatory no-public-ip address",
    "mandatory no-public-ip subnet",
    "mandatory no-internet-route route",
];

/** The findings as they are without waivers, but these. */
const allBut = (...waived: string[]) =>
    UNWAIVED.map((line) =>
        waived.some((name) => line.endsWith(` ${name}`))
            ? `${line.replace("mandatory", "advisory")} WAIVED`
            : line,
    );

/** The message of the Elastic IP's finding, line by line. */
async function addressLines(entries: unknown, run?: Run): Promise<string[]> {
    const findings = await judged(entries, run);
    return (
        findings.find(({ urn }) => urn === urnOf(address))?.message.split("\n") ??
        assert.fail("The Elastic IP has no finding.")
    );
}

const [WHAT, WHY, FIX] = [
    "An Elastic IP is a public IPv4 address.",
    "A public address makes the resource reachable from the Internet, or able to reach it.",
    "Remove the Elastic IP.",
];

describe("a waiver", () => {
    it("turns its finding into advice that says until when, by whom and why, and no other", async () => {
        assert.deepEqual((await judged([])).map(inShort), UNWAIVED);
        assert.deepEqual((await judged([entry])).map(inShort), allBut("address"));
        assert.deepEqual(await addressLines([entry]), [
            "WAIVED until 2026-12-08 by security team, ticket 4711: download the database",
            WHAT,
            WHY,
            FIX,
        ]);
    });

    it("changes nothing of the other findings", async () => {
        const others = (findings: readonly Finding[]) =>
            findings.filter(({ urn }) => urn !== urnOf(address));
        assert.deepEqual(others(await judged([entry])), others(await judged([])));
    });

    it("names its resource by URN or by type and name", async () => {
        const entries = [{ ...byUrn, urn: urnOf(address) }];
        assert.deepEqual((await judged(entries)).map(inShort), allBut("address"));
    });

    it("by type and name is for resources under any parent, by URN for that one", async () => {
        const register = createWaiverRegister(["no-public-ip"], "2026-11-24");
        const urn = (types: string) => `urn:pulumi:dev::app::${types}::address`;
        const nested = urn("my:Network$my:Part$aws:ec2/eip:Eip");
        register.read({ waivers: [{ ...entry }, { ...byUrn, urn: urn("my:Network") }] });
        const isWaived = (urn: string) =>
            register.judge("no-public-ip", urn, "what").waiver !== undefined;
        assert.ok(
            isWaived(nested) && isWaived(urn("aws:ec2/eip:Eip")) && isWaived(urn("my:Network")),
        );
        assert.ok(!isWaived(urn("aws:ec2/eip:Eip$my:Network")));
        assert.ok(!isWaived(urn("Eip")) && !isWaived(`${nested}::more`) && !isWaived(""));
    });

    it("takes a name with colons as it is", () => {
        const register = createWaiverRegister(["no-public-ip"], "2026-11-24");
        register.read({ waivers: [{ ...entry, name: "a::b" }] });
        const isWaived = (name: string) =>
            register.judge("no-public-ip", urnOf({ ...entry, name }), "what").waiver !== undefined;
        assert.deepEqual(["a::b", "a", "b", "a::b::c"].map(isWaived), [true, false, false, false]);
    });

    it("is told with its terms, in force or not", () => {
        const register = createWaiverRegister(["no-public-ip"], "2026-11-24");
        assert.deepEqual(register.all(), []);
        const { reason, approvedBy } = entry;
        register.read({
            waivers: [
                { ...entry, expires: "2026-11-24" },
                { ...entry, expires: 1 },
            ],
        });
        const terms = { reason, approvedBy };
        assert.deepEqual(
            register.all().map((waiver) => waiver.terms),
            [
                { ...terms, expires: "2026-11-24" },
                { ...terms, expires: undefined },
            ],
        );
        const { waiver } = register.judge("no-public-ip", urnOf(address), "what");
        assert.equal(waiver, register.all()[0]);
    });

    it("is for what the stack view finds as well", async () => {
        const forRoute = { ...entry, policy: "no-internet-route", type: route.type, name: "route" };
        for (const mode of ["first preview", "known"] as const) {
            const findings = await judged([forRoute], { mode, stack: [gateway, route] });
            assert.deepEqual(findings.map(inShort), [
                "mandatory no-internet-gateway gateway",
                "advisory no-internet-route route WAIVED",
            ]);
        }
    });

    it("is for what cannot be proved as well", async () => {
        const forSubnet = { ...entry, type: subnet.type, name: "subnet" };
        const findings = await judged([forSubnet]);
        assert.deepEqual(findings.map(inShort), allBut("subnet"));
        const [waived] = findings.filter(({ level }) => level === "advisory");
        assert.match(
            waived?.message ?? "",
            /^WAIVED until .*\nCannot be proved: mapPublicIpOnLaunch is known only after the update\.\n/,
        );
    });

    it("is for all findings of its policy on its resource", async () => {
        const ingress = [22, 20].map((fromPort) => ({
            fromPort,
            toPort: 22,
            protocol: "tcp",
            self: true,
        }));
        const group: Resource = {
            type: awsTypes.securityGroup,
            name: "group",
            inputs: { ingress },
        };
        const forGroup = { ...entry, policy: "no-ssh-ingress", type: group.type, name: "group" };
        assert.deepEqual((await judged([forGroup], { stack: [group] })).map(inShort), [
            "advisory no-ssh-ingress group WAIVED",
            "advisory no-ssh-ingress group WAIVED",
        ]);
    });

    it("shows its texts in one line each", async () => {
        const odd = { ...entry, reason: "  first\nline \t two ", approvedBy: "\nme\n" };
        assert.equal(
            (await addressLines([odd]))[0],
            "WAIVED until 2026-12-08 by me: first line two",
        );
    });

    it("takes a reason of 10 to 500 characters, no shorter and no longer", async () => {
        for (const [length, isInForce] of [
            [9, false],
            [10, true],
            [500, true],
            [501, false],
        ] as const) {
            const [first] = await addressLines([{ ...entry, reason: "x".repeat(length) }]);
            assert.equal(first?.startsWith("WAIVED until "), isInForce);
        }
    });

    it("has its texts measured in characters, as the engine measures them", async () => {
        const long = { ...entry, reason: "🔑".repeat(500), approvedBy: "🔑".repeat(100) };
        assert.match((await addressLines([long]))[0] ?? "", /^WAIVED until /);
    });

    describe("is in force to the end of its last day, in UTC", () => {
        const moments: [string, boolean][] = [
            ["2026-12-07T12:00:00Z", true],
            ["2026-12-08T00:00:00Z", true],
            ["2026-12-08T23:59:59.999Z", true],
            ["2026-12-09T00:59:59+01:00", true],
            ["2026-12-09T00:00:00Z", false],
            ["2026-12-08T23:00:00-01:00", false],
            ["2027-12-08T12:00:00Z", false],
        ];
        for (const [moment, isInForce] of moments) {
            it(`${isInForce ? "in force" : "expired"} at ${moment}`, async () => {
                const run = { now: new Date(moment) };
                const findings = await judged([entry], run);
                assert.deepEqual(findings.map(inShort), isInForce ? allBut("address") : UNWAIVED);
                const lines = await addressLines([entry], run);
                assert.equal(
                    lines[isInForce ? 0 : 1],
                    isInForce
                        ? "WAIVED until 2026-12-08 by security team, ticket 4711: download the database"
                        : "Waiver without effect: settings.waivers[0] expired on 2026-12-08.",
                );
            });
        }

        it("whatever the time of day at which a run began", async () => {
            const policies = resourcePolicies(new Date("2026-12-08T23:59:59.999Z"));
            const findings = await analyze(policies, STACK, "known", {
                settings: { waivers: [entry] },
            });
            assert.ok(
                findings.some(({ message }) => message.startsWith("WAIVED until 2026-12-08")),
            );
        });

        it("by the clock if nobody gives another time", async () => {
            const levels = async (expires: string) => {
                const config = { settings: { waivers: [{ ...entry, expires }] } };
                const findings = await analyze(resourcePolicies(), [address], "known", config);
                return findings.map(({ level }) => level);
            };
            assert.deepEqual(await levels(inDays(1)), ["advisory"]);
            assert.deepEqual(await levels(inDays(-1)), ["mandatory"]);
        });
    });

    describe("that is not right lets nothing through and says so on the finding:", () => {
        const PLACE = "settings.waivers[0]";
        const POLICIES =
            "no-public-ip, no-ssh-ingress, no-internet-gateway, no-internet-route, endpoint-private-dns, no-ssh-key, instance-metadata-v2, no-internet-path, ssm-path";
        const REASON = `${PLACE}.reason is %; allowed: a text of 10 to 500 characters.`;
        const DATE = `${PLACE}.expires is %; allowed: a calendar date written YYYY-MM-DD.`;
        const APPROVER = `${PLACE}.approvedBy is %; allowed: a text of 1 to 100 characters.`;
        const POLICY = `${PLACE}.policy is %; allowed: ${POLICIES}.`;
        const cases: [string, object, string][] = [
            ["no policy", { policy: undefined }, POLICY.replace("%", "not set")],
            [
                "an unknown policy",
                { policy: "no-public-ips" },
                POLICY.replace("%", '"no-public-ips"'),
            ],
            ["every policy", { policy: "*" }, POLICY.replace("%", '"*"')],
            [
                "a policy in capitals",
                { policy: "No-Public-IP" },
                POLICY.replace("%", '"No-Public-IP"'),
            ],
            [
                "a list of policies",
                { policy: ["no-public-ip"] },
                POLICY.replace("%", '["no-public-ip"]'),
            ],
            ["the waivers' own policy", { policy: "settings" }, POLICY.replace("%", '"settings"')],
            ["no reason", { reason: undefined }, REASON.replace("%", "not set")],
            ["a short reason", { reason: "too short" }, REASON.replace("%", '"too short"')],
            [
                "a short reason of long characters",
                { reason: "🔑".repeat(9) },
                REASON.replace("%", `"${"🔑".repeat(9)}"`),
            ],
            [
                "blanks for a reason",
                { reason: `short${" ".repeat(9)}` },
                REASON.replace("%", `"short${" ".repeat(9)}"`),
            ],
            [
                "a list of reasons",
                { reason: ["long enough, but a list"] },
                REASON.replace("%", '["long enough, but a list"]'),
            ],
            ["no last day", { expires: undefined }, DATE.replace("%", "not set")],
            ["no date", { expires: "never" }, DATE.replace("%", '"never"')],
            ["a year as a number", { expires: 2027 }, DATE.replace("%", "2027")],
            [
                "a moment",
                { expires: "2026-12-08T12:00:00Z" },
                DATE.replace("%", '"2026-12-08T12:00:00Z"'),
            ],
            [
                "a day that no month has",
                { expires: "2026-11-31" },
                DATE.replace("%", '"2026-11-31"'),
            ],
            [
                "a day that this year lacks",
                { expires: "2027-02-29" },
                DATE.replace("%", '"2027-02-29"'),
            ],
            [
                "a month that no year has",
                { expires: "2026-13-01" },
                DATE.replace("%", '"2026-13-01"'),
            ],
            [
                "a line break after the day",
                { expires: "2026-12-08\n" },
                DATE.replace("%", '"2026-12-08\\n"'),
            ],
            ["nobody who allows it", { approvedBy: " " }, APPROVER.replace("%", '" "')],
            ["null for who allows it", { approvedBy: null }, APPROVER.replace("%", "not set")],
            [
                "a property that does not exist",
                { regex: ".*" },
                `${PLACE} has a property "regex"; allowed: policy, urn, type, name, reason, expires, approvedBy.`,
            ],
            [
                "URN beside type and name",
                { urn: urnOf(address) },
                `${PLACE} names its resource by urn, type, name; allowed: urn, or type and name.`,
            ],
            [
                "a name without a type",
                { type: undefined },
                `${PLACE} names its resource by name; allowed: urn, or type and name.`,
            ],
            [
                "a type that is no text",
                { type: 7 },
                `${PLACE}.type is 7; allowed: a text of up to 2048 characters.`,
            ],
        ];
        for (const [what, change, flaw] of cases) {
            it(what, async () => {
                const entries = [{ ...entry, ...change }];
                const given = JSON.parse(JSON.stringify(entries));
                assert.deepEqual((await judged(given)).map(inShort), UNWAIVED);
                assert.deepEqual(await addressLines(given), [
                    WHAT,
                    `Waiver without effect: ${flaw}`,
                    WHY,
                    FIX,
                ]);
            });
        }

        it("everything at once, in one line", async () => {
            const flaws = [
                REASON.replace("%", '"because"'),
                APPROVER.replace("%", "not set"),
                `${PLACE} expired on 2026-11-23.`,
            ];
            const wrong = { ...entry, reason: "because", expires: "2026-11-23", approvedBy: "" };
            assert.deepEqual(await addressLines([wrong]), [
                WHAT,
                `Waiver without effect: ${flaws.join(" ")}`,
                WHY,
                FIX,
            ]);
        });
    });

    describe("for one finding beside another", () => {
        const expired = { ...entry, expires: "2026-11-23", reason: "the first download" };

        it("is in force if one of them is, and tells of the other", async () => {
            for (const entries of [
                [entry, expired],
                [expired, entry],
            ]) {
                assert.deepEqual((await judged(entries)).map(inShort), allBut("address"));
                assert.deepEqual(await addressLines(entries), [
                    "WAIVED until 2026-12-08 by security team, ticket 4711: download the database",
                    WHAT,
                    `Waiver without effect: settings.waivers[${entries.indexOf(expired)}] expired on 2026-11-23.`,
                    WHY,
                    FIX,
                ]);
            }
        });

        it("shows the first that is in force, and calls neither unused", async () => {
            const entries = [entry, { ...byUrn, urn: urnOf(address), approvedBy: "somebody else" }];
            assert.deepEqual((await judged(entries)).map(inShort), allBut("address"));
            assert.match((await addressLines(entries))[0] ?? "", /by security team, ticket 4711:/);
        });
    });
});

describe("a waiver of each policy of a resource's properties", () => {
    const named = { type: awsTypes.launchTemplate, name: "template" };
    const stack: Resource[] = [
        {
            ...named,
            inputs: { keyName: "admin", networkInterfaces: [{ associatePublicIpAddress: "true" }] },
        },
    ];
    const policies = ["no-public-ip", "no-ssh-key", "instance-metadata-v2"];

    for (const policy of policies) {
        it(`makes the finding of ${policy} advice that says so, and no other`, async () => {
            const findings = await judged([{ ...entry, ...named, policy }], { stack });
            assert.deepEqual(
                findings.map((finding) => [
                    finding.policy,
                    finding.level,
                    finding.message.startsWith("WAIVED until 2026-12-08"),
                ]),
                policies.map((name) => [
                    name,
                    name === policy || name === "instance-metadata-v2" ? "advisory" : "mandatory",
                    name === policy,
                ]),
            );
        });
    }
});

describe("a waiver that is for no finding", () => {
    const EIP = "aws:ec2/eip:Eip";
    const others: [string, object, string][] = [
        ["of another policy", { policy: "no-ssh-ingress" }, `no-ssh-ingress on ${EIP} "address"`],
        ["on another name", { name: "addres" }, `no-public-ip on ${EIP} "addres"`],
        ["on a name in capitals", { name: "Address" }, `no-public-ip on ${EIP} "Address"`],
        ["on a name with a space", { name: "address " }, `no-public-ip on ${EIP} "address "`],
        ["on a pattern of names", { name: ".*" }, `no-public-ip on ${EIP} ".*"`],
        ["on a shorter type", { type: "aws:ec2:Eip" }, 'no-public-ip on aws:ec2:Eip "address"'],
        [
            "on a resource with no finding",
            { type: "aws:ec2/vpc:Vpc" },
            'no-public-ip on aws:ec2/vpc:Vpc "address"',
        ],
    ];
    for (const [what, change, finding] of others) {
        it(`is advised to go: ${what}`, async () => {
            assert.deepEqual((await judged([{ ...entry, ...change }])).map(inShort), [
                ...UNWAIVED,
                `settings.waivers[0] matches no finding of this stack: ${finding}.\n` +
                    "Remove it, unless another stack needs it.",
            ]);
        });
    }

    it("is advised to go: on part of a URN", async () => {
        const urn = urnOf(address).slice(0, -1);
        assert.deepEqual((await judged([{ ...byUrn, urn }])).map(inShort).slice(UNWAIVED.length), [
            `settings.waivers[0] matches no finding of this stack: no-public-ip on "${urn}".\n` +
                "Remove it, unless another stack needs it.",
        ]);
    });

    it("is told on the stack, as advice of its own policy", async () => {
        const vpc: Resource = { type: awsTypes.vpc, name: "vpc" };
        const findings = await judged([{ ...entry, name: "other" }], { stack: [vpc] });
        assert.deepEqual(
            findings.map(({ policy, urn, level }) => ({ policy, urn, level })),
            [{ policy: "unused-waivers", urn: "", level: "advisory" }],
        );
    });

    it("is to be corrected if it has a flaw", async () => {
        const entries = [{ ...byUrn }, { ...entry, name: "other", expires: "2026-11-23" }];
        assert.deepEqual((await judged(entries)).map(inShort).slice(UNWAIVED.length), [
            "Waiver without effect: settings.waivers[0] names its resource by nothing; allowed: urn, or type and name.\n" +
                "Correct or remove it.",
            "Waiver without effect: settings.waivers[1] expired on 2026-11-23.\nCorrect or remove it.",
        ]);
    });

    it("is one that is no object", async () => {
        const shown = ["5", "not set", '"no-public-ip"', "[]", "true"];
        const hints = await judged([5, null, "no-public-ip", [], true]);
        assert.deepEqual(
            hints.map(inShort).slice(UNWAIVED.length),
            shown.map(
                (value, index) =>
                    `Waiver without effect: settings.waivers[${index}] is ${value}; allowed: an object.\n` +
                    "Correct or remove it.",
            ),
        );
    });
});

describe("the configuration of waivers", () => {
    it("may be absent, empty or null", async () => {
        for (const config of [{}, { waivers: [] }, { waivers: null }]) {
            assert.deepEqual((await judgedBy(config)).map(inShort), UNWAIVED);
        }
        assert.deepEqual(
            (await analyze(resourcePolicies(NOW), STACK, "first preview")).map(inShort),
            UNWAIVED,
        );
    });

    const wrong: [string, Record<string, unknown>, string][] = [
        ["one for a list", { waivers: entry }, "settings.waivers is an object; allowed: a list."],
        ["a number", { waivers: 1 }, "settings.waivers is 1; allowed: a list."],
        ["text", { waivers: "none" }, 'settings.waivers is "none"; allowed: a list.'],
        [
            "another word",
            { waiver: [entry] },
            'settings has a property "waiver"; allowed: unknown, external, waivers.',
        ],
    ];
    for (const [what, config, flaw] of wrong) {
        it(`lets nothing through and says so: ${what}`, async () => {
            const [first, ...others] = await judgedBy(config);
            assert.equal(first && inShort(first), "mandatory settings gateway");
            assert.equal(
                first?.message.split("\n")[0],
                `The pack's configuration is wrong: ${flaw}`,
            );
            assert.deepEqual(others.map(inShort), UNWAIVED);
        });
    }

    it("keeps messages short whatever its length", async () => {
        const long = "x".repeat(10_000_000);
        const keys = ["policy", "urn", "type", "name", "reason", "expires", "approvedBy", long];
        const entries = [long, ...keys.map((key) => ({ ...entry, [key]: long }))];
        const policies = resourcePolicies(NOW).map(({ name }) => name);
        const waivers = readWaivers({ waivers: entries }, policies, "2026-11-24");
        assert.equal(waivers.length, entries.length);
        const whole = [{ waivers: long }, { [long]: long }].map((config) => readSettings(config));
        for (const { flaws } of [...waivers, ...whole]) {
            assert.ok(flaws.length > 0);
            assert.ok(flaws.join(" ").length < 500, flaws.join(" ").slice(0, 600));
        }
        const findings = await judged([{ ...entry, reason: long }]);
        assert.deepEqual(findings.map(inShort), UNWAIVED);
    });

    it("is read before any other policy judges a resource, of whatever type", async () => {
        const [first] = resourcePolicies();
        assert.equal(first?.name, "settings");
        for (const type of ["", "pulumi:pulumi:Stack", "pulumi:providers:aws", "my:own:Type"]) {
            const policies = resourcePolicies(NOW);
            const other: Resource = { type, name: "other" };
            await analyze(policies, [other], "known", { settings: { waivers: [entry] } });
            // The resource view of the Elastic IP never ran: its finding is one of no other resource.
            const findings = await analyzeResource(policies, address, {});
            assert.deepEqual(findings.map(inShort), ["advisory no-public-ip address WAIVED"]);
        }
    });

    it("waives nothing in a stack view before which no resource was shown", async () => {
        await analyze(resourcePolicies(NOW), [], "known", { settings: { waivers: [entry] } });
        const findings = await analyzeStack(resourcePolicies(NOW), [gateway, route], "known");
        assert.deepEqual(findings.map(inShort), ["mandatory no-internet-route route"]);
    });

    it("can be ignored by switching the policy settings off", async () => {
        const policies = resourcePolicies(NOW).filter(({ name }) => name !== "settings");
        const findings = await analyze(policies, STACK, "first preview", {
            settings: { waivers: [entry] },
        });
        assert.deepEqual(findings.map(inShort), UNWAIVED);
    });
});

// fast-check prints seed and path of a failure.
describe("whatever the configuration of waivers", function () {
    this.timeout(60_000);

    const odd = fc.oneof(
        fc.constantFrom<unknown>(null, "", "*", ".*", 0, true, [], {}, unknown.string),
        fc.jsonValue({ maxDepth: 1 }),
    );
    const rarely = (values: fc.Arbitrary<unknown>) =>
        fc.oneof({ weight: 6, arbitrary: values }, { weight: 1, arbitrary: odd });
    const parts = {
        policy: rarely(fc.constantFrom("no-public-ip", "no-internet-gateway", "no-internet-route")),
        reason: rarely(fc.constant("download the database")),
        expires: rarely(fc.constantFrom("2026-11-23", "2026-11-24", "2026-12-08", "2026-02-30")),
        approvedBy: rarely(fc.constant("me")),
    };
    const urns = rarely(fc.constantFrom(...STACK.map(urnOf)));
    const types = rarely(fc.constantFrom(...STACK.map(({ type }) => type)));
    const names = rarely(fc.constantFrom(...STACK.map(({ name }) => name)));
    const right = { reason: "download the database", expires: "2026-12-08", approvedBy: "me" };
    const targets = fc.constantFrom(
        { policy: "no-public-ip", urn: urnOf(address) },
        { policy: "no-public-ip", type: subnet.type, name: subnet.name },
        { policy: "no-internet-gateway", type: gateway.type, name: gateway.name },
        { policy: "no-internet-route", urn: urnOf(route) },
    );
    const entries = fc.array(
        fc.oneof(
            targets.map((target) => ({ ...right, ...target })),
            fc.record({ ...parts, urn: urns }),
            fc.record({ ...parts, type: types, name: names }),
            fc.record({ ...parts, urn: urns, type: types, name: names }, { requiredKeys: [] }),
            fc.record({ ...parts, urn: urns, more: odd }),
            odd,
        ),
        { maxLength: 5 },
    );

    /** Runs of white space count as one, and what is not known yet as no words. */
    const wordsIn = (value: unknown) =>
        typeof value === "string" && value !== unknown.string
            ? value.trim().replace(/\s+/g, " ")
            : "";

    /** Written anew from the documentation: what an entry must be to allow a finding. */
    function allows(given: unknown, { policy, urn }: Finding): boolean {
        if (typeof given !== "object" || given === null) {
            return false;
        }
        const isSet = ([, value]: [string, unknown]) => value !== null && value !== "";
        const set: Record<string, unknown> = Object.fromEntries(
            Object.entries(given).filter(isSet),
        );
        const keys = [...new Set([...Object.keys(given), ...Object.keys(set)])];
        const known = ["policy", "reason", "expires", "approvedBy", "urn", "type", "name"];
        const resource = STACK.find((candidate) => urnOf(candidate) === urn);
        const namedByUrn = set.urn === urn && !("type" in set) && !("name" in set);
        const namedByType =
            set.type === resource?.type && set.name === resource?.name && !("urn" in set);
        return (
            keys.every((key) => known.includes(key)) &&
            set.policy === policy &&
            (namedByUrn || namedByType) &&
            wordsIn(set.reason).length >= 10 &&
            ["2026-11-24", "2026-12-08"].includes(String(set.expires)) &&
            typeof set.expires === "string" &&
            wordsIn(set.approvedBy) !== ""
        );
    }

    it("exactly the findings that an entry in force names are lowered", async () => {
        const modes = fc.constantFrom<Mode>("first preview", "known");
        let lowered = 0;
        await fc.assert(
            fc.asyncProperty(rarely(entries), modes, async (given, mode) => {
                const list = Array.isArray(given) ? given : [];
                for (const finding of await judged(given, { mode })) {
                    if (finding.policy !== "unused-waivers") {
                        const expected = list.some((one) => allows(one, finding));
                        assert.equal(finding.level, expected ? "advisory" : "mandatory");
                        assert.equal(finding.message.startsWith("WAIVED "), expected);
                        lowered += Number(expected);
                    }
                }
            }),
            { numRuns: 500 },
        );
        assert.ok(lowered > 100, `only ${lowered} findings were lowered`);
    });

    it("no value at all throws or waives anything", () => {
        const values = fc.anything({
            withBigInt: true,
            withDate: true,
            withMap: true,
            withNullPrototype: true,
            withSparseArray: true,
        });
        const wholes = fc.oneof(
            values,
            fc.record({ waivers: values }),
            fc.record({ waivers: fc.array(values, { maxLength: 4 }) }),
        );
        fc.assert(
            fc.property(wholes, (config) => {
                const register = createWaiverRegister(["no-public-ip"], "2026-11-24");
                register.read(config);
                const { message, waiver } = register.judge("no-public-ip", urnOf(address), WHAT);
                assert.equal(waiver, undefined);
                assert.ok(message.startsWith(WHAT));
                for (const { flaws } of register.unused()) {
                    assert.ok(flaws.length > 0);
                }
            }),
            { numRuns: 1000 },
        );
    });
});
