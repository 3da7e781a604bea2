import { generate } from "./generate";
import type { Network } from "./network";
import { type Answer, type StackResource, verify } from "./pack";
import { render } from "./render";
import { type Mode, urnOf } from "./resources";
import { type WalkAnswer, walk } from "./walk";

/** How often each verdict was given, such as `ssm-path proved`. */
export type Counts = Record<string, number>;

/** The network of this seed and index, in one of the modes: both judges have to say the same of it. */
export function compareNumber(seed: number, index: number, counts: Counts): void {
    const network = generate(seed, index);
    const mode = index % 2 === 0 ? "known" : "first preview";
    const where = `seed ${seed}, network ${index}, ${mode}`;
    const expected = compare(network, mode, seed + index, where);
    for (const { question, verdict } of expected) {
        const key = `${question} ${verdict}`;
        counts[key] = (counts[key] ?? 0) + 1;
    }
}

/** Throws unless the pack's answers are those of the walk: one for each subject, and no others. */
export function compare(
    network: Network,
    mode: Mode,
    spelling: number,
    where: string,
): readonly WalkAnswer[] {
    const resources = render(network, mode, spelling);
    const answers = answersOf(resources);
    const expected = walk(network);
    for (const one of expected) {
        const answer = answers.get(`${one.question} ${subjectUrn(one)}`);
        if (answer?.verdict === allowed(one)) continue;
        throw new Error(disagreement(where, network, resources, one, answer));
    }
    if (answers.size !== expected.length) {
        throw new Error(`${where}: ${answers.size} answers instead of ${expected.length}`);
    }
    return expected;
}

/** The pack's answers about subnets and instances, by question and URN. */
export function answersOf(resources: readonly StackResource[]): ReadonlyMap<string, Answer> {
    const asked = verify(resources).filter(({ subject }) => SUBJECT.test(subject));
    return new Map(asked.map((answer) => [`${answer.question} ${answer.subject}`, answer]));
}

const SUBJECT = /:(Subnet|Instance)::/;

function subjectUrn({ question, subject }: WalkAnswer): string {
    return urnOf(question === "ssm-path" ? "instance" : "subnet", subject);
}

function allowed({ verdict }: WalkAnswer): Answer["verdict"] {
    return verdict === "either" ? "unknown" : verdict;
}

function disagreement(
    where: string,
    network: Network,
    resources: readonly StackResource[],
    expected: WalkAnswer,
    answer: Answer | undefined,
): string {
    const written = resources.map(({ type, name, inputs }) => ({ type, name, inputs }));
    return [
        `${where}: ${expected.question} of ${expected.subject}`,
        `The walk: ${expected.verdict}. The pack: ${answer?.verdict ?? "no answer"}.`,
        ...(answer?.findings ?? []).map((finding) => `  ${JSON.stringify(finding)}`),
        `Network: ${JSON.stringify(network)}`,
        `Resources: ${JSON.stringify(written)}`,
    ].join("\n");
}
