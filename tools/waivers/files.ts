import type { Config } from "../../policy/analysis/packConfig";
import { readState } from "../../policy/analysis/stateFile";
import type { StackResource } from "../../policy/network/stack";
import { orUsageError, UsageError, writeOut } from "../commandLine";

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
    writeOut(`${JSON.stringify(config, null, 2)}\n`, file);
}
