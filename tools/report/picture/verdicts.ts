import type { Answer } from "../../../policy/network/verdict";
import { type Mark, worst } from "./picture";

/** What the proofs say of the things in a picture. */
export interface Verdicts {
    /** The answer about a subject; `plain` where nobody asked. */
    of(question: Answer["question"], urn: string): Mark;
    /** The statements of which findings speak against a subject, in ascending order. */
    statementsAgainst(question: Answer["question"], urn: string): number[];
    /** What findings make of a thing that is on their way, by its resource; `plain` if it is on none. */
    onWay(urn: string): Mark;
    /** The same for a step of a way, such as one of several routes of a table. */
    atStep(urn: string, step: string): Mark;
    readonly answers: readonly Answer[];
}

export function verdictsOf(byPolicy: ReadonlyMap<string, readonly Answer[]>): Verdicts {
    const answers = [...byPolicy.values()].flat();
    const bySubject = new Map<string, Answer[]>();
    const marks = new Map<string, Mark>();
    const accuse = (key: string, mark: Mark) =>
        marks.set(key, worst([mark, marks.get(key) ?? "plain"]));
    for (const answer of answers) {
        const key = `${answer.question} ${answer.subject}`;
        bySubject.set(key, [...(bySubject.get(key) ?? []), answer]);
        for (const { verdict, witness } of answer.findings) {
            for (const { urn, step } of witness) {
                if (urn !== undefined) {
                    accuse(urn, verdict);
                    accuse(`${urn} ${step}`, verdict);
                }
            }
        }
    }
    const about = (question: string, urn: string) => bySubject.get(`${question} ${urn}`) ?? [];
    return {
        of: (question, urn) => worst(about(question, urn).map(({ verdict }) => verdict)),
        statementsAgainst: (question, urn) => {
            const findings = about(question, urn).flatMap((answer) => answer.findings);
            const numbers = new Set(findings.map(({ statement }) => statement));
            return [...numbers].sort((one, other) => one - other);
        },
        onWay: (urn) => marks.get(urn) ?? "plain",
        atStep: (urn, step) => marks.get(`${urn} ${step}`) ?? "plain",
        answers,
    };
}
