import { spawn } from "node:child_process";
import { join } from "node:path";

/** The root of this repository. */
export const ROOT = join(__dirname, "..", "..");

/** How a command ended. */
export interface Outcome {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs a command in the root of this repository to its end, without a terminal. */
export function runCommand(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
): Promise<Outcome> {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
        const output = { stdout: "", stderr: "" };
        child.stdout.setEncoding("utf8").on("data", (text) => {
            output.stdout += text;
        });
        child.stderr.setEncoding("utf8").on("data", (text) => {
            output.stderr += text;
        });
        child.once("error", reject);
        child.once("close", (status) => resolve({ status, ...output }));
    });
}

/** The outcome itself if the command ended with 0; else an error that shows all it printed. */
export function succeeded(outcome: Outcome): Outcome {
    if (outcome.status !== 0) {
        throw new Error(`status ${outcome.status}\n${outcome.stdout}\n${outcome.stderr}`);
    }
    return outcome;
}

/** Waits until a condition holds; the test's time limit ends it if it never does. */
export async function until(condition: () => boolean): Promise<void> {
    while (!condition()) {
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
}

/** Whether a process of this number exists. */
export function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}
