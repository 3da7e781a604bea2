import assert from "node:assert/strict";
import { SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "../components";
import { createPolicies } from "../policy/policies";
import { listedFindings, waiversFor } from "./support/bootstrapWaivers";
import { pairwise } from "./support/combinations";
import { inDays } from "./support/dates";
import { declaredBy } from "./support/declared";
import { type Answers, record, UNKNOWN } from "./support/mocks";
import { analyze, type Config, type Resource, urnOf } from "./support/policyServer";

// What the component declares, judged by the pack: with mocks, so that many sabotages take seconds.
// test/engine/rejection.spec.ts does a few of them on the real engine.

const REGION = "eu-central-1";
const zones = (letters: string) => [...letters].map((letter) => `${REGION}${letter}`);

/** A Region with more zones than any that the mocks know. */
const MANY_ZONES: Answers = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({
        region: REGION,
        names: zones("abcdef"),
    }),
};

const TWO_INSTANCES = {
    app: { availabilityZone: "eu-central-1a" },
    jobs: { availabilityZone: "eu-central-1b", architecture: "x86_64" },
} as const;

/** What `SsmOnlyNetwork` declares in a first preview, as the engine hands it to a policy pack. */
async function declared(args: Partial<SsmOnlyNetworkArgs>, name = "net"): Promise<Resource[]> {
    const { resources, errors } = await record(
        () => new SsmOnlyNetwork(name, { availabilityZones: zones("ab"), ...args }),
        { preview: true, answers: MANY_ZONES },
    );
    assert.deepEqual(errors, []);
    return declaredBy(resources);
}

/** The network with some inputs of one resource changed. */
function changed(network: readonly Resource[], name: string, inputs: object): Resource[] {
    assert.ok(
        network.some((resource) => resource.name === name),
        `no resource ${name}`,
    );
    return network.map((resource) =>
        resource.name === name
            ? { ...resource, inputs: { ...resource.inputs, ...inputs } }
            : resource,
    );
}

/** The findings on a stack, as policy and resource. */
async function findingsOn(
    stack: readonly Resource[],
    config: Config = {},
    now = new Date(),
): Promise<string[]> {
    const nameOf = new Map(stack.map((resource) => [urnOf(resource), resource.name]));
    const findings = await analyze(createPolicies(now), stack, "first preview", config);
    return findings.map(({ policy, urn, level }) => `${level} ${policy} ${nameOf.get(urn)}`).sort();
}

