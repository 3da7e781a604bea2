import type { AddressRange } from "../cidr";
import type { Protocol, RulePeer, SecurityGroupRule } from "../facts";
import {
    anything,
    at,
    type Bag,
    certain,
    elementsAt,
    filledAt,
    flag,
    integer,
    is,
    type Meaning,
    mapped,
    object,
    oneOf,
    orElse,
    type Property,
    text,
} from "../known";
import { awsTypes } from "../types";
import { cidr } from "./routes";

/** A rule, or an element of a list of rules that cannot be read as one. */
export type ReadRule = Property<SecurityGroupRule>;

type Reader = (bag: Bag) => ReadRule[];

// The names that AWS accepts; every other protocol goes by its number.
const protocolNames: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
    ["all", "all"],
    ["tcp", 6],
    ["udp", 17],
    ["icmp", 1],
    ["icmpv6", 58],
]);

const protocolNumber = integer(-1, 255, "");

/** A protocol by its name or number. */
export const protocol: Meaning<Protocol> = {
    expected: "tcp, udp, icmp, icmpv6, a protocol number, or -1 for all",
    of: (raw, path) => {
        const number = protocolNumber.of(raw, path);
        const name = typeof raw === "string" ? raw.trim().toLowerCase() : "";
        return number === -1 ? "all" : (number ?? protocolNames.get(name));
    },
};

/** A port; -1 is how AWS writes "all". */
export const port = integer(-1, 65535, "a port from 0 to 65535");

const direction = oneOf(
    new Map([
        ["ingress", "ingress"],
        ["egress", "egress"],
    ] as const),
    '"ingress" or "egress"',
);

/** The named property as a source: whether it is set, whatever it says. */
function single(bag: Bag, key: string): Property<boolean> {
    return orElse(
        mapped(at(bag, key, text), () => true),
        false,
    );
}

type Peers = Pick<SecurityGroupRule, "direction" | "sources" | "peers">;

function ruleOf(bag: Bag, part: Peers & Partial<SecurityGroupRule>): SecurityGroupRule {
    return {
        path: bag.path,
        protocol: at(bag, "protocol", protocol),
        fromPort: at(bag, "fromPort", port),
        toPort: at(bag, "toPort", port),
        mayLackSource: false,
        ...part,
    };
}

function listsAndSelf(bag: Bag): Property<boolean>[] {
    return [
        filledAt(bag, "cidrBlocks"),
        filledAt(bag, "ipv6CidrBlocks"),
        filledAt(bag, "prefixListIds"),
        orElse(at(bag, "self", flag), false),
    ];
}

/** Whom a rule admits by lists of addresses, prefix lists and groups, or by admitting itself. */
function listedPeers(bag: Bag, groups: string): RulePeer[] {
    const self = at(bag, "self", flag);
    return [
        ...addresses(elementsAt(bag, "cidrBlocks", cidr)),
        ...addresses(elementsAt(bag, "ipv6CidrBlocks", cidr)),
        ...elementsAt(bag, "prefixListIds", text).map(
            (property): RulePeer => ({ is: "prefix list", property }),
        ),
        ...elementsAt(bag, groups, text).map((property): RulePeer => ({ is: "group", property })),
        ...(self.known.state === "absent" || is(self, false)
            ? []
            : [{ is: "self", property: self } as const]),
    ];
}

function addresses(ranges: readonly Property<AddressRange>[]): RulePeer[] {
    return ranges
        .filter(({ known }) => known.state !== "absent")
        .map((property) => ({ is: "addresses", property }));
}

/** The list of rules that a group carries itself. AWS keeps no rule of which the sources are empty. */
const inline =
    (key: "ingress" | "egress"): Reader =>
    (bag) =>
        elementsAt(bag, key, object).map((element) =>
            mapped(element, (rule) =>
                ruleOf(rule, {
                    direction: certain(key),
                    sources: [...listsAndSelf(rule), filledAt(rule, "securityGroups")],
                    peers: listedPeers(rule, "securityGroups"),
                    // Without a protocol it is no rule that the pack can read.
                    mayLackSource: at(rule, "protocol", anything).known.state !== "absent",
                }),
            ),
        );

const classic: Reader = (bag) => [
    certain(
        ruleOf(bag, {
            direction: at(bag, "type", direction),
            sources: [...listsAndSelf(bag), single(bag, "sourceSecurityGroupId")],
            peers: listedPeers(bag, "sourceSecurityGroupId"),
        }),
    ),
];

const standalone =
    (way: "ingress" | "egress"): Reader =>
    (bag) => [
        certain(
            ruleOf(bag, {
                direction: certain(way),
                protocol: at(bag, "ipProtocol", protocol),
                sources: ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"].map(
                    (key) => single(bag, key),
                ),
                peers: [
                    ...addresses([at(bag, "cidrIpv4", cidr), at(bag, "cidrIpv6", cidr)]),
                    ...elementsAt(bag, "prefixListId", text).map(
                        (property): RulePeer => ({ is: "prefix list", property }),
                    ),
                    ...elementsAt(bag, "referencedSecurityGroupId", text).map(
                        (property): RulePeer => ({ is: "group", property }),
                    ),
                ],
            }),
        ),
    ];

const ingressReaders: ReadonlyMap<string, Reader> = new Map([
    [awsTypes.securityGroup, inline("ingress")],
    [awsTypes.defaultSecurityGroup, inline("ingress")],
    [awsTypes.securityGroupRule, classic],
    [awsTypes.securityGroupIngressRule, standalone("ingress")],
]);

const egressReaders: ReadonlyMap<string, Reader> = new Map([
    [awsTypes.securityGroup, inline("egress")],
    [awsTypes.defaultSecurityGroup, inline("egress")],
    [awsTypes.securityGroupEgressRule, standalone("egress")],
]);

/** The reader of the rules of a resource of this type that admit what comes in, and of legacy rules of both ways. */
export function securityGroupRuleReader(type: string): Reader | undefined {
    return ingressReaders.get(type);
}

/** The reader of the rules of a resource of this type that only let out. */
export function egressRuleReader(type: string): Reader | undefined {
    return egressReaders.get(type);
}
