/** Packets and the pack's verdicts about one network, which have to say the same. */
import { verify } from "../../policy/network/verify";
import type { Network } from "../oracle/network";
import { render } from "../oracle/render";
import { type Mode, urnOf } from "../oracle/resources";
import { type Count, type Observation, observe } from "./observe";
import type { Packets } from "./packets";

export interface Comparison {
    readonly observed: readonly Observation[];
    /** What packets and the pack say differently; nothing if they agree. */
    readonly disagreements: readonly string[];
}

export const MODES: readonly Mode[] = ["known", "first preview"];

/** The seed decides in which of Pulumi's spellings the pack sees the network. */
export async function compare(
    network: Network,
    seed: number,
    packets: Packets,
    count: Count,
): Promise<Comparison> {
    const observed = await observe(network, packets, count);
    const disagreements = disagreementsOf(network, seed, observed);
    if (disagreements.length === 0) return { observed, disagreements };
    // A machine with too much to do may have been late with a packet.
    const again = await observe(network, packets, count, "patiently");
    return { observed: again, disagreements: disagreementsOf(network, seed, again) };
}

function disagreementsOf(
    network: Network,
    seed: number,
    observed: readonly Observation[],
): readonly string[] {
    const decided = observed.filter(({ packets }) => packets !== "untold");
    return MODES.flatMap((mode) => {
        const answers = verify(render(network, mode, seed));
        return decided.flatMap(({ question, subject, packets }) => {
            const urn = urnOf(question === "ssm-path" ? "instance" : "subnet", subject);
            const answer = answers.find((one) => one.question === question && one.subject === urn);
            if (answer?.verdict === verdictOf(question, packets)) return [];
            const verdict = `${answer?.verdict ?? "nothing"} ${JSON.stringify(answer?.findings)}`;
            return [
                `${mode}, ${question} of ${subject}: packets were ${packets}, the pack says ${verdict}`,
            ];
        });
    });
}

function verdictOf(
    question: Observation["question"],
    packets: Observation["packets"],
): "proved" | "violated" | "unknown" {
    if (packets !== "connected" && packets !== "refused") return "unknown";
    return (packets === "connected") === (question === "ssm-path") ? "proved" : "violated";
}
