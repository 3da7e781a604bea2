/** IP addresses as numbers of one family each. */
export type Family = 4 | 6;

export interface Address {
    readonly family: Family;
    readonly number: bigint;
}

export interface Block {
    readonly family: Family;
    readonly first: bigint;
    readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Addresses that are not on the Internet, and in IPv6 all that are. */
const NOT_PUBLIC = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
    "2001:db8::/32",
].map(parseBlock);
const GLOBAL = parseBlock("2000::/3");

/** Where the Internet begins and ends. */
export const EDGES_OF_THE_INTERNET: readonly Block[] = [...NOT_PUBLIC, GLOBAL];

export function isPublic(address: Address): boolean {
    if (address.family === 6 && !contains(GLOBAL, address)) return false;
    return !NOT_PUBLIC.some((block) => contains(block, address));
}

/** A block from its text, host bits ignored. */
export function parseBlock(text: string): Block {
    const [address = "", length = ""] = text.split("/");
    const family = address.includes(":") ? 6 : 4;
    const size = 1n << BigInt(BITS[family] - Number(length));
    const number = family === 6 ? parseIpv6(address) : parseGroups(address.split("."), 10, 256n);
    const first = number - (number % size);
    return { family, first, last: first + size - 1n };
}

export function contains(block: Block, { family, number }: Address): boolean {
    return block.family === family && block.first <= number && number <= block.last;
}

export function isWithin(inner: Block, outer: Block): boolean {
    return inner.family === outer.family && outer.first <= inner.first && inner.last <= outer.last;
}

/** A block without host bits, as the commands of Linux take it. */
export function cidrOf({ family, first, last }: Block): string {
    const length = BITS[family] - ((last - first + 1n).toString(2).length - 1);
    return `${textOf({ family, number: first })}/${length}`;
}

export function textOf({ family, number }: Address): string {
    if (family === 4) return groupsOf(number, 4, 8n).join(".");
    const groups = groupsOf(number, 8, 16n).map((group) => group.toString(16));
    return groups.join(":");
}

/** The first addresses of all parts between the boundaries of blocks, from 0 on, in order. */
export function startsBetween(family: Family, blocks: readonly Block[]): readonly bigint[] {
    const starts = blocks
        .filter((block) => block.family === family)
        .flatMap(({ first, last }) => [first, last + 1n]);
    const end = endOf(family);
    return [...new Set([0n, ...starts])]
        .filter((start) => start < end)
        .sort((one, other) => (one < other ? -1 : 1));
}

/** How many addresses the family has. */
export function endOf(family: Family): bigint {
    return 1n << BigInt(BITS[family]);
}

function groupsOf(number: bigint, count: number, bits: bigint): bigint[] {
    const mask = (1n << bits) - 1n;
    return Array.from(
        { length: count },
        (_, index) => (number >> (bits * BigInt(count - 1 - index))) & mask,
    );
}

function parseIpv6(address: string): bigint {
    const [head = "", tail] = address.split("::");
    const before = head === "" ? [] : head.split(":");
    const after = tail === undefined || tail === "" ? [] : tail.split(":");
    const zeros = new Array<string>(8 - before.length - after.length).fill("0");
    return parseGroups([...before, ...zeros, ...after], 16, 65_536n);
}

function parseGroups(groups: readonly string[], radix: number, base: bigint): bigint {
    return groups.reduce(
        (number, group) => number * base + BigInt(Number.parseInt(group, radix)),
        0n,
    );
}
