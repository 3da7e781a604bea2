/**
 * The emulator as a process of its own, for a developer:
 * `node -r ts-node/register/transpile-only tools/awsEmulator/main.ts [PORT]`.
 * It forgets the account when it ends; a later one takes over what the stack's state tells.
 */
import { startAwsEmulator } from ".";

async function main(): Promise<void> {
    const port = Number(process.argv[2] ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
        throw new Error(`Expected a port between 0 and 65535, received "${process.argv[2]}".`);
    }
    const emulator = await startAwsEmulator({ port });
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => emulator.close());
    }
    process.stdout.write(
        "AWS is emulated on this machine: no account is asked, nothing is created.\n" +
            `export PULUMI_DEBUG_PROVIDERS=aws:${emulator.port}\n`,
    );
}

main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
});
