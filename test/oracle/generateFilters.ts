import type { Draft, VpcDraft } from "./draft";
import type { AclRule, GroupRule } from "./network";
import type { Random } from "./random";

type Direction = "ingress" | "egress";
const BOTH: readonly Direction[] = ["ingress", "egress"];
const ANY = { protocol: -1, fromPort: 0, toPort: 0 } as const;

/** Rules of an ACL that let Systems Manager's packets pass, in one of several ways. */
export function goodAclRules(vpc: VpcDraft, random: Random): Draft<AclRule>[] {
    const rules: Draft<AclRule>[] = [];
    const peers = random.chance(50) ? ["0.0.0.0/0"] : vpc.cidrs;
    const ways = random.pick(["all", "tight", "pieces"] as const);
    for (const direction of BOTH) {
        let number = 100;
        for (const cidr of peers) {
            for (const [fromPort, toPort] of PASSING[ways]) {
                const ports = fromPort < 0 ? ANY : { protocol: 6 as const, fromPort, toPort };
                rules.push({ number, direction, action: "allow", cidr, ...ports });
                number += 10;
            }
        }
    }
    for (let left = random.below(3); left > 0; left -= 1) addAclRule(rules, harmless(random));
    return rules;
}

const PASSING: Record<"all" | "tight" | "pieces", readonly (readonly [number, number])[]> = {
    all: [[-1, -1]],
    tight: [
        [443, 443],
        [32_768, 65_535],
    ],
    pieces: [
        [0, 1_023],
        [1_024, 49_999],
        [50_000, 65_535],
    ],
};

/** A rule that decides nothing about Systems Manager's packets. */
function harmless(random: Random): Draft<AclRule> {
    const { cidr, ...ports } = random.pick([
        { protocol: 6, fromPort: 22, toPort: 22, cidr: "0.0.0.0/0" },
        { protocol: 17, fromPort: 0, toPort: 65_535, cidr: "0.0.0.0/0" },
        { protocol: 6, fromPort: 444, toPort: 32_767, cidr: "0.0.0.0/0" },
        { ...ANY, cidr: "8.0.0.0/8" },
        { ...ANY, cidr: "::/0" },
    ] as const);
    const action = random.pick(["allow", "deny"] as const);
    return { number: random.between(1, 300), direction: random.pick(BOTH), action, cidr, ...ports };
}

/** Numbers are unique per direction: a taken one is refused by AWS, and left out here. */
export function addAclRule(rules: Draft<AclRule>[], rule: Draft<AclRule>): void {
    const taken = rules.some(
        ({ number, direction }) => number === rule.number && direction === rule.direction,
    );
    if (!taken) rules.push(rule);
}

/** A rule that may hit Systems Manager's packets, wholly or in part. */
export function anyAclRule(vpc: VpcDraft, random: Random): Draft<AclRule> {
    const [fromPort, toPort] = random.pick([
        [0, 65_535],
        [443, 443],
        [400, 442],
        [444, 500],
        [1_024, 65_535],
        [32_768, 60_999],
        [32_768, 40_000],
        [40_000, 49_151],
        [49_152, 65_535],
        [61_000, 65_535],
        [60_999, 60_999],
        [50_000, 50_010],
        [65_535, 65_535],
        [61_000, 61_000],
        [49_151, 49_151],
        [32_768, 32_768],
        [3_389, 3_389],
    ] as const);
    const ports = random.chance(15)
        ? ANY
        : { protocol: random.chance(85) ? (6 as const) : (17 as const), fromPort, toPort };
    return {
        number: random.between(1, 300),
        direction: random.pick(BOTH),
        action: random.chance(65) ? "deny" : "allow",
        cidr: nearBlock(vpc, random),
        ...ports,
    };
}

/** A block in which, beside which or around which the VPC's addresses are. */
export function nearBlock(vpc: VpcDraft, random: Random): string {
    const { cidr } = random.pick(vpc.subnets);
    const [address = ""] = cidr.split("/");
    const chosen = random.below(10);
    if (chosen < 4) return `${address}/${random.between(25, 32)}`;
    if (chosen < 6) return cidr;
    if (chosen < 8) return random.pick(vpc.cidrs);
    return random.pick(["0.0.0.0/0", "10.0.0.0/8", "172.16.0.0/12", "8.8.8.0/24", "::/0"]);
}

/** Rules with which members of the one group may ask members of the other one. */
export function goodGroupRules(
    vpc: VpcDraft,
    direction: Direction,
    peerGroup: string,
    random: Random,
): Draft<GroupRule>[] {
    const [fromPort, toPort] = random.pick([
        [443, 443],
        [443, 443],
        [0, 65_535],
        [400, 500],
    ] as const);
    const ports = random.chance(10) ? ANY : { protocol: 6 as const, fromPort, toPort };
    switch (random.below(4)) {
        case 0:
            return vpc.cidrs.map((cidr) => ({ direction, ...ports, peer: { is: "cidr", cidr } }));
        case 1:
            return vpc.subnets.map(({ cidr }) => ({
                direction,
                ...ports,
                peer: { is: "cidr", cidr },
            }));
        default:
            return [{ direction, ...ports, peer: { is: "group", name: peerGroup } }];
    }
}

export function anyGroupRule(vpc: VpcDraft, random: Random): Draft<GroupRule> {
    const [fromPort, toPort] = random.pick([
        [443, 443],
        [443, 443],
        [0, 442],
        [444, 65_535],
        [0, 65_535],
        [80, 80],
    ] as const);
    const ports = random.chance(10)
        ? ANY
        : { protocol: random.chance(90) ? (6 as const) : (17 as const), fromPort, toPort };
    return { direction: random.pick(BOTH), ...ports, peer: anyPeer(vpc, random) };
}

export function anyPeer(vpc: VpcDraft, random: Random): Draft<GroupRule["peer"]> {
    const chosen = random.below(10);
    if (chosen < 5) return { is: "cidr", cidr: nearBlock(vpc, random) };
    if (chosen < 6) return { is: "self" };
    if (chosen < 7) return { is: "group", name: "default" };
    return { is: "group", name: random.pick(vpc.securityGroups).name };
}
