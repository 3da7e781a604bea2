import assert from "node:assert/strict";
import fc from "fast-check";
import { trustableKinds } from "../../policy/network/read/routeTargets";
import { awsTypes } from "../../policy/network/types";
import { createPolicies } from "../../policy/policies";
import { flawsIn } from "../../policy/settings/options";
import { readSettings } from "../../policy/settings/settings";
import { readWaivers } from "../../policy/waivers/readWaivers";
import {
    analyze,
    analyzeStack,
    type Config,
    type Finding,
    idOf,
    type Mode,
    type Resource,
    unknown,
} from "../support/policyServer";
import { resourcePolicies } from "../support/resourcePolicies";
import { snippetsIn } from "../support/snippets";
import { advises, fails, passes, table } from "./table";

const NARROW = "10.1.0.0/16";
const ALL = "0.0.0.0/0";

const route = (inputs: Record<string, unknown>): Resource => ({
    type: awsTypes.route,
    name: "it",
    inputs: { routeTableId: "rtb-1", ...inputs },
});
const toTransit = (destination: Record<string, unknown>) =>
    route({ ...destination, transitGatewayId: "tgw-1" });
const byList = (destinationPrefixListId: unknown) => toTransit({ destinationPrefixListId });
const prefixList = (inputs: Record<string, unknown>, name = "list"): Resource => ({
    type: awsTypes.managedPrefixList,
    name,
    inputs: { name, addressFamily: "IPv4", maxEntries: 5, ...inputs },
    ...("entries" in inputs ? {} : { computed: ["entries"] }),
});
const entryOf = (list: string, cidr: unknown, name = "entry"): Resource => ({
    type: awsTypes.managedPrefixListEntry,
    name,
    inputs: { prefixListId: idOf(list), cidr },
});
const rule = (inputs: Record<string, unknown>): Resource => ({
    type: awsTypes.securityGroupIngressRule,
    name: "it",
    inputs: { securityGroupId: "sg-1", cidrIpv4: NARROW, ipProtocol: "tcp", ...inputs },
});
const port = (number: number, more: Record<string, unknown> = {}) =>
    rule({ fromPort: number, toPort: number, ...more });

/** The findings in a line each: level, policy, resource. */
async function inShort(stack: readonly Resource[], config: Config, mode: Mode = "first preview") {
    const findings = await analyze(resourcePolicies(), stack, mode, config);
    return findings.map(({ level, policy, urn }) => `${level} ${policy} ${urn.split("::").at(-1)}`);
}

describe("without configuration", () => {
    it("what only the update tells is mandatory, and what lies outside the stack is advice", async () => {
        const stack = [byList("pl-1"), { ...port(22), name: "rule" }];
        const doubtful = { ...port(22, { toPort: unknown.number }), name: "doubtful" };
        assert.deepEqual(await inShort([...stack, doubtful], {}), [
            "mandatory no-ssh-ingress rule",
            "mandatory no-ssh-ingress doubtful",
            "advisory no-internet-route it",
        ]);
    });

    it("each option has the default of its schema", () => {
        const defaults = createPolicies().flatMap(({ name, configSchema }) =>
            Object.entries(configSchema?.properties ?? {}).map(([key, schema]) => [
                `${name}.${key}`,
                typeof schema === "object" ? schema.default : undefined,
            ]),
        );
        assert.deepEqual(Object.fromEntries(defaults), {
            "settings.unknown": "mandatory",
            "settings.external": "advisory",
            "settings.waivers": [],
            "no-ssh-ingress.ports": [],
            "no-internet-route.trustedDefaultRoutes": [],
            "no-internet-path.trustedDefaultRoutes": [],
            "ssm-path.requiredServices": [],
            "ssm-path.assume": [],
        });
    });

    it("each option says what it means", () => {
        for (const { configSchema } of createPolicies()) {
            for (const schema of Object.values(configSchema?.properties ?? {})) {
                assert.ok(typeof schema === "object" && (schema.description ?? "").length > 20);
            }
        }
    });
});

