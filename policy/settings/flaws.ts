import { type Bag, type Meaning, type Property, show } from "../network/known";

/** What is wrong with a configuration, each in a sentence: where, which value, what is allowed. */
export type Flaws = readonly string[];

/** Those properties of a bag that are none of the allowed ones, misspelled ones among them. */
export function strangers({ path, raw }: Bag, allowed: readonly string[]): Flaws {
    return Object.keys(Object(raw))
        .filter((key) => !allowed.includes(key))
        .map(
            (key) =>
                `${path} has a property ${show(key)}; allowed: ${allowed.join(", ") || "none"}.`,
        );
}

/** Those that have no value, among properties that must have one. */
export function misfits(
    required: readonly (readonly [Property<unknown>, Meaning<unknown>])[],
): Flaws {
    return required
        .filter(([{ known }]) => known.state !== "value")
        .map(([{ path, shown }, { expected }]) => `${path} is ${shown}; allowed: ${expected}.`);
}