describe("The component and the policy pack", () => {
    let network: Resource[];

    before(async () => {
        network = await declared({ instances: TWO_INSTANCES });
    });

    it("agree: what the component declares passes every policy while every id is unknown", async () => {
        assert.ok(network.length > 20, `only ${network.length} resources`);
        assert.deepEqual(await findingsOn(network), []);
    });

    it("agree on what is proved: every subnet and every instance", async () => {
        const findings = await analyze(createPolicies(), network, "first preview", {
            "proof-summary": { enforcementLevel: "advisory" },
        });
        const [summary, ...others] = findings.map(({ message }) => message);
        assert.deepEqual(others, []);
        assert.match(summary ?? "", /^No path .*: proved for 2 of 2 subnets/);
        assert.match(summary ?? "", /^Systems Manager reached: proved for 2 of 2 instances/m);
    });

    it("agree on a Windows instance and fleets, and disagree on a public address of these", async () => {
        const fleets = { workers: { size: { min: 1, max: 4 } }, desktops: { size: 1 } };
        const admin = { availabilityZone: "eu-central-1a", platform: "windows" } as const;
        const withFleets = await declared({ instances: { admin }, fleets });
        assert.deepEqual(await findingsOn(withFleets), []);
        const name = "net-fleet-template-workers";
        const networkInterfaces = [{ deviceIndex: 0, associatePublicIpAddress: "true" }];
        assert.deepEqual(await findingsOn(changed(withFleets, name, { networkInterfaces })), [
            `mandatory no-public-ip ${name}`,
            // An interface described in the template takes no group from beside it.
            "mandatory ssm-path net-fleet-workers",
        ]);
    });

    const unreached = ["ssm-path net-instance-app", "ssm-path net-instance-jobs"];
    /** A change, and what is found besides the first policy's finding on the resource itself. */
    const changes: [string, string, object, string, string[]?][] = [
        [
            "a public address",
            "net-instance-app",
            { associatePublicIpAddress: true },
            "no-public-ip",
        ],
        ["an IPv6 address", "net-instance-app", { ipv6AddressCount: 1 }, "no-public-ip"],
        [
            "an unknown address",
            "net-instance-app",
            { associatePublicIpAddress: UNKNOWN },
            "no-public-ip",
        ],
        ["a public subnet", "net-subnet-b", { mapPublicIpOnLaunch: true }, "no-public-ip"],
        ["SSH to endpoints", "net-endpoint-ingress-https", { fromPort: 22 }, "no-ssh-ingress"],
        ["any protocol", "net-endpoint-ingress-https", { ipProtocol: "-1" }, "no-ssh-ingress"],
        [
            "SSH in the default group",
            "net-default-security-group",
            { ingress: [{ protocol: "tcp", fromPort: 0, toPort: 1024, self: true }] },
            "no-ssh-ingress",
        ],
        [
            "no private DNS",
            "net-endpoint-ssm",
            { privateDnsEnabled: false },
            "endpoint-private-dns",
            unreached,
        ],
        [
            "DNS left out",
            "net-endpoint-ssm",
            { privateDnsEnabled: null },
            "endpoint-private-dns",
            unreached,
        ],
        ["a key", "net-instance-app", { keyName: UNKNOWN }, "no-ssh-key"],
        [
            "a NAT route",
            "net-route-table-a",
            { routes: [{ cidrBlock: "198.51.100.0/24", natGatewayId: UNKNOWN }] },
            "no-internet-route",
        ],
        [
            "a default route in the main table",
            "net-default-route-table",
            { routes: [{ ipv6CidrBlock: "::/0", transitGatewayId: UNKNOWN }] },
            "no-internet-route",
        ],
    ];
    for (const [what, name, inputs, policy, proofs = []] of changes) {
        it(`disagree on ${what}: exactly ${policy} rejects ${name}, and the proofs agree`, async () => {
            const findings = await findingsOn(changed(network, name, inputs));
            const expected = [`${policy} ${name}`, ...proofs];
            assert.deepEqual(findings, expected.map((finding) => `mandatory ${finding}`).sort());
        });
    }

    it("disagree on IMDSv1, by way of advice", async () => {
        const metadataOptions = { httpTokens: "optional" };
        assert.deepEqual(
            await findingsOn(changed(network, "net-instance-app", { metadataOptions })),
            ["advisory instance-metadata-v2 net-instance-app"],
        );
    });

    const additions: [string, string, object, string][] = [
        [
            "an Internet gateway",
            "aws:ec2/internetGateway:InternetGateway",
            {},
            "no-internet-gateway",
        ],
        ["a NAT gateway", "aws:ec2/natGateway:NatGateway", {}, "no-internet-gateway"],
        ["an Elastic IP", "aws:ec2/eip:Eip", { domain: "vpc" }, "no-public-ip"],
        ["a load balancer", "aws:lb/loadBalancer:LoadBalancer", {}, "no-public-ip"],
        ["a key pair", "aws:ec2/keyPair:KeyPair", { publicKey: UNKNOWN }, "no-ssh-key"],
    ];
    for (const [what, type, inputs, policy] of additions) {
        it(`disagree on ${what}: exactly ${policy} rejects it`, async () => {
            const added = { type, name: "added", inputs: inputs as Record<string, unknown> };
            assert.deepEqual(await findingsOn([...network, added]), [`mandatory ${policy} added`]);
        });
    }
});

/**
 * The choices of each option, from off or the least to the most. Each is a part of the arguments, of
 * which no other option has any.
 */
const OPTIONS: Readonly<Record<string, readonly Partial<SsmOnlyNetworkArgs>[]>> = {
    zones: ["ab", "abc", "abcd", "abcde", "abcdef"].map((letters) => ({
        availabilityZones: zones(letters),
    })),
    instances: [{}, { instances: TWO_INSTANCES }],
    fleets: [{}, { fleets: { workers: { size: { min: 1, max: 4 } }, desktop: { size: 1 } } }],
    operators: [
        { operators: {} },
        {},
        {
            operators: {
                payments: {
                    instanceTags: { team: "payments" },
                    portForwarding: true,
                    requireMfa: true,
                    managedPolicy: true,
                },
            },
        },
    ],
    instancePolicy: [
        { instancePolicy: "session-only" },
        { instancePolicy: "managed-default" },
        {},
        { instancePolicy: { policyArns: { own: "arn:aws:iam::123456789012:policy/own" } } },
    ],
    sessions: [
        {},
        { sessions: { cloudWatchLogs: {} } },
        { sessions: { s3Logs: { bucketName: "session-logs" } } },
        {
            sessions: {
                kmsKey: "create",
                cloudWatchLogs: { retentionDays: 30 },
                s3Logs: { bucketName: "session-logs", keyPrefix: "net" },
                runAs: "ec2-user",
            },
        },
    ],
    services: [
        { services: ["ssm", "ssmmessages"] },
        {},
        { services: ["ssm", "ssmmessages", "kms", "logs"] },
    ],
    s3: [
        {},
        { s3: { amazonLinux: true } },
        {
            s3: {
                amazonLinux: true,
                systemsManager: true,
                readBuckets: ["own-read"],
                writeBuckets: ["own-write"],
            },
        },
    ],
    codeArtifact: [{}, { codeArtifact: true }],
    flowLogs: [{}, { flowLogs: { retentionDays: 30 } }],
    dnsFirewall: [{}, { dnsFirewall: { allowedDomains: ["example.com"] } }],
    checkBlockPublicAccess: [{}, { checkBlockPublicAccess: true }],
};

