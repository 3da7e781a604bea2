import assert from "node:assert/strict";
import { createPolicies } from "../../policy/policies";
import { analyze, type Finding, type Mode, type Resource, urnOf } from "../support/policyServer";

/** A row of a table: a stack, and the resources of which the policy reports one finding each. */
export interface Row {
    readonly title: string;
    readonly stack: readonly Resource[];
    readonly reported: readonly string[];
}

/** A stack of which the policy reports nothing. */
export function passes(title: string, ...stack: Resource[]): Row {
    return { title: `passes ${title}`, stack, reported: [] };
}

/** A stack of which the policy reports the first resource, once, and no other. */
export function fails(title: string, ...stack: Resource[]): Row {
    return { title: `fails ${title}`, stack, reported: stack.slice(0, 1).map(({ name }) => name) };
}

/** Runs every row as a first preview and with all ids known, and compares the findings exactly. */
export function table(
    policy: string,
    rows: readonly Row[],
    level: Finding["level"] = "mandatory",
): void {
    for (const { title, stack, reported } of rows) {
        it(title, async () => {
            for (const mode of ["first preview", "known"] satisfies Mode[]) {
                const policies = createPolicies().filter(({ name }) => name === policy);
                const findings = await analyze(policies, stack, mode);
                assert.deepEqual(
                    findings.map(({ policy, urn, level }) => ({ policy, urn, level })),
                    reported.map((name) => ({
                        policy,
                        urn: urnOf(find(stack, name)),
                        level,
                    })),
                    [`In mode "${mode}":`, ...findings.map(({ message }) => message)].join("\n"),
                );
            }
        });
    }
}

function find(stack: readonly Resource[], name: string): Resource {
    const resource = stack.find((candidate) => candidate.name === name);
    assert.ok(resource, `The row has no resource ${name}.`);
    return resource;
}
