/**
 * `npm run preview [-- ARGUMENTS]`: `pulumi preview --policy-pack policy` of a stack, on an emulated AWS.
 * `--stack NAME` (default `dev`) and `--cwd FOLDER` (default this repository) choose what is previewed;
 * every other argument goes to `pulumi preview`.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openEmulatedStack } from "./emulatedStack";
import { exitOnSignals, runInForeground } from "./foreground";
import { findPulumi } from "./pulumi/findPulumi";

const ROOT = join(__dirname, "..");

async function main(): Promise<void> {
    exitOnSignals();
    const { project, stack, others } = readArguments(process.argv.slice(2));
    process.stdout.write(
        "AWS is emulated on this machine: no account is asked, nothing is created.\n",
    );
    const cli = await findPulumi((line) => process.stderr.write(`${line}\n`));
    const emulated = await openEmulatedStack(cli, project, stack);
    try {
        process.exitCode = await runInForeground(
            cli.command,
            ["preview", ...emulated.selection, "--policy-pack", join(ROOT, "policy"), ...others],
            { env: emulated.environment },
        );
    } finally {
        await emulated.close();
    }
}

function readArguments(args: string[]) {
    const { values, tokens } = parseArgs({
        args,
        options: {
            stack: { type: "string", short: "s", default: "dev" },
            cwd: { type: "string", short: "C", default: ROOT },
        },
        strict: false,
        tokens: true,
    });
    const taken = new Set(
        tokens.flatMap((token) => {
            if (token.kind !== "option" || !["stack", "cwd"].includes(token.name)) {
                return [];
            }
            return token.inlineValue ? [token.index] : [token.index, token.index + 1];
        }),
    );
    return {
        project: String(values.cwd),
        stack: String(values.stack),
        others: args.filter((_, index) => !taken.has(index)),
    };
}

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});
