import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { endOfHelper } from "./foreground";
import { cacheDirectory } from "./pulumi/cache";
import { makeTemporaryFolder } from "./temporaryFolder";

/** A program that is built from Go modules and kept in the cache. */
export interface GoProgram {
    /** What it is, for a person, such as `the Pulumi CLI`. */
    readonly title: string;
    /** The executable's file name. */
    readonly name: string;
    /** How its folder in the cache begins; a digest of all that makes the build follows. */
    readonly cacheName: string;
    /** The folder with the `go.mod` and `go.sum` that pin its modules by checksum. */
    readonly modules: string;
    /** The Go package of its main function. */
    readonly package: string;
    /** The arguments of `go`, from `build` on. */
    readonly arguments: readonly string[];
    /** Executable scripts that belong beside it: file names to their text. */
    readonly companions: Readonly<Record<string, string>>;
}

/** The path of the executable, whether it is built yet or not; another pin, argument or script makes another. */
export function builtProgram(program: GoProgram): string {
    return join(builtDirectory(program), program.name);
}

function builtDirectory({ cacheName, modules, arguments: args, companions }: GoProgram): string {
    const inputs = [
        readFileSync(join(modules, "go.mod")),
        readFileSync(join(modules, "go.sum")),
        ...args,
        ...Object.values(companions),
    ];
    const key = createHash("sha256").update(inputs.join("\n")).digest("hex").slice(0, 12);
    return join(cacheDirectory(), `${cacheName}-built-${key}`);
}

/**
 * Builds a program. The result appears in the cache whole or not at all.
 *
 * @throws Error with the compiler's last lines.
 */
export async function buildProgram(
    program: GoProgram,
    progress: (line: string) => void,
): Promise<void> {
    await mkdir(cacheDirectory(), { recursive: true });
    const unfinished = makeTemporaryFolder(cacheDirectory());
    const [built, work] = ["built", "work"].map((name) => join(unfinished.path, name)) as [
        string,
        string,
    ];
    try {
        mkdirSync(built);
        mkdirSync(work);
        await compile(program, join(built, program.name), work, progress);
        for (const [name, text] of Object.entries(program.companions)) {
            writeFileSync(join(built, name), text, { mode: 0o755 });
        }
        moveUnlessThere(built, program);
    } finally {
        unfinished.remove();
    }
}

/** A second build at the same time may have finished first; its result is as good. */
function moveUnlessThere(from: string, program: GoProgram): void {
    try {
        renameSync(from, builtDirectory(program));
    } catch (error) {
        if (!existsSync(builtProgram(program))) {
            throw error;
        }
    }
}

/** Compiles; `work` takes the compiler's own files. Also when interrupted, it ends before this does. */
async function compile(
    program: GoProgram,
    output: string,
    work: string,
    progress: (line: string) => void,
): Promise<void> {
    const go = spawn("go", [...program.arguments, "-o", output, program.package], {
        cwd: program.modules,
        env: { ...process.env, GOTMPDIR: work },
        stdio: ["ignore", "ignore", "pipe"],
    });
    const started = Date.now();
    const lastLines: string[] = [];
    let lines = 0;
    createInterface(go.stderr).on("line", (line) => {
        lines += 1;
        lastLines.push(line);
        lastLines.splice(0, lastLines.length - 15);
    });
    const ticker = setInterval(() => {
        const seconds = Math.round((Date.now() - started) / 1000);
        progress(`building ${program.title}: ${seconds} s, ${lines} modules and packages so far`);
    }, 10_000);
    try {
        const status = await endOfHelper(go).catch((error: Error) => {
            throw new Error(`cannot start "go": ${error.message}`);
        });
        if (status !== 0) {
            throw new Error(`"go build" failed:\n${lastLines.join("\n")}`);
        }
    } finally {
        clearInterval(ticker);
    }
}
