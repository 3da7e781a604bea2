import assert from "node:assert/strict";
import { awsTypes } from "../../policy/network/types";
import {
    analyze,
    type Config,
    idOf,
    type Mode,
    type Resource,
    unknown,
} from "../support/policyServer";
import { resourcePolicies } from "../support/resourcePolicies";

// Whole messages, of findings that other specs only count.

const WHY_ROUTE = "One route out of the VPC is a path between its subnets and the Internet.";
const REMEDY_ROUTE = "Remove the route; reach AWS services through VPC endpoints.";
const TRUST = `${REMEDY_ROUTE} If that network is trusted, list the target or "transit-gateway" in trustedDefaultRoutes of the policy's configuration.`;
const PRIVATE = "Give the route a private CIDR block as its destination.";
const WHY_DNS =
    "Without it, agents resolve the service to public addresses, which a private network cannot reach.";
const SSH_WHY =
    "Instances are reached through Session Manager, which needs no open port: no source is allowed, not even a private one.";

const route = (inputs: Record<string, unknown>): Resource => ({
    type: awsTypes.route,
    name: "it",
    inputs: { routeTableId: "rtb-1", ...inputs },
});
const table = (routes: unknown): Resource => ({
    type: awsTypes.routeTable,
    name: "it",
    inputs: { routes },
});
const toTransit = (inputs: Record<string, unknown>) =>
    route({ ...inputs, transitGatewayId: "tgw-1" });
const list = (inputs: Record<string, unknown>, name = "list"): Resource => ({
    type: awsTypes.managedPrefixList,
    name,
    inputs,
});
const endpoint = (inputs: Record<string, unknown>): Resource => ({
    type: awsTypes.vpcEndpoint,
    name: "it",
    inputs,
});

const strict: Config = { settings: { external: "mandatory" } };

async function message(stack: Resource[], mode: Mode = "first preview"): Promise<string[]> {
    const [first, ...others] = await analyze(resourcePolicies(), stack, mode, strict);
    assert.deepEqual(others, []);
    return first?.message.split("\n") ?? [];
}

