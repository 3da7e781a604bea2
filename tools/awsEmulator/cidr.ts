/** An IPv4 network: its first address as a number, and its prefix length. */
export interface Cidr {
    readonly first: number;
    readonly prefix: number;
}

/** Reads `a.b.c.d/n`, also with host bits; undefined if that is not an IPv4 network. */
export function parseCidr(text: string): (Cidr & { readonly hostBits: boolean }) | undefined {
    const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
    const [a = 256, b = 256, c = 256, d = 256, prefix = 33] = match?.slice(1).map(Number) ?? [];
    if (Math.max(a, b, c, d) > 255 || prefix > 32) {
        return undefined;
    }
    const address = ((a * 256 + b) * 256 + c) * 256 + d;
    const first = address - (address % size(prefix));
    return { first, prefix, hostBits: first !== address };
}

/** Writes a network as `a.b.c.d/n`. */
export function formatCidr({ first, prefix }: Cidr): string {
    return `${formatAddress(first)}/${prefix}`;
}

/** Writes an address as `a.b.c.d`. */
export function formatAddress(address: number): string {
    return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** The number of addresses in a network with this prefix length. */
export function size(prefix: number): number {
    return 2 ** (32 - prefix);
}

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
    return (
        outer.first <= inner.first &&
        inner.first + size(inner.prefix) <= outer.first + size(outer.prefix)
    );
}

/** Whether two networks share an address. */
export function overlap(a: Cidr, b: Cidr): boolean {
    return a.first < b.first + size(b.prefix) && b.first < a.first + size(a.prefix);
}
