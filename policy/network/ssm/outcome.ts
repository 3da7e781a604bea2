import type { Doubt, Several } from "../model";

/** What a check comes to: passed, blocked with the elements that block, or open. */
export type Outcome =
    | { readonly is: "passed" }
    | { readonly is: "blocked"; readonly by: string }
    | { readonly is: "open"; readonly doubts: readonly Doubt[] };

export const passed: Outcome = { is: "passed" };

/** Blocked, unless something in doubt may pass it all the same. */
export function blockedUnless(doubts: readonly Doubt[], by: string): Outcome {
    return doubts.length > 0 ? { is: "open", doubts } : { is: "blocked", by };
}

/** The outcome where one of several holds, and nobody knows which. */
export function oneOfThem(outcomes: readonly Outcome[], doubt: Doubt): Outcome {
    const [first] = outcomes;
    const isSame = outcomes.every(({ is }) => is === first?.is);
    if (first && isSame && first.is !== "open") {
        return first;
    }
    const doubts = outcomes.flatMap((outcome) => (outcome.is === "open" ? outcome.doubts : []));
    return { is: "open", doubts: [doubt, ...doubts] };
}

/** A set in one text, which is the same for sets that are the same. */
export function signatureOf({ certain, possible, doubts }: Several<string>): string {
    return JSON.stringify([certain, possible, doubts]);
}
