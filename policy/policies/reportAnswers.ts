import type { ReportViolation } from "@pulumi/policy";
import type { Answer, Finding } from "../network/verdict";
import { bySubject, type Problem, reportProblem } from "../report";

/** Reports each answer whose statement is not proved, at its subject. */
export function reportAnswers(
    report: ReportViolation,
    why: string,
    answers: readonly Answer[],
): void {
    for (const answer of bySubject(answers)) {
        const problem = answerProblem(answer);
        if (problem) {
            reportProblem(report, answer.subject, why, problem);
        }
    }
}

/** What an answer has to report, unless its statement is proved: every finding, the certain ones first. */
function answerProblem({ label, verdict, findings }: Answer): Problem | undefined {
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
