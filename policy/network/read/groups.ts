import { type AddressRange, everyAddress } from "../cidr";
import { Belongings, strayDoubts } from "../collections";
import type { Protocol, RulePeer, SecurityGroupRule } from "../facts";
import { keyIn, refer, referenceAt, topLevelKey } from "../join";
import { type Kinds, vpcTypes } from "../kinds";
import { type Property, valueIn } from "../known";
import { madeWith } from "../made";
import type { Doubt, GroupRule, Peer, SecurityGroup, Told } from "../model";
import { allPorts } from "../ports";
import type { Node, Stack } from "../stack";
import { doubtAbout, open, orDoubt, told, toldAs } from "../told";
import { awsTypes } from "../types";
import type { PrefixListRanges } from "./prefixListRanges";
import { portsOf } from "./rulePorts";
import { egressRuleReader, securityGroupRuleReader } from "./securityGroupRules";

interface Rules {
    readonly ingress: GroupRule[];
    readonly egress: GroupRule[];
    readonly doubts: Doubt[];
}

const everywhere = [everyAddress[4], everyAddress[6]];

const ruleTypes = [
    awsTypes.securityGroupRule,
    awsTypes.securityGroupIngressRule,
    awsTypes.securityGroupEgressRule,
] as const;

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
    const nodes = new Belongings<Node>();
    for (const node of holders) {
        nodes.add(told(keyIn(kinds.group, node)), node);
    }
    for (const node of stack.ofTypes(...ruleTypes)) {
        nodes.add(refer(kinds.group, referenceAt(node, "securityGroupId")), node);
    }
    const strays = strayDoubts(nodes);
    const groups = new Map<string, SecurityGroup>();
    const add = (key: string, urn: string, label: string, made: Partial<Rules> = {}) => {
        const own = nodes.of(key).map((node) => rulesOf(node, key, kinds, lists));
        groups.set(key, {
            key,
            urn,
            label,
            ingress: [...(made.ingress ?? []), ...own.flatMap(({ ingress }) => ingress)],
            egress: [...(made.egress ?? []), ...own.flatMap(({ egress }) => egress)],
            doubts: [...own.flatMap(({ doubts }) => doubts), ...strays],
        });
    };
    for (const node of stack.ofTypes(...vpcTypes)) {
        const key = madeWith.group(node.urn);
        const made = madeByAws(key, kinds.madeDoubt("group", node));
        add(key, node.urn, `default security group of ${node.label}`, made);
    }
    for (const node of holders) {
        add(keyIn(kinds.group, node), node.urn, node.label);
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

/** The rules that a resource gives to a group. */
function rulesOf(node: Node, group: string, kinds: Kinds, lists: PrefixListRanges): Rules {
    const rules: Rules = { ingress: [], egress: [], doubts: [] };
    for (const read of readRules(node)) {
        const rule = valueIn(read);
        const direction = rule && valueIn(rule.direction);
        if (!rule || !direction) {
            rules.doubts.push(doubtAbout(node.label, rule?.direction ?? read));
        } else {
            rules[direction].push(groupRule(node, rule, group, kinds, lists));
        }
    }
    return rules;
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
    const protocol = orDoubt(node.label, rule.protocol);
    return {
        label: `${place} (protocol ${rule.protocol.shown}, ports ${rule.fromPort.shown} to ${rule.toPort.shown})`,
        protocol,
        ports: portsOf(node.label, protocol, rule.fromPort, rule.toPort),
        peers: rule.peers.map((peer) => peerOf(node, peer, own, kinds, lists)),
    };
}

function peerOf(
    node: Node,
    peer: RulePeer,
    own: string,
    kinds: Kinds,
    lists: PrefixListRanges,
): Peer {
    const key = topLevelKey(peer.property.path);
    switch (peer.is) {
        case "addresses": {
            const range: Told<AddressRange> = orDoubt(node.label, peer.property);
            return { is: "addresses", ranges: toldAs(range, (one) => [one]), isListed: false };
        }
        case "prefix list": {
            const list = refer(lists.kind, { node, key, property: peer.property });
            return { is: "addresses", ranges: lists.rangesOf(list), isListed: true };
        }
        case "group":
            return {
                is: "group",
                group: refer(kinds.group, { node, key, property: literalGroup(peer.property) }),
            };
        // Read only where it is not false.
        case "self":
            return {
                is: "group",
                group: toldAs(orDoubt(node.label, peer.property), () => own),
            };
    }
}

/** A group of another account is written with the account before it. */
function literalGroup(property: Property<string>): Property<string> {
    const literal = valueIn(property);
    return literal === undefined
        ? property
        : { ...property, known: { state: "value", value: literal.split("/").at(-1) ?? literal } };
}
