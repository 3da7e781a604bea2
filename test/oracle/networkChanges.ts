import { block, halves, holds, isIpv6, sameBlock } from "./address";
import { type Draft, type NetworkDraft, routeLists, type VpcDraft } from "./draft";
import { addAclRule, anyAclRule } from "./generateFilters";
import { anyRoute } from "./generateRoutes";
import type { Network, Route } from "./network";
import type { Random } from "./random";
import { blocksOf } from "./walkRoutes";

/** A network with one thing changed; undefined if it has nothing that can be changed so. */
export type Change = (network: Network, random: Random) => Network | undefined;

/** A route becomes two to the halves of its block. */
export const splitRoute = changing((vpc, random) => {
    const places = routeLists(vpc).flatMap((routes) =>
        routes.filter((route) => canSplit(vpc, routes, route)).map((route) => ({ routes, route })),
    );
    if (places.length === 0) return false;
    const { routes, route } = random.pick(places);
    const parts = halves(route.destination).map((destination) => ({ ...route, destination }));
    routes.splice(routes.indexOf(route), 1, ...parts);
    return true;
});

/** Neither half may have a route yet, declared or local: that one would be replaced. */
function canSplit(vpc: VpcDraft, routes: readonly Draft<Route>[], route: Draft<Route>): boolean {
    if (isSingle(route.destination)) return false;
    const taken = [...routes.map(({ destination }) => block(destination)), ...blocksOf(vpc)];
    return !halves(route.destination).some((half) =>
        taken.some((other) => sameBlock(other, block(half))),
    );
}

/** A rule for a block becomes two for its halves. */
export const splitGroupRule = changing((vpc, random) => {
    const places = groupRuleLists(vpc).flatMap((rules) =>
        rules.flatMap((rule) =>
            rule.peer.is === "cidr" && !isSingle(rule.peer.cidr)
                ? [{ rules, rule, cidr: rule.peer.cidr }]
                : [],
        ),
    );
    if (places.length === 0) return false;
    const { rules, rule, cidr } = random.pick(places);
    const parts = halves(cidr).map((half) => ({
        ...rule,
        peer: { is: "cidr" as const, cidr: half },
    }));
    rules.splice(rules.indexOf(rule), 1, ...parts);
    return true;
});

export const withoutGroupRule = changing((vpc, random) => {
    const lists = groupRuleLists(vpc).filter((rules) => rules.length > 0);
    if (lists.length === 0) return false;
    const rules = random.pick(lists);
    rules.splice(random.below(rules.length), 1);
    return true;
});

export const denied = changing((vpc, random) => {
    const lists = vpc.networkAcls.map((acl) => acl.rules);
    if (vpc.defaultAcl.is === "adopted") lists.push(vpc.defaultAcl.rules);
    if (lists.length === 0) return false;
    addAclRule(random.pick(lists), { ...anyAclRule(vpc, random), action: "deny" });
    return true;
});

/** A route more; taken back if it is inside of another, which it would overrule. */
export const routed = changing((vpc, random) => {
    const before = routeLists(vpc).map((routes) => [...routes]);
    anyRoute(vpc, random);
    return routeLists(vpc).some((routes, index) => {
        const old = before[index] ?? [];
        const added = routes.find((route) => !old.includes(route));
        if (added === undefined) return false;
        const others = [...old.map(({ destination }) => block(destination)), ...blocksOf(vpc)];
        const { first, length } = block(added.destination);
        return !others.some((other) => holds(other, first) && other.length <= length);
    });
});

/** Tries the change on a copy, in a VPC that is chosen at random. */
function changing(change: (vpc: VpcDraft, random: Random) => boolean): Change {
    return (network, random) => {
        const draft = structuredClone(network) as NetworkDraft;
        return change(random.pick(draft.vpcs), random) ? draft : undefined;
    };
}

function groupRuleLists(vpc: VpcDraft) {
    const lists = vpc.securityGroups.map((group) => group.rules);
    return vpc.defaultGroup.is === "adopted" ? [...lists, vpc.defaultGroup.rules] : lists;
}

function isSingle(cidr: string): boolean {
    return block(cidr).length === (isIpv6(cidr) ? 128 : 32);
}
