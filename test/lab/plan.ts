/** What `packets.py` builds and does: namespaces, the cables between them, and connections to try. */
export interface Plan {
    readonly namespaces: Namespace[];
    readonly links: (readonly [End, End])[];
    readonly connections: Connection[];
    /** Seconds without any packet after which the connections still open count as refused. */
    readonly patience: number;
    /** Seconds between the last change of a namespace and the first packet. */
    readonly rest: number;
}

export interface Namespace {
    readonly name: string;
    readonly forwards: boolean;
    /** Lines of `ip -batch`. */
    readonly ip: readonly string[];
    /** Lines of `ip -6 -batch`. */
    readonly ip6: readonly string[];
    /** A ruleset of nftables; may be empty. */
    readonly nft: string;
    /** TCP ports where it tells each client as whom it sees it. */
    readonly listens: readonly number[];
}

export interface End {
    readonly namespace: string;
    readonly device: string;
}

export interface Connection {
    readonly from: string;
    readonly source: string;
    /** 0 for any. */
    readonly sourcePort: number;
    readonly to: string;
    readonly port: number;
}

/** As whom each connection's client was seen; null if it was not connected. */
export type Outcomes = readonly (string | null)[];

const PATIENCE = 0.15;

export function newPlan(): Plan {
    return { namespaces: [], links: [], connections: [], patience: PATIENCE, rest: 0 };
}

/** The same, such that a machine without time for it cannot have refused a connection. */
export function withMorePatience(plan: Plan): Plan {
    return { ...plan, patience: 1, rest: 0.5 };
}

/** For IPv6, all that the kernel would do some time later: look for others who have it, and accept packets. */
export function hasAddress(device: string, address: string): readonly string[] {
    if (!address.includes(":")) return [`addr add ${address} dev ${device}`];
    return [
        `addr add ${address} dev ${device} nodad`,
        `route add local ${address} dev ${device} table local`,
    ];
}

/** The host's part of a namespace: one cable, called `eth`, and all packets leave by it. */
export function host(
    plan: Plan,
    name: string,
    addresses: readonly string[],
    details: { readonly nft?: string; readonly listens?: readonly number[] } = {},
): void {
    plan.namespaces.push({
        name,
        forwards: false,
        ip: [
            ...addresses.flatMap((address) => hasAddress("eth", address)),
            "route add 0.0.0.0/0 dev eth",
            "route add ::/0 dev eth",
        ],
        ip6: [],
        nft: details.nft ?? "",
        listens: details.listens ?? [],
    });
}

export function forwarder(
    plan: Plan,
    name: string,
    ip: readonly string[],
    { nft = "", ip6 = [] }: { readonly nft?: string; readonly ip6?: readonly string[] } = {},
): void {
    plan.namespaces.push({ name, forwards: true, ip, ip6, nft, listens: [] });
}

export function connect(
    plan: Plan,
    one: readonly [string, string],
    other: readonly [string, string],
): void {
    plan.links.push([
        { namespace: one[0], device: one[1] },
        { namespace: other[0], device: other[1] },
    ]);
}
