import assert from "node:assert/strict";
import { awsTypes } from "../../policy/network/types";
import {
    analyze,
    analyzeResource,
    type Finding,
    type Resource,
    unknown,
} from "../support/policyServer";
import { resourcePolicies } from "../support/resourcePolicies";

// What a program only reads (`.get`) has outputs in a state and no inputs.

const read = (type: string, outputs: Record<string, unknown>, name = "read"): Resource => ({
    type,
    name,
    outputs,
});

async function findings(...stack: Resource[]): Promise<string[]> {
    return (await analyze(resourcePolicies(), stack, "known")).map(inShort);
}

function inShort({ policy, urn, message }: Finding): string {
    return `${policy} ${urn.split("::").at(-1)}: ${message.split("\n")[0]}`;
}

describe("a resource without any input", () => {
    const cases: [string, string, Record<string, unknown>, Record<string, unknown>, string][] = [
        [
            "a load balancer",
            awsTypes.lbLoadBalancer,
            { internal: true },
            { internal: false },
            "no-public-ip read: internal (false) makes the load balancer face the Internet, with public addresses.",
        ],
        [
            "a NAT gateway",
            awsTypes.natGateway,
            { connectivityType: "private" },
            { connectivityType: "public" },
            'no-internet-gateway read: connectivityType ("public") makes the NAT gateway public.',
        ],
        [
            "an instance",
            awsTypes.instance,
            { metadataOptions: { httpTokens: "required" } },
            { metadataOptions: { httpTokens: "optional" } },
            'instance-metadata-v2 read: metadataOptions.httpTokens ("optional") allows IMDSv1, which asks for no session token.',
        ],
        [
            "a rule",
            awsTypes.securityGroupIngressRule,
            { ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: "10.0.0.0/8" },
            { ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "10.0.0.0/8" },
            'no-ssh-ingress read: The rule admits TCP port 22 (protocol "tcp", ports 22 to 22) from cidrIpv4 ("10.0.0.0/8").',
        ],
    ];
    for (const [what, type, right, wrong, expected] of cases) {
        it(`is judged by its outputs: ${what}`, async () => {
            assert.deepEqual(await findings(read(type, right)), []);
            assert.deepEqual(await findings(read(type, wrong)), [expected]);
        });
    }

    it("is a problem still if the outputs do not tell either", async () => {
        assert.deepEqual(await findings(read(awsTypes.lbLoadBalancer, {})), [
            "no-public-ip read: internal (not set) makes the load balancer face the Internet, with public addresses.",
        ]);
    });

    it("is reported at once, and once, where its existence is the problem", async () => {
        const eip = read(awsTypes.eip, { publicIp: "203.0.113.1" }, "address");
        const balancer = read(awsTypes.lbLoadBalancer, { internal: false });
        const atOnce = await analyzeResource(resourcePolicies(), eip, {});
        assert.deepEqual(atOnce.map(inShort), [
            "no-public-ip address: An Elastic IP is a public IPv4 address.",
        ]);
        assert.deepEqual(await analyzeResource(resourcePolicies(), balancer, {}), []);
        assert.deepEqual(await findings(balancer, eip), [
            "no-public-ip address: An Elastic IP is a public IPv4 address.",
            "no-public-ip read: internal (false) makes the load balancer face the Internet, with public addresses.",
        ]);
    });

    it("makes no difference to resources that have inputs", async () => {
        const declared: Resource = {
            type: awsTypes.lbLoadBalancer,
            name: "declared",
            inputs: { internal: true },
            outputs: { internal: false },
        };
        const wrong: Resource = { ...declared, name: "wrong", inputs: { internal: false } };
        const unreadable = read(awsTypes.lbLoadBalancer, { internal: unknown.boolean });
        assert.deepEqual(await findings(unreadable, wrong, declared), [
            "no-public-ip wrong: internal (false) makes the load balancer face the Internet, with public addresses.",
            "no-public-ip read: Cannot be proved: internal is known only after the update.",
        ]);
    });

    it("is reported in the order of the URNs", async () => {
        const stack = ["c", "a", "b"].map((name) => read(awsTypes.lbLoadBalancer, {}, name));
        assert.deepEqual(
            (await findings(...stack)).map((line) => line.slice(0, "no-public-ip a".length)),
            ["no-public-ip a", "no-public-ip b", "no-public-ip c"],
        );
    });
});
