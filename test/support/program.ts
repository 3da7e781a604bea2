import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { load } from "js-yaml";
import { ROOT } from "./command";
import { type Recording, record } from "./mocks";

// The CLI is not part of these runs: it checks types and fills in Pulumi.yaml's defaults before the
// program starts. Here the same is done by hand; the specs in test/engine have it done by the CLI.

export const PROJECT = "ssm-only-network";
const PROGRAM = join(ROOT, "index.ts");

export type Config = Record<string, unknown>;

/** A Pulumi file in the root of this repository. */
export function readYaml(file: string) {
    return load(readFileSync(join(ROOT, file), "utf8")) as { config: Config };
}

/** `Pulumi.yaml`: the keys of the configuration, without the project's name, and what it says of each. */
export const project = readYaml("Pulumi.yaml") as { name: string; config: Record<string, Config> };

const defaults = Object.fromEntries(
    Object.entries(project.config).map(([key, declared]) => [key, declared.default]),
);

/**
 * Runs the program under mocks with this configuration; the project's own keys may be written without
 * its name.
 */
export async function runProgram(
    config: Config,
    preview = false,
): Promise<Recording<Record<string, unknown>>> {
    const texts = Object.entries({ ...defaults, ...withoutProject(config) })
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [
            key.includes(":") ? key : `${PROJECT}:${key}`,
            typeof value === "string" ? value : JSON.stringify(value),
        ]);
    try {
        return await record<Record<string, unknown>>(
            () => {
                pulumi.runtime.setAllConfig(Object.fromEntries(texts));
                return require(PROGRAM)();
            },
            { project: PROJECT, stack: "dev", preview },
        );
    } finally {
        pulumi.runtime.setAllConfig({});
    }
}

function withoutProject(config: Config): Config {
    return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [key.replace(`${PROJECT}:`, ""), value]),
    );
}