describe("settings.unknown as advice", () => {
    const config: Config = { settings: { unknown: "advisory" } };
    const cases: [string, Resource, string][] = [
        [
            "a public address",
            {
                type: awsTypes.subnet,
                name: "it",
                inputs: { mapPublicIpOnLaunch: unknown.boolean },
            },
            "no-public-ip",
        ],
        ["a port", port(22, { toPort: unknown.number }), "no-ssh-ingress"],
        ["a protocol", port(80, { ipProtocol: unknown.string }), "no-ssh-ingress"],
        [
            "the rules of a group",
            { type: awsTypes.securityGroup, name: "it", inputs: { ingress: unknown.array } },
            "no-ssh-ingress",
        ],
        [
            "the source of a rule",
            rule({ fromPort: 22, toPort: 22, cidrIpv4: unknown.string }),
            "no-ssh-ingress",
        ],
        [
            "a source that the policy does not know",
            rule({ fromPort: 22, toPort: 22, cidrIpv4: "" }),
            "no-ssh-ingress",
        ],
        [
            "a NAT gateway's kind",
            {
                type: awsTypes.natGateway,
                name: "it",
                inputs: { connectivityType: unknown.string },
            },
            "no-internet-gateway",
        ],
        [
            "a gateway",
            route({ destinationCidrBlock: NARROW, gatewayId: unknown.string }),
            "no-internet-route",
        ],
        [
            "a target that the policy does not know",
            route({ destinationCidrBlock: NARROW, farGatewayId: "far-1" }),
            "no-internet-route",
        ],
        ["a destination", toTransit({ destinationCidrBlock: unknown.string }), "no-internet-route"],
        ["no destination", toTransit({}), "no-internet-route"],
        ["a prefix list", byList(unknown.string), "no-internet-route"],
        [
            "a list of routes",
            { type: awsTypes.routeTable, name: "it", inputs: { routes: unknown.array } },
            "no-internet-route",
        ],
        [
            "private DNS",
            {
                type: awsTypes.vpcEndpoint,
                name: "it",
                inputs: { vpcEndpointType: "Interface", privateDnsEnabled: unknown.boolean },
            },
            "endpoint-private-dns",
        ],
        [
            "an endpoint's type",
            {
                type: awsTypes.vpcEndpoint,
                name: "it",
                inputs: { vpcEndpointType: unknown.string, privateDnsEnabled: false },
            },
            "endpoint-private-dns",
        ],
        [
            "a switch of private DNS",
            {
                type: awsTypes.endpointPrivateDns,
                name: "it",
                inputs: { vpcEndpointId: "vpce-1", privateDnsEnabled: unknown.boolean },
            },
            "endpoint-private-dns",
        ],
        [
            "a key",
            { type: awsTypes.instance, name: "it", inputs: { keyName: unknown.string } },
            "no-ssh-key",
        ],
    ];
    for (const [what, resource, policy] of cases) {
        it(`lowers a doubt about ${what}, and says why`, async () => {
            const of = async (given: Config): Promise<Finding | undefined> => {
                const policies = createPolicies().filter(({ name }) =>
                    ["settings", policy].includes(name),
                );
                const findings = await analyze(policies, [resource], "first preview", given);
                assert.equal(findings.length, 1);
                return findings[0];
            };
            const [strict, lowered] = [await of({}), await of(config)];
            assert.equal(strict?.level, "mandatory");
            assert.equal(lowered?.level, "advisory");
            assert.equal(
                lowered?.message,
                `${strict?.message} (Advice only: settings.unknown is "advisory".)`,
            );
        });
    }

    it("lowers no certain finding, and none of a wrong value", async () => {
        const ssh = { ...port(22), name: "ssh" };
        const wrong = { ...port(22, { toPort: "many" }), name: "wrong" };
        const both = {
            ...port(22, { toPort: "many", fromPort: unknown.number }),
            name: "wrong and unknown",
        };
        const subnet = {
            type: awsTypes.subnet,
            name: "subnet",
            inputs: { mapPublicIpOnLaunch: "perhaps" },
        };
        const lost = toTransit({ destinationCidrBlock: "10.0.0.0/99" });
        assert.deepEqual(await inShort([lost], config), ["mandatory no-internet-route it"]);
        assert.deepEqual(await inShort([ssh, wrong, both, subnet], config), [
            "mandatory no-ssh-ingress ssh",
            "mandatory no-ssh-ingress wrong",
            "mandatory no-ssh-ingress wrong and unknown",
            "mandatory no-public-ip subnet",
        ]);
    });

    it("lowers nothing that lies outside the stack, which is a setting of its own", async () => {
        const given: Config = { settings: { unknown: "advisory", external: "mandatory" } };
        assert.deepEqual(await inShort([byList("pl-1")], given), [
            "mandatory no-internet-route it",
        ]);
    });
});

