import { type Analysis, analyzeStack } from "../../policy/analysis/analyze";
import type { Config } from "../../policy/analysis/packConfig";
import { assumptionsOf } from "../../policy/network/assumptions";
import type { StackResource } from "../../policy/network/stack";
import type { Answer } from "../../policy/network/verdict";
import { dayOf } from "../../policy/waivers/readWaivers";
import { type Cost, costOf } from "./cost";
import { type Finding, findingsOf } from "./findings";
import { drawNetwork } from "./picture/draw";
import type { Picture } from "./picture/picture";
import { type PolicyRow, policyRows } from "./policyRows";
import { type StatementRow, statementRows } from "./statementRows";
import { type WaiverRow, waiverRows } from "./waiverRows";

/** How a proof ended, counted by its subjects. */
export interface ProofCount {
    readonly policy: Answer["question"];
    readonly subjects: number;
    readonly proved: number;
    readonly violated: number;
    readonly unknown: number;
}

/** Everything that a report tells, whatever its form. */
export interface Report {
    /** Project and stack, such as `shop/prod`; empty where nothing tells. */
    readonly stack: string;
    readonly source: "state" | "preview";
    /** The day, in UTC, on which waivers are judged, written YYYY-MM-DD. */
    readonly day: string;
    readonly resources: number;
    /** Counts of findings: those that are waived are none of the other two. */
    readonly counts: Readonly<Record<"mandatory" | "advisory" | "waived", number>>;
    /** Of both proofs; a proof that is disabled is not among them. */
    readonly proofs: readonly ProofCount[];
    readonly statements: readonly StatementRow[];
    readonly policies: readonly PolicyRow[];
    readonly findings: readonly Finding[];
    /** Sentences. */
    readonly assumptions: readonly string[];
    readonly waivers: readonly WaiverRow[];
    readonly cost: Cost;
    readonly picture: Picture;
}

/** Has the pack judge a stack, and tells everything of that. */
export function reportOn(
    resources: readonly StackResource[],
    source: Report["source"],
    config: Config = {},
    now = new Date(),
): Report {
    const analysis = analyzeStack(resources, config, now);
    const { network } = analysis;
    const findings = findingsOf(analysis.findings, resources);
    const day = dayOf(now);
    return {
        stack: stackIn(resources),
        source,
        day,
        resources: resources.length,
        counts: {
            mandatory: findings.filter(({ level }) => level === "mandatory").length,
            advisory: findings.filter(({ level, waiver }) => level === "advisory" && !waiver)
                .length,
            waived: findings.filter(({ waiver }) => waiver).length,
        },
        proofs: [...analysis.answers].map(([policy, answers]) => countOf(policy, answers)),
        statements: statementRows(analysis.answers, network),
        policies: policyRows(analysis.policies, findings),
        findings,
        assumptions: assumptionsIn(analysis),
        waivers: waiverRows(analysis, day),
        cost: costOf(resources, network),
        picture: drawNetwork(network, analysis.answers, resources, config, waivedIn(findings)),
    };
}

/** The project and the stack in a URN: both come before the types. */
function stackIn([first]: readonly StackResource[]): string {
    const [head = "", project = ""] = (first?.urn ?? "").split("::");
    return first ? `${project}/${head.split(":").at(-1)}` : "";
}

/** The resources with findings that are waived, and the last days of the waivers. */
function waivedIn(findings: readonly Finding[]): ReadonlyMap<string, string> {
    return new Map(
        findings.flatMap(({ resource, waiver }) =>
            resource && waiver?.expires ? [[resource.urn, waiver.expires]] : [],
        ),
    );
}

function countOf(policy: string, answers: readonly Answer[]): ProofCount {
    const of = (verdict: Answer["verdict"]) =>
        answers.filter((answer) => answer.verdict === verdict).length;
    return {
        policy: policy as Answer["question"],
        subjects: answers.length,
        proved: of("proved"),
        violated: of("violated"),
        unknown: of("unknown"),
    };
}

function assumptionsIn({ answers, network }: Analysis): string[] {
    const configured = [...answers.values()].flat().flatMap(({ assumes = [] }) => assumes);
    return network.vpcs.size === 0 ? [] : [...new Set([...configured, ...assumptionsOf(network)])];
}
