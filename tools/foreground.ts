import { type SpawnOptions, spawn } from "node:child_process";
import { constants } from "node:os";

/** How long a signalled child may take to end by itself before it is killed, in milliseconds. */
const GRACE_MS = 15_000;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The exit status by which shells report that a process was ended by this signal. */
export function signalStatus(signal: NodeJS.Signals): number {
    return 128 + constants.signals[signal];
}

/**
 * Runs a command with this process's terminal and waits for its end, also when this process is told to
 * stop: the child is then asked to, so that nothing it started outlives it.
 *
 * @returns the child's exit status; 128 + n if signal n ended it
 */
export function runInForeground(
    command: string,
    args: readonly string[],
    options: SpawnOptions,
): Promise<number> {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { stdio: "inherit", ...options });
        let deadline: NodeJS.Timeout | undefined;
        const stop = (signal: NodeJS.Signals) => {
            // A terminal sends Ctrl-C to the child as well, and a second one means "at once".
            if (signal !== "SIGINT" || !process.stdin.isTTY) {
                child.kill("SIGINT");
            }
            deadline ??= setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
        };
        for (const signal of SIGNALS) {
            process.on(signal, stop);
        }
        const forget = () => {
            clearTimeout(deadline);
            for (const signal of SIGNALS) {
                process.off(signal, stop);
            }
        };
        child.once("error", (error) => {
            forget();
            reject(error);
        });
        child.once("exit", (status, signal) => {
            forget();
            resolve(status ?? (signal ? signalStatus(signal) : 1));
        });
    });
}

/**
 * Makes signals that arrive while nothing runs in the foreground end this process in the ordinary way:
 * with its `exit` listeners, which remove what it has made.
 */
export function exitOnSignals(): void {
    for (const signal of SIGNALS) {
        process.on(signal, () => {
            if (process.listenerCount(signal) === 1) {
                process.exit(signalStatus(signal));
            }
        });
    }
}
