/**
 * `npm run fuzz`: has the policies judge a million generated property bags, right ones and wrong ones, in
 * both modes, on all cores. It ends with an error that names seed and path if one makes a policy throw, or
 * makes advice of what is mandatory. `SEED=1 BAGS=50000 npm run fuzz` repeats a run, or shortens it.
 */
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";

const BAGS = Number(process.env.BAGS ?? 1_000_000);
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);

async function main(): Promise<void> {
    const workers = availableParallelism();
    const started = Date.now();
    console.log(`${BAGS} bags, seed ${SEED}, ${workers} processes`);
    const done = new Array<number>(workers).fill(0);
    const outcomes = await Promise.all(
        done.map(
            (_, index) =>
                new Promise<number | null>((resolve) => {
                    const worker = fork(require.resolve("./worker"), [
                        String(SEED + index),
                        String(Math.ceil(BAGS / workers)),
                    ]);
                    worker.on("message", (bags: number) => {
                        done[index] = bags;
                        tellProgress(done, started);
                    });
                    worker.once("exit", resolve);
                }),
        ),
    );
    const total = done.reduce((sum, bags) => sum + bags, 0);
    const failed = outcomes.some((status) => status !== 0) || total < BAGS;
    console.log(`${total} bags in ${seconds(started)} s: ${failed ? "FAILED" : "all sound"}`);
    process.exitCode = failed ? 1 : 0;
}

function tellProgress(done: readonly number[], started: number): void {
    const total = done.reduce((sum, bags) => sum + bags, 0);
    const rate = Math.round(total / seconds(started));
    console.log(`${total} bags, ${rate} a second`);
}

function seconds(started: number): number {
    return Math.max(1, Math.round((Date.now() - started) / 1000));
}

main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