describe("settings.external", () => {
    it("raises what lies outside the stack to the policy's level, in both modes", async () => {
        for (const mode of ["first preview", "known"] as const) {
            const levels = async (external: string) =>
                inShort([byList("pl-1")], { settings: { external } }, mode);
            assert.deepEqual(await levels("mandatory"), ["mandatory no-internet-route it"]);
            assert.deepEqual(await levels("advisory"), ["advisory no-internet-route it"]);
        }
    });
});

describe("prefix lists of the stack decide what routes to them are", () => {
    const listed = (inputs: Record<string, unknown>, ...more: Resource[]) =>
        [byList(idOf("list")), prefixList(inputs), ...more] as const;
    const entries = (...cidrs: unknown[]) => ({ entries: cidrs.map((cidr) => ({ cidr })) });
    table("no-internet-route", [
        passes("a list of private addresses", ...listed(entries(NARROW, "10.2.0.0/16"))),
        passes("an empty list", ...listed(entries())),
        fails("a list of everything", ...listed(entries(NARROW, ALL))),
        fails("a list of all IPv6 addresses", ...listed(entries("2001:db8::/0"))),
        fails("a list of both halves", ...listed(entries("128.0.0.0/1", NARROW, "0.0.0.0/1"))),
        passes("a list of one half", ...listed(entries("128.0.0.0/1", NARROW))),
        fails("a list with an unknown address", ...listed(entries(NARROW, unknown.string))),
        fails("a list of unknown entries", ...listed({ entries: unknown.array })),
        fails("a list with an entry that is none", ...listed({ entries: [NARROW] })),
        fails("a list with an address that is none", ...listed(entries("10.0.0.0/99"))),
        passes("a list that gets private entries", ...listed({}, entryOf("list", NARROW))),
        fails("a list that gets everything as an entry", ...listed({}, entryOf("list", ALL))),
        fails(
            "a list that gets the other half as an entry",
            ...listed(entries("0.0.0.0/1"), entryOf("list", "128.0.0.0/1")),
        ),
        passes(
            "a list beside another that holds everything",
            ...listed(entries(NARROW), prefixList(entries(ALL), "other")),
        ),
        passes(
            "a list beside another that gets everything",
            ...listed(entries(NARROW), prefixList({}, "other"), entryOf("other", ALL)),
        ),
        passes(
            "a list of everything to a gateway endpoint",
            {
                ...route({ destinationPrefixListId: idOf("list"), gatewayId: "vpce-1" }),
            },
            prefixList(entries(ALL)),
        ),
        advises("a list by its id, which is none of the stack's", byList("pl-1"), prefixList({})),
        passes(
            "one of two private lists",
            byList(idOf("list", "other")),
            prefixList(entries(NARROW)),
            prefixList(entries("10.2.0.0/16"), "other"),
        ),
        passes(
            "routes of a table by private lists",
            {
                type: awsTypes.routeTable,
                name: "it",
                inputs: {
                    routes: ["list", "other"].map((name) => ({
                        destinationPrefixListId: idOf(name),
                        transitGatewayId: "tgw-1",
                    })),
                },
            },
            prefixList(entries(NARROW)),
            prefixList(entries("10.2.0.0/16"), "other"),
        ),
    ]);

    it("or one of two lists of which only one is private: then nobody can tell", async () => {
        const stack = [
            byList(idOf("other", "list")),
            prefixList(entries(NARROW)),
            prefixList(entries(ALL), "other"),
        ];
        assert.deepEqual(await inShort(stack, {}), ["mandatory no-internet-route it"]);
        assert.deepEqual(await inShort([...stack].reverse(), {}), [
            "mandatory no-internet-route it",
        ]);
    });

    it("also for resources that only the stack view sees", async () => {
        const policies = createPolicies().filter(({ name }) => name === "no-internet-route");
        for (const [cidr, count] of [
            [NARROW, 0],
            [ALL, 1],
        ] as const) {
            const stack = [byList(idOf("list")), prefixList(entries(cidr))];
            assert.equal((await analyzeStack(policies, stack, "known")).length, count);
        }
    });
});

