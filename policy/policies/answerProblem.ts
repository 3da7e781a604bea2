import type { Answer, Finding } from "../network/verdict";
import type { Problem } from "../report";

/** What an answer has to report, unless its statement is proved: every finding, the certain ones first. */
export function answerProblem({ label, verdict, findings }: Answer): Problem | undefined {
    if (verdict === "proved") {
        return undefined;
    }
    const ordered = [
        ...findings.filter((finding) => finding.verdict === "violated"),
        ...findings.filter((finding) => finding.verdict === "unknown"),
    ];
    return {
        what: whatOf(label, ordered),
        fix: [...new Set(ordered.map(({ fix }) => fix))].join("\n"),
        uncertainty: verdict === "violated" ? undefined : uncertaintyOf(ordered),
    };
}

function whatOf(label: string, findings: readonly Finding[]): string {
    const [first, ...others] = findings.map(
        ({ what, statement }) => `${what} (Statement ${statement}.)`,
    );
    return others.length === 0
        ? `${label}: ${first}`
        : [`${label}:`, ...[first, ...others].map((line) => `- ${line}`)].join("\n");
}

/** Only if all of it lies outside the stack, the update will tell none of it. */
function uncertaintyOf(findings: readonly Finding[]): Problem["uncertainty"] {
    return findings.every(({ uncertainty }) => uncertainty === "external") ? "external" : "unknown";
}
