import assert from "node:assert/strict";
import { createPolicies } from "../../policy/policies";

// What the engine checks a configuration by, before it starts a run: a change here is one for users.

/** The same targets may be trusted by the rule and by the proof. */
const trusting = {
    properties: {
        trustedDefaultRoutes: {
            type: "array",
            default: [],
            uniqueItems: true,
            description:
                "Targets outside the VPC to which a default route is allowed: an exact id or ARN, or a kind (vpn-gateway, transit-gateway, vpc-peering-connection, network-interface, instance, core-network, local-gateway, odb-network, gateway-load-balancer-endpoint).",
            items: {
                type: "string",
                pattern:
                    "^((tgw|pcx|eni|i|vgw|lgw|vpce)-[0-9a-z-]+|arn:[^\\s*]+|vpn-gateway|transit-gateway|vpc-peering-connection|network-interface|instance|core-network|local-gateway|odb-network|gateway-load-balancer-endpoint)$",
            },
        },
    },
};

const EXPECTED = {
    settings: {
        properties: {
            unknown: {
                type: "string",
                enum: ["mandatory", "advisory"],
                default: "mandatory",
                description:
                    "How to report what cannot be proved because a value is known only after the update: at the policy's level (mandatory) or as advice.",
            },
            external: {
                type: "string",
                enum: ["mandatory", "advisory"],
                default: "advisory",
                description:
                    "How to report what cannot be proved because it lies outside the stack: at the policy's level (mandatory) or as advice.",
            },
            waivers: {
                type: "array",
                default: [],
                description:
                    "The waivers: each turns the findings of one policy on one resource into advice.",
                items: {
                    type: "object",
                    additionalProperties: false,
                    required: ["policy", "reason", "expires", "approvedBy"],
                    properties: {
                        policy: {
                            type: "string",
                            enum: [
                                "no-public-ip",
                                "no-ssh-ingress",
                                "no-internet-gateway",
                                "no-internet-route",
                                "endpoint-private-dns",
                                "no-ssh-key",
                                "instance-metadata-v2",
                                "no-internet-path",
                                "ssm-path",
                            ],
                            description: "The policy whose findings on the resource are allowed.",
                        },
                        urn: {
                            type: "string",
                            maxLength: 2048,
                            description:
                                "The URN of the resource, exactly. Instead: type and name.",
                        },
                        type: {
                            type: "string",
                            maxLength: 2048,
                            description:
                                "The type token of the resource, exactly; with name. Instead: urn.",
                        },
                        name: {
                            type: "string",
                            maxLength: 2048,
                            description:
                                "The name of the resource in the program, exactly; with type. Instead: urn.",
                        },
                        reason: {
                            type: "string",
                            minLength: 10,
                            maxLength: 500,
                            description: "Why it is allowed.",
                        },
                        expires: {
                            type: "string",
                            format: "date",
                            pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
                            description:
                                "The last day on which it is allowed, in UTC, as YYYY-MM-DD.",
                        },
                        approvedBy: {
                            type: "string",
                            minLength: 1,
                            maxLength: 100,
                            description: "Who allows it.",
                        },
                    },
                },
            },
        },
    },
    "no-ssh-ingress": {
        properties: {
            ports: {
                type: "array",
                default: [],
                uniqueItems: true,
                description: "TCP ports that nobody may open, besides 22.",
                items: {
                    type: "integer",
                    minimum: 1,
                    maximum: 65535,
                },
            },
        },
    },
    "no-internet-route": trusting,
    "no-internet-path": trusting,
    "ssm-path": {
        properties: {
            requiredServices: {
                type: "array",
                default: [],
                uniqueItems: true,
                description:
                    "Services that every instance must reach through an interface endpoint, besides ssm and ssmmessages: the last part of their names, such as ec2messages or logs.",
                items: { type: "string", pattern: "^[a-z0-9]+([.-][a-z0-9]+)*$" },
            },
            assume: {
                type: "array",
                default: [],
                uniqueItems: true,
                description:
                    'What holds in the account although no stack shows it: "default-host-management", where it gives instances a role whose own role allows nothing.',
                items: { type: "string", enum: ["default-host-management"] },
            },
        },
    },
};

describe("the schemas of the configuration", () => {
    it("are these, and no other policy has one", () => {
        const schemas = createPolicies().flatMap(({ name, configSchema }) =>
            configSchema ? [[name, configSchema]] : [],
        );
        assert.deepEqual(Object.fromEntries(schemas), EXPECTED);
    });
});
