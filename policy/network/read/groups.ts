import { type AddressRange, parseCidr } from "../cidr";
import type { Protocol, RulePeer, SecurityGroupRule } from "../facts";
import { refer, referenceAt } from "../join";
import { type Kinds, vpcTypes } from "../kinds";
import { type Property, valueIn } from "../known";
import { madeWith } from "../made";
import type { Doubt, GroupRule, Peer, SecurityGroup, Told } from "../model";
import { allPorts, type PortRange, widestRange } from "../ports";
import type { Node, Stack } from "../stack";
import { doubtAbout, open, told, toldIn } from "../told";
import { awsTypes } from "../types";
import type { PrefixListRanges } from "./prefixListRanges";
import { egressRuleReader, securityGroupRuleReader } from "./securityGroupRules";

interface Rules {
    readonly ingress: GroupRule[];
    readonly egress: GroupRule[];
    readonly doubts: Doubt[];
}

const everywhere = ["0.0.0.0/0", "::/0"].flatMap((block) => parseCidr(block) ?? []);

/**
 * Reads all security groups, those that AWS makes with the VPCs included: these admit their own members
 * and let everything out, until a resource adopts them.
 */
export function readGroups(
    stack: Stack,
    kinds: Kinds,
    lists: PrefixListRanges,
): Map<string, SecurityGroup> {
    const holders = stack.ofTypes(awsTypes.securityGroup, awsTypes.defaultSecurityGroup);
    const rules = new Map<string, Rules>();
    const strays: Doubt[] = [];
    const rulesOf = (key: string): Rules => {
        const found = rules.get(key) ?? { ingress: [], egress: [], doubts: [] };
        rules.set(key, found);
        return found;
    };
    for (const { node, key } of ownersOf(stack, kinds)) {
        if (key.is === "open") {
            if (key.doubt.uncertainty === "unknown") {
                strays.push({ ...key.doubt, urn: node.urn });
            }
            continue;
        }
        const own = rulesOf(key.value);
        for (const read of readRules(node)) {
            const rule = valueIn(read);
            const direction = rule && valueIn(rule.direction);
            if (!rule || !direction) {
                own.doubts.push(doubtAbout(node.label, rule?.direction ?? read));
            } else {
                own[direction].push(groupRule(node, rule, key.value, kinds, lists));
            }
        }
    }
    const groups = new Map<string, SecurityGroup>();
    const add = (key: string, urn: string, label: string, made: Partial<Rules> = {}) => {
        const own = rulesOf(key);
        groups.set(key, {
            key,
            urn,
            label,
            ingress: [...(made.ingress ?? []), ...own.ingress],
            egress: [...(made.egress ?? []), ...own.egress],
            doubts: [...own.doubts, ...strays],
        });
    };
    for (const node of stack.ofTypes(...vpcTypes)) {
        const key = madeWith.group(node.urn);
        const made = madeByAws(key, kinds.madeDoubt("group", node));
        add(key, node.urn, `default security group of ${node.label}`, made);
    }
    for (const node of holders) {
        add(kinds.group.keyOf(node) ?? node.urn, node.urn, node.label);
    }
    return groups;
}

/** The rules of a default group; in doubt, where a resource may have adopted it and removed them. */
function madeByAws(key: string, doubt: Doubt | undefined): Partial<Rules> {
    const protocol: Told<Protocol> = doubt ? open(doubt) : told("all");
    const rule = (peer: Peer): GroupRule => ({
        label: "the rule that AWS makes",
        protocol,
        ports: told(allPorts),
        peers: [peer],
    });
    return {
        ingress: [rule({ is: "group", group: told(key) })],
        egress: [rule({ is: "addresses", ranges: told(everywhere), isListed: false })],
    };
}

/** Every resource that holds rules, with the group whose they are. */
function ownersOf(stack: Stack, kinds: Kinds): { node: Node; key: Told<string> }[] {
    return [
        ...stack
            .ofTypes(awsTypes.securityGroup, awsTypes.defaultSecurityGroup)
            .map((node) => ({ node, key: told(kinds.group.keyOf(node) ?? node.urn) })),
        ...stack
            .ofTypes(
                awsTypes.securityGroupRule,
                awsTypes.securityGroupIngressRule,
                awsTypes.securityGroupEgressRule,
            )
            .map((node) => ({
                node,
                key: refer(kinds.group, referenceAt(node, "securityGroupId")),
            })),
    ];
}

function readRules({ type, inputs }: Node): Property<SecurityGroupRule>[] {
    return [
        ...(securityGroupRuleReader(type)?.(inputs) ?? []),
        ...(egressRuleReader(type)?.(inputs) ?? []),
    ];
}

function groupRule(
    node: Node,
    rule: SecurityGroupRule,
    own: string,
    kinds: Kinds,
    lists: PrefixListRanges,
): GroupRule {
    const place = rule.path === "" ? node.label : `${rule.path} of ${node.label}`;
    return {
        label: `${place} (protocol ${rule.protocol.shown}, ports ${rule.fromPort.shown} to ${rule.toPort.shown})`,
        protocol: valueOrDoubt(node, rule.protocol),
        ports: portsOf(node, rule),
        peers: rule.peers.map((peer) => peerOf(node, peer, own, kinds, lists)),
    };
}

/** AWS ignores the ports of a rule for all protocols. */
function portsOf(node: Node, { protocol, fromPort, toPort }: SecurityGroupRule): Told<PortRange> {
    if (valueIn(protocol) === "all") {
        return told(allPorts);
    }
    const doubtful = [fromPort, toPort].find(
        ({ known }) => known.state === "unknown" || known.state === "malformed",
    );
    return doubtful
        ? open(doubtAbout(node.label, doubtful))
        : told(widestRange(valueIn(fromPort), valueIn(toPort)));
}

function peerOf(
    node: Node,
    peer: RulePeer,
    own: string,
    kinds: Kinds,
    lists: PrefixListRanges,
): Peer {
    const { path } = peer.property;
    // The engine tells dependencies by the top-level property.
    const key = /^[^.[]*/.exec(path)?.[0] ?? path;
    switch (peer.is) {
        case "addresses": {
            const range = valueOrDoubt(node, peer.property);
            return {
                is: "addresses",
                ranges: range.is === "told" ? told<readonly AddressRange[]>([range.value]) : range,
                isListed: false,
            };
        }
        case "prefix list": {
            const list = refer(lists.kind, { node, key, property: peer.property });
            return {
                is: "addresses",
                ranges: list.is === "told" ? lists.rangesOf(list.value) : list,
                isListed: true,
            };
        }
        case "group":
            return {
                is: "group",
                group: refer(kinds.group, { node, key, property: literalGroup(peer.property) }),
            };
        case "self": {
            const self = valueOrDoubt(node, peer.property);
            return { is: "group", group: toldIn(self) === true ? told(own) : openOf(self) };
        }
    }
}

/** A group of another account is written with the account before it. */
function literalGroup(property: Property<string>): Property<string> {
    const literal = valueIn(property);
    return literal === undefined
        ? property
        : { ...property, known: { state: "value", value: literal.split("/").at(-1) ?? literal } };
}

function openOf(fact: Told<unknown>): Told<string> {
    return fact.is === "open"
        ? fact
        : open({ uncertainty: "unknown", reason: "a rule admits nobody" });
}

function valueOrDoubt<T>(node: Node, property: Property<T>): Told<T> {
    return property.known.state === "value"
        ? told(property.known.value)
        : open(doubtAbout(node.label, property));
}
