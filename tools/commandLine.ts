import { writeFileSync } from "node:fs";
import { type ParseArgsConfig, parseArgs } from "node:util";

/** A mistake of whoever calls: exit code 2, and no stack trace. */
export class UsageError extends Error {}

/** @throws UsageError with the message of what cannot be done, behind a prefix */
export function orUsageError<T>(act: () => T, prefix = ""): T {
    try {
        return act();
    } catch (error) {
        throw new UsageError(`${prefix}${(error as Error).message}`);
    }
}

/**
 * The values that a command line gives to options.
 *
 * @throws UsageError that ends with the usage, if there is an option that does not exist or has no value
 */
export function optionsIn<const T extends NonNullable<ParseArgsConfig["options"]>>(
    args: readonly string[],
    options: T,
    usage: string,
) {
    try {
        return parseArgs({ args: [...args], options }).values;
    } catch (error) {
        throw new UsageError(`${(error as Error).message}\n\n${usage}`);
    }
}

/**
 * Writes text to a file, or to the standard output without one.
 *
 * @throws UsageError if it cannot be written, behind a prefix
 */
export function writeOut(text: string, file: string | undefined, prefix = ""): void {
    if (file === undefined) {
        process.stdout.write(text);
    } else {
        orUsageError(() => writeFileSync(file, text), prefix);
    }
}

/** Ends a command that could not do its work. */
export function endWith(error: unknown): void {
    const { message, stack } = error as Error;
    process.stderr.write(`${error instanceof UsageError ? message : stack}\n`);
    process.exitCode = 2;
}
