import { addressesOf, block, holds } from "./address";
import type { AclRule, Endpoint, GroupRule, Instance, Subnet, Vpc } from "./network";
import { effectiveTable, lookUp, named } from "./walkRoutes";

export type Reach = "reached" | "blocked" | "either";

const SERVICES = ["ssm", "ssmmessages"];
const HTTPS = 443;

/** Whether the instance gets answers of the service from every address the endpoint and it may have. */
export function reachesSystemsManager(vpc: Vpc, instance: Instance): Reach {
    return worst(SERVICES.map((service) => reachesService(vpc, instance, service)));
}

function reachesService(vpc: Vpc, instance: Instance, service: string): Reach {
    if (!vpc.dnsSupport || !vpc.dnsHostnames) return "blocked";
    const found = vpc.endpoints.filter((one) => one.service === service && one.privateDns);
    const [endpoint] = found;
    // AWS refuses a second one with the same private DNS name.
    if (endpoint === undefined || found.length > 1) return "blocked";
    if (endpoint.subnets.length === 0) return "blocked";
    const from = named(vpc.subnets, instance.subnet);
    return worst(
        endpoint.subnets.map((name) => {
            const to = named(vpc.subnets, name);
            if (!groupsAdmit(vpc, instance, from, endpoint, to)) return "blocked";
            return from.name === to.name ? "reached" : crosses(vpc, from, to);
        }),
    );
}

/**
 * Each check looks at one of the two addresses only, so each address of the endpoint and each of the
 * instance is tried by itself: that decides all pairs.
 */
function groupsAdmit(
    vpc: Vpc,
    instance: Instance,
    from: Subnet,
    endpoint: Endpoint,
    to: Subnet,
): boolean {
    const ours = carried(instance.securityGroups);
    const theirs = carried(endpoint.securityGroups);
    return (
        addressesOf(to.cidr).every((address) => admits(vpc, ours, "egress", address, theirs)) &&
        addressesOf(from.cidr).every((address) => admits(vpc, theirs, "ingress", address, ours))
    );
}

/** Whether one of the groups admits HTTPS with a peer of this address, which carries those groups. */
function admits(
    vpc: Vpc,
    groups: readonly string[],
    direction: "ingress" | "egress",
    address: number,
    peerGroups: readonly string[],
): boolean {
    return groups.some((group) =>
        rulesOf(vpc, group).some(
            (rule) =>
                rule.direction === direction &&
                fits(rule, HTTPS) &&
                isPeer(rule.peer, group, address, peerGroups),
        ),
    );
}

function isPeer(
    peer: GroupRule["peer"],
    group: string,
    address: number,
    peerGroups: readonly string[],
): boolean {
    if (peer.is === "cidr") return holds(block(peer.cidr), address);
    return peerGroups.includes(peer.is === "self" ? group : peer.name);
}

/** The way there and back between two subnets: routes, and the ACL of each. */
function crosses(vpc: Vpc, from: Subnet, to: Subnet): Reach {
    const there = effectiveTable(vpc, from);
    const back = effectiveTable(vpc, to);
    const [near, far] = [aclOf(vpc, from), aclOf(vpc, to)];
    const answers: Reach[] = [];
    for (const address of addressesOf(to.cidr)) {
        if (lookUp(there, address)?.is !== "local") return "blocked";
        if (!passes(met(near, "egress", address), HTTPS)) return "blocked";
        answers.push(passesBack(met(near, "ingress", address)));
    }
    for (const address of addressesOf(from.cidr)) {
        if (lookUp(back, address)?.is !== "local") return "blocked";
        if (!passes(met(far, "ingress", address), HTTPS)) return "blocked";
        answers.push(passesBack(met(far, "egress", address)));
    }
    return worst(answers);
}

/** Ports that some system takes for its own end; all systems use some of 49152-60999. */
const LEAST_EPHEMERAL = 32_768;
const MOST_EPHEMERAL = 65_535;
const CERTAIN = { from: 49_152, to: 60_999 };
const ALWAYS_TRIED = [
    LEAST_EPHEMERAL,
    CERTAIN.from - 1,
    CERTAIN.from,
    CERTAIN.to,
    CERTAIN.to + 1,
    MOST_EPHEMERAL,
];

function passesBack(rules: readonly AclRule[]): Reach {
    const tried = [...ALWAYS_TRIED];
    for (const { fromPort, toPort } of rules) {
        tried.push(fromPort - 1, fromPort, toPort, toPort + 1);
    }
    let answer: Reach = "reached";
    for (const port of tried) {
        if (port < LEAST_EPHEMERAL || port > MOST_EPHEMERAL || passes(rules, port)) continue;
        if (port >= CERTAIN.from && port <= CERTAIN.to) return "blocked";
        answer = "either";
    }
    return answer;
}

/** The rules that a packet with this peer meets, if its port fits. */
function met(
    rules: readonly AclRule[],
    direction: "ingress" | "egress",
    address: number,
): readonly AclRule[] {
    return rules.filter((rule) => rule.direction === direction && holds(block(rule.cidr), address));
}

/** The first rule that fits, by number, decides; without one, the packet is dropped. */
function passes(rules: readonly AclRule[], port: number): boolean {
    return rules.find((rule) => fits(rule, port))?.action === "allow";
}

function fits(rule: AclRule | GroupRule, port: number): boolean {
    if (rule.protocol === -1) return true;
    return rule.protocol === 6 && rule.fromPort <= port && port <= rule.toPort;
}

const ANY = { protocol: -1, fromPort: 0, toPort: 0 } as const;
const OPEN_ACL: readonly AclRule[] = (["ingress", "egress"] as const).map((direction) => ({
    ...ANY,
    number: 100,
    direction,
    action: "allow",
    cidr: "0.0.0.0/0",
}));
const AWS_DEFAULT_GROUP: readonly GroupRule[] = [
    { ...ANY, direction: "ingress", peer: { is: "self" } },
    { ...ANY, direction: "egress", peer: { is: "cidr", cidr: "0.0.0.0/0" } },
];

/** The rules of the ACL in effect for a subnet, in ascending order of their numbers. */
function aclOf(vpc: Vpc, subnet: Subnet): readonly AclRule[] {
    const rules = declaredRules(vpc, subnet);
    return [...rules].sort((one, other) => one.number - other.number);
}

function declaredRules(vpc: Vpc, subnet: Subnet): readonly AclRule[] {
    if (subnet.networkAcl !== undefined) return named(vpc.networkAcls, subnet.networkAcl).rules;
    return vpc.defaultAcl.is === "adopted" ? vpc.defaultAcl.rules : OPEN_ACL;
}

function rulesOf(vpc: Vpc, group: string): readonly GroupRule[] {
    if (group !== "default") return named(vpc.securityGroups, group).rules;
    return vpc.defaultGroup.is === "adopted" ? vpc.defaultGroup.rules : AWS_DEFAULT_GROUP;
}

function carried(groups: readonly string[]): readonly string[] {
    return groups.length === 0 ? ["default"] : groups;
}

function worst(answers: readonly Reach[]): Reach {
    if (answers.includes("blocked")) return "blocked";
    return answers.includes("either") ? "either" : "reached";
}