describe("no-ssh-ingress with more ports", () => {
    const config: Config = { "no-ssh-ingress": { ports: [3389, 5985] } };
    const rows = [
        fails("port 22", port(22)),
        fails("one of the ports", port(3389)),
        fails("the other port", port(5985)),
        passes("a port beside", port(3390)),
        passes("one of the ports over UDP", port(3389, { ipProtocol: "udp" })),
        fails("a range with one of them", rule({ fromPort: 3000, toPort: 4000 })),
        passes("a range without them", rule({ fromPort: 4000, toPort: 5000 })),
        fails("all of them, once", rule({ fromPort: 0, toPort: 65535 })),
        fails("all protocols, once", rule({ ipProtocol: "-1" })),
        fails("one of the ports from an unknown source", port(3389, { cidrIpv4: unknown.string })),
        passes("another port from an unknown source", port(443, { cidrIpv4: unknown.string })),
        passes("one of the ports to go out to", {
            type: awsTypes.securityGroupRule,
            name: "it",
            inputs: {
                type: "egress",
                protocol: "tcp",
                fromPort: 3389,
                toPort: 3389,
                cidrBlocks: [ALL],
            },
        }),
    ];
    table("no-ssh-ingress", rows, "mandatory", config);

    it("is not for ports that nobody names", async () => {
        assert.deepEqual(await inShort([port(3389)], {}), []);
        assert.deepEqual(await inShort([port(3389)], { "no-ssh-ingress": { ports: [] } }), []);
    });

    it("names exactly the ports that a rule opens", async () => {
        const first = async (resource: Resource, given = config) => {
            const [finding] = await analyze(resourcePolicies(), [resource], "known", given);
            return finding?.message.split("\n") ?? [];
        };
        assert.deepEqual(await first(rule({ fromPort: 20, toPort: 4000 })), [
            `The rule admits TCP ports 22, 3389 (protocol "tcp", ports 20 to 4000) from cidrIpv4 ("${NARROW}").`,
            "Instances are reached through Session Manager, which needs no open port: no source is allowed, not even a private one.",
            "Remove the rule, or narrow its ports so that they leave out 22, 3389.",
        ]);
        assert.equal(
            (await first(port(5985)))[0],
            `The rule admits TCP port 5985 (protocol "tcp", ports 5985 to 5985) from cidrIpv4 ("${NARROW}").`,
        );
        const twice: Config = { "no-ssh-ingress": { ports: [22, 22] } };
        assert.match((await first(port(22), twice))[0] ?? "", /^The rule admits TCP port 22 \(/);
    });
});

describe("no-internet-route with trusted default routes", () => {
    const trusting = (...trustedDefaultRoutes: string[]): Config => ({
        "no-internet-route": { trustedDefaultRoutes },
    });
    const targets: [string, string, string][] = [
        ["transit-gateway", "transitGatewayId", "tgw-1"],
        ["vpc-peering-connection", "vpcPeeringConnectionId", "pcx-1"],
        ["network-interface", "networkInterfaceId", "eni-1"],
        ["instance", "instanceId", "i-1"],
        ["vpn-gateway", "gatewayId", "vgw-1"],
        ["core-network", "coreNetworkArn", "arn:aws:networkmanager::1:core-network/core-1"],
        ["local-gateway", "localGatewayId", "lgw-1"],
        ["odb-network", "odbNetworkArn", "arn:aws:odb:eu-west-1:1:odb-network/odb-1"],
        ["gateway-load-balancer-endpoint", "vpcEndpointId", "vpce-1"],
        ["gateway-load-balancer-endpoint", "gatewayId", "vpce-1"],
    ];

    it("knows every kind of target outside the VPC", () => {
        assert.deepEqual(
            [...trustableKinds].sort(),
            [...new Set(targets.map(([kind]) => kind))].sort(),
        );
    });

    for (const [kind, key, id] of targets) {
        for (const spelled of [
            route({ destinationCidrBlock: ALL, [key]: id }),
            {
                type: awsTypes.routeTable,
                name: "it",
                inputs: { routes: [{ cidrBlock: ALL, [key]: id }] },
            },
        ]) {
            const stack = [spelled];
            it(`lets one lead to ${key} ${id} if told so by kind or id: ${spelled.type}`, async () => {
                for (const mode of ["first preview", "known"] as const) {
                    const of = (...trusted: string[]) => inShort(stack, trusting(...trusted), mode);
                    assert.deepEqual(await of(kind), []);
                    assert.deepEqual(await of(id), []);
                    const others = targets.filter(([other]) => other !== kind);
                    const strangers = others.flatMap(([other, , otherId]) => [other, otherId]);
                    const bad = ["mandatory no-internet-route it"];
                    assert.deepEqual(await of(...strangers, `${id}2`), bad);
                    assert.deepEqual(await of(), bad);
                }
            });
        }
    }

    it("lets a route with an unknown destination, or somebody's prefix list, lead there", async () => {
        const doubtful = [
            toTransit({ destinationCidrBlock: unknown.string }),
            byList("pl-1"),
            toTransit({}),
        ];
        for (const resource of doubtful) {
            assert.deepEqual(await inShort([resource], trusting("tgw-1")), []);
            assert.equal((await inShort([resource], trusting("tgw-2"))).length, 1);
        }
    });

    it("takes an unknown id for one of its kind, and for no exact id", async () => {
        const unknownTransit = route({
            destinationCidrBlock: ALL,
            transitGatewayId: unknown.string,
        });
        assert.deepEqual(await inShort([unknownTransit], trusting("transit-gateway")), []);
        assert.equal((await inShort([unknownTransit], trusting("tgw-1"))).length, 1);
    });

    it("resolves an unknown gateway before it trusts", async () => {
        const toNew = route({ destinationCidrBlock: ALL, gatewayId: idOf("gateway") });
        const vpn: Resource = { type: awsTypes.vpnGateway, name: "gateway" };
        const internet: Resource = { type: awsTypes.internetGateway, name: "gateway" };
        const of = async (gateway: Resource, ...trusted: string[]) =>
            (await inShort([toNew, gateway], trusting(...trusted))).filter((line) =>
                line.includes("no-internet-route"),
            );
        const bad = ["mandatory no-internet-route it"];
        assert.deepEqual(await of(vpn, "vpn-gateway"), []);
        assert.deepEqual(await of(vpn, "transit-gateway"), bad);
        assert.deepEqual(await of(internet, "vpn-gateway"), bad);
        const nowhere = route({ destinationCidrBlock: ALL, gatewayId: unknown.string });
        assert.deepEqual(await inShort([nowhere], trusting(...trustableKinds)), bad);
    });

    it("trusts nothing that leads to the Internet, whatever is listed", async () => {
        const internet = ["igw-1", "eigw-1", "nat-1", "cagw-1"];
        for (const gatewayId of internet) {
            const resource = route({ destinationCidrBlock: ALL, gatewayId });
            assert.ok(
                (await inShort([resource], trusting(...internet, ...trustableKinds))).includes(
                    "mandatory no-internet-route it",
                ),
            );
        }
    });

    it("is named by the finding that it would settle", async () => {
        const findings = await analyze(
            resourcePolicies(),
            [toTransit({ destinationCidrBlock: ALL })],
            "known",
        );
        assert.match(
            findings[0]?.message ?? "",
            /If that network is trusted, list the target or "transit-gateway" in trustedDefaultRoutes of the policy's configuration\.$/,
        );
    });
});

describe("a wrong configuration", () => {
    const vpc: Resource = { type: awsTypes.vpc, name: "vpc" };
    const kinds = trustableKinds.join(", ");
    const wrong: [string, Config, string][] = [
        [
            "a setting that does not exist",
            { settings: { unkown: "advisory" } },
            'settings has a property "unkown"; allowed: unknown, external, waivers.',
        ],
        [
            "a level that is none",
            { settings: { external: "disabled" } },
            'settings.external is "disabled"; allowed: "mandatory" or "advisory".',
        ],
        [
            "an option that does not exist",
            { "no-ssh-ingress": { port: [3389] } },
            'no-ssh-ingress has a property "port"; allowed: ports.',
        ],
        [
            "an option of a policy that has none",
            { "no-public-ip": { allow: [] } },
            'no-public-ip has a property "allow"; allowed: none.',
        ],
        [
            "a port that is none",
            { "no-ssh-ingress": { ports: [3389, 0, "rdp"] } },
            'no-ssh-ingress.ports[1] is 0; allowed: a port from 1 to 65535. no-ssh-ingress.ports[2] is "rdp"; allowed: a port from 1 to 65535.',
        ],
        [
            "trust in an Internet gateway",
            { "no-internet-route": { trustedDefaultRoutes: ["igw-1"] } },
            `no-internet-route.trustedDefaultRoutes[0] is "igw-1"; allowed: the id or ARN of a target outside the VPC, or one of ${kinds}.`,
        ],
    ];
    for (const [what, config, flaw] of wrong) {
        it(`is a finding, once: ${what}`, async () => {
            const [policy = ""] = Object.keys(config);
            for (const mode of ["first preview", "known"] as const) {
                const stack = [vpc, { ...vpc, name: "other" }];
                const findings = await analyze(resourcePolicies(), stack, mode, config);
                assert.deepEqual(
                    findings.map(({ message: _, ...rest }) => rest),
                    [
                        {
                            policy,
                            urn: "urn:pulumi:test::test::aws:ec2/vpc:Vpc::vpc",
                            level: "mandatory",
                        },
                    ],
                );
                assert.deepEqual(findings[0]?.message.split("\n"), [
                    `The pack's configuration is wrong: ${flaw}`,
                    "What a policy does not understand, it cannot do.",
                    "Correct the file of --policy-pack-config, or the configuration in the policy group.",
                ]);
            }
        });
    }

    it("of unused-waivers is a finding on the stack, since that policy sees nothing else", async () => {
        const findings = await analyze(resourcePolicies(), [vpc], "known", {
            "unused-waivers": { quiet: true },
        });
        assert.deepEqual(
            findings.map(({ urn, message }) => [urn, message.split("\n")[0]]),
            [
                [
                    "",
                    'The pack\'s configuration is wrong: unused-waivers has a property "quiet"; allowed: none.',
                ],
            ],
        );
    });

    it("leaves what is right in it in force", async () => {
        const config: Config = { "no-ssh-ingress": { ports: ["rdp", 5985], port: 1 } };
        assert.deepEqual(await inShort([port(5985)], config), [
            "mandatory no-ssh-ingress it",
            "mandatory no-ssh-ingress it",
        ]);
    });

    it("is read as the strictest where it cannot be read", () => {
        const { settings } = readSettings({ unknown: ["advisory"], external: 7 });
        assert.deepEqual(settings, { unknown: "mandatory", external: "mandatory" });
    });
});

describe("whatever the configuration", function () {
    this.timeout(60_000);
    const stack = [
        byList("pl-1"),
        { ...port(22, { toPort: unknown.number }), name: "rule" },
        { ...port(3389), name: "rdp" },
        { type: awsTypes.eip, name: "eip" },
        { type: awsTypes.subnet, name: "subnet", inputs: { mapPublicIpOnLaunch: unknown.boolean } },
    ];
    const policies = ["settings", "no-ssh-ingress", "no-internet-route", "no-public-ip"];

    it("no policy throws, and what is wrong is told", async () => {
        const configs = fc.dictionary(
            fc.constantFrom(...policies),
            fc.dictionary(
                fc.constantFrom(
                    "unknown",
                    "external",
                    "waivers",
                    "ports",
                    "trustedDefaultRoutes",
                    "more",
                ),
                fc.jsonValue({ maxDepth: 2 }),
            ),
        );
        await fc.assert(
            fc.asyncProperty(configs, async (config) => {
                const findings = await analyze(resourcePolicies(), stack, "first preview", config);
                const told = findings.filter(({ message }) => message.startsWith("The pack's"));
                const flawed = Object.entries(config).filter(([policy, own]) =>
                    policy === "settings"
                        ? readSettings(own).flaws.length > 0
                        : flawsIn(policy, own).length > 0,
                );
                assert.deepEqual(
                    told.map(({ policy }) => policy).sort(),
                    flawed.map(([policy]) => policy).sort(),
                );
            }),
            { numRuns: 300 },
        );
    });

    it("settings hide no finding: they only change levels", async () => {
        const withoutLevel = async (config: Config) =>
            (await inShort(stack, config)).map((line) => line.split(" ").slice(1).join(" "));
        const strict = await withoutLevel({});
        for (const unknown of ["mandatory", "advisory"]) {
            for (const external of ["mandatory", "advisory"]) {
                assert.deepEqual(await withoutLevel({ settings: { unknown, external } }), strict);
            }
        }
    });
});

describe("the configurations that the documents show", () => {
    for (const page of ["policy/README.md", "docs/bootstrap-egress.md"]) {
        it(`are right: ${page}`, () => {
            const shown = snippetsIn(page).filter(({ language }) => language === "json");
            assert.ok(shown.length > 0);
            const names = createPolicies().map(({ name }) => name);
            for (const { text } of shown) {
                const { all, settings = {}, ...config } = JSON.parse(text);
                assert.ok(Object.keys(config).every((name) => names.includes(name)));
                const flaws = [
                    ...readSettings(settings).flaws,
                    ...readWaivers(settings, names, "2026-11-24").flatMap(({ flaws }) => flaws),
                    ...Object.entries(config).flatMap(([name, own]) => {
                        const { enforcementLevel: _, ...options } =
                            typeof own === "string" ? { enforcementLevel: own } : (own as Config);
                        return flawsIn(name, options);
                    }),
                ];
                assert.deepEqual(flaws, []);
            }
        });
    }
});
