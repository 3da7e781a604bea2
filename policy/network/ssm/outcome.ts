import type { Doubt, Several } from "../model";

/** What a check comes to: passed, blocked with the elements that block, or open. */
export type Outcome =
    | { readonly is: "passed" }
    | { readonly is: "blocked"; readonly by: string }
    | { readonly is: "open"; readonly doubts: readonly Doubt[] };

export const passed: Outcome = { is: "passed" };

/** Passed, unless something in doubt may block it. */
export function passedUnless(doubts: readonly Doubt[]): Outcome {
    return doubts.length > 0 ? { is: "open", doubts } : passed;
}

/** Blocked, unless something in doubt may pass it all the same. */
export function blockedUnless(doubts: readonly Doubt[], by: string): Outcome {
    return doubts.length > 0 ? { is: "open", doubts } : { is: "blocked", by };
}

/** The outcome where one of several holds, and nobody knows which. */
export function oneOfThem(outcomes: readonly Outcome[], doubt: Doubt): Outcome {
    const doubts = outcomes.flatMap((outcome) => (outcome.is === "open" ? outcome.doubts : []));
    const [first = passed] = outcomes;
    const isSame = outcomes.every(({ is }) => is === first.is);
    return isSame && doubts.length === 0 ? first : { is: "open", doubts: [doubt, ...doubts] };
}

/** A set in one text, which is the same for sets that are the same. */
export function signatureOf({ certain, possible, doubts }: Several<string>): string {
    return JSON.stringify([certain, possible, doubts]);
}
