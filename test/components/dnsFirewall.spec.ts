import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { createDnsFirewall, domainsOfAws } from "../../components/dnsFirewall";
import type { Scope } from "../../components/scope";
import { dnsFirewallProblems } from "../../components/validation/dnsFirewall";
import { describeProblem } from "../../components/validation/problems";
import { idOf, kindsOf, named, type Recording, UNKNOWN } from "../support/mocks";
import { recordPart } from "../support/part";

const CALLERS = ["example.com", "*.example.com"];
const OF_AWS = [
    "*.eu-central-1.amazonaws.com",
    "*.eu-central-1.vpce.amazonaws.com",
    "*.eu-central-1.compute.internal",
    "*.0.10.in-addr.arpa",
];

function build(scope: Scope, allowedDomains = CALLERS): readonly pulumi.Resource[] {
    const vpc = new aws.ec2.Vpc(scope.nameOf("vpc"), { cidrBlock: "10.0.0.0/16" }, scope.options);
    return createDnsFirewall(scope, vpc, { allowedDomains });
}

const tags = (name: string) => ({ Name: name, "ssm-only:network": "project/stack/net" });

describe("the DNS firewall", () => {
    for (const preview of [false, true]) {
        describe(preview ? "in a first preview" : "with known ids", () => {
            let recording: Recording<readonly pulumi.Resource[]>;
            const id = (name: string) => (preview ? UNKNOWN : idOf(name));
            const inputsAre = (name: string, expected: object) =>
                assert.deepEqual(named(recording, name).inputs, expected);
            const urnOf = (name: string) => named(recording, name).urn;

            before(async () => {
                recording = await recordPart((scope) => build(scope), { preview });
            });

            it("is exactly these resources", () => {
                assert.deepEqual(
                    kindsOf(
                        recording.resources.filter(({ type }) => type.startsWith("aws:route53/")),
                    ),
                    [
                        "ResolverFirewallConfig net-dns-firewall-config",
                        "ResolverFirewallDomainList net-dns-domains-allow",
                        "ResolverFirewallDomainList net-dns-domains-block",
                        "ResolverFirewallRule net-dns-rule-allow",
                        "ResolverFirewallRule net-dns-rule-block",
                        "ResolverFirewallRuleGroup net-dns-rule-group",
                        "ResolverFirewallRuleGroupAssociation net-dns-rule-group-association",
                    ],
                );
                assert.deepEqual([recording.errors, recording.warnings], [[], 0]);
            });

            it("allows the names of AWS, and those of the caller, before it blocks all", () => {
                inputsAre("net-dns-domains-allow", {
                    name: "net-dns-domains-allow",
                    domains: [...OF_AWS, ...CALLERS],
                    tags: tags("net-dns-domains-allow"),
                });
                inputsAre("net-dns-rule-allow", {
                    name: "net-dns-rule-allow",
                    firewallRuleGroupId: id("net-dns-rule-group"),
                    firewallDomainListId: id("net-dns-domains-allow"),
                    priority: 100,
                    action: "ALLOW",
                    firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
                });
                inputsAre("net-dns-domains-block", {
                    name: "net-dns-domains-block",
                    domains: ["*"],
                    tags: tags("net-dns-domains-block"),
                });
                inputsAre("net-dns-rule-block", {
                    name: "net-dns-rule-block",
                    firewallRuleGroupId: id("net-dns-rule-group"),
                    firewallDomainListId: id("net-dns-domains-block"),
                    priority: 200,
                    action: "BLOCK",
                    blockResponse: "NODATA",
                });
                inputsAre("net-dns-rule-group", {
                    name: "net-dns-rule-group",
                    tags: tags("net-dns-rule-group"),
                });
            });

            it("is put before the VPC once both rules are there", () => {
                const name = "net-dns-rule-group-association";
                inputsAre(name, {
                    name: "net-dns-rule-group",
                    firewallRuleGroupId: id("net-dns-rule-group"),
                    vpcId: id("net-vpc"),
                    priority: 101,
                    mutationProtection: "DISABLED",
                    tags: tags(name),
                });
                const { dependencies } = named(recording, name);
                assert.ok(dependencies.includes(urnOf("net-dns-rule-allow")));
                assert.ok(dependencies.includes(urnOf("net-dns-rule-block")));
            });

            it("has names that AWS takes for the longest name of a component, too", () => {
                // https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_AssociateFirewallRuleGroup.html
                const [longestOfAws, longestOfComponents] = [64, 40];
                const names = recording.resources.map(({ inputs }) => String(inputs.name ?? ""));
                for (const name of names.filter((given) => given.startsWith("net-"))) {
                    const added = name.length - "net".length;
                    assert.ok(added + longestOfComponents <= longestOfAws, name);
                }
            });

            it("answers nothing rather than unfiltered", () => {
                inputsAre("net-dns-firewall-config", {
                    resourceId: id("net-vpc"),
                    firewallFailOpen: "DISABLED",
                });
            });

            it("keeps the names of what cannot be renamed", () => {
                assert.deepEqual(
                    recording.resources
                        .filter(({ ignoreChanges }) => ignoreChanges.includes("name"))
                        .map(({ name }) => name)
                        .sort(),
                    ["net-dns-domains-allow", "net-dns-domains-block", "net-dns-rule-group"],
                );
            });

            it("is what instances wait for", async () => {
                const urns = recording.result.map(
                    ({ urn }) => new Promise<string>((resolve) => void urn.apply(resolve)),
                );
                assert.deepEqual(await Promise.all(urns), [
                    urnOf("net-dns-rule-group-association"),
                    urnOf("net-dns-firewall-config"),
                ]);
            });
        });
    }

    it("allows the names of AWS alone if the caller has none, and none twice", async () => {
        const domainsWith = async (callers: string[]) => {
            const recording = await recordPart((scope) => build(scope, callers));
            return named(recording, "net-dns-domains-allow").inputs.domains;
        };
        assert.deepEqual(await domainsWith([]), OF_AWS);
        assert.deepEqual(await domainsWith(["*.0.10.in-addr.arpa"]), OF_AWS);
    });

    it("writes names without the dots that Route 53 Resolver refuses, and of up to 64 characters", async () => {
        const longest = `my.net${"x".repeat(34)}`;
        const { resources } = await recordPart((scope) =>
            build({ ...scope, nameOf: (...parts) => [longest, ...parts].join("-") }),
        );
        const names = resources.flatMap(({ inputs }) => inputs.name ?? []);
        assert.equal(names.length, 6);
        for (const name of names) {
            assert.match(String(name), /^my-netx{34}-[a-zA-Z0-9-]{1,23}$/);
        }
    });

    describe("lets an instance resolve", () => {
        const places = {
            "us-east-1": {
                place: { region: "us-east-1", dnsSuffix: "amazonaws.com" },
                vpcCidr: "172.31.128.0/20",
                names: [
                    "ssm.us-east-1.amazonaws.com",
                    "ip-172-31-128-4.ec2.internal",
                    "4.128.31.172.in-addr.arpa",
                    "bucket.s3.amazonaws.com",
                    "s3.amazonaws.com",
                ],
                others: [
                    "ip-172-31-128-4.us-east-1.compute.internal",
                    "ec2-203-0-113-1.compute-1.amazonaws.com",
                    "us-east-1.amazonaws.com.attacker.example",
                    "4.1.30.172.in-addr.arpa",
                ],
            },
            "eu-central-1": {
                place: { region: "eu-central-1", dnsSuffix: "amazonaws.com" },
                vpcCidr: "10.7.0.0/16",
                names: [
                    "ssm.eu-central-1.amazonaws.com",
                    "ssmmessages.eu-central-1.amazonaws.com",
                    "al2023-repos-eu-central-1-de612dc2.s3.dualstack.eu-central-1.amazonaws.com",
                    "team-123456789012.d.codeartifact.eu-central-1.amazonaws.com",
                    "vpce-0a1b-2c3d.ssm.eu-central-1.vpce.amazonaws.com",
                    "i-0123456789abcdef0.eu-central-1.compute.internal",
                    "9.3.7.10.in-addr.arpa",
                ],
                others: [
                    "ssm.eu-west-1.amazonaws.com",
                    "bucket.s3.amazonaws.com",
                    "ec2-203-0-113-1.eu-central-1.compute.amazonaws.com",
                    "balancer.eu-central-1.elb.amazonaws.com",
                    "ip-10-7-0-4.ec2.internal",
                    "9.3.8.10.in-addr.arpa",
                    "time.aws.com",
                ],
            },
            "cn-north-1": {
                place: { region: "cn-north-1", dnsSuffix: "amazonaws.com.cn" },
                vpcCidr: "192.168.4.0/24",
                names: [
                    "ssm.cn-north-1.amazonaws.com.cn",
                    "vpce-0a1b-2c3d.ssm.cn-north-1.vpce.amazonaws.com.cn",
                    "ip-192-168-4-4.cn-north-1.compute.internal",
                    "4.4.168.192.in-addr.arpa",
                ],
                others: ["ssm.cn-north-1.amazonaws.com"],
            },
        };
        /** What DNS Firewall takes for a match: a star stands for one or more labels in front. */
        const matches = (pattern: string, name: string) =>
            pattern.startsWith("*.") ? name.endsWith(pattern.slice(1)) : name === pattern;

        for (const [region, { place, vpcCidr, names, others }] of Object.entries(places)) {
            it(`what it needs in ${region}, and no other names`, () => {
                const patterns = domainsOfAws(place, vpcCidr);
                const isAllowed = (name: string) =>
                    patterns.some((pattern) => matches(pattern, name));
                assert.deepEqual(
                    names.filter((name) => !isAllowed(name)),
                    [],
                );
                assert.deepEqual(others.filter(isAllowed), []);
            });
        }
    });
});

