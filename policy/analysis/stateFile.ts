import { readFileSync } from "node:fs";
import type { StackResource } from "../network/stack";

/** A resource as a state file holds it, as far as policies go. */
interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs?: object;
    readonly outputs?: object;
    readonly delete?: boolean;
    readonly provider?: string;
    readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>>;
}

/** The key by which Pulumi marks values that are no plain JSON, and the mark of a secret. */
const MARK = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** What stands for a secret that this file does not tell, as for `pulumi policy analyze`. */
const UNTOLD = "[secret]";

/**
 * The resources of a state file, written by `pulumi stack export` or kept by a backend. What is pending
 * deletion is none any more.
 *
 * @throws if the file is no state: JSON with `deployment.resources`, or a checkpoint with that inside
 */
export function readState(file: string): StackResource[] {
    const text = readFileSync(file, "utf8");
    // Looking at each value for a secret takes longer than all the rest.
    const state = text.includes(MARK) ? JSON.parse(text, told) : JSON.parse(text);
    const deployment = state?.deployment ?? state?.checkpoint?.latest;
    if (typeof deployment !== "object" || deployment === null) {
        throw new Error(
            `${file} is no state: expected JSON with "deployment", as "pulumi stack export" writes it.`,
        );
    }
    const resources: readonly StateResource[] = deployment.resources ?? [];
    const regions = new Map(
        resources
            .filter(({ type }) => type.startsWith("pulumi:providers:"))
            .map(({ urn, id, inputs = {} }) => [
                `${urn}::${id}`,
                "region" in inputs && typeof inputs.region === "string" ? inputs.region : undefined,
            ]),
    );
    return resources
        .filter((resource) => resource.delete !== true)
        .map(({ urn, type, id, inputs, outputs, provider = "", propertyDependencies }) => ({
            urn,
            type,
            name: urn.split("::").slice(3).join("::"),
            inputs,
            outputs: id === undefined ? { ...outputs } : { ...outputs, id },
            references: Object.fromEntries(
                Object.entries(propertyDependencies ?? {}).map(([key, urns]) => [key, urns ?? []]),
            ),
            region: regions.get(provider),
        }));
}

/** A value as the JSON parser finds it; of a secret, what is behind it, if the file tells. */
function told(_key: string, value: unknown): unknown {
    if (typeof value !== "object" || value === null || !(MARK in value)) {
        return value;
    }
    if (value[MARK] !== SECRET) {
        return value;
    }
    return "plaintext" in value && typeof value.plaintext === "string"
        ? JSON.parse(value.plaintext)
        : UNTOLD;
}