/** The options of a combination, those with their first choices left out. */
function describeCombination(choices: readonly number[]): string {
    const chosen = Object.keys(OPTIONS).flatMap((option, index) =>
        choices[index] ? [`${option} (${choices[index]})`] : [],
    );
    return chosen.join(", ") || "no option";
}

function argumentsOf(choices: readonly number[]): Partial<SsmOnlyNetworkArgs> {
    const parts = Object.values(OPTIONS).map((option, index) => option[choices[index] ?? 0]);
    return Object.assign({}, ...parts);
}

/** What policies of another stack allow is not in this one: so much is advice, for each that has such a role. */
function adviceOn({ instances, fleets, instancePolicy }: Partial<SsmOnlyNetworkArgs>): string[] {
    const machines = [
        ...Object.keys(fleets ?? {}).map((fleet) => `fleet-${fleet}`),
        ...Object.keys(instances ?? {}).map((instance) => `instance-${instance}`),
    ];
    return typeof instancePolicy === "object"
        ? machines.map((machine) => `advisory ssm-path net-${machine}`).sort()
        : [];
}

describe("The component with any options passes the policy pack in a first preview", () => {
    const sizes = Object.values(OPTIONS).map(({ length }) => length);
    const combinations = pairwise(sizes);

    it("of which any two meet in a test", () => {
        assert.deepEqual(combinations.slice(0, 2), [
            sizes.map(() => 0),
            sizes.map((size) => size - 1),
        ]);
        for (const [option, size] of sizes.entries()) {
            for (const [other, otherSize] of sizes.entries()) {
                const met = combinations.map((choices) => `${choices[option]} ${choices[other]}`);
                assert.equal(new Set(met).size, option === other ? size : size * otherSize);
            }
        }
    });

    for (const choices of combinations) {
        it(`with ${describeCombination(choices)}`, async () => {
            const args = argumentsOf(choices);
            const network = await declared(args);
            assert.ok(network.length > 15, `only ${network.length} resources`);
            assert.deepEqual(await findingsOn(network), adviceOn(args));
        });
    }
});

describe("Bootstrap egress and the policy pack", () => {
    const until = inDays(7);
    const bootstrapEgress = {
        availabilityZone: "eu-central-1a",
        until,
        reason: "install the database",
    };
    const listed = listedFindings();
    const inWords = (level: string, findings = listed) =>
        findings.map(({ policy, name }) => `${level} ${policy} ${name}`).sort();
    const [lastMoment, dayAfter] = [
        new Date(`${until}T23:59:59.999Z`),
        new Date(Date.parse(`${until}T00:00:00Z`) + 24 * 60 * 60 * 1000),
    ];
    let network: Resource[];

    before(async () => {
        network = await declared({ instances: TWO_INSTANCES, bootstrapEgress }, "network");
    });

    it("disagree on exactly what its page lists", async () => {
        assert.ok(listed.length > 5, `the page lists only ${listed.length} findings`);
        assert.deepEqual(await findingsOn(network), inWords("mandatory"));
        const typesOf = new Map(network.map(({ name, type }) => [name, type]));
        assert.deepEqual(
            listed.map(({ name }) => typesOf.get(name)),
            listed.map(({ type }) => type),
        );
    });

    it("agree with a waiver for each of these, to the end of the last day", async () => {
        const waivers = waiversFor(listed, until);
        assert.deepEqual(await findingsOn(network, waivers), inWords("advisory"));
        assert.deepEqual(await findingsOn(network, waivers, lastMoment), inWords("advisory"));
    });

    it("disagree again the day after", async () => {
        const findings = await findingsOn(network, waiversFor(listed, until), dayAfter);
        assert.deepEqual(findings, inWords("mandatory"));
    });

    for (const missing of listed) {
        it(`need the waiver of ${missing.policy} for ${missing.name}`, async () => {
            const others = listed.filter((finding) => finding !== missing);
            assert.deepEqual(
                await findingsOn(network, waiversFor(others, until)),
                [...inWords("advisory", others), ...inWords("mandatory", [missing])].sort(),
            );
        });
    }

    it("disagree on nothing else with every other option on", async () => {
        const choices = Object.values(OPTIONS).map(({ length }) => length - 1);
        const everything = { ...argumentsOf(choices), availabilityZones: zones("ab") };
        const stack = await declared({ ...everything, bootstrapEgress }, "network");
        const advice = adviceOn(everything).map((each) => each.replace(" net-", " network-"));
        assert.deepEqual(await findingsOn(stack), [...advice, ...inWords("mandatory")].sort());
        const waivers = waiversFor(listed, until);
        assert.deepEqual(
            await findingsOn(stack, waivers),
            [...advice, ...inWords("advisory")].sort(),
        );
    });

    it("leave the waivers without use once it is off", async () => {
        const without = await declared({ instances: TWO_INSTANCES }, "network");
        assert.deepEqual(
            await findingsOn(without, waiversFor(listed, until)),
            listed.map(() => "advisory unused-waivers undefined"),
        );
    });
});
