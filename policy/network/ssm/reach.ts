import { lookUp, present } from "../collections";
import type { Acl, Doubt, Endpoint, Machine, Network, Subnet } from "../model";
import type { PortRange } from "../ports";
import { doubtIn, toldIn } from "../told";
import { atPlaces, type Finding, openFinding, type Step } from "../verdict";
import { aclPasses } from "./aclRules";
import { groupsAdmit, https } from "./groupRules";
import { staysLocal } from "./localRoutes";
import type { Outcome } from "./outcome";

const statements = {
    addressType: 8,
    subnets: 11,
    egress: 19,
    ingress: 20,
    acl: 24,
    packets: 26,
    local: 30,
} as const;

/** The ports from which Linux (32768–60999) and Windows (49152–65535) open connections. */
const ephemeral: PortRange = { from: 32768, to: 65535 };
/** The part of them that both use. */
const common: PortRange = { from: 49152, to: 60999 };

/** What keeps TCP 443 from an instance in a subnet to an endpoint, or the answers from it. */
export function reachFindings(
    machine: Machine,
    from: Subnet,
    endpoint: Endpoint,
    network: Network,
): Finding[] {
    const { certain, possible, doubts } = endpoint.subnets;
    const keys = [...certain, ...possible];
    const targets = present(keys.map((key) => network.subnets.get(key)));
    const place = { urn: endpoint.urn, step: endpoint.label };
    const standing = `Put ${endpoint.label} into a subnet of the VPC.`;
    if (keys.length + doubts.length === 0) {
        return [
            {
                statement: statements.subnets,
                verdict: "violated",
                what: `${endpoint.label} stands in no subnet.`,
                fix: standing,
                witness: [place],
            },
        ];
    }
    return [
        ...doubts.map((doubt) => openFinding(statements.subnets, doubt, standing, [place])),
        ...addressTypeFindings(from, endpoint),
        ...(targets.length > 0 ? groupFindings(machine, from, endpoint, targets, network) : []),
        ...atPlaces(
            targets.map((to) => wayFindings(from, to, network)),
            certain.length > 0,
        ),
    ];
}

function addressTypeFindings(from: Subnet, endpoint: Endpoint): Finding[] {
    const hasIpv4 = endpoint.isReachableByIpv4;
    const reasons: Doubt[] = [
        ...(from.isIpv6Only
            ? [open(`${from.label} has IPv6 addresses only, which the model does not cover`)]
            : []),
        ...present([doubtIn(hasIpv4)]),
        ...(toldIn(hasIpv4) === false
            ? [open(`${endpoint.label} has IPv6 addresses only, which the model does not cover`)]
            : []),
    ];
    return reasons.map((doubt) =>
        openFinding(statements.addressType, doubt, "Give both of them IPv4 addresses."),
    );
}

function open(reason: string): Doubt {
    return { uncertainty: "unknown", reason };
}

function groupFindings(
    machine: Machine,
    from: Subnet,
    endpoint: Endpoint,
    targets: readonly Subnet[],
    network: Network,
): Finding[] {
    const egress = groupsAdmit(
        machine.groups,
        "egress",
        {
            label: endpoint.label,
            ranges: targets.map(({ ipv4 }) => ipv4),
            carries: endpoint.groups,
        },
        network,
    );
    const ingress = groupsAdmit(
        endpoint.groups,
        "ingress",
        {
            label: `the instances in ${from.label}`,
            ranges: [from.ipv4],
            carries: machine.groups,
        },
        network,
    );
    return [
        ...findingsOf(
            egress,
            statements.egress,
            `Let a security group of the instance out on TCP 443 to the group of ${endpoint.label}.`,
        ),
        ...findingsOf(
            ingress,
            statements.ingress,
            `Let a security group of ${endpoint.label} admit TCP 443 from the group of the instance.`,
        ),
    ];
}

/** Routes and ACLs are asked only where packets cross the boundary of a subnet. */
function wayFindings(from: Subnet, to: Subnet, network: Network): Finding[] {
    if (from.key === to.key) {
        return [];
    }
    const witness = [from, to].map(({ urn, label }) => ({ urn, step: label }));
    const local = "Remove the route, or narrow its destination to addresses outside the VPC.";
    return [
        ...findingsOf(staysLocal(from, to, network), statements.local, local, witness),
        ...findingsOf(staysLocal(to, from, network), statements.local, local, witness),
        ...crossings(from, to, network, witness),
    ];
}

/** The four times that an ACL is asked: for the request as it leaves and arrives, and for the answer. */
function crossings(
    from: Subnet,
    to: Subnet,
    network: Network,
    witness: readonly Step[],
): Finding[] {
    const request = { from: https, to: https };
    const asked = [
        { at: from, direction: "egress", far: to, ports: request },
        { at: to, direction: "ingress", far: from, ports: request },
        { at: to, direction: "egress", far: from, ports: ephemeral },
        { at: from, direction: "ingress", far: to, ports: ephemeral },
    ] as const;
    return asked.flatMap(({ at, direction, far, ports }): Finding[] => {
        const acl = lookUp(network.acls, at.acl);
        const name = toldIn(acl)?.label ?? `the network ACL of ${at.label}`;
        const fix = `Let ${name} allow TCP ${inWords(ports)} ${direction === "egress" ? "to" : "from"} ${far.label}.`;
        if (acl.is === "open") {
            return [openFinding(statements.acl, acl.doubt, fix, witness)];
        }
        const outcome = crossing(acl.value, direction, far, ports);
        const named =
            outcome.is === "blocked"
                ? {
                      ...outcome,
                      by: `${name} of ${at.label} blocks ${direction} of TCP ${inWords(ports)} ${direction === "egress" ? "to" : "from"} ${far.label}: ${outcome.by}`,
                  }
                : outcome;
        return findingsOf(named, statements.packets, fix, witness);
    });
}

function crossing(
    acl: Acl,
    direction: "ingress" | "egress",
    far: Subnet,
    ports: PortRange,
): Outcome {
    const range = far.ipv4;
    const whole = aclPasses(acl, direction, { range, ports });
    if (whole.is !== "blocked" || ports !== ephemeral) {
        return whole;
    }
    // What blocks the ports of one operating system only may be none of the instance's.
    const shared = aclPasses(acl, direction, { range, ports: common });
    return shared.is === "blocked"
        ? whole
        : {
              is: "open",
              doubts: [
                  open(
                      `${acl.label} lets answers pass to some of the ports 32768 to 65535 only (${whole.by}), and which the instance uses its operating system decides`,
                  ),
              ],
          };
}

function inWords({ from, to }: PortRange): string {
    return from === to ? String(from) : `${from}–${to}`;
}

function findingsOf(
    outcome: Outcome,
    statement: number,
    fix: string,
    witness: readonly Step[] = [],
): Finding[] {
    switch (outcome.is) {
        case "passed":
            return [];
        case "blocked": {
            const what = `${outcome.by}.`;
            return [
                {
                    statement,
                    verdict: "violated",
                    what: `${what.charAt(0).toUpperCase()}${what.slice(1)}`,
                    fix,
                    witness: [...witness, { step: outcome.by }],
                },
            ];
        }
        case "open":
            return distinct(outcome.doubts).map((doubt) =>
                openFinding(statement, doubt, fix, witness),
            );
    }
}

function distinct(doubts: readonly Doubt[]): Doubt[] {
    return [...new Map(doubts.map((doubt) => [doubt.reason, doubt])).values()];
}
