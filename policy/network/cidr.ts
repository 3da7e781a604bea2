/**
 * Address ranges as intervals of numbers: spellings, host bits and letter case do not matter.
 */
export interface AddressRange {
    readonly family: 4 | 6;
    readonly first: bigint;
    readonly last: bigint;
}

const bitsOf = { 4: 32, 6: 128 } as const;

/** All addresses of each family. */
export const everyAddress: Readonly<Record<AddressRange["family"], AddressRange>> = {
    4: { family: 4, first: 0n, last: (1n << 32n) - 1n },
    6: { family: 6, first: 0n, last: (1n << 128n) - 1n },
};

/** The range of a CIDR block, IPv4 or IPv6; `undefined` if the text is none. */
export function parseCidr(cidr: string): AddressRange | undefined {
    const [, address = "", prefix = ""] = /^([^/]+)\/(\d{1,3})$/.exec(cidr) ?? [];
    const family = address.includes(":") ? 6 : 4;
    const number = family === 6 ? parseIpv6(address) : parseIpv4(address);
    const hostBits = bitsOf[family] - Number(prefix);
    if (number === undefined || prefix === "" || hostBits < 0) {
        return undefined;
    }
    const first = (number >> BigInt(hostBits)) << BigInt(hostBits);
    return { family, first, last: first + (1n << BigInt(hostBits)) - 1n };
}

/** Whether ranges are a whole address family together: the destinations of a default route. */
export function holdEverything(ranges: readonly AddressRange[]): boolean {
    return ([4, 6] as const).some((family) => {
        const sorted = ranges
            .filter((range) => range.family === family)
            .sort(
                (one, other) => Number(one.first > other.first) - Number(one.first < other.first),
            );
        // The first address that none of the ranges so far holds.
        const gap = sorted.reduce(
            (next, { first, last }) => (first <= next && last >= next ? last + 1n : next),
            0n,
        );
        return gap === 1n << BigInt(bitsOf[family]);
    });
}

/** Whether two ranges are the same addresses. */
export function isSameRange(one: AddressRange, other: AddressRange): boolean {
    return one.family === other.family && one.first === other.first && one.last === other.last;
}

// Leading zeros are refused, as AWS does: some readers take them for octal.
function parseIpv4(address: string): bigint | undefined {
    const bytes = address.split(".");
    return bytes.length === 4 && bytes.every(isByte) ? join(bytes.map(BigInt), 8) : undefined;
}

function isByte(part: string): boolean {
    return /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255;
}

function parseIpv6(address: string): bigint | undefined {
    const halves = address.split("::");
    const [head, tail] = halves.map((half, i) => parseGroups(half, i === halves.length - 1));
    if (halves.length === 1) {
        return head?.length === 8 ? join(head, 16) : undefined;
    }
    // "::" stands for at least one group of zeros.
    if (halves.length > 2 || !head || !tail || head.length + tail.length > 7) {
        return undefined;
    }
    const zeros = Array<bigint>(8 - head.length - tail.length).fill(0n);
    return join([...head, ...zeros, ...tail], 16);
}

/** The groups on one side of "::"; the address may end in an IPv4 address, which fills two. */
function parseGroups(side: string, isEnd: boolean): bigint[] | undefined {
    if (side === "") {
        return [];
    }
    const parts = side.split(":");
    const last = parts.at(-1) ?? "";
    const ipv4 = isEnd ? parseIpv4(last) : undefined;
    const hexadecimal = ipv4 === undefined ? parts : parts.slice(0, -1);
    if (!hexadecimal.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) {
        return undefined;
    }
    const groups = hexadecimal.map((part) => BigInt(`0x${part}`));
    return ipv4 === undefined ? groups : [...groups, ipv4 >> 16n, ipv4 & 0xffffn];
}

function join(parts: readonly bigint[], bits: number): bigint {
    return parts.reduce((sum, part) => (sum << BigInt(bits)) | part, 0n);
}
