/** A block of IPv4 addresses: its first address as a number, and the length of its prefix. */
export interface Ipv4Cidr {
    readonly address: number;
    readonly prefixLength: number;
}

const OCTET = "(0|[1-9]\\d{0,2})";
const CIDR = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}/(0|[1-9]\\d?)$`);

/** Reads `a.b.c.d/n`, host bits included; undefined if the text is something else. */
export function parseIpv4Cidr(text: string): Ipv4Cidr | undefined {
    const match = CIDR.exec(text);
    if (!match) {
        return undefined;
    }
    const [a = 0, b = 0, c = 0, d = 0, prefixLength = 0] = match.slice(1).map(Number);
    if ([a, b, c, d].some((octet) => octet > 255) || prefixLength > 32) {
        return undefined;
    }
    return { address: ((a * 256 + b) * 256 + c) * 256 + d, prefixLength };
}

/** Writes a block as `a.b.c.d/n`. */
export function formatIpv4Cidr({ address, prefixLength }: Ipv4Cidr): string {
    const octets = [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(address / unit) % 256);
    return `${octets.join(".")}/${prefixLength}`;
}

/** How many addresses a block has. */
export function sizeOf({ prefixLength }: Ipv4Cidr): number {
    return 2 ** (32 - prefixLength);
}

/** The block without host bits. */
export function networkOf(cidr: Ipv4Cidr): Ipv4Cidr {
    return { ...cidr, address: cidr.address - (cidr.address % sizeOf(cidr)) };
}

/** Whether the whole of `inner` lies in `outer`. */
export function contains(outer: Ipv4Cidr, inner: Ipv4Cidr): boolean {
    const widened = networkOf({ ...inner, prefixLength: outer.prefixLength });
    return inner.prefixLength >= outer.prefixLength && widened.address === networkOf(outer).address;
}
