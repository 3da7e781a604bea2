/**
 * Combinations of choices, one for each option, as indexes: all first choices, all last choices, and
 * then as few as a simple search finds until any two choices of two options meet in one of them.
 *
 * @param sizes how many choices each option has
 */
export function pairwise(sizes: readonly number[]): number[][] {
    const pairs = sizes.flatMap((size, option) =>
        sizes.slice(0, option).flatMap((otherSize, other) =>
            indexes(size).flatMap((choice) =>
                indexes(otherSize).map((otherChoice) => ({
                    option,
                    choice,
                    other,
                    otherChoice,
                })),
            ),
        ),
    );
    const rows = [sizes.map(() => 0), sizes.map((size) => size - 1)];
    const isOpen = (pair: Pair) => !rows.some((row) => holds(row, pair));
    for (const pair of pairs) {
        if (isOpen(pair)) {
            rows.push(completed(pair, sizes, pairs.filter(isOpen)));
        }
    }
    return rows;
}

interface Pair {
    readonly option: number;
    readonly choice: number;
    readonly other: number;
    readonly otherChoice: number;
}

type Incomplete = readonly (number | undefined)[];

/** A combination that holds a pair, and of others that are still open as many as each choice can add. */
function completed(pair: Pair, sizes: readonly number[], open: readonly Pair[]): number[] {
    const start: Incomplete = sizes.map((_, option) =>
        option === pair.option ? pair.choice : option === pair.other ? pair.otherChoice : undefined,
    );
    return sizes.reduce<Incomplete>((row, size, option) => {
        const candidates = row[option] === undefined ? indexes(size) : [row[option]];
        const [best] = candidates
            .map((choice) => row.with(option, choice))
            .map((candidate) => ({
                candidate,
                gain: open.filter((other) => holds(candidate, other)).length,
            }))
            .toSorted((a, b) => b.gain - a.gain);
        return best?.candidate ?? row;
    }, start) as number[];
}

function holds(row: Incomplete, { option, choice, other, otherChoice }: Pair): boolean {
    return row[option] === choice && row[other] === otherChoice;
}

function indexes(size: number): number[] {
    return Array.from({ length: size }, (_, index) => index);
}
