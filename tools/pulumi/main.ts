/** `npm run pulumi -- ARGUMENTS`: the Pulumi CLI that this repository finds or builds. */
import { exitOnSignals, runInForeground } from "../foreground";
import { environmentOf, findPulumi } from "./findPulumi";

async function main(): Promise<void> {
    exitOnSignals();
    const cli = await findPulumi((line) => process.stderr.write(`${line}\n`));
    process.exitCode = await runInForeground(cli.command, process.argv.slice(2), {
        env: { ...process.env, ...environmentOf(cli) },
    });
}

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});
