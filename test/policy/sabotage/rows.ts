import assert from "node:assert/strict";
import type { Mode, Resource } from "../../support/policyServer";

/** A change to a network. */
export type Change = (network: readonly Resource[]) => readonly Resource[];

/**
 * One change to a correct network, and every answer that is no longer "proved", such as
 * `ssm-path app violated 19, 20`: the question, its subject, the verdict, and the statements of the findings.
 */
export interface Row {
    readonly title: string;
    readonly network: readonly Resource[];
    readonly change: Change;
    readonly answers: readonly string[];
    /** The modes that it says something of; all, if left out. */
    readonly modes?: readonly Mode[];
}

/** The rows of one network. */
export function rowsOf(
    network: readonly Resource[],
    rows: readonly (readonly [string, Change, ...string[]])[],
): Row[] {
    return rows.map(([title, change, ...answers]) => ({ title, network, change, answers }));
}

/** Rows that say something of a first preview only, because later all ids are known. */
export function inPreview(rows: readonly Row[]): Row[] {
    return rows.map((row) => ({ ...row, modes: ["first preview"] }));
}

/** Rows that say something only once ids are known: what exists has outputs. */
export function inState(rows: readonly Row[]): Row[] {
    return rows.map((row) => ({ ...row, modes: ["known"] }));
}

/** Changes inputs of a resource; `undefined` removes one. */
export function set(name: string, inputs: Record<string, unknown>): Change {
    return (network) => {
        assert.ok(
            network.some((resource) => resource.name === name),
            `no resource ${name}`,
        );
        return network.map((resource) => {
            const merged = { ...resource.inputs, ...inputs };
            const kept = Object.entries(merged).filter(([, value]) => value !== undefined);
            return resource.name === name
                ? { ...resource, inputs: Object.fromEntries(kept) }
                : resource;
        });
    };
}

/** Gives a resource outputs beside its inputs. */
export function answered(name: string, outputs: Record<string, unknown>): Change {
    return (network) =>
        network.map((resource) => (resource.name === name ? { ...resource, outputs } : resource));
}

/** Makes of a resource one that the program only reads: it has outputs alone. */
export function read(name: string, more: Record<string, unknown> = {}): Change {
    return (network) =>
        network.map((resource) =>
            resource.name === name
                ? { ...resource, inputs: {}, outputs: { ...resource.inputs, ...more } }
                : resource,
        );
}

/** Adds resources. */
export function add(...resources: Resource[]): Change {
    return (network) => [...network, ...resources];
}

/** Removes resources. */
export function drop(...names: string[]): Change {
    return (network) => {
        const left = network.filter(({ name }) => !names.includes(name));
        assert.equal(left.length, network.length - names.length, `not all of ${names.join(", ")}`);
        return left;
    };
}

/** Several changes, one after the other. */
export function both(...changes: Change[]): Change {
    return (network) => changes.reduce<readonly Resource[]>((all, change) => change(all), network);
}
