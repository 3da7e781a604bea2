/**
 * The allowed name that a misspelt one most probably means: the same but for case and separators, or at
 * most a third of its letters away. Undefined if none is that near.
 */
export function nearestName(name: string, allowed: readonly string[]): string | undefined {
    const candidates = allowed
        .map((candidate) => ({ candidate, distance: distance(plain(name), plain(candidate)) }))
        .sort((a, b) => a.distance - b.distance);
    const [best] = candidates;
    return best && best.distance <= Math.min(3, name.length / 3) ? best.candidate : undefined;
}

const plain = (name: string) => name.replaceAll(/[_-]/g, "").toLowerCase();

/** The number of letters to insert, remove or change (Levenshtein). */
function distance(from: string, to: string): number {
    let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (const [row, letter] of [...from].entries()) {
        const current = [row + 1];
        for (const [column, other] of [...to].entries()) {
            const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
            const removed = (previous[column + 1] ?? 0) + 1;
            const inserted = (current[column] ?? 0) + 1;
            current.push(Math.min(replaced, removed, inserted));
        }
        previous = current;
    }
    return previous.at(-1) ?? 0;
}
