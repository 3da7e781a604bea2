import { writeFileSync } from "node:fs";
import type { Config } from "../../policy/analysis/packConfig";
import { readState } from "../../policy/analysis/stateFile";
import type { StackResource } from "../../policy/network/stack";
import { UsageError } from "../report/options";

/** @throws UsageError if the file cannot be read, is no state, or is one without resources */
export function readResources(file: string): StackResource[] {
    const resources = orUsageError(() => readState(file));
    if (resources.length === 0) {
        throw new UsageError(
            `${file} has no resources, so there is nothing to waive: look whether it is the right state.`,
        );
    }
    return resources;
}

/**
 * Writes a configuration to a file, or to the standard output.
 *
 * @throws UsageError if it cannot be written
 */
export function writeConfig(config: Config, file: string | undefined): void {
    const text = `${JSON.stringify(config, null, 2)}\n`;
    if (file === undefined) {
        process.stdout.write(text);
    } else {
        orUsageError(() => writeFileSync(file, text));
    }
}

function orUsageError<T>(act: () => T): T {
    try {
        return act();
    } catch (error) {
        throw new UsageError((error as Error).message);
    }
}