describe("the check of the DNS firewall", () => {
    const problems = (value: unknown) => [...dnsFirewallProblems(value)].map(describeProblem);
    const withDomains = (...allowedDomains: unknown[]) => problems({ allowedDomains });

    it("finds nothing wrong with domains", () => {
        assert.deepEqual(withDomains(), []);
        assert.deepEqual(
            withDomains("example.com", "*.example.com", "corp", "*.xn--bcher-kva.de"),
            [],
        );
    });

    const names: [unknown, string][] = [
        ["https://example.com", '"https://example.com"'],
        ["example.com/path", '"example.com/path"'],
        ["example.com:443", '"example.com:443"'],
        ["example.com.", '"example.com."'],
        ["Example.com", '"Example.com"'],
        ["*example.com", '"*example.com"'],
        ["a.*.example.com", '"a.*.example.com"'],
        ["a..example.com", '"a..example.com"'],
        ["bücher.example", '"bücher.example"'],
        ["example.com\n", '"example.com\\n"'],
        ["", '""'],
        [7, "7"],
        [pulumi.output("example.com"), "a value that is known only later"],
    ];
    for (const [domain, received] of names) {
        it(`rejects what is no domain: ${received}`, () => {
            assert.deepEqual(withDomains("example.org", domain), [
                `dnsFirewall.allowedDomains[1]: received ${received}; allowed: a domain in lower case, ` +
                    'such as "example.com", or "*.example.com" for those below it. ' +
                    "Write the host name only: no scheme, port, path or dot at the end.",
            ]);
        });
    }

    it("rejects what would allow every name", () => {
        assert.deepEqual(withDomains("*"), [
            'dnsFirewall.allowedDomains[0]: received "*"; allowed: a domain in lower case, such as ' +
                '"example.com", or "*.example.com" for those below it. Remove it: it would allow every ' +
                "name. Leave dnsFirewall out to have none.",
        ]);
    });

    it("takes domains of up to 255 characters", () => {
        const label = "a".repeat(63);
        const longest = [label, label, label, label].join(".");
        assert.equal(longest.length, 255);
        assert.deepEqual(withDomains(longest), []);
        assert.equal(withDomains(`a.${longest}`).length, 1);
        assert.equal(withDomains(`${label}a`).length, 1);
    });

    it("rejects a domain that is there already", () => {
        assert.deepEqual(withDomains("example.com", "example.com"), [
            'dnsFirewall.allowedDomains[1]: received "example.com" once more; allowed: each element ' +
                "once. Remove the repetition.",
        ]);
    });

    it("takes up to 900 domains", () => {
        const domains = (count: number) =>
            Array.from({ length: count }, (_, index) => `d${index}.example.com`);
        assert.deepEqual(withDomains(...domains(900)), []);
        assert.deepEqual(withDomains(...domains(901)), [
            "dnsFirewall.allowedDomains: received 901 domains; allowed: a list of up to 900 domains. " +
                "Write [] to allow the names of AWS only.",
        ]);
    });

    for (const [value, received] of [
        [{}, "nothing"],
        [{ allowedDomains: "example.com" }, '"example.com"'],
    ] as const) {
        it(`rejects what is no list: ${received}`, () => {
            assert.deepEqual(problems(value), [
                `dnsFirewall.allowedDomains: received ${received}; allowed: a list of up to 900 domains. ` +
                    "Write [] to allow the names of AWS only.",
            ]);
        });
    }

    it("rejects what is no map, and names what a misspelt key may mean", () => {
        assert.deepEqual(problems(["example.com"]), [
            'dnsFirewall: received ["example.com"]; allowed: a map of allowedDomains. ' +
                "Write { allowedDomains: [] } to allow the names of AWS only.",
        ]);
        assert.deepEqual(problems({ allowedDomains: [], allowedDomain: "x" }), [
            "dnsFirewall.allowedDomain: received a key that does not exist; allowed: allowedDomains. " +
                'Write "allowedDomains" if that was meant.',
        ]);
    });

    it("never throws, and tells each problem in a line", () => {
        const value = fc.oneof(
            fc.anything(),
            fc.record({ allowedDomains: fc.oneof(fc.anything(), fc.array(fc.anything())) }),
        );
        fc.assert(
            fc.property(value, (any) => {
                for (const line of problems(any)) {
                    assert.match(
                        line,
                        /^[^\n]+: received [^\n]+; allowed: [^\n]+\. [A-Z][^\n]*\.$/,
                    );
                }
            }),
        );
    });
});