describe("the finding of", () => {
    const cases: [string, Resource[], string[]][] = [
        [
            "a list of routes that is unknown",
            [table(unknown.array)],
            [
                "Cannot be proved: routes is known only after the update. It may lead to the Internet.",
                WHY_ROUTE,
                "Give routes a value that is known before the update.",
            ],
        ],
        [
            "a route that is none",
            [table(["0.0.0.0/0"])],
            [
                'routes[0] is "0.0.0.0/0", which is not an object. It may lead to the Internet.',
                WHY_ROUTE,
                "Correct routes[0].",
            ],
        ],
        [
            "a route without a target",
            [route({ destinationCidrBlock: "10.0.0.0/8" })],
            [
                "Cannot be proved: The route has no target that the policy knows.",
                WHY_ROUTE,
                "Name the target with a property that the policy knows, or remove the route.",
            ],
        ],
        [
            "a route to an unknown gateway",
            [table([{ cidrBlock: "10.0.0.0/8", gatewayId: unknown.string }])],
            [
                "Cannot be proved: routes[0].gatewayId is known only after the update, and it is not computed from gateways of one kind in this stack. It may be an Internet gateway.",
                WHY_ROUTE,
                `Take routes[0].gatewayId from one gateway of this stack, or give its id. ${REMEDY_ROUTE}`,
            ],
        ],
        [
            "a route without a destination",
            [toTransit({})],
            [
                'Cannot be proved: the route has no destination that the policy knows. The route may be a default route to a transit gateway (transitGatewayId: "tgw-1").',
                WHY_ROUTE,
                `${PRIVATE} ${TRUST}`,
            ],
        ],
        [
            "a route whose destination is none",
            [toTransit({ destinationCidrBlock: "10.0.0.0/99" })],
            [
                'destinationCidrBlock is "10.0.0.0/99", which is not a CIDR block. The route may be a default route to a transit gateway (transitGatewayId: "tgw-1").',
                WHY_ROUTE,
                `${PRIVATE} ${TRUST}`,
            ],
        ],
        [
            "a route by a prefix list that is none",
            [toTransit({ destinationPrefixListId: {} })],
            [
                "destinationPrefixListId is an object, which is not the id of a prefix list.",
                WHY_ROUTE,
                "Correct destinationPrefixListId.",
            ],
        ],
        [
            "a default route to a gateway that nobody knows",
            [route({ destinationCidrBlock: "0.0.0.0/0", gatewayId: unknown.string })],
            [
                'The route is a default route (destinationCidrBlock "0.0.0.0/0") to a gateway (gatewayId: known only after the update).',
                WHY_ROUTE,
                REMEDY_ROUTE,
            ],
        ],
        [
            "a default route in a table",
            [table([{ cidrBlock: "0.0.0.0/0", transitGatewayId: "tgw-1" }])],
            [
                'routes[0] is a default route (routes[0].cidrBlock "0.0.0.0/0") to a transit gateway (routes[0].transitGatewayId: "tgw-1").',
                WHY_ROUTE,
                TRUST,
            ],
        ],
        [
            "a route by a list of everything",
            [
                toTransit({ destinationPrefixListId: idOf("list") }),
                list({ entries: [{ cidr: "0.0.0.0/0" }] }),
            ],
            [
                'The route is a default route (the prefix list of destinationPrefixListId (known only after the update) holds everything) to a transit gateway (transitGatewayId: "tgw-1").',
                WHY_ROUTE,
                TRUST,
            ],
        ],
        [
            "a route by a list with an unknown element",
            [
                toTransit({ destinationPrefixListId: idOf("list") }),
                list({ entries: [{ cidr: "10.0.0.0/8" }, { cidr: unknown.string }] }),
            ],
            [
                'Cannot be proved: the prefix list of destinationPrefixListId (known only after the update) has an element entries[1].cidr that is known only after the update. The route may be a default route to a transit gateway (transitGatewayId: "tgw-1").',
                WHY_ROUTE,
                `${PRIVATE} ${TRUST}`,
            ],
        ],
        [
            "a route by an unknown list",
            [toTransit({ destinationPrefixListId: unknown.string })],
            [
                'Cannot be proved: the prefix list of destinationPrefixListId (known only after the update) is not computed from one prefix list of this stack. The route may be a default route to a transit gateway (transitGatewayId: "tgw-1").',
                WHY_ROUTE,
                `${PRIVATE} ${TRUST}`,
            ],
        ],
        [
            "an endpoint of a type that is none",
            [endpoint({ vpcEndpointType: "Interfaces" })],
            [
                'vpcEndpointType is "Interfaces", which is not a type of VPC endpoint.',
                WHY_DNS,
                "Correct vpcEndpointType.",
            ],
        ],
        [
            "an endpoint whose private DNS makes no sense",
            [endpoint({ vpcEndpointType: "Interface", privateDnsEnabled: "perhaps" })],
            [
                'privateDnsEnabled is "perhaps", which is not true or false.',
                WHY_DNS,
                "Correct privateDnsEnabled. Set privateDnsEnabled to true.",
            ],
        ],
        [
            "a switch that makes no sense",
            [
                {
                    type: awsTypes.endpointPrivateDns,
                    name: "it",
                    inputs: { vpcEndpointId: "vpce-1", privateDnsEnabled: "perhaps" },
                },
            ],
            [
                'privateDnsEnabled is "perhaps", which is not true or false.',
                WHY_DNS,
                "Set privateDnsEnabled to true.",
            ],
        ],
        [
            "a rule with an unknown port and a wrong source",
            [
                {
                    type: awsTypes.securityGroupRule,
                    name: "it",
                    inputs: {
                        ...{ type: "ingress", protocol: "tcp", fromPort: unknown.number },
                        ...{ toPort: "many", self: true },
                    },
                },
            ],
            [
                'Cannot be proved: fromPort is known only after the update. toPort is "many", which is not a port from 0 to 65535. The rule may admit TCP port 22.',
                SSH_WHY,
                "Give fromPort a value that is known before the update. Remove the rule, or narrow its ports so that they leave out 22.",
            ],
        ],
        [
            "a rule of all protocols with ports that make no sense",
            [
                {
                    type: awsTypes.securityGroupRule,
                    name: "it",
                    inputs: { type: "ingress", protocol: "-1", fromPort: "a", self: true },
                },
            ],
            [
                'The rule admits TCP port 22 (protocol "-1", every port) from self (true).',
                SSH_WHY,
                "Remove the rule, or narrow its ports so that they leave out 22.",
            ],
        ],
        [
            "an address that makes no sense",
            [{ type: awsTypes.subnet, name: "it", inputs: { mapPublicIpOnLaunch: "perhaps" } }],
            [
                'mapPublicIpOnLaunch is "perhaps", which is not true or false.',
                "A public address makes the resource reachable from the Internet, or able to reach it.",
                "Correct mapPublicIpOnLaunch. Set mapPublicIpOnLaunch to false.",
            ],
        ],
    ];
    for (const [what, stack, expected] of cases) {
        it(`${what}, in full`, async () => {
            assert.deepEqual(await message(stack), expected);
        });
    }

    it("a wrong configuration that only a stack view tells is one on the stack", async () => {
        const vpc: Resource = {
            type: awsTypes.vpc,
            name: "vpc",
            inputs: { cidrBlock: "10.0.0.0/16" },
        };
        const config: Config = { "unused-waivers": { quiet: true } };
        const [finding] = await analyze(resourcePolicies(), [vpc], "known", config);
        assert.equal(finding?.urn, "");
    });
});

describe("targets that can be trusted", () => {
    const flawed = async (target: unknown) => {
        const vpc: Resource = {
            type: awsTypes.vpc,
            name: "vpc",
            inputs: { cidrBlock: "10.0.0.0/16" },
        };
        const config: Config = { "no-internet-route": { trustedDefaultRoutes: [target] } };
        return (await analyze(resourcePolicies(), [vpc], "known", config)).length > 0;
    };

    it("are ids and ARNs as a whole, and kinds", async () => {
        for (const right of ["tgw-0a1", "pcx-1", "eni-1", "i-1", "vgw-1", "lgw-1", "vpce-1"]) {
            assert.equal(await flawed(right), false, right);
        }
        assert.equal(await flawed("arn:aws:networkmanager::1:core-network/core-network-1"), false);
        assert.equal(await flawed("core-network"), false);
    });

    it("are nothing else", async () => {
        const wrong = [
            "igw-1",
            "eigw-1",
            "nat-1",
            "cagw-1",
            "my tgw-1",
            "tgw-1 ",
            "tgw-",
            "tgw-1*",
        ];
        for (const target of [
            ...wrong,
            "arn:aws:*",
            "arn:",
            "*",
            "core",
            7,
            true,
            { id: "tgw-1" },
        ]) {
            assert.equal(await flawed(target), true, JSON.stringify(target));
        }
    });
});
