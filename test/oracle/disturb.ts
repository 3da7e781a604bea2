import { block, halves } from "./address";
import { fresh, type NetworkDraft, type VpcDraft } from "./draft";
import { addAclRule, anyAclRule, anyGroupRule, anyPeer, nearBlock } from "./generateFilters";
import {
    anyRoute,
    defaultRoute,
    innerRoute,
    manyBlocks,
    manyRoutes,
    natChain,
    splitWorld,
} from "./generateRoutes";
import type { Random } from "./random";

/** Changes where packets go, such that AWS would still take it. */
export function disturbRoutes({ vpcs }: NetworkDraft, random: Random): void {
    random.pick(ROUTES)(random.pick(vpcs), random);
}

/** Changes one thing besides, such that AWS would still take it. */
export function disturb(network: NetworkDraft, random: Random): void {
    const vpc = random.pick(network.vpcs);
    if (random.chance(4)) moveEndpoint(network, random);
    else random.pick(random.pick([NAMES, GROUPS, ACLS]))(vpc, random);
}

type Disturbance = (vpc: VpcDraft, random: Random) => void;

const ROUTES: readonly Disturbance[] = [
    natChain,
    anyRoute,
    anyRoute,
    anyRoute,
    anyRoute,
    defaultRoute,
    defaultRoute,
    defaultRoute,
    manyRoutes,
    splitWorld,
    manyBlocks,
    innerRoute,
    (vpc, random) => {
        random.pick(vpc.subnets).routeTable = random.pick(vpc.routeTables).name;
    },
    (vpc, random) => {
        delete random.pick(vpc.subnets).routeTable;
    },
    (vpc, random) => {
        vpc.mainTable = { is: "moved", to: random.pick(vpc.routeTables).name };
    },
    (vpc, random) => {
        vpc.mainTable = { is: "adopted", routes: [] };
        anyRoute(vpc, random);
    },
];

const NAMES: readonly Disturbance[] = [
    (vpc) => {
        vpc.dnsSupport = false;
    },
    (vpc) => {
        vpc.dnsHostnames = false;
    },
    (vpc, random) => {
        vpc.endpoints.splice(random.below(vpc.endpoints.length), 1);
    },
    (vpc, random) => {
        if (vpc.endpoints.length === 0) return;
        const { service, subnets, securityGroups } = random.pick(vpc.endpoints);
        const name = fresh(vpc, `again-${service}`);
        const privateDns = random.chance(50);
        vpc.endpoints.push({
            name,
            service,
            privateDns,
            subnets: [...subnets],
            securityGroups: [...securityGroups],
        });
    },
    (vpc, random) => {
        if (vpc.endpoints.length > 0) random.pick(vpc.endpoints).privateDns = false;
    },
    (vpc, random) => {
        if (vpc.endpoints.length === 0) return;
        const least = random.chance(20) ? 0 : 1;
        const subnets = random.some(vpc.subnets, least, 3);
        random.pick(vpc.endpoints).subnets = subnets.map((subnet) => subnet.name);
    },
];

const GROUPS: readonly Disturbance[] = [
    piecesOfPeers,
    piecesOfPeers,
    (vpc, random) => {
        const group = random.pick(vpc.securityGroups);
        group.rules.push(anyGroupRule(vpc, random));
    },
    (vpc, random) => {
        const { rules } = random.pick(vpc.securityGroups);
        rules.splice(random.below(rules.length), 1);
    },
    (vpc, random) => {
        const { rules } = random.pick(vpc.securityGroups);
        if (rules.length > 0) random.pick(rules).peer = anyPeer(vpc, random);
    },
    (vpc, random) => {
        const { rules } = random.pick(vpc.securityGroups);
        if (rules.length === 0) return;
        const rule = random.pick(rules);
        Object.assign(rule, { ...anyGroupRule(vpc, random), peer: rule.peer });
    },
    (vpc, random) => {
        if (vpc.endpoints.length === 0) return;
        random.pick(vpc.endpoints).securityGroups = someGroups(vpc, random);
    },
    (vpc, random) => {
        random.pick(vpc.instances).securityGroups = someGroups(vpc, random);
    },
    (vpc, random) => {
        const peers = [
            { is: "self" as const },
            { is: "cidr" as const, cidr: nearBlock(vpc, random) },
        ];
        const rules = random.some(peers, 0, 2).map((peer) => ({
            ...anyGroupRule(vpc, random),
            peer,
        }));
        vpc.defaultGroup = { is: "adopted", rules };
    },
];

