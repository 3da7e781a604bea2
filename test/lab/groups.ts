/** Security groups as stateful rules in the namespace of an interface. */
import type { GroupRule, Vpc } from "../oracle/network";
import { portsOf, REFUSED } from "./acls";
import { cidrOf, parseBlock } from "./addresses";
import type { Member } from "./members";

/** What one of the member's groups admits, and the answers to it. */
export function groupRuleset(vpc: Vpc, member: Member, all: readonly Member[]): string {
    return `
table ip groups {
    chain ingress {
        type filter hook input priority 0; policy drop;
        iifname "lo" accept
        ct state established,related accept
        ${chainOf(vpc, member, all, "ingress")}
    }
    chain egress {
        type filter hook output priority 0; policy drop;
        oifname "lo" accept
        ct state established,related accept
        ${chainOf(vpc, member, all, "egress")}
    }
}
`;
}

function chainOf(
    vpc: Vpc,
    member: Member,
    all: readonly Member[],
    direction: GroupRule["direction"],
): string {
    const lines = member.groups.flatMap((group) =>
        rulesOf(vpc, group)
            .filter((rule) => rule.direction === direction)
            .flatMap((rule) => {
                const peers = peersOf(rule.peer, group, all);
                if (peers.length === 0) return [];
                const side = direction === "ingress" ? "saddr" : "daddr";
                return [`ip ${side} { ${peers.join(", ")} } ${portsOf(rule)} accept`];
            }),
    );
    return [...lines, REFUSED].join("\n        ");
}

/** A reference to a group means the addresses of the interfaces that carry it. */
function peersOf(
    peer: GroupRule["peer"],
    group: string,
    all: readonly Member[],
): readonly string[] {
    if (peer.is === "cidr") return peer.cidr.includes(":") ? [] : [cidrOf(parseBlock(peer.cidr))];
    const meant = peer.is === "self" ? group : peer.name;
    return all.filter(({ groups }) => groups.includes(meant)).flatMap((one) => one.addresses);
}

const ANY = { protocol: -1, fromPort: 0, toPort: 0 } as const;
const MADE_BY_AWS: readonly GroupRule[] = [
    { ...ANY, direction: "ingress", peer: { is: "self" } },
    { ...ANY, direction: "egress", peer: { is: "cidr", cidr: "0.0.0.0/0" } },
];

function rulesOf(vpc: Vpc, group: string): readonly GroupRule[] {
    if (group === "default") {
        return vpc.defaultGroup.is === "adopted" ? vpc.defaultGroup.rules : MADE_BY_AWS;
    }
    const found = vpc.securityGroups.find(({ name }) => name === group);
    if (found === undefined) throw new RangeError(`no security group is called ${group}`);
    return found.rules;
}
