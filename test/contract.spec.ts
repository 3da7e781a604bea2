import assert from "node:assert/strict";
import { SsmOnlyNetwork } from "../components";
import { createPolicies } from "../policy/policies";
import { record, UNKNOWN } from "./support/mocks";
import { analyze, type Resource, urnOf } from "./support/policyServer";

// What the component declares, judged by the pack: with mocks, so that many sabotages take seconds.
// test/engine/rejection.spec.ts does a few of them on the real engine.

/** What `SsmOnlyNetwork` declares in a first preview, as the engine hands it to a policy pack. */
async function declared(): Promise<Resource[]> {
    const { resources, errors } = await record(
        () =>
            new SsmOnlyNetwork("net", {
                availabilityZones: ["eu-central-1a", "eu-central-1b"],
                instances: {
                    app: { availabilityZone: "eu-central-1a" },
                    jobs: { availabilityZone: "eu-central-1b", architecture: "x86_64" },
                },
            }),
        { preview: true },
    );
    assert.deepEqual(errors, []);
    return resources
        .filter(({ type }) => type.startsWith("aws:"))
        .map(({ type, name, inputs }) => ({ type, name, inputs }));
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
async function findingsOn(stack: readonly Resource[]): Promise<string[]> {
    const nameOf = new Map(stack.map((resource) => [urnOf(resource), resource.name]));
    const findings = await analyze(createPolicies(), stack, "first preview");
    return findings.map(({ policy, urn, level }) => `${level} ${policy} ${nameOf.get(urn)}`).sort();
}

describe("The component and the policy pack", () => {
    let network: Resource[];

    before(async () => {
        network = await declared();
    });

    it("agree: what the component declares passes every policy while every id is unknown", async () => {
        assert.ok(network.length > 20, `only ${network.length} resources`);
        assert.deepEqual(await findingsOn(network), []);
    });

    const changes: [string, string, object, string][] = [
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
        ],
        ["DNS left out", "net-endpoint-ssm", { privateDnsEnabled: null }, "endpoint-private-dns"],
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
    for (const [what, name, inputs, policy] of changes) {
        it(`disagree on ${what}: exactly ${policy} rejects ${name}`, async () => {
            const findings = await findingsOn(changed(network, name, inputs));
            assert.deepEqual(findings, [`mandatory ${policy} ${name}`]);
        });
    }

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
    ];
    for (const [what, type, inputs, policy] of additions) {
        it(`disagree on ${what}: exactly ${policy} rejects it`, async () => {
            const added = { type, name: "added", inputs: inputs as Record<string, unknown> };
            assert.deepEqual(await findingsOn([...network, added]), [`mandatory ${policy} added`]);
        });
    }
});
