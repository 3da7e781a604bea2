import { isIpv6 } from "./address";
import type { AclRule, GroupRule, Vpc } from "./network";
import type { Inputs, Reference, Stack } from "./resources";

/** The default ACL, the custom ones, their rules and associations. */
export function renderAcls(stack: Stack, vpc: Vpc): void {
    const vpcId = stack.ref("vpc", vpc.name);
    if (vpc.defaultAcl.is === "adopted") {
        const name = `${vpc.name}-default-acl`;
        const defaultNetworkAclId = stack.part("vpc", vpc.name, "defaultNetworkAclId", "acl");
        const inputs = { defaultNetworkAclId, ...inlineAcl(stack, vpc.defaultAcl.rules) };
        const id = stack.adopting("defaultNetworkAcl", name, defaultNetworkAclId);
        stack.add("defaultNetworkAcl", name, inputs, {}, id);
    }
    for (const { name, rules } of vpc.networkAcls) {
        const members = vpc.subnets.filter((subnet) => subnet.networkAcl === name);
        const subnetIds = members.map((subnet) => stack.ref("subnet", subnet.name));
        const inlineRules = stack.random.chance(50);
        const inlineSubnets = stack.random.chance(50);
        const written = inlineAcl(stack, rules);
        const networkAclId = stack.add(
            "networkAcl",
            name,
            {
                vpcId,
                ...(inlineRules ? written : {}),
                ...(inlineSubnets && subnetIds.length > 0 ? { subnetIds } : {}),
            },
            stack.random.chance(50) ? { ...written, subnetIds } : {},
        );
        if (!inlineRules) {
            rules.forEach((rule, index) => {
                const inputs = { networkAclId, ...standaloneAclRule(stack, rule) };
                stack.add("networkAclRule", `${name}-rule${index}`, inputs);
            });
        }
        if (inlineSubnets) continue;
        for (const subnet of members) {
            const subnetId = stack.ref("subnet", subnet.name);
            stack.add("networkAclAssociation", subnet.name, { networkAclId, subnetId });
        }
    }
}

function inlineAcl(stack: Stack, rules: readonly AclRule[]): Inputs {
    const lists: Record<string, Inputs[]> = {};
    for (const rule of rules) {
        const { number: ruleNo, action, direction } = rule;
        lists[direction] ??= [];
        lists[direction].push({ ruleNo, action, ...portsOf(stack, rule), ...aclBlock(rule) });
    }
    return lists;
}

function standaloneAclRule(stack: Stack, rule: AclRule): Inputs {
    const { number: ruleNumber, action: ruleAction, direction } = rule;
    // What is left out is ingress.
    const isSpelled = direction === "egress" || stack.random.chance(50);
    const egress = isSpelled ? { egress: direction === "egress" } : {};
    const { protocol, ...ports } = portsOf(stack, rule);
    const given = rule.protocol === -1 && stack.random.chance(50) ? {} : ports;
    return { ruleNumber, ruleAction, ...egress, protocol, ...given, ...aclBlock(rule) };
}

function aclBlock({ cidr }: AclRule): Inputs {
    return isIpv6(cidr) ? { ipv6CidrBlock: cidr } : { cidrBlock: cidr };
}

/** The default group, the others, and their rules. */
export function renderGroups(stack: Stack, vpc: Vpc): void {
    const vpcId = stack.ref("vpc", vpc.name);
    const peers = (name: string) => groupRef(stack, vpc, name);
    if (vpc.defaultGroup.is === "adopted") {
        const inputs = { vpcId, ...inlineGroup(stack, vpc.defaultGroup.rules, peers) };
        stack.add("defaultSecurityGroup", defaultName(vpc), inputs, {}, adoptedGroup(stack, vpc));
    }
    for (const { name, rules } of vpc.securityGroups) {
        if (stack.random.chance(50) && isJoinable(stack, rules)) {
            const inputs = { vpcId, ...inlineGroup(stack, rules, peers) };
            stack.add("securityGroup", name, { description: "Managed", ...inputs });
            continue;
        }
        const inputs = { description: "Managed", vpcId };
        // A refresh puts rules of their own into the lists that the program left out.
        const answered = stack.random.chance(50) ? inlineGroup(stack, rules, peers) : {};
        const group = stack.add("securityGroup", name, inputs, answered);
        rules.forEach((rule, index) => {
            const ruleName = `${name}-rule${index}`;
            if (stack.random.chance(50)) renderGroupRule(stack, ruleName, group, rule, peers);
            else renderVpcRule(stack, ruleName, group, rule, peers);
        });
    }
}

