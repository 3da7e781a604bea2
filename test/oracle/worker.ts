import { type Counts, compareNumber } from "./compare";

/** Networks between two reports of progress. */
const ROUND = 1_000;

const [seed = 0, from = 0, to = 0] = process.argv.slice(2).map(Number);
const counts: Counts = { networks: 0 };
try {
    for (let index = from; index < to; index += 1) {
        compareNumber(seed, index, counts);
        counts.networks = index + 1 - from;
        if (counts.networks % ROUND === 0) process.send?.(counts);
    }
} catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
}
// The channel stays open until the last report is sent.
process.send?.(counts, () => process.disconnect());
