/** The middle one of an odd number of values, the lower of the middle two of an even number. */
export function medianOf(values: readonly number[]): number {
    const sorted = values.toSorted((one, other) => one - other);
    return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
