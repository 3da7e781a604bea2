import fc from "fast-check";
import type { Mode } from "../support/policyServer";
import { stacks } from "../support/propertyBags";
import { expectSoundness } from "../support/soundness";

/** Stacks between two reports of progress: a failure names the path within one such round. */
const ROUND = 2_000;

async function main(seed: number, bags: number): Promise<void> {
    const modes = fc.constantFrom<Mode>("first preview", "known");
    let done = 0;
    for (let round = 0; done < bags; round += 1) {
        const property = fc.asyncProperty(stacks, modes, async (stack, mode) => {
            await expectSoundness(stack, mode);
            done += stack.length;
        });
        // A seed of its own for each round: none repeats another.
        await fc.assert(property, { numRuns: ROUND, seed: (seed * 1_000 + round) | 0 });
        process.send?.(done);
    }
}

const [seed = 0, bags = 0] = process.argv.slice(2).map(Number);
main(seed, bags).catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
