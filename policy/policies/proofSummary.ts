import type { StackValidationPolicy } from "@pulumi/policy";
import { assumptionsOf } from "../network/assumptions";
import { internetPath } from "../network/internetPath";
import { ssmPath } from "../network/ssmPath";
import type { Answer } from "../network/verdict";
import { reportOnStack } from "../report";
import type { Proofs } from "./proofs";

const name = "proof-summary";

/**
 * Says once a stack what is proved and on which assumptions, in words that a review can quote.
 *
 * It is off by default: a finding with every preview would teach people to overlook advice, and no preview
 * would ever pass without any.
 */
export function proofSummary(proofs: Proofs): StackValidationPolicy {
    return {
        name,
        displayName: "What is proved",
        description:
            "Requires nothing and says what `no-internet-path` and `ssm-path` prove and assume, " +
            "because a proof that says nothing looks like one that never ran.",
        enforcementLevel: "disabled",
        severity: "low",
        tags: ["network", "proof"],
        remediationSteps:
            "Nothing is wrong. The policy is off unless the pack's configuration sets its level.",
        url: "https://docs.aws.amazon.com/vpc/latest/reachability/what-is-reachability-analyzer.html",
        validateStack: ({ resources }, report) => {
            const network = proofs.networkFor(name, resources);
            if (network.vpcs.size > 0) {
                const paths = proofs.answers.get("no-internet-path") ?? internetPath(network);
                const reached = proofs.answers.get("ssm-path") ?? ssmPath(network);
                const assumed = [...paths, ...reached].flatMap(({ assumes = [] }) => assumes);
                reportOnStack(
                    report,
                    [
                        count("No path to or from the Internet", paths, "subnets and ways in"),
                        count("Systems Manager reached", reached, "instances"),
                        "Assumed, because no stack shows it:",
                        ...[...new Set([...assumed, ...assumptionsOf(network)])].map(
                            (assumption) => `- ${assumption}`,
                        ),
                    ].join("\n"),
                    "advisory",
                );
            }
        },
    };
}

function count(statement: string, answers: readonly Answer[], subjects: string): string {
    const of = (verdict: Answer["verdict"]) =>
        answers.filter((answer) => answer.verdict === verdict).length;
    return `${statement}: proved for ${of("proved")} of ${answers.length} ${subjects}, violated for ${of("violated")}, unknown for ${of("unknown")}.`;
}
