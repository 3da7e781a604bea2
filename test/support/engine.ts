import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { type EmulatedStack, openEmulatedStack } from "../../tools/emulatedStack";
import { findPulumi, type PulumiCli } from "../../tools/pulumi/findPulumi";
import { type Outcome, ROOT, runCommand, succeeded } from "./command";

/** The policy pack, as it stands in this repository. */
export const PACK = join(ROOT, "policy");

/** One step of a preview, as `pulumi preview --json` tells it: the operation and the resource. */
export interface Step {
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** What the program declares; empty where the resource goes. */
    readonly inputs: Readonly<Record<string, unknown>>;
    /** The properties that differ, in alphabetical order; of a replacement, those that force it. */
    readonly because: readonly string[];
}

/** A stack on the real engine and an emulated AWS, driven by a test. */
export interface EngineStack extends EmulatedStack {
    /** Runs `pulumi COMMAND` on the stack, without a terminal. */
    run(command: "preview" | "up" | "refresh" | "destroy", ...args: string[]): Promise<Outcome>;
    /** Runs any other command of `pulumi` on the stack. */
    pulumi(...command: string[]): Promise<Outcome>;
    /** The steps of `pulumi preview`, without those that change nothing in AWS. */
    plan(...args: string[]): Promise<Step[]>;
    /** The resources in the stack's state. */
    state(): Promise<{ urn: string; type: string; id?: string; outputs?: object }[]>;
    /** Replaces the stack's configuration: keys to values, as in `Pulumi.<stack>.yaml`. */
    configure(config: Record<string, unknown>): void;
}

/** Those that concern AWS: neither the stack, nor components, nor providers. */
export function inAws<T extends { readonly type: string }>(resources: readonly T[]): T[] {
    return resources.filter(({ type }) => type.startsWith("aws:"));
}

/** The steps that concern AWS as "operation name", in alphabetical order. */
export function operationsIn(steps: readonly Step[]): string[] {
    return inAws(steps)
        .map(({ op, name }) => `${op} ${name}`)
        .sort();
}

let found: Promise<PulumiCli> | undefined;

/** The CLI for all tests; `npm test` has it built before they start. */
export function pulumiCli(): Promise<PulumiCli> {
    found ??= findPulumi((line) => process.stderr.write(`${line}\n`));
    return found;
}

/**
 * Opens a stack of a Pulumi project; a test closes it.
 *
 * @param settings is added to the environment of the CLI
 */
export async function openEngineStack(
    project: string,
    stack = "dev",
    settings: Readonly<Record<string, string>> = {},
): Promise<EngineStack> {
    const cli = await pulumiCli();
    const emulated = await openEmulatedStack(cli, project, stack);
    const environment = { ...emulated.environment, ...settings };
    const cliWith = (args: readonly string[]) =>
        runCommand(cli.command, [...args, "--non-interactive"], environment);
    const run: EngineStack["run"] = (command, ...args) => {
        const agreed = command === "preview" ? [] : ["--yes"];
        return cliWith([command, ...emulated.selection, ...agreed, ...args]);
    };
    const pulumi: EngineStack["pulumi"] = (...command) =>
        cliWith([...command, "--cwd", emulated.project, "--stack", emulated.name]);
    return {
        ...emulated,
        environment,
        run,
        pulumi,
        plan: async (...args) => stepsIn(await run("preview", "--json", ...args)),
        state: async () => {
            const { stdout } = succeeded(await pulumi("stack", "export"));
            return JSON.parse(stdout).deployment.resources ?? [];
        },
        configure: (config) => {
            const settings = load(readFileSync(emulated.configFile, "utf8")) as object;
            writeFileSync(emulated.configFile, dump({ ...settings, config }));
        },
    };
}

const CHANGING_NOTHING = ["same", "refresh", "read", "discard"];

function stepsIn(outcome: Outcome): Step[] {
    const { steps = [] }: { steps?: PreviewStep[] } = JSON.parse(succeeded(outcome).stdout);
    return steps
        .filter(({ op }) => !CHANGING_NOTHING.includes(op))
        .map(({ op, urn, newState, diffReasons = [], replaceReasons = diffReasons }) => {
            const [, , types = "", name = ""] = urn.split("::");
            const type = types.split("$").at(-1) ?? "";
            const inputs = newState?.inputs ?? {};
            return { op, urn, type, name, inputs, because: replaceReasons.toSorted() };
        });
}

interface PreviewStep {
    readonly op: string;
    readonly urn: string;
    readonly newState?: { readonly inputs?: Record<string, unknown> };
    readonly diffReasons?: readonly string[];
    readonly replaceReasons?: readonly string[];
}

/** The findings that the CLI prints, each as its level, policy and resource, in alphabetical order. */
export function findingsIn(output: string): string[] {
    const findings =
        /^\s+- \[(mandatory|advisory)\] (?:\[severity: \w+\])?\s+(\S+)\s+\(\S+: (\S+)\)/gm;
    return [...output.matchAll(findings)]
        .map(([, level, policy, resource]) => `${level} ${policy} ${resource}`)
        .sort();
}
