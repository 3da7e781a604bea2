import assert from "node:assert/strict";
import { awsTypes } from "../../policy/network/types";
import { createPolicies } from "../../policy/policies";
import { analyze, idOf, type Mode, type Resource, unknown } from "../support/policyServer";
import { resourcePolicies } from "../support/resourcePolicies";

async function messages(stack: Resource[], mode: Mode = "first preview"): Promise<string[]> {
    return (await analyze(resourcePolicies(), stack, mode)).map(({ message }) => message);
}

/** The first line, which says what is wrong; the next say why and what to change. */
async function what(...stack: Resource[]): Promise<string[]> {
    return (await messages(stack)).map((message) => message.split("\n", 1)[0] ?? "");
}

const typed = (type: string, inputs: Record<string, unknown>): Resource => ({
    type,
    name: "it",
    inputs,
});

describe("messages", () => {
    it("say what is wrong, why it matters and what to change", async () => {
        assert.deepEqual(await messages([typed(awsTypes.subnet, { mapPublicIpOnLaunch: true })]), [
            [
                "mapPublicIpOnLaunch (true) assigns a public IPv4 address.",
                "A public address makes the resource reachable from the Internet, or able to reach it.",
                "Set mapPublicIpOnLaunch to false.",
            ].join("\n"),
        ]);
    });

    it("name the element of a list, the value and every source", async () => {
        const ingress = [
            { protocol: "tcp", fromPort: 443, toPort: 443, self: true },
            { protocol: "tcp", fromPort: 0, toPort: 1024, cidrBlocks: ["10.0.0.0/8"], self: true },
            { protocol: -1, prefixListIds: ["pl-1"] },
        ];
        assert.deepEqual(await what(typed(awsTypes.securityGroup, { ingress })), [
            'ingress[1] admits TCP port 22 (protocol "tcp", ports 0 to 1024) from ingress[1].cidrBlocks (["10.0.0.0/8"]), ingress[1].self (true).',
            'ingress[2] admits TCP port 22 (protocol -1, every port) from ingress[2].prefixListIds (["pl-1"]).',
        ]);
    });

    it("say when something cannot be proved, and because of which property", async () => {
        const ssh = { type: "ingress", protocol: "tcp", fromPort: 22, toPort: 22 };
        const rule = (more: object) => typed(awsTypes.securityGroupRule, { ...ssh, ...more });
        assert.deepEqual(await what(rule({ cidrBlocks: unknown.array })), [
            "Cannot be proved: cidrBlocks is known only after the update. The rule may admit TCP port 22.",
        ]);
        assert.deepEqual(await what(rule({ cidrBlocks: [unknown.string, "10.0.0.0/8"] })), [
            'The rule admits TCP port 22 (protocol "tcp", ports 22 to 22) from cidrBlocks ([known only after the update, "10.0.0.0/8"]).',
        ]);
        const oneKnown = { cidrBlocks: ["10.0.0.0/8"], self: unknown.boolean };
        assert.deepEqual(await what(rule(oneKnown)), [
            'The rule admits TCP port 22 (protocol "tcp", ports 22 to 22) from cidrBlocks (["10.0.0.0/8"]).',
        ]);
        assert.deepEqual(await what(rule({ self: true, protocol: unknown.string })), [
            "Cannot be proved: protocol is known only after the update. The rule may admit TCP port 22.",
        ]);
        assert.deepEqual(await what(rule({ self: true, toPort: unknown.number })), [
            "Cannot be proved: toPort is known only after the update. The rule may admit TCP port 22.",
        ]);
        assert.deepEqual(await what(rule({})), [
            "Cannot be proved: The rule names no source that the policy knows, and covers TCP port 22.",
        ]);
        assert.deepEqual(await what(typed(awsTypes.subnet, { ipv6Native: unknown.boolean })), [
            "Cannot be proved: ipv6Native is known only after the update.",
        ]);
        const loadBalancer = { loadBalancerType: unknown.string };
        assert.deepEqual(await what(typed(awsTypes.lbLoadBalancer, loadBalancer)), [
            "Cannot be proved: loadBalancerType is known only after the update.",
        ]);
    });

    it("say which gateway an unknown id comes from, or that nobody can tell", async () => {
        const route = (inputs: object) =>
            typed(awsTypes.route, { destinationCidrBlock: "10.0.0.0/8", ...inputs });
        const gateway = { type: awsTypes.egressOnlyInternetGateway, name: "gateway" };
        const lines = await what(route({ gatewayId: idOf("gateway") }), gateway);
        assert.equal(
            lines.at(-1),
            "The route leads to an egress-only Internet gateway (gatewayId: known only after the update).",
        );
        assert.deepEqual(await what(route({ gatewayId: unknown.string })), [
            "Cannot be proved: gatewayId is known only after the update, and it is not computed from gateways of one kind in this stack. It may be an Internet gateway.",
        ]);
        assert.deepEqual(await what(route({ gatewayId: "gw-1" })), [
            'gatewayId is "gw-1", which is not the id of a gateway, or "local".',
        ]);
        const routes = [{ cidrBlock: "10.0.0.0/8", gatewayId: unknown.string }];
        assert.deepEqual(await what(typed(awsTypes.routeTable, { routes })), [
            "Cannot be proved: routes[0].gatewayId is known only after the update, and it is not computed from gateways of one kind in this stack. It may be an Internet gateway.",
        ]);
    });

    it("say of a default route where it leads and why it counts", async () => {
        const route = (inputs: Record<string, unknown>) => typed(awsTypes.route, inputs);
        const transitGatewayId = "tgw-1";
        assert.deepEqual(
            await what(route({ destinationCidrBlock: "0.0.2.0/0", transitGatewayId })),
            [
                'The route is a default route (destinationCidrBlock "0.0.2.0/0") to a transit gateway (transitGatewayId: "tgw-1").',
            ],
        );
        assert.deepEqual(await what(route({ destinationPrefixListId: "pl-1", transitGatewayId })), [
            'Cannot be proved: the prefix list of destinationPrefixListId ("pl-1") lies outside the stack, and may hold everything. The route may be a default route to a transit gateway (transitGatewayId: "tgw-1").',
        ]);
        assert.deepEqual(await what(route({ destinationCidrBlock: "all", transitGatewayId })), [
            'destinationCidrBlock is "all", which is not a CIDR block. The route may be a default route to a transit gateway (transitGatewayId: "tgw-1").',
        ]);
        assert.deepEqual(await what(route({ destinationCidrBlock: "10.0.0.0/8" })), [
            "Cannot be proved: The route has no target that the policy knows.",
        ]);
    });

    it("say of an endpoint and of a switch why private DNS is off", async () => {
        const endpoint = (inputs: object) =>
            typed(awsTypes.vpcEndpoint, { vpcEndpointType: "Interface", ...inputs });
        assert.deepEqual(await what(endpoint({})), [
            "The interface endpoint has no private DNS: privateDnsEnabled is not set.",
        ]);
        assert.deepEqual(await what(endpoint({ privateDnsEnabled: "no" })), [
            'The interface endpoint has no private DNS: privateDnsEnabled is "no".',
        ]);
        assert.deepEqual(await what(endpoint({ vpcEndpointType: unknown.string })), [
            "Cannot be proved: vpcEndpointType is known only after the update. It may be an interface endpoint, and privateDnsEnabled is not set.",
        ]);
        assert.deepEqual(
            await what(typed(awsTypes.endpointPrivateDns, { privateDnsEnabled: false })),
            ["The resource switches private DNS off: privateDnsEnabled is false."],
        );
    });

    it("say of a key and of metadata options what they allow, and that nobody can tell", async () => {
        const fleet = (launchSpecification: object) =>
            typed(awsTypes.spotFleetRequest, { launchSpecifications: [launchSpecification] });
        assert.deepEqual(await what(fleet({ keyName: "admin" })), [
            'launchSpecifications[0].keyName ("admin") lets the owner of a private key log in over SSH.',
            "launchSpecifications ([an object]) leaves it to the account and the AMI whether IMDSv1 is allowed, because AWS takes no metadata options in them.",
        ]);
        const instance = (inputs: Record<string, unknown>) =>
            what(typed(awsTypes.instance, inputs));
        assert.deepEqual(await instance({ metadataOptions: { httpTokens: "optional" } }), [
            'metadataOptions.httpTokens ("optional") allows IMDSv1, which asks for no session token.',
        ]);
        assert.deepEqual(await instance({}), [
            "metadataOptions.httpTokens (not set) leaves it to the account and the AMI whether IMDSv1 is allowed.",
        ]);
        assert.deepEqual(await instance({ metadataOptions: { httpEndpoint: unknown.string } }), [
            "Cannot be proved: metadataOptions.httpEndpoint is known only after the update.",
        ]);
        assert.deepEqual(await instance({ launchTemplate: unknown.object }), [
            "Cannot be proved: launchTemplate is known only after the update.",
        ]);
        assert.deepEqual(await instance({ launchTemplate: "lt-1" }), [
            'launchTemplate is "lt-1", which is not an object.',
        ]);
        assert.deepEqual(
            await messages([typed(awsTypes.launchTemplate, { metadataOptions: unknown.object })]),
            [
                [
                    "Cannot be proved: metadataOptions is known only after the update.",
                    "IMDSv1 gives the credentials of the instance's role to whoever makes a program on it fetch a URL.",
                    'Give metadataOptions a value that is known before the update. Set httpTokens in it to "required".',
                ].join("\n"),
            ],
        );
    });

    it("name a malformed value, cut it short, and never print an object", async () => {
        const secret = "s3cret";
        const database = (publiclyAccessible: unknown) =>
            typed(awsTypes.rdsInstance, { publiclyAccessible });
        assert.deepEqual(await what(database("maybe")), [
            'publiclyAccessible is "maybe", which is not true or false.',
        ]);
        assert.deepEqual(await what(database({ password: secret })), [
            "publiclyAccessible is an object, which is not true or false.",
        ]);
        assert.deepEqual(await what(database([{ password: secret }, [secret], unknown.string])), [
            "publiclyAccessible is [an object, a list, known only after the update], which is not true or false.",
        ]);
        const [line = ""] = await what(database("x".repeat(10_000)));
        assert.ok(line.length < 160, line);
        assert.match(line, /x…, which is not true or false\.$/);
        const [cut = ""] = await what(database(`x${"🔑".repeat(100)}`));
        assert.match(cut, /^publiclyAccessible is "x🔑+…, which is not true or false\.$/u);
    });

    it("tell of a secret that an analysis cannot decrypt, and where it can", async () => {
        const secret = "[secret]";
        const endpoint = { vpcEndpointType: "Interface", privateDnsEnabled: secret };
        const [lines = ""] = await messages([typed(awsTypes.vpcEndpoint, endpoint)], "known");
        assert.deepEqual(lines.split("\n"), [
            "Cannot be proved: privateDnsEnabled is a secret that is not decrypted.",
            "Without it, agents resolve the service to public addresses, which a private network cannot reach.",
            "Analyze where Pulumi can decrypt the secrets of the stack. Set privateDnsEnabled to true.",
        ]);
        assert.deepEqual(
            await what(
                typed(awsTypes.networkInterface, { ipv6Addresses: secret }),
                typed(awsTypes.securityGroup, { ingress: secret }),
                typed(awsTypes.route, { destinationCidrBlock: "10.0.0.0/8", gatewayId: secret }),
            ),
            [
                "Cannot be proved: ipv6Addresses is a secret that is not decrypted.",
                "Cannot be proved: ingress is a secret that is not decrypted. It may admit TCP port 22.",
                "Cannot be proved: gatewayId is a secret that is not decrypted, and it is not computed from gateways of one kind in this stack. It may be an Internet gateway.",
            ],
        );
    });

    it("of a policy are its metadata: a sentence, a severity and steps to remedy", () => {
        for (const policy of createPolicies()) {
            assert.match(policy.description, /^(Prohibits|Requires) .+, because .+\.$/);
            assert.ok(policy.displayName && policy.remediationSteps && policy.tags?.length);
            // What nothing needs does no harm yet; all else opens a network, or makes a hole worse.
            const isHint = ["unused-waivers", "proof-summary"].includes(policy.name);
            const isAdvice = isHint || policy.name === "instance-metadata-v2";
            assert.ok((isHint ? ["low"] : ["high", "medium"]).includes(policy.severity ?? ""));
            const level = isAdvice ? "advisory" : "mandatory";
            const isOff = policy.name === "proof-summary";
            assert.equal(policy.enforcementLevel, isOff ? "disabled" : level);
        }
    });
});