type Peers = (name: string) => Reference;

function defaultName(vpc: Vpc): string {
    return `${vpc.name}-default-group`;
}

function adoptedGroup(stack: Stack, vpc: Vpc): Reference {
    return stack.adopting("defaultSecurityGroup", defaultName(vpc), defaultGroup(stack, vpc));
}

function defaultGroup(stack: Stack, vpc: Vpc): Reference {
    return stack.part("vpc", vpc.name, "defaultSecurityGroupId", "sg");
}

/** An adopted default group can be named by the resource that adopts it, or by its VPC. */
function groupRef(stack: Stack, vpc: Vpc, name: string): Reference {
    if (name !== "default") return stack.ref("securityGroup", name);
    const adopted = vpc.defaultGroup.is === "adopted" && stack.random.chance(50);
    return adopted ? adoptedGroup(stack, vpc) : defaultGroup(stack, vpc);
}

/** Inline rules name the groups of all of them in one list of references: one group can be told, two not. */
function isJoinable(stack: Stack, rules: readonly GroupRule[]): boolean {
    if (stack.mode === "known") return true;
    return (["ingress", "egress"] as const).every((direction) => {
        const names = rules.flatMap((rule) =>
            rule.direction === direction && rule.peer.is === "group" ? [rule.peer.name] : [],
        );
        return new Set(names).size <= 1;
    });
}

function inlineGroup(stack: Stack, rules: readonly GroupRule[], peers: Peers): Inputs {
    const lists: Record<string, Inputs[]> = {};
    for (const rule of rules) {
        lists[rule.direction] ??= [];
        lists[rule.direction]?.push({ ...portsOf(stack, rule), ...inlinePeer(rule, peers) });
    }
    return lists;
}

function inlinePeer({ peer }: GroupRule, peers: Peers): Inputs {
    switch (peer.is) {
        case "cidr":
            return cidrLists(peer.cidr);
        case "group":
            return { securityGroups: [peers(peer.name)] };
        case "self":
            return { self: true };
    }
}

function renderGroupRule(
    stack: Stack,
    name: string,
    securityGroupId: Reference,
    rule: GroupRule,
    peers: Peers,
): void {
    const { direction: type, peer } = rule;
    const from =
        peer.is === "group"
            ? { sourceSecurityGroupId: peers(peer.name) }
            : peer.is === "cidr"
              ? cidrLists(peer.cidr)
              : { self: true };
    stack.add("groupRule", name, { type, securityGroupId, ...portsOf(stack, rule), ...from });
}

function renderVpcRule(
    stack: Stack,
    name: string,
    securityGroupId: Reference,
    rule: GroupRule,
    peers: Peers,
): void {
    const { protocol: ipProtocol, ...ports } = portsOf(stack, rule);
    const { peer } = rule;
    stack.add(rule.direction === "ingress" ? "ingressRule" : "egressRule", name, {
        securityGroupId,
        ipProtocol,
        // With all protocols, ports are left out.
        ...(rule.protocol === -1 ? {} : ports),
        ...(peer.is === "cidr"
            ? { [isIpv6(peer.cidr) ? "cidrIpv6" : "cidrIpv4"]: peer.cidr }
            : {
                  referencedSecurityGroupId:
                      peer.is === "self" ? securityGroupId : peers(peer.name),
              }),
    });
}

function cidrLists(cidr: string): Inputs {
    return isIpv6(cidr) ? { ipv6CidrBlocks: [cidr] } : { cidrBlocks: [cidr] };
}

const PROTOCOLS = {
    6: ["tcp", "tcp", "6", "TCP"],
    17: ["udp", "udp", "17"],
    [-1]: ["-1", "-1", "all"],
} as const;

function portsOf({ random }: Stack, { protocol, fromPort, toPort }: AclRule | GroupRule) {
    return { protocol: random.pick(PROTOCOLS[protocol]), fromPort, toPort };
}
