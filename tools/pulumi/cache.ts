import { homedir } from "node:os";
import { join } from "node:path";

/** The version of the Pulumi CLI that is installed or built when none is on the PATH. */
export const PULUMI_VERSION = "3.259.0";

/**
 * Where an installed or built CLI is kept: `ssm-only-network` in the user's cache folder
 * (`$XDG_CACHE_HOME`, default `~/.cache`), so that every clone of the repository shares it.
 */
export function cacheDirectory(): string {
    return join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "ssm-only-network");
}
