/** IPv4 addresses are numbers, IPv6 addresses are bigints: the type tells the family. */
export type Address = number | bigint;

/** The addresses of a CIDR block, host bits ignored. */
export interface Block {
    readonly first: Address;
    readonly last: Address;
    readonly length: number;
}

/** Networks repeat their blocks: parsing is remembered, up to a bound. */
const parsed = new Map<string, Block>();
const REMEMBERED = 20_000;

export function block(cidr: string): Block {
    const known = parsed.get(cidr);
    if (known !== undefined) return known;
    if (parsed.size >= REMEMBERED) parsed.clear();
    const made = parse(cidr);
    parsed.set(cidr, made);
    return made;
}

export function holds(within: Block, address: Address): boolean {
    return (
        typeof within.first === typeof address && within.first <= address && address <= within.last
    );
}

export function sameBlock(one: Block, other: Block): boolean {
    return one.first === other.first && one.length === other.length;
}

/** Whether two blocks share an address. */
export function overlap(one: Block, other: Block): boolean {
    return holds(one, other.first) || holds(other, one.first);
}

export function isIpv6(cidr: string): boolean {
    return cidr.includes(":");
}

/** Every address of a block: only for small IPv4 blocks. */
export function addressesOf(cidr: string): number[] {
    const { first, last } = block(cidr);
    if (typeof first !== "number" || typeof last !== "number") throw new RangeError(cidr);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The next address, or the one before; undefined outside the family. */
export function neighbour(address: Address, step: 1 | -1): Address | undefined {
    const next = typeof address === "number" ? address + step : address + BigInt(step);
    const limit = typeof next === "number" ? 2 ** 32 : 1n << 128n;
    return next >= 0 && next < limit ? next : undefined;
}

/** The two halves of a block. */
export function halves(cidr: string): [string, string] {
    const { first, length } = block(cidr);
    const middle =
        typeof first === "number"
            ? first + 2 ** (31 - length)
            : first + (1n << BigInt(127 - length));
    return [written(first, length + 1), written(middle, length + 1)];
}

/** A block as text; IPv6 in the long spelling. */
export function written(first: Address, length: number): string {
    if (typeof first === "number") {
        const bytes = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
        return `${bytes.join(".")}/${length}`;
    }
    const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) =>
        ((first >> shift) & 0xffffn).toString(16),
    );
    return `${groups.join(":")}/${length}`;
}

function parse(cidr: string): Block {
    const [address = "", length = ""] = cidr.split("/");
    const bits = Number(length);
    if (isIpv6(cidr)) {
        const size = 1n << BigInt(128 - bits);
        const number = ipv6(address);
        const first = number - (number % size);
        return { first, last: first + size - 1n, length: bits };
    }
    const size = 2 ** (32 - bits);
    const number = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
    const first = number - (number % size);
    return { first, last: first + size - 1, length: bits };
}

function ipv6(address: string): bigint {
    const [head = "", tail] = address.split("::");
    const before = head === "" ? [] : head.split(":");
    const after = tail === undefined || tail === "" ? [] : tail.split(":");
    const zeros = new Array<string>(8 - before.length - after.length).fill("0");
    return [...before, ...zeros, ...after].reduce(
        (sum, group) => sum * 65_536n + BigInt(`0x${group}`),
        0n,
    );
}
