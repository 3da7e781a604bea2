import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource, unknown } from "../../support/policyServer";
import { byAddress, byReference, of } from "./networks";
import { add, both, type Change, rowsOf, set } from "./rows";

// Which addresses are public, and what is proved where a block is known only after the update.

const internet = of(awsTypes.internetGateway, "internet", { vpcId: idOf("vpc") });
const to = (destinationCidrBlock: string, target: Record<string, unknown>): Resource =>
    of(awsTypes.route, `route-${destinationCidrBlock}`, {
        routeTableId: idOf("table-a"),
        ...(destinationCidrBlock.includes(":")
            ? { destinationIpv6CidrBlock: destinationCidrBlock }
            : { destinationCidrBlock }),
        ...target,
    });
const toInternet = (block: string) => add(internet, to(block, { gatewayId: idOf("internet") }));
const transit = { transitGatewayId: "tgw-0a1" };
const wall = { networkInterfaceId: "eni-0a1" };

const PATH = "no-internet-path app-a violated 39";
const open = (statements: string) => `ssm-path app unknown ${statements}`;
const violated = (statements: string) => `ssm-path app violated ${statements}`;

/** Blocks that nobody on the Internet has, each with one beside it that somebody has. */
const blocks: readonly (readonly [string, string])[] = [
    ["0.0.0.0/8", "1.0.0.0/8"],
    ["10.0.0.0/8", "11.0.0.0/8"],
    ["100.64.0.0/10", "100.128.0.0/10"],
    ["127.0.0.0/8", "126.0.0.0/8"],
    ["169.254.0.0/16", "169.253.0.0/16"],
    ["172.16.0.0/12", "172.32.0.0/12"],
    ["192.0.0.0/24", "192.0.1.0/24"],
    ["192.0.2.0/24", "192.0.3.0/24"],
    ["192.168.0.0/16", "192.169.0.0/16"],
    ["198.18.0.0/15", "198.20.0.0/15"],
    ["198.51.100.0/24", "198.51.101.0/24"],
    ["203.0.113.0/24", "203.0.112.0/24"],
    ["224.0.0.0/4", "208.0.0.0/4"],
    ["240.0.0.0/4", "192.0.0.0/4"],
    ["2001:db8::/32", "2001:db9::/32"],
    ["fc00::/7", "2a00::/12"],
];

const publicRows = rowsOf(
    byReference,
    blocks.flatMap(([never, next]): [string, Change, ...string[]][] => [
        [`addresses that nobody has, ${never}, to an Internet gateway`, toInternet(never)],
        [`their neighbours, ${next}, to an Internet gateway`, toInternet(next), PATH],
    ]),
);

const unknownVpc = set("vpc", { cidrBlock: undefined, ipv4IpamPoolId: "ipam-pool-0a1" });
const unknownSubnet = (zone: string) => set(`app-${zone}`, { cidrBlock: unknown.string });
const unknownSubnets = both(unknownSubnet("a"), unknownSubnet("b"));
const outTo = (cidrIpv4: string) => set("out", { referencedSecurityGroupId: undefined, cidrIpv4 });

const unknownRows = rowsOf(byReference, [
    ["a VPC whose block IPAM chooses", unknownVpc],
    [
        "such a VPC with a route to a private network",
        both(unknownVpc, add(to("10.9.0.0/16", transit))),
    ],
    ["such a VPC with a default route", both(unknownVpc, add(to("0.0.0.0/0", transit))), PATH],
    [
        "such a VPC with a route of public addresses, which may be its own",
        both(unknownVpc, toInternet("8.8.8.0/24")),
        "no-internet-path app-a unknown 39",
    ],
    [
        "such a VPC with a route that may replace the local one",
        both(unknownVpc, add(to("10.0.0.0/16", wall))),
        open("30"),
    ],
    [
        "such a VPC with a route for part of a subnet",
        both(unknownVpc, add(to("10.0.1.0/25", wall))),
        violated("30"),
    ],
    ["subnets whose blocks are unknown", unknownSubnets],
    [
        "such subnets with a route to a private network",
        both(unknownSubnets, add(to("10.9.0.0/16", transit))),
        open("30"),
    ],
    ["such subnets with a route of IPv6 only", both(unknownSubnets, add(to("fd00::/8", transit)))],
    [
        "such subnets with a default route",
        both(unknownSubnets, add(to("0.0.0.0/0", transit))),
        PATH,
    ],
    ["such subnets and egress to everywhere", both(unknownSubnets, outTo("0.0.0.0/0"))],
    ["such subnets and egress to the VPC", both(unknownSubnets, outTo("10.0.0.0/16")), open("19")],
    [
        "such subnets and egress to IPv6 only",
        both(
            unknownSubnets,
            set("out", { referencedSecurityGroupId: undefined, cidrIpv6: "::/0" }),
        ),
        violated("19"),
    ],
]);

const denied = { protocol: "-1", action: "deny", cidrBlock: "0.0.0.0/0", ruleNo: 50 };
const unknownAclRows = rowsOf(byAddress, [
    [
        "a subnet of an unknown block behind ACLs by address",
        both(unknownSubnet("b"), set("out", { cidrBlocks: ["0.0.0.0/0"] })),
        open("26"),
    ],
    [
        "such a subnet behind an ACL that denies everything",
        both(
            unknownSubnet("b"),
            set("out", { cidrBlocks: ["0.0.0.0/0"] }),
            set("acl-a", { egress: [denied] }),
        ),
        violated("26"),
    ],
    [
        "such a subnet behind an ACL that allows everything",
        both(
            unknownSubnet("b"),
            set("out", { cidrBlocks: ["0.0.0.0/0"] }),
            ...["a", "b"].map((zone) =>
                set(`acl-${zone}`, {
                    egress: [{ ...denied, action: "allow" }],
                    ingress: [{ ...denied, action: "allow" }],
                }),
            ),
        ),
    ],
    [
        "a denial that an unknown permission may go before",
        set("acl-a", { egress: [{ ...denied, action: "allow", ruleNo: unknown.number }, denied] }),
        open("26"),
    ],
    [
        "a denial that a permission of another port cannot go before",
        set("acl-a", {
            egress: [
                {
                    ...denied,
                    protocol: "tcp",
                    fromPort: 80,
                    toPort: 80,
                    action: "allow",
                    ruleNo: unknown.number,
                },
                denied,
            ],
        }),
        violated("26"),
    ],
    [
        "a permission of an unknown protocol",
        set("acl-a", { egress: [{ ...denied, action: "allow", protocol: unknown.string }] }),
        open("26"),
    ],
    [
        "a rule of an unknown direction",
        add(
            of(awsTypes.networkAclRule, "rule", {
                networkAclId: idOf("acl-a"),
                ruleNumber: 10,
                ruleAction: "deny",
                egress: unknown.boolean,
                protocol: "-1",
                cidrBlock: "0.0.0.0/0",
            }),
        ),
        open("26"),
    ],
]);

export const blockRows = [...publicRows, ...unknownRows, ...unknownAclRows];
