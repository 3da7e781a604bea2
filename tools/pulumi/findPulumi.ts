import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { gte, SemVer } from "semver";
import { buildProgram, builtProgram } from "../goBuild";
import { languageHostEnvironment, PULUMI_CLI } from "./build";
import { cacheDirectory, PULUMI_VERSION } from "./cache";

/** The oldest CLI that can do all that this repository asks of it: `policy analyze --file`. */
const MINIMUM_VERSION = "3.249.0";

/** A Pulumi CLI that is ready to be started. */
export interface PulumiCli {
    /** The executable's path. */
    readonly command: string;
    /** Where it comes from, in words for a person. */
    readonly origin: string;
    /** What the caller adds to the environment of the CLI. */
    readonly environment: Readonly<Record<string, string>>;
}

/**
 * Finds the Pulumi CLI, or gets one: from the PATH if recent enough; else the official download, kept in
 * the cache; else a build from its Go modules, kept in the cache. Never changes what is installed.
 *
 * @param progress receives lines for a person while something takes long
 * @throws Error that says what was tried and what to install by hand.
 */
export async function findPulumi(progress: (line: string) => void): Promise<PulumiCli> {
    const cli = (await installedCli(progress)) ?? officialCli() ?? builtCli();
    if (cli) {
        return cli;
    }
    const problems: string[] = [];
    const ways: [string, () => Promise<unknown>][] = [
        [`installing the official Pulumi CLI ${PULUMI_VERSION}`, installOfficialCli],
        [
            `building the Pulumi CLI ${PULUMI_VERSION} from source (3 to 4 minutes, once)`,
            () => buildProgram(PULUMI_CLI, progress),
        ],
    ];
    for (const [what, get] of ways) {
        progress(what);
        try {
            await get();
        } catch (error) {
            const problem = `${what}: ${(error as Error).message}`;
            progress(`failed: ${problem}`);
            problems.push(problem);
        }
        const cli = officialCli() ?? builtCli();
        if (cli) {
            return cli;
        }
    }
    throw new Error(
        [
            `There is no Pulumi CLI >= ${MINIMUM_VERSION} on the PATH, and none could be had:`,
            ...problems.map((problem) => `  - ${problem}`),
            "Install one by hand: https://www.pulumi.com/docs/iac/download-install/ (or Go >= 1.25, to have it built).",
        ].join("\n"),
    );
}

/** The environment for a process that starts this CLI: with its own folder first on the PATH. */
export function environmentOf(cli: PulumiCli): Record<string, string> {
    return {
        ...cli.environment,
        PATH: [dirname(cli.command), process.env.PATH].join(delimiter),
    };
}

/** A real installation: a recent CLI on the PATH that has its language host beside it. */
async function installedCli(progress: (line: string) => void): Promise<PulumiCli | undefined> {
    const command = onPath("pulumi");
    if (command === undefined) {
        return undefined;
    }
    const version = await versionOf(command);
    if (version === undefined || !gte(version, MINIMUM_VERSION)) {
        progress(`not used: ${command} is ${version ?? "broken"}; ${MINIMUM_VERSION} is needed`);
        return undefined;
    }
    const beside = join(dirname(realpathSync(command)), "pulumi-language-nodejs");
    if (!existsSync(beside) && onPath("pulumi-language-nodejs") === undefined) {
        progress(`not used: ${command} has no pulumi-language-nodejs beside it`);
        return undefined;
    }
    return { command, origin: `${version}, from the PATH`, environment: {} };
}

function onPath(name: string): string | undefined {
    const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
    return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

const officialDirectory = () => join(cacheDirectory(), `pulumi-${PULUMI_VERSION}-official`);

function officialCli(): PulumiCli | undefined {
    const command = join(officialDirectory(), "bin", "pulumi");
    const origin = `v${PULUMI_VERSION}, the official build, from ${officialDirectory()}`;
    return existsSync(command) ? { command, origin, environment: {} } : undefined;
}

function builtCli(): PulumiCli | undefined {
    const command = builtProgram(PULUMI_CLI);
    const origin = `v${PULUMI_VERSION}, built from source, from ${dirname(command)}`;
    return existsSync(command)
        ? { command, origin, environment: languageHostEnvironment }
        : undefined;
}

async function installOfficialCli(): Promise<void> {
    // Loaded only here: the Automation API takes longer to load than a cached CLI to start.
    const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
    await PulumiCommand.install({ root: officialDirectory(), version: new SemVer(PULUMI_VERSION) });
}

async function versionOf(command: string): Promise<string | undefined> {
    try {
        const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
        const { stdout } = await promisify(execFile)(command, ["version"], { env });
        return stdout.trim();
    } catch {
        return undefined;
    }
}
