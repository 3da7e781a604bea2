import { readFileSync } from "node:fs";
import type { Config } from "../../policy/analysis/packConfig";
import { readPlan } from "../../policy/analysis/planFile";
import { readState } from "../../policy/analysis/stateFile";
import type { StackResource } from "../../policy/network/stack";
import { orUsageError, UsageError } from "../commandLine";
import type { Options } from "./options";

/** @throws UsageError if a file cannot be read or is none of its kind */
export function readResources({ state, preview }: Options): StackResource[] {
    return orUsageError(() => {
        const existing = state === undefined ? [] : readState(state);
        return preview === undefined ? existing : readPlan(preview, existing);
    });
}

/**
 * Reads the file of `--policy-pack-config`; without one, nothing is configured.
 *
 * @throws UsageError with everything for which the engine would refuse it
 */
export function readConfig(file: string | undefined): Config {
    const text = file === undefined ? "" : orUsageError(() => readFileSync(file, "utf8"));
    // The engine takes an empty file for no configuration, too.
    if (text.trim() === "") {
        return {};
    }
    const config = orUsageError((): unknown => JSON.parse(text), `${file} is no JSON: `);
    // Checking schemas takes as long to load as all the rest, and most runs have nothing to check.
    const { flawsOf } = require("./configSchema") as typeof import("./configSchema");
    const flaws = flawsOf(config);
    if (flaws.length > 0) {
        throw new UsageError([`${file}:`, ...flaws.map((flaw) => `- ${flaw}`)].join("\n"));
    }
    return config as Config;
}
