import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "ssm-only-network-";

/** A folder for one run. */
export interface TemporaryFolder {
    readonly path: string;
    remove(): void;
}

/**
 * Makes a folder that lives as long as this process at most. What a killed process could not remove
 * goes with the next call: the folder's name holds the number of the process that owns it.
 *
 * @param parent where it is made
 */
export function makeTemporaryFolder(parent = tmpdir()): TemporaryFolder {
    removeOrphans(parent);
    const path = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
    const remove = () => {
        process.off("exit", remove);
        rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    };
    process.once("exit", remove);
    return { path, remove };
}

function removeOrphans(parent: string): void {
    for (const name of readdirSync(parent)) {
        const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
        if (owner !== undefined && !isRunning(Number(owner))) {
            removeIfOurs(join(parent, name));
        }
    }
}

function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

/** Another user's folder cannot be removed, and need not be: it goes with that user's next run. */
function removeIfOurs(path: string): void {
    try {
        rmSync(path, { recursive: true, force: true });
    } catch (error) {
        if (!["EACCES", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) {
            throw error;
        }
    }
}
