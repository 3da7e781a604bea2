import type { Property } from "./known";
import type { Doubt, Several, Told } from "./model";

/** A value that is told. */
export function told<T>(value: T): Told<T> {
    return { is: "told", value };
}

/** A value that is not told. */
export function open<T>(doubt: Doubt): Told<T> {
    return { is: "open", doubt };
}

/** The value, if it is told. */
export function toldIn<T>(fact: Told<T> | undefined): T | undefined {
    return fact?.is === "told" ? fact.value : undefined;
}

/** The doubt, if the value is not told. */
export function doubtIn(fact: Told<unknown> | undefined): Doubt | undefined {
    return fact?.is === "open" ? fact.doubt : undefined;
}

/** The same fact with its value, if told, turned into another. */
export function toldAs<T, U>(fact: Told<T>, change: (value: T) => U): Told<U> {
    return fact.is === "told" ? told(change(fact.value)) : fact;
}

/** The doubt about a property of a resource. */
export function doubtAbout(label: string, { path, shown, known }: Property<unknown>): Doubt {
    const expected = known.state === "malformed" ? `, which is not ${known.expected}` : "";
    const subject = path === "" ? label : `${path} of ${label}`;
    return { uncertainty: "unknown", reason: `${subject} is ${shown}${expected}` };
}

/** A property that has to be set as a fact. */
export function orDoubt<T>(label: string, property: Property<T>): Told<T> {
    return property.known.state === "value"
        ? told(property.known.value)
        : open(doubtAbout(label, property));
}

/** A property as a fact, with what its absence means. */
export function tell<T>(label: string, property: Property<T>, absent: T): Told<T> {
    return property.known.state === "absent" ? told(absent) : orDoubt(label, property);
}

/** No members. */
export const none: Several<never> = { certain: [], possible: [], doubts: [] };

/** Members that are all told. */
export function all<T>(certain: readonly T[]): Several<T> {
    return { certain, possible: [], doubts: [] };
}

/** The members of several sets. What of one of them is only possible stays so. */
export function union<T>(...sets: readonly Several<T>[]): Several<T> {
    const certain = new Set(sets.flatMap((set) => set.certain));
    const possible = new Set(sets.flatMap((set) => set.possible));
    return {
        certain: [...certain],
        possible: [...possible].filter((member) => !certain.has(member)),
        doubts: sets.flatMap((set) => set.doubts),
    };
}

/** Whether a set surely has no member. */
export function isEmptySet({ certain, possible, doubts }: Several<unknown>): boolean {
    return certain.length + possible.length + doubts.length === 0;
}

/**
 * The one doubt where any of several may turn out well: as long as one of them lies outside the stack, the
 * update need not tell.
 */
export function eitherOf(doubts: readonly Doubt[]): Doubt[] {
    const reasons = [...new Set(doubts.map(({ reason }) => reason))];
    const isExternal = doubts.some(({ uncertainty }) => uncertainty === "external");
    return reasons.length === 0
        ? []
        : [{ uncertainty: isExternal ? "external" : "unknown", reason: reasons.join("; or ") }];
}
