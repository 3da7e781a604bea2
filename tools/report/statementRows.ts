import type { Network } from "../../policy/network/model";
import { numbersInWords, type Statement, statements } from "../../policy/network/statements";
import { toldIn } from "../../policy/network/told";
import type { Answer, Finding, Step } from "../../policy/network/verdict";

/** What the proofs say of statements that are decided together. */
export interface StatementRow {
    /** Such as `1–3`. */
    readonly numbers: string;
    readonly text: string;
    /** `open` where something else was found first, and `not asked` without anything to ask it of. */
    readonly verdict: "proved" | "violated" | "unknown" | "open" | "not asked";
    /** Of how many instances, or subnets and ways in, it was asked. */
    readonly subjects: number;
    readonly question: Answer["question"];
    readonly evidence: readonly Evidence[];
}

/** The same finding against one subject or several. */
export interface Evidence {
    readonly verdict: Finding["verdict"];
    readonly what: string;
    readonly fix: string;
    readonly witness: readonly Step[];
    readonly subjects: readonly Subject[];
}

export interface Subject {
    readonly urn: string;
    readonly label: string;
}

/** A row for each line of the table of statements. */
export function statementRows(
    answers: ReadonlyMap<string, readonly Answer[]>,
    network: Network,
): StatementRow[] {
    const placed = placedMachines(network);
    return statements.map((statement) => {
        const { question, text } = statement;
        const asked = answers.get(question) ?? [];
        const evidence = evidenceFor(statement, asked);
        return {
            numbers: numbersInWords(statement),
            text,
            verdict: verdictOn(statement, asked, evidence, placed),
            subjects: asked.length,
            question,
            evidence,
        };
    });
}

/** The instances of which subnet, VPC and Region are known. */
function placedMachines({ machines, subnets, vpcs }: Network): ReadonlySet<string> {
    const isKnown = (key: string) => {
        const vpc = vpcs.get(toldIn(subnets.get(key)?.vpc) ?? "");
        return vpc?.region.is === "told";
    };
    const placed = machines.filter((machine) => {
        const keys = [...machine.subnets.certain, ...machine.subnets.possible];
        return keys.length > 0 && machine.subnets.doubts.length === 0 && keys.every(isKnown);
    });
    return new Set(placed.map(({ urn }) => urn));
}

function verdictOn(
    { needsPlace, after = [] }: Statement,
    asked: readonly Answer[],
    evidence: readonly Evidence[],
    placed: ReadonlySet<string>,
): StatementRow["verdict"] {
    if (asked.length === 0) {
        return "not asked";
    }
    const verdicts = evidence.map(({ verdict }) => verdict);
    if (verdicts.includes("violated")) {
        return "violated";
    }
    if (verdicts.includes("unknown")) {
        return "unknown";
    }
    // Without an endpoint, say, nobody has looked at its security groups.
    const isPassedOver = ({ subject, findings }: Answer) =>
        (needsPlace === true && !placed.has(subject)) ||
        findings.some(({ statement }) => after.includes(statement));
    return asked.some(isPassedOver) ? "open" : "proved";
}

/** The evidence against a statement, what is violated first; equal findings of many subjects are one. */
function evidenceFor({ numbers }: Statement, asked: readonly Answer[]): Evidence[] {
    const found = new Map<string, { finding: Finding; subjects: Subject[] }>();
    for (const { subject, label, findings } of asked) {
        for (const finding of findings.filter((each) => numbers.includes(each.statement))) {
            const key = `${finding.verdict} ${finding.what}`;
            const same = found.get(key) ?? { finding, subjects: [] };
            same.subjects.push({ urn: subject, label });
            found.set(key, same);
        }
    }
    return [...found.values()]
        .map(({ finding: { verdict, what, fix, witness }, subjects }) => ({
            verdict,
            what,
            fix,
            witness,
            subjects,
        }))
        .sort(
            (one, other) => Number(one.verdict === "unknown") - Number(other.verdict === "unknown"),
        );
}
