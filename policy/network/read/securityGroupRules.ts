import type { Protocol, SecurityGroupRule } from "../facts";
import {
    anything,
    at,
    type Bag,
    certain,
    elementsAt,
    filledAt,
    flag,
    integer,
    type Meaning,
    mapped,
    object,
    oneOf,
    orElse,
    type Property,
    text,
} from "../known";
import { awsTypes } from "../types";

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

const protocol: Meaning<Protocol> = {
    expected: "tcp, udp, icmp, icmpv6, a protocol number, or -1 for all",
    of: (raw, path) => {
        const number = protocolNumber.of(raw, path);
        const name = typeof raw === "string" ? raw.trim().toLowerCase() : "";
        return number === -1 ? "all" : (number ?? protocolNames.get(name));
    },
};

const port = integer(-1, 65535, "a port from 0 to 65535");

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

function ruleOf(bag: Bag, part: Partial<SecurityGroupRule>): SecurityGroupRule {
    return {
        path: bag.path,
        direction: certain("ingress"),
        protocol: at(bag, "protocol", protocol),
        fromPort: at(bag, "fromPort", port),
        toPort: at(bag, "toPort", port),
        sources: [],
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

/** The list of rules that a group carries itself. AWS keeps no rule of which the sources are empty. */
const inline: Reader = (bag) =>
    elementsAt(bag, "ingress", object).map((element) =>
        mapped(element, (rule) =>
            ruleOf(rule, {
                sources: [...listsAndSelf(rule), filledAt(rule, "securityGroups")],
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
        }),
    ),
];

const ingressRule: Reader = (bag) => [
    certain(
        ruleOf(bag, {
            protocol: at(bag, "ipProtocol", protocol),
            sources: ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"].map(
                (key) => single(bag, key),
            ),
        }),
    ),
];

const readers: ReadonlyMap<string, Reader> = new Map([
    [awsTypes.securityGroup, inline],
    [awsTypes.defaultSecurityGroup, inline],
    [awsTypes.securityGroupRule, classic],
    [awsTypes.securityGroupIngressRule, ingressRule],
]);

/** The reader of the rules that a resource of this type holds, if there is one. */
export function securityGroupRuleReader(type: string): Reader | undefined {
    return readers.get(type);
}
