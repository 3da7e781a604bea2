import type { AnalyzedPolicy } from "../../policy/analysis/analyze";
import type { Level } from "../../policy/analysis/packConfig";
import type { Finding } from "./findings";

/** A policy of the pack, and how often it was broken. */
export interface PolicyRow {
    readonly name: string;
    readonly displayName: string;
    readonly description: string;
    readonly remediation: string;
    readonly severity: string;
    readonly url: string;
    readonly level: Level;
    readonly findings: number;
}

/** All policies of the pack, in its order. */
export function policyRows(
    policies: readonly AnalyzedPolicy[],
    findings: readonly Finding[],
): PolicyRow[] {
    return policies.map(({ policy, level }) => ({
        name: policy.name,
        displayName: policy.displayName ?? policy.name,
        description: policy.description,
        remediation: policy.remediationSteps ?? "",
        severity: policy.severity ?? "medium",
        url: policy.url ?? "",
        level,
        findings: findings.filter((finding) => finding.policy === policy.name).length,
    }));
}
