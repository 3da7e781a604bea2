/** Has packets judge networks, several at a time, until one disagrees with the pack or time is over. */
import type { Network } from "../oracle/network";
import { compare, MODES } from "./compare";
import type { Count } from "./observe";
import { Packets } from "./packets";

export interface LabNetwork {
    /** Such as seed and index, or what is wrong with it. */
    readonly what: string;
    readonly network: Network;
}

export interface Summary extends Count {
    networks: number;
    /** Verdicts of the pack, in each of the modes, that packets confirmed. */
    confirmed: number;
    /** Instances of which packets tell nothing. */
    untold: number;
    readonly disagreements: string[];
}

export interface Limits {
    readonly processes: number;
    /** Of this clock, in milliseconds. */
    readonly deadline: number;
    readonly seed: number;
}

export async function runLab(networks: Iterable<LabNetwork>, limits: Limits): Promise<Summary> {
    const summary: Summary = {
        networks: 0,
        connected: 0,
        refused: 0,
        confirmed: 0,
        untold: 0,
        disagreements: [],
    };
    const left = networks[Symbol.iterator]();
    const next = () => {
        const isOver = Date.now() > limits.deadline || summary.disagreements.length > 0;
        return isOver ? undefined : left.next().value;
    };
    const work = async () => {
        const packets = new Packets();
        try {
            for (let one = next(); one !== undefined; one = next()) {
                await judge(one, limits.seed, packets, summary);
            }
        } finally {
            packets.stop();
        }
    };
    await Promise.all(Array.from({ length: limits.processes }, work));
    return summary;
}

async function judge(
    { what, network }: LabNetwork,
    seed: number,
    packets: Packets,
    summary: Summary,
): Promise<void> {
    const { observed, disagreements } = await compare(
        network,
        seed + summary.networks,
        packets,
        summary,
    );
    summary.networks += 1;
    const untold = observed.filter((one) => one.packets === "untold").length;
    summary.untold += untold;
    if (disagreements.length === 0) {
        summary.confirmed += (observed.length - untold) * MODES.length;
        return;
    }
    summary.disagreements.push(
        [what, ...disagreements, `Network: ${JSON.stringify(network)}`].join("\n"),
    );
}
