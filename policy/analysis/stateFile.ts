import { readFileSync } from "node:fs";
import type { StackResource } from "../network/stack";
import { parseTold } from "./told";

/** A resource as a state file holds it, as far as policies go. */
interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly inputs?: object;
    readonly outputs?: object;
    readonly delete?: boolean;
    readonly provider?: string;
    readonly propertyDependencies?: References;
    /** Such as `project:///index.ts#12,7`. */
    readonly sourcePosition?: string;
}

/** For each property the URNs of the resources that its value is computed from. */
export type References = Readonly<Record<string, readonly string[] | null>>;

/**
 * The resources of a state file, written by `pulumi stack export` or kept by a backend. What is pending
 * deletion is none any more.
 *
 * @throws if the file is no state: JSON with `deployment.resources`, or a checkpoint with that inside
 */
export function readState(file: string): StackResource[] {
    const state = parseTold(readFileSync(file, "utf8"), file) as {
        deployment?: unknown;
        checkpoint?: { latest?: unknown };
    } | null;
    const deployment = state?.deployment ?? state?.checkpoint?.latest;
    if (typeof deployment !== "object" || deployment === null) {
        throw new Error(
            `${file} is no state: expected JSON with "deployment", as "pulumi stack export" writes it.`,
        );
    }
    const { resources }: { resources?: readonly StateResource[] } = deployment;
    return stateResources(resources ?? []);
}

function stateResources(resources: readonly StateResource[]): StackResource[] {
    const regions = new Map(
        resources
            .filter(({ type }) => type.startsWith("pulumi:providers:"))
            .map(({ urn, id, inputs }) => [`${urn}::${id}`, regionIn(inputs)]),
    );
    return resources
        .filter((resource) => resource.delete !== true)
        .map((resource) => {
            const { urn, type, id, inputs, outputs, provider = "", sourcePosition } = resource;
            return {
                urn,
                type,
                name: nameIn(urn),
                inputs,
                outputs: id === undefined ? { ...outputs } : { ...outputs, id },
                references: withoutNulls(resource.propertyDependencies),
                region: regions.get(provider),
                ...(sourcePosition !== undefined && { sourcePosition }),
            };
        });
}

/** The name of a resource: what comes behind the types of its URN. */
export function nameIn(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

/** The Region that a provider has as its input. */
export function regionIn(inputs: object | undefined): string | undefined {
    return inputs && "region" in inputs && typeof inputs.region === "string"
        ? inputs.region
        : undefined;
}

/** The engine writes null where a value is computed from nothing. */
export function withoutNulls(references: References | undefined): StackResource["references"] {
    return Object.fromEntries(
        Object.entries(references ?? {}).map(([key, urns]) => [key, urns ?? []]),
    );
}
