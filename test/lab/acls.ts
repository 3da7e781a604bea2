/** Network ACLs as stateless rules in the namespace of a subnet, where packets cross its boundary. */
import type { AclRule, Subnet, Vpc } from "../oracle/network";
import { cidrOf, parseBlock } from "./addresses";

export function aclRuleset(vpc: Vpc, subnet: Subnet): string {
    const rules = rulesOf(vpc, subnet);
    if (rules === "allow all") return "";
    return `
table ip acl {
    chain ingress {
        ${chainOf(rules, "ingress")}
    }
    chain egress {
        ${chainOf(rules, "egress")}
    }
    chain boundary {
        type filter hook forward priority 0; policy accept;
        iifname "up" goto ingress
        oifname "up" goto egress
    }
}
`;
}

/** AWS drops packets and says nothing. Here the sender is told, so that nobody has to wait. */
export const REFUSED = "meta l4proto tcp reject with tcp reset";

/** The first rule that fits decides, in the order of the numbers. */
function chainOf(rules: readonly AclRule[], direction: AclRule["direction"]): string {
    const lines = rules
        .filter((rule) => rule.direction === direction && !rule.cidr.includes(":"))
        .sort((one, other) => one.number - other.number)
        .map((rule) => lineOf(rule));
    return [...lines, REFUSED, "drop"].join("\n        ");
}

function lineOf({ direction, action, cidr, ...ports }: AclRule): string {
    const peer = direction === "ingress" ? "saddr" : "daddr";
    const verdict = action === "allow" ? "accept" : REFUSED;
    return `ip ${peer} ${cidrOf(parseBlock(cidr))} ${portsOf(ports)} ${verdict}`;
}

/** The condition on a packet's protocol and destination port. */
export function portsOf({
    protocol,
    fromPort,
    toPort,
}: Pick<AclRule, "protocol" | "fromPort" | "toPort">): string {
    switch (protocol) {
        case -1:
            return "";
        case 6:
            return `tcp dport ${fromPort}-${toPort}`;
        case 17:
            return `udp dport ${fromPort}-${toPort}`;
    }
}

function rulesOf(vpc: Vpc, subnet: Subnet): readonly AclRule[] | "allow all" {
    if (subnet.networkAcl === undefined) {
        return vpc.defaultAcl.is === "adopted" ? vpc.defaultAcl.rules : "allow all";
    }
    const found = vpc.networkAcls.find(({ name }) => name === subnet.networkAcl);
    if (found === undefined) throw new RangeError(`no ACL is called ${subnet.networkAcl}`);
    return found.rules;
}
