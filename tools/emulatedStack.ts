import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { AwsEmulator } from "./awsEmulator";
import { endOfHelper } from "./foreground";
import { environmentOf, type PulumiCli } from "./pulumi/findPulumi";
import { makeTemporaryFolder } from "./temporaryFolder";

/** A stack of a Pulumi project on an emulated AWS: engine real, state and account for one run only. */
export interface EmulatedStack {
    readonly emulator: AwsEmulator;
    /** The project's folder, absolute. */
    readonly project: string;
    readonly name: string;
    /** This run's copy of `Pulumi.<stack>.yaml`: the CLI writes to it, never to the project's. */
    readonly configFile: string;
    /** The whole environment for the CLI: without credentials and settings of the user's own. */
    readonly environment: NodeJS.ProcessEnv;
    /** Says which stack: for `preview`, `up`, `refresh` and `destroy`, behind the command's name. */
    readonly selection: readonly string[];
    /** Ends the emulator and removes state, account and copies. */
    close(): Promise<void>;
}

/**
 * Prepares a stack of the project in the folder `project` for the CLI, without an AWS account.
 *
 * @throws Error if `Pulumi.yaml` or `Pulumi.<stack>.yaml` is missing there. Nothing is left behind then.
 */
export async function openEmulatedStack(
    cli: PulumiCli,
    project: string,
    stack: string,
): Promise<EmulatedStack> {
    checkProject(project, stack);
    const folder = makeTemporaryFolder();
    const environment = { ...emulatedEnvironment(folder.path), ...environmentOf(cli) };
    try {
        // Loading the emulator takes as long as creating a stack: on two cores, both at once.
        const created = createStack(cli, project, stack, folder.path, environment);
        const { startAwsEmulator } = require("./awsEmulator") as typeof import("./awsEmulator");
        await created;
        const emulator = await startAwsEmulator();
        const configFile = join(folder.path, configFileName(stack));
        return {
            emulator,
            project: resolve(project),
            name: stack,
            configFile,
            environment: {
                ...environment,
                PULUMI_DEBUG_PROVIDERS: `aws:${emulator.port}`,
            },
            selection: ["--cwd", resolve(project), "--stack", stack, "--config-file", configFile],
            close: async () => {
                await emulator.close();
                folder.remove();
            },
        };
    } catch (error) {
        folder.remove();
        throw error;
    }
}

const configFileName = (stack: string) => `Pulumi.${stack}.yaml`;

function checkProject(project: string, stack: string): void {
    if (!existsSync(join(project, "Pulumi.yaml"))) {
        throw new Error(
            `${resolve(project)} has no Pulumi.yaml: name the folder of a Pulumi project.`,
        );
    }
    if (!existsSync(join(project, configFileName(stack)))) {
        const stacks = readdirSync(project).flatMap(
            (name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [],
        );
        throw new Error(
            `Stack "${stack}" has no ${configFileName(stack)} in ${resolve(project)}; ` +
                `allowed: ${stacks.length > 0 ? stacks.join(", ") : "none yet, write that file"}.`,
        );
    }
}

/** Creates the stack beside copies of the project's files, because the CLI writes a salt into them. */
async function createStack(
    cli: PulumiCli,
    project: string,
    stack: string,
    folder: string,
    environment: NodeJS.ProcessEnv,
): Promise<void> {
    for (const name of ["Pulumi.yaml", configFileName(stack)]) {
        copyFileSync(join(project, name), join(folder, name));
    }
    const init = spawn(cli.command, ["stack", "init", stack], {
        cwd: folder,
        env: environment,
        stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    init.stderr.setEncoding("utf8").on("data", (text) => {
        said += text;
    });
    const status = await endOfHelper(init);
    if (status !== 0) {
        throw new Error(
            `pulumi stack init ${stack}: ${said.trim() || `ended with status ${status}`}`,
        );
    }
}

/**
 * Nothing of the user's AWS and Pulumi settings reaches an emulated run, so that a provider other than
 * the emulator cannot touch a real account, nor the CLI a real stack.
 */
function emulatedEnvironment(folder: string): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(
        ([name]) => !/^(AWS|PULUMI)_/.test(name) || name.startsWith("PULUMI_CONFIG_PASSPHRASE"),
    );
    const state = join(folder, "state");
    mkdirSync(state);
    return {
        // For a stack without secrets any passphrase does.
        PULUMI_CONFIG_PASSPHRASE: "emulated",
        ...Object.fromEntries(inherited),
        AWS_CONFIG_FILE: join(folder, "no-aws-config"),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-aws-credentials"),
        AWS_EC2_METADATA_DISABLED: "true",
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_HOME: join(folder, "home"),
        PULUMI_SKIP_UPDATE_CHECK: "true",
    };
}
