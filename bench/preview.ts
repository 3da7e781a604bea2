/**
 * `npm run bench`: how long `npm run preview` takes, as a multiple of what the same engine takes for an
 * empty TypeScript program with an empty TypeScript policy pack. Both run in turn, so that a machine
 * whose speed drifts slows both; the ratio of each pair counts, not the seconds. It ends with 1 if their median
 * is above the limit.
 */
import { spawnSync } from "node:child_process";
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type EmulatedStack, openEmulatedStack } from "../tools/emulatedStack";
import { exitOnSignals } from "../tools/foreground";
import { findPulumi, type PulumiCli } from "../tools/pulumi/findPulumi";
import { makeTemporaryFolder } from "../tools/temporaryFolder";
import { medianOf } from "./median";

const ROOT = join(__dirname, "..");
const PAIRS = Number(process.argv[2] ?? 5);
/** The goal for the median of the ratios, and what a regression is: single pairs differ by a fifth. */
const [GOAL, LIMIT] = [1.1, 1.25];

async function main(): Promise<void> {
    exitOnSignals();
    const cli = await findPulumi((line) => process.stderr.write(`${line}\n`));
    const folder = makeTemporaryFolder();
    const empty = copyOfEmptyProject(folder.path);
    const yardstick = await openEmulatedStack(cli, empty.program, "dev");
    try {
        const preview = () => seconds("npm", ["run", "preview"], process.env);
        const emptyPreview = () => previewOfEmpty(cli, yardstick, empty.pack);
        preview();
        emptyPreview();
        const pairs = Array.from({ length: PAIRS }, () => [preview(), emptyPreview()] as const);
        report(pairs);
    } finally {
        await yardstick.close();
        folder.remove();
    }
}

/** Packages are found from where a file really is: the copies stand beside links to those here. */
function copyOfEmptyProject(folder: string): { program: string; pack: string } {
    const [program, pack] = [join(folder, "program"), join(folder, "pack")];
    cpSync(join(__dirname, "empty"), folder, { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(program, "node_modules"));
    symlinkSync(join(ROOT, "policy", "node_modules"), join(pack, "node_modules"));
    return { program, pack };
}

function previewOfEmpty(cli: PulumiCli, stack: EmulatedStack, pack: string): number {
    const args = ["preview", ...stack.selection, "--policy-pack", pack];
    return seconds(cli.command, args, stack.environment);
}

function seconds(command: string, args: readonly string[], env: NodeJS.ProcessEnv): number {
    const started = process.hrtime.bigint();
    const { status, stdout, stderr } = spawnSync(command, args, {
        cwd: ROOT,
        env,
        encoding: "utf8",
    });
    if (status !== 0) {
        throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
    }
    return Number(process.hrtime.bigint() - started) / 1e9;
}

function report(pairs: readonly (readonly [number, number])[]): void {
    const rows = {
        "npm run preview, s": pairs.map(([ours]) => ours),
        "empty program and pack, s": pairs.map(([, empty]) => empty),
        ratio: pairs.map(([ours, empty]) => ours / empty),
    };
    for (const [name, values] of Object.entries(rows)) {
        const [min, median, max] = [Math.min(...values), medianOf(values), Math.max(...values)].map(
            (value) => value.toFixed(2),
        );
        process.stdout.write(`${name.padEnd(28)} median ${median}  (${min} to ${max})\n`);
    }
    process.stdout.write(`goal: ratio at most ${GOAL}; limit ${LIMIT}\n`);
    process.exitCode = medianOf(rows.ratio) <= LIMIT ? 0 : 1;
}

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});
