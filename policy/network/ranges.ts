import { type AddressRange, isSameRange } from "./cidr";
import { present } from "./collections";

/** Sets of addresses as lists of intervals, and routes as what such intervals belong to. */

/** The addresses that two ranges share; `undefined` if there are none. */
export function intersection(one: AddressRange, other: AddressRange): AddressRange | undefined {
    const [, first] = inOrder(one.first, other.first);
    const [last] = inOrder(one.last, other.last);
    return one.family === other.family && first <= last
        ? { family: one.family, first, last }
        : undefined;
}

function inOrder(one: bigint, other: bigint): [bigint, bigint] {
    return one <= other ? [one, other] : [other, one];
}

/** The addresses that two lists of ranges share. */
export function shared(
    some: readonly AddressRange[],
    others: readonly AddressRange[],
): AddressRange[] {
    return some.flatMap((one) => present(others.map((other) => intersection(one, other))));
}

/** What is left of ranges without some addresses. */
export function without(ranges: readonly AddressRange[], gone: AddressRange): AddressRange[] {
    return ranges.flatMap((range) => {
        const hole = intersection(range, gone);
        if (!hole) {
            return [range];
        }
        const before = { ...range, last: hole.first - 1n };
        const after = { ...range, first: hole.last + 1n };
        return [before, after].filter(({ first, last }) => first <= last);
    });
}

/** What is left of ranges without those of a list. */
export function withoutAll(
    ranges: readonly AddressRange[],
    gone: readonly AddressRange[],
): readonly AddressRange[] {
    return gone.reduce<readonly AddressRange[]>(without, ranges);
}

/** How many addresses ranges hold that do not overlap. */
export function sizeOf(ranges: readonly AddressRange[]): bigint {
    return ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

/** What a route table holds for some addresses. */
export interface Entry<T> {
    readonly range: AddressRange;
    /** Of two entries for the same addresses, that of the lower rank is in effect. */
    readonly rank: number;
    readonly owner: T;
}

/** Addresses and what is in effect for them: several, where AWS does not say which. */
export interface Piece<T> {
    readonly range: AddressRange;
    readonly owners: readonly T[];
}

/**
 * Which entry is in effect for which addresses: the one with the longest prefix. Blocks of addresses
 * either contain one another or are apart, so one pass over the sorted entries finds all pieces.
 */
export function longestPrefixes<T>(entries: readonly Entry<T>[]): Piece<T>[] {
    const pieces: Piece<T>[] = [];
    /** The blocks that hold the current address, the widest first, and the next address of each. */
    const open: { readonly block: Piece<T>; next: bigint }[] = [];
    const emit = (until: bigint) => {
        const top = open.at(-1);
        if (top && top.next <= until) {
            const { family } = top.block.range;
            pieces.push({
                range: { family, first: top.next, last: until },
                owners: top.block.owners,
            });
        }
    };
    const closeBefore = (range?: AddressRange) => {
        for (let top = open.at(-1); top; top = open.at(-1)) {
            const { range: held } = top.block;
            if (range && held.family === range.family && held.last >= range.first) {
                emit(range.first - 1n);
                return;
            }
            emit(held.last);
            open.pop();
            const outer = open.at(-1);
            if (outer) {
                outer.next = held.last + 1n;
            }
        }
    };
    for (const block of blocksOf(entries)) {
        closeBefore(block.range);
        open.push({ block, next: block.range.first });
    }
    closeBefore();
    return pieces;
}

/** Entries by their addresses, the wider before the narrower, with those in effect for each. */
function blocksOf<T>(entries: readonly Entry<T>[]): Piece<T>[] {
    const sorted = [...entries].sort(
        (one, other) =>
            one.range.family - other.range.family ||
            order(one.range.first, other.range.first) ||
            order(other.range.last, one.range.last) ||
            one.rank - other.rank,
    );
    const blocks: { range: AddressRange; rank: number; owners: T[] }[] = [];
    for (const { range, rank, owner } of sorted) {
        const last = blocks.at(-1);
        if (!last || !isSameRange(last.range, range)) {
            blocks.push({ range, rank, owners: [owner] });
        } else if (last.rank === rank) {
            last.owners.push(owner);
        }
    }
    return blocks;
}

function order(one: bigint, other: bigint): number {
    return one < other ? -1 : one > other ? 1 : 0;
}
