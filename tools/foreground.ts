import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
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
export async function runInForeground(
    command: string,
    args: readonly string[],
    options: SpawnOptions,
): Promise<number> {
    const { status } = await endOf(spawn(command, args, { stdio: "inherit", ...options }));
    return status;
}

/**
 * Waits for the end of a child that works for this process. When this process is told to stop, the child
 * is, too, and this process ends after it, so that the child cannot write to what `exit` listeners remove.
 *
 * @returns the child's exit status
 */
export async function endOfHelper(child: ChildProcess): Promise<number> {
    const { status, toldToStop } = await endOf(child);
    if (toldToStop) {
        process.exit(signalStatus(toldToStop));
    }
    return status;
}

function endOf(child: ChildProcess): Promise<{ status: number; toldToStop?: NodeJS.Signals }> {
    return new Promise((resolve, reject) => {
        let deadline: NodeJS.Timeout | undefined;
        let toldToStop: NodeJS.Signals | undefined;
        const stop = (signal: NodeJS.Signals) => {
            toldToStop ??= signal;
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
        child.once("close", (status, signal) => {
            forget();
            resolve({ status: status ?? (signal ? signalStatus(signal) : 1), toldToStop });
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
