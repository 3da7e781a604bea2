/**
 * `npm run oracle`: has the pack and the packet walk judge a million generated networks, on all cores. It
 * ends with an error that names seed and number of the network if they disagree about one.
 * `SEED=1 NETWORKS=50000 npm run oracle` repeats a run, or shortens it.
 */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import type { Counts } from "./compare";

const NETWORKS = Number(process.env.NETWORKS ?? 1_000_000);
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const REPORT_EVERY = 5_000;

async function main(): Promise<void> {
    const share = Math.ceil(NETWORKS / availableParallelism());
    const workers: ChildProcess[] = [];
    const counts: Counts[] = [];
    const started = Date.now();
    let told = started;
    console.log(`${NETWORKS} networks, seed ${SEED}, ${availableParallelism()} processes`);
    for (let from = 0; from < NETWORKS; from += share) {
        const range = [SEED, from, Math.min(from + share, NETWORKS)].map(String);
        const worker = fork(require.resolve("./worker"), range);
        const index = workers.push(worker) - 1;
        worker.on("message", (counted: Counts) => {
            counts[index] = counted;
            if (Date.now() < told + REPORT_EVERY) return;
            told = Date.now();
            console.log(summary(sum(counts), started));
        });
    }
    const outcomes = await Promise.all(workers.map((worker) => stopsOthers(worker, workers)));
    const total = sum(counts);
    for (const [verdict, count] of Object.entries(total).sort())
        console.log(`${verdict}: ${count}`);
    const failed = outcomes.some((status) => status !== 0) || total.networks !== NETWORKS;
    console.log(`${summary(total, started)}: ${failed ? "FAILED" : "no disagreement"}`);
    process.exitCode = failed ? 1 : 0;
}

/** The first failure ends the run. */
async function stopsOthers(
    worker: ChildProcess,
    all: readonly ChildProcess[],
): Promise<number | null> {
    const status = await new Promise<number | null>((resolve) => worker.once("exit", resolve));
    if (status !== 0) for (const other of all) other.kill();
    return status;
}

function sum(parts: readonly Counts[]): Counts {
    const total: Counts = {};
    for (const part of parts) {
        for (const [key, count] of Object.entries(part ?? {})) {
            total[key] = (total[key] ?? 0) + count;
        }
    }
    return total;
}

function summary({ networks = 0 }: Counts, started: number): string {
    const seconds = Math.max(1, Math.round((Date.now() - started) / 1000));
    return `${networks} networks in ${seconds} s, ${Math.round(networks / seconds)} a second`;
}

main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