const ACLS: readonly Disturbance[] = [
    (vpc, random) => {
        const rules = aclRules(vpc, random);
        const direction = random.pick(["ingress", "egress"] as const);
        for (let left = random.between(2, 5); left > 0; left -= 1) {
            const rule = anyAclRule(vpc, random);
            addAclRule(rules, random.chance(50) ? { ...rule, direction, action: "allow" } : rule);
        }
    },
    (vpc, random) => {
        addAclRule(aclRules(vpc, random), anyAclRule(vpc, random));
    },
    (vpc, random) => {
        const rules = aclRules(vpc, random);
        rules.splice(random.below(rules.length), 1);
    },
    (vpc, random) => {
        const rules = aclRules(vpc, random);
        if (rules.length === 0) return;
        random.pick(rules).cidr = nearBlock(vpc, random);
    },
    (vpc, random) => {
        // Enough for Linux, not for each other system.
        for (const rule of aclRules(vpc, random)) {
            if (rule.toPort === 65_535 && random.chance(70)) rule.toPort = 60_999;
        }
    },
    (vpc) => {
        vpc.defaultAcl = { is: "adopted", rules: [] };
    },
    (vpc, random) => {
        delete random.pick(vpc.subnets).networkAcl;
    },
];

/** The rules of a custom ACL or of the adopted default one; if there is none, of a new ACL in use. */
function aclRules(vpc: VpcDraft, random: Random) {
    const lists = vpc.networkAcls.map((acl) => acl.rules);
    if (vpc.defaultAcl.is === "adopted") lists.push(vpc.defaultAcl.rules);
    if (lists.length > 0) return random.pick(lists);
    const name = fresh(vpc, "acl");
    const rules = (["ingress", "egress"] as const).map((direction) => ({
        number: 200,
        direction,
        action: "allow" as const,
        protocol: -1 as const,
        fromPort: 0,
        toPort: 0,
        cidr: "0.0.0.0/0",
    }));
    vpc.networkAcls.push({ name, rules });
    random.pick(vpc.subnets).networkAcl = name;
    return rules;
}

/** A rule's block in pieces, with all of them or all but one. */
function piecesOfPeers(vpc: VpcDraft, random: Random): void {
    const places = vpc.securityGroups.flatMap(({ rules }) =>
        rules.flatMap((rule) => {
            if (rule.peer.is !== "cidr") return [];
            const { cidr } = rule.peer;
            return block(cidr).length <= 30 ? [{ rules, rule, cidr }] : [];
        }),
    );
    if (places.length === 0) return;
    const { rules, rule, cidr } = random.pick(places);
    const [half, other] = halves(cidr);
    const pieces = [half, ...halves(other)].map((piece) => ({
        ...rule,
        peer: { is: "cidr" as const, cidr: piece },
    }));
    rules.splice(rules.indexOf(rule), 1, ...random.some(pieces, 2, 3));
    if (random.chance(50)) rules.push(anyGroupRule(vpc, random));
}

function someGroups(vpc: VpcDraft, random: Random): string[] {
    return random.some(vpc.securityGroups, 0, 2).map((group) => group.name);
}

/** An endpoint that was put in the other VPC. */
function moveEndpoint({ vpcs }: NetworkDraft, random: Random): void {
    const [from, to] = random.shuffled(vpcs);
    if (from === undefined || to === undefined || from.endpoints.length === 0) return;
    const [endpoint] = from.endpoints.splice(random.below(from.endpoints.length), 1);
    if (endpoint === undefined) return;
    const name = fresh(to, `moved-${endpoint.service}`);
    const { service, privateDns } = endpoint;
    const subnets = [random.pick(to.subnets).name];
    to.endpoints.push({ name, service, privateDns, subnets, securityGroups: [] });
}
