import type { Uncertainty } from "../settings/settings";
import type { Doubt } from "./model";

/** What a question answers: violated beats unknown beats proved. */
export type Verdict = "proved" | "violated" | "unknown";

/** One thing that speaks against a statement, or leaves it open. */
export interface Finding {
    /** The number of the statement in `docs/proofs.md`. */
    readonly statement: number;
    readonly verdict: Exclude<Verdict, "proved">;
    /** A sentence. */
    readonly what: string;
    /** The smallest change that mends it, as a sentence. */
    readonly fix: string;
    /** Why it is open. */
    readonly uncertainty?: Uncertainty;
    /** The way from the subject to what decides. */
    readonly witness: readonly Step[];
}

/** A step of a witness. */
export interface Step {
    readonly urn?: string;
    readonly step: string;
}

/** The answer to a question about one subject. */
export interface Answer {
    readonly question: "no-internet-path" | "ssm-path";
    /** The URN of the subnet, the instance or the way in. */
    readonly subject: string;
    readonly label: string;
    readonly verdict: Verdict;
    readonly findings: readonly Finding[];
    /** What the configuration has it assume, as sentences. */
    readonly assumes?: readonly string[];
    /** The policy that reports it, where another one has the same against the resource. */
    readonly reportedBy?: string;
}

/** The verdict of several findings, in whatever order. */
export function verdictOf(findings: readonly { readonly verdict: Verdict }[]): Verdict {
    const verdicts = findings.map(({ verdict }) => verdict);
    return verdicts.includes("violated")
        ? "violated"
        : verdicts.includes("unknown")
          ? "unknown"
          : "proved";
}

/** A finding of which nobody can tell whether it is one. */
export function openFinding(
    statement: number,
    { uncertainty, reason, urn }: Doubt,
    fix: string,
    witness: readonly Step[] = [],
): Finding {
    return {
        statement,
        verdict: "unknown",
        what: `Cannot be proved: ${reason}.`,
        fix,
        uncertainty,
        witness: urn === undefined ? witness : [...witness, { urn, step: reason }],
    };
}

/** A witness in one line. */
export function inOneLine(witness: readonly Step[]): string {
    return witness.map(({ step }) => step).join(" → ");
}

/**
 * The findings at several places. If something is at one of them and nobody knows at which, then only what is
 * violated at all of them is so for certain.
 */
export function atPlaces(places: readonly Finding[][], isAtEach: boolean): Finding[] {
    const isViolated = places.every((findings) => verdictOf(findings) === "violated");
    return isAtEach || isViolated
        ? places.flat()
        : places.flat().map((finding) => ({
              ...finding,
              verdict: "unknown",
              uncertainty: finding.uncertainty ?? "unknown",
          }));
}
