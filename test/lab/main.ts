/**
 * `npm run lab`: builds networks from Linux network namespaces, opens real connections in them, and compares
 * with the pack's verdicts: first all hand-made networks, then 500 generated ones. It ends with an error that
 * names the network on a disagreement. `SEED=1 NETWORKS=50 SECONDS=60 npm run lab` repeats a run, or shortens
 * it. Where packets cannot travel, it says why, and is content.
 */
import { availableParallelism } from "node:os";
import { generate } from "../oracle/generate";
import { handMadeNetworks } from "./networks";
import { whyNot } from "./packets";
import { type LabNetwork, runLab, type Summary } from "./run";

const NETWORKS = Number(process.env.NETWORKS ?? 500);
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const SECONDS = Number(process.env.SECONDS ?? 900);

async function main(): Promise<void> {
    const reason = whyNot();
    if (reason !== undefined) {
        console.log(`No packets in the lab: ${reason}.`);
        return;
    }
    const processes = availableParallelism();
    console.log(`${NETWORKS} networks, seed ${SEED}, ${processes} processes`);
    const started = Date.now();
    const limits = { processes, deadline: started + SECONDS * 1000, seed: SEED };
    const summary = await runLab(allNetworks(), limits);
    for (const disagreement of summary.disagreements) console.error(disagreement);
    console.log(lineOf(summary, (Date.now() - started) / 1000));
    process.exitCode = summary.disagreements.length > 0 ? 1 : 0;
}

function* allNetworks(): Generator<LabNetwork> {
    yield* handMadeNetworks();
    for (let index = 0; index < NETWORKS; index += 1) {
        yield { what: `seed ${SEED}, network ${index}`, network: generate(SEED, index) };
    }
}

function lineOf(summary: Summary, seconds: number): string {
    const { networks, connected, refused, confirmed, untold, disagreements } = summary;
    return [
        `${networks} networks in ${Math.round(seconds)} s, ${(networks / seconds).toFixed(1)} a second`,
        `${connected + refused} connections tried: ${connected} opened, ${refused} refused`,
        `${confirmed} verdicts confirmed, ${untold} instances untold`,
        `${disagreements.length} networks in disagreement`,
    ].join("; ");
}

main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
