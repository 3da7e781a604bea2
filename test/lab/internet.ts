/** The Internet, and the gateways and other networks through which it is reached. */
import { added } from "./added";
import { connect, forwarder, hasAddress, type Plan } from "./plan";

export const INTERNET = "internet";

/** Adds the ends of the router's cables that lead out; the Internet has the addresses that are asked for. */
export function addInternet(
    plan: Plan,
    exits: readonly string[],
    addresses: readonly string[],
    probes: number,
): void {
    const lines = [
        ...addresses.flatMap((address) => hasAddress("lo", address)),
        ...exits.flatMap((cable, index) =>
            added.exit(index).map((address) => `route add ${address} dev ${cable}`),
        ),
    ];
    for (let index = 0; index < probes && exits.includes("igw"); index += 1) {
        for (const address of added.publicProbe(index)) lines.push(`route add ${address} dev igw`);
    }
    plan.namespaces.push({
        name: INTERNET,
        forwards: false,
        ip: lines,
        ip6: [],
        nft: "",
        listens: [22, 443],
    });
    for (const [index, cable] of exits.entries()) addExit(plan, cable, index, probes);
}

/** Through which cable somebody left whom the Internet sees with this address. */
export function exitOf(exits: readonly string[], probe: number, address: string): string {
    if (added.publicProbe(probe).some((own) => own === address)) return "igw";
    const found = exits.find((_, index) => added.exit(index).some((own) => own === address));
    if (found === undefined) throw new RangeError(`nobody has the address ${address}`);
    return found;
}

/**
 * All that leaves has the exit's address then, so that answers come back the way they went. So an internet
 * gateway serves a private NAT gateway too, as if that had a public address: a route to it is a path.
 */
function addExit(plan: Plan, cable: string, index: number, probes: number): void {
    const lines = [
        ...added.exit(index).flatMap((address) => hasAddress("net", address)),
        ...["0.0.0.0/0", "::/0"].map((all) => `route add ${all} dev net`),
        ...added.blocks.map((block) => `route add ${block} dev in`),
    ];
    forwarder(plan, cable, lines, { nft: rulesetOf(cable, probes) });
    connect(plan, ["router", cable], [cable, "in"]);
    connect(plan, [cable, "net"], [INTERNET, cable]);
}

function rulesetOf(cable: string, probes: number): string {
    const pairs = Array.from({ length: cable === "igw" ? probes : 0 }, (_, index) => {
        const [ipv4, ipv6] = added.probe(index);
        const [publicIpv4, publicIpv6] = added.publicProbe(index);
        return [
            ["ip", ipv4, publicIpv4],
            ["ip6", ipv6, publicIpv6],
        ];
    }).flat();
    const incoming = pairs.map(
        ([family, inner, outer]) =>
            `iifname "net" ${family} daddr ${outer} dnat ${family} to ${inner}`,
    );
    const outgoing = pairs.map(
        ([family, inner, outer]) =>
            `oifname "net" ${family} saddr ${inner} snat ${family} to ${outer}`,
    );
    return `
table inet exit {
    chain incoming {
        type nat hook prerouting priority -100;
        ${incoming.join("\n        ")}
    }
    chain outgoing {
        type nat hook postrouting priority 100;
        ${[...outgoing, 'oifname "net" masquerade'].join("\n        ")}
    }
    chain through {
        type filter hook forward priority 0; policy accept;
        ${cable === "eigw" ? EGRESS_ONLY : ""}
    }
}
`;
}

const EGRESS_ONLY = `meta nfproto ipv4 reject with tcp reset
        iifname "net" ct state new reject with tcp reset`;
