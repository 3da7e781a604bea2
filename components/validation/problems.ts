/** One thing that is wrong with the arguments, for a person to put right. */
export interface Problem {
    /** Where: the argument's path, such as `instances.app.ami`. */
    readonly path: string;
    /** The value received, in words. */
    readonly received: string;
    readonly allowed: string;
    /** What to change: a sentence. */
    readonly change: string;
}

/** A problem in one line. */
export function describeProblem({ path, received, allowed, change }: Problem): string {
    return `${path}: received ${received}; allowed: ${allowed}. ${change}`;
}

const LONGEST_VALUE = 80;
const DEEPEST_VALUE = 2;

/** Keys whose values are not shown, wherever they stand: they may hold what is nobody's business. */
const HIDDEN: ReadonlySet<string> = new Set(["userData", "shellProfile"]);

/** A value of any type in a few words. */
export function describeValue(value: unknown): string {
    const text = describeNested(value, 0);
    return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function describeNested(value: unknown, depth: number): string {
    if (value === undefined) {
        return "nothing";
    }
    if (isEventual(value)) {
        return "a value that is known only later";
    }
    if (typeof value === "string") {
        return JSON.stringify(value);
    }
    if (typeof value === "function") {
        return "a function";
    }
    if (typeof value !== "object" || value === null) {
        return String(value);
    }
    if (depth === DEEPEST_VALUE) {
        return "…";
    }
    const describe = (element: unknown) => describeNested(element, depth + 1);
    return Array.isArray(value)
        ? `[${value.map(describe).join(", ")}]`
        : `{${Object.entries(value)
              .map(
                  ([key, element]) =>
                      `${describeKey(key)}: ${HIDDEN.has(key) ? "…" : describe(element)}`,
              )
              .join(", ")}}`;
}

const PLAIN_KEY = /^[\w-]+$/;
const LONGEST_KEY = 200;

function describeKey(key: string): string {
    return PLAIN_KEY.test(key) ? shortened(key) : JSON.stringify(shortened(key));
}

function shortened(key: string): string {
    return key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY)}…` : key;
}

/** The path of a key of a map, which itself stands at a path or is all there is. */
export function pathTo(map: string | undefined, key: string): string {
    if (map === undefined) {
        return describeKey(key);
    }
    return PLAIN_KEY.test(key) ? `${map}.${describeKey(key)}` : `${map}[${describeKey(key)}]`;
}

/** Whether the value is a promise or an Output: known only later. */
export function isEventual(value: unknown): boolean {
    const eventual = value as { __pulumiOutput?: unknown; then?: unknown } | null | undefined;
    return (
        typeof value === "object" &&
        (eventual?.__pulumiOutput === true || typeof eventual?.then === "function")
    );
}

/** Whether the value is a map, such as YAML's, and neither a list nor known only later. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    return (
        typeof value === "object" && value !== null && !Array.isArray(value) && !isEventual(value)
    );
}

/**
 * Says which keys of the map at a path do not exist, and which existing one may have been meant.
 */
export function* unknownKeys(
    path: string | undefined,
    map: Readonly<Record<string, unknown>>,
    allowed: readonly string[],
): Generator<Problem> {
    for (const key of Object.keys(map).filter((key) => !allowed.includes(key))) {
        const meant = nearest(key, allowed);
        yield {
            path: pathTo(path, key),
            received: "a key that does not exist",
            allowed: allowed.join(", "),
            change: meant ? `Write "${meant}" if that was meant.` : "Remove it.",
        };
    }
}

/** A problem if an earlier element of the list is the same. */
export function* duplicateProblems(
    path: string,
    list: readonly unknown[],
    index: number,
): Generator<Problem> {
    if (list.indexOf(list[index]) < index) {
        yield {
            path: `${path}[${index}]`,
            received: `${describeValue(list[index])} once more`,
            allowed: "each element once",
            change: "Remove the repetition.",
        };
    }
}

/** The problem of a value that is no map of some fields. */
export function notAMap(
    path: string,
    value: unknown,
    fields: readonly string[],
    change: string,
): Problem {
    return {
        path,
        received: describeValue(value),
        allowed: `a map of ${fields.join(", ")}`,
        change,
    };
}

/** A problem if the name of an entry in the map at a path cannot be part of names of resources. */
export function* nameProblems(path: string, name: string): Generator<Problem> {
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(name)) {
        yield {
            path,
            received: `the name ${describeValue(name)}`,
            allowed: 'names of a letter and up to 62 letters, digits, "-" or "_"',
            change: "Choose another name, such as app.",
        };
    }
}

/** A problem if the value is neither true nor false; it may be absent. */
export function* switchProblems(path: string, value: unknown): Generator<Problem> {
    if (value !== undefined && typeof value !== "boolean") {
        yield {
            path,
            received: describeValue(value),
            allowed: "true or false",
            change: "Write one of these, without quotes.",
        };
    }
}

/** The candidate that a mistyped word most likely means; none if all are too different. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
    const [best] = candidates
        .map((candidate) => ({
            candidate,
            distance: editDistance(word.toLowerCase(), candidate.toLowerCase()),
        }))
        .filter(({ candidate, distance }) => distance <= candidate.length / 2)
        .toSorted((a, b) => a.distance - b.distance);
    return best?.candidate;
}

/** How many letters must be added, removed or replaced to turn one word into the other. */
function editDistance(from: string, to: string): number {
    let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (const [row, letter] of [...from].entries()) {
        const current = [row + 1];
        for (const [column, other] of [...to].entries()) {
            const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
            const removed = (previous[column + 1] ?? 0) + 1;
            const added = (current[column] ?? 0) + 1;
            current.push(Math.min(replaced, removed, added));
        }
        previous = current;
    }
    return previous[to.length] ?? 0;
}
