import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentOf } from "../../tools/pulumi/findPulumi";
import { makeTemporaryFolder } from "../../tools/temporaryFolder";
import { runCommand } from "./command";
import { PACK, pulumiCli } from "./engine";
import { type Config, type Finding, IdOf, knownId, type Resource, unknown } from "./policyServer";
import { isSecret, type StateResource, secret, stateOf, stateUrn } from "./stateFile";

/** How the CLI shows policies a secret that it cannot decrypt. */
const UNDECRYPTED = "[secret]";

/** A finding by the resource's own name in its stack. */
export type StateFinding = Pick<Finding, "level" | "message"> & { readonly name: string };

/**
 * What the real CLI says of several stacks, each by itself, when it analyzes them as one state file:
 * starting it takes seconds. In this file, names and ids are made different from stack to stack, so that
 * no stack sees a resource of another. What is unknown in a preview is a secret here that nobody can
 * decrypt: a state holds nothing that is unknown.
 *
 * @returns the findings of one policy, for each stack
 */
export async function analyzeStates(
    policy: string,
    stacks: readonly (readonly Resource[])[],
    config: Config,
): Promise<StateFinding[][]> {
    const owners = new Map<string, { readonly stack: number; readonly name: string }>();
    const resources = stacks.flatMap((stack, index) => {
        const entries = stack.map((resource) => stateResource(resource, stack, index));
        for (const [position, entry] of entries.entries()) {
            owners.set(stateUrn(entry), { stack: index, name: stack[position]?.name ?? "" });
        }
        return entries;
    });
    const found: StateFinding[][] = stacks.map(() => []);
    for (const { resourceUrn, policyName, enforcementLevel, message } of await findingsOn(
        stateOf(...resources),
        { all: "disabled", settings: "mandatory", [policy]: "mandatory", ...config },
    )) {
        const owner = owners.get(resourceUrn);
        if (policyName !== policy || !owner) {
            throw new Error(`Unexpected finding of ${policyName} on ${resourceUrn}: ${message}`);
        }
        found[owner.stack]?.push({ name: owner.name, level: enforcementLevel, message });
    }
    return found;
}

function stateResource(
    resource: Resource,
    stack: readonly Resource[],
    index: number,
): StateResource {
    const ids = new Map(
        stack.flatMap(({ id }) => (id === undefined ? [] : [[id, `${id}-${index}`]])),
    );
    const idIn = (name: string): string => {
        const found = stack.find((candidate) => candidate.name === name);
        if (!found) {
            throw new Error(`The test stack has no resource ${name}.`);
        }
        return `${knownId(found)}-${index}`;
    };
    const written = (value: unknown): unknown => {
        if (value instanceof IdOf) {
            return idIn(value.names[0] ?? "");
        }
        if (Object.values<unknown>(unknown).includes(value)) {
            return UNDECRYPTED;
        }
        if (typeof value === "string") {
            return ids.get(value) ?? value;
        }
        if (Array.isArray(value)) {
            return value.map(written);
        }
        if (isSecret(value)) {
            return secret(written(value.value));
        }
        return typeof value === "object" && value !== null
            ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, written(one)]))
            : value;
    };
    return {
        type: resource.type,
        name: `${resource.name}-${index}`,
        id: `${knownId(resource)}-${index}`,
        inputs: written(resource.inputs ?? {}) as Record<string, unknown>,
        outputs: written(resource.outputs ?? {}) as Record<string, unknown>,
    };
}

interface PolicyEvent {
    readonly resourceUrn: string;
    readonly policyName: string;
    readonly enforcementLevel: Finding["level"];
    readonly message: string;
}

/** The findings of `pulumi policy analyze --json`, where nobody is logged in. */
async function findingsOn(state: object, config: object): Promise<PolicyEvent[]> {
    const cli = await pulumiCli();
    const folder = makeTemporaryFolder();
    try {
        const home = join(folder.path, "home");
        mkdirSync(home);
        const [file, configFile] = [
            join(folder.path, "state.json"),
            join(folder.path, "config.json"),
        ];
        writeFileSync(file, JSON.stringify(state));
        writeFileSync(configFile, JSON.stringify(config));
        const { stdout, stderr } = await runCommand(
            cli.command,
            [
                ...["policy", "analyze", "--file", file, "--json", "--non-interactive"],
                ...["--policy-pack", PACK, "--policy-pack-config", configFile],
                ...["--cwd", folder.path],
            ],
            { ...environmentOf(cli), HOME: home, PULUMI_HOME: home },
        );
        const events = stdout
            .split("\n")
            .filter((line) => line.startsWith("{"))
            .map((line) => JSON.parse(line));
        if (!events.some(({ summaryEvent }) => summaryEvent)) {
            throw new Error(`The analysis came to no end:\n${stdout}${stderr}`);
        }
        return events.flatMap(({ policyEvent }) => policyEvent ?? []);
    } finally {
        folder.remove();
    }
}
