import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { endOfHelper } from "../foreground";
import { makeTemporaryFolder } from "../temporaryFolder";
import { cacheDirectory, PULUMI_VERSION } from "./cache";

const SOURCE = "github.com/pulumi/pulumi";

const BUILD_ARGUMENTS = [
    "build",
    "-v",
    "-trimpath",
    "-tags",
    "osusergo,grpcnotrace",
    "-ldflags",
    `-w -s -X ${SOURCE}/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`,
];

/**
 * The CLI looks for its language host beside itself. The cache outlives and is shared by checkouts, so
 * the host is not copied there: the caller of the CLI names its own (see `languageHostEnvironment`).
 */
const LANGUAGE_HOST_SHIM = `#!/bin/sh
exec node "\${PULUMI_NODEJS_LANGUAGE_HOST:?start this CLI with: npm run pulumi}" "$@"
`;

/** What `BuildFailed` tells the user to do instead. */
export class BuildFailed extends Error {}

/** The environment in which a built CLI finds this checkout's language host. */
export const languageHostEnvironment = {
    PULUMI_NODEJS_LANGUAGE_HOST: join(__dirname, "nodejsLanguageHost.js"),
};

/** The folder of the built CLI; another pin, flag or shim makes another folder. */
export function builtCliDirectory(): string {
    const inputs = [
        readFileSync(join(__dirname, "go.mod")),
        readFileSync(join(__dirname, "go.sum")),
        ...BUILD_ARGUMENTS,
        LANGUAGE_HOST_SHIM,
    ];
    const key = createHash("sha256").update(inputs.join("\n")).digest("hex").slice(0, 12);
    return join(cacheDirectory(), `pulumi-${PULUMI_VERSION}-built-${key}`);
}

/**
 * Builds the Pulumi CLI from the Go modules that `go.mod` and `go.sum` pin by checksum: 3 to 4 minutes
 * on 2 cores the first time. The result appears in the cache whole or not at all.
 *
 * @throws BuildFailed with the compiler's last lines.
 */
export async function buildCli(progress: (line: string) => void): Promise<void> {
    const directory = builtCliDirectory();
    await mkdir(cacheDirectory(), { recursive: true });
    const unfinished = makeTemporaryFolder(cacheDirectory());
    const [built, work] = ["built", "work"].map((name) => join(unfinished.path, name)) as [
        string,
        string,
    ];
    try {
        mkdirSync(built);
        mkdirSync(work);
        await compile(join(built, "pulumi"), work, progress);
        writeFileSync(join(built, "pulumi-language-nodejs"), LANGUAGE_HOST_SHIM, { mode: 0o755 });
        moveUnlessThere(built, directory);
    } finally {
        unfinished.remove();
    }
}

/** A second build at the same time may have finished first; its result is as good. */
function moveUnlessThere(from: string, to: string): void {
    try {
        renameSync(from, to);
    } catch (error) {
        if (!existsSync(join(to, "pulumi"))) {
            throw error;
        }
    }
}

/** Compiles the CLI; `work` takes the compiler's own files. Also when interrupted, it ends before this does. */
async function compile(
    output: string,
    work: string,
    progress: (line: string) => void,
): Promise<void> {
    const go = spawn("go", [...BUILD_ARGUMENTS, "-o", output, `${SOURCE}/pkg/v3/cmd/pulumi`], {
        cwd: __dirname,
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
        progress(`building the Pulumi CLI: ${seconds} s, ${lines} modules and packages so far`);
    }, 10_000);
    try {
        const status = await endOfHelper(go).catch((error: Error) => {
            throw new BuildFailed(`cannot start "go": ${error.message}`);
        });
        if (status !== 0) {
            throw new BuildFailed(`"go build" failed:\n${lastLines.join("\n")}`);
        }
    } finally {
        clearInterval(ticker);
    }
}
