import assert from "node:assert/strict";
import { awsTypes, formerAwsTypes } from "../../policy/network/types";
import { createPolicies } from "../../policy/policies";
import { analyzeStates, type StateFinding } from "../support/analyzedStates";
import {
    analyze,
    type Config,
    type Finding,
    type Mode,
    type Resource,
    urnOf,
} from "../support/policyServer";

/** A row of a table: a stack, and the resources of which the policy reports one finding each. */
export interface Row {
    readonly title: string;
    readonly stack: readonly Resource[];
    readonly reported: readonly string[];
    /** The level of these findings, if it is not that of the table. */
    readonly level?: Finding["level"];
}

/** A stack of which the policy reports nothing. */
export function passes(title: string, ...stack: Resource[]): Row {
    return { title: `passes ${title}`, stack, reported: [] };
}

/** A stack of which the policy reports the first resource, once, and no other. */
export function fails(title: string, ...stack: Resource[]): Row {
    return { title: `fails ${title}`, stack, reported: stack.slice(0, 1).map(({ name }) => name) };
}

/** A stack of which the policy reports the first resource, once, as advice. */
export function advises(title: string, ...stack: Resource[]): Row {
    return { ...fails(title, ...stack), title: `advises on ${title}`, level: "advisory" };
}

/**
 * Runs every row in three modes and compares the findings exactly: as a first preview, with all ids
 * known, and as a state that the real CLI analyzes.
 */
export function table(
    policy: string,
    rows: readonly Row[],
    ofTable: Finding["level"] = "mandatory",
    config: Config = {},
): void {
    let states: StateFinding[][];
    count(policy, rows);
    if (!withoutCli) {
        before("analyze all rows as one state", async function () {
            this.timeout(60_000);
            const level = { [policy]: { enforcementLevel: ofTable, ...config[policy] } };
            states = await analyzeStates(
                policy,
                rows.map(({ stack }) => stack),
                { ...config, ...level },
            );
        });
    }
    for (const [index, row] of rows.entries()) {
        const { stack, reported, level = ofTable } = row;
        it(row.title, async () => {
            for (const mode of ["first preview", "known"] satisfies Mode[]) {
                const policies = createPolicies().filter(({ name }) => name === policy);
                const findings = await analyze(policies, stack, mode, config);
                assert.deepEqual(
                    findings.map(({ policy, urn, level }) => ({ policy, urn, level })),
                    reported.map((name) => ({ policy, urn: urnOf(find(stack, name)), level })),
                    inWords(`In mode "${mode}":`, findings),
                );
            }
            if (!withoutCli && isInJson(stack)) {
                const findings = states[index] ?? [];
                assert.deepEqual(
                    findings.map(({ name, level }) => ({ name, level })),
                    reported.map((name) => ({ name, level })),
                    inWords("As a state:", findings),
                );
            }
        });
    }
}

/** The types of what the rows of each policy report, and of what they pass. */
const rowsOf = new Map<string, { readonly failing: Set<string>; readonly passing: Set<string> }>();

function count(policy: string, rows: readonly Row[]): void {
    const counted = rowsOf.get(policy) ?? { failing: new Set(), passing: new Set() };
    rowsOf.set(policy, counted);
    for (const { stack, reported } of rows) {
        for (const { type, name } of stack) {
            if (reported.includes(name)) {
                counted.failing.add(type);
            } else if (reported.length === 0) {
                counted.passing.add(type);
            }
        }
    }
}

/**
 * Tests that the tables above have a failing and a passing row for each type that the policy judges.
 *
 * @param isAlwaysWrong for types that no row can pass
 */
export function eachTypeHasRows(
    policy: string,
    judges: (type: string) => unknown,
    isAlwaysWrong: (type: string) => boolean = () => false,
): void {
    it("is tested with a failing and a passing row for each type that it judges", () => {
        const { failing, passing } = rowsOf.get(policy) ?? assert.fail("There are no rows.");
        const types = [...Object.values(awsTypes), ...Object.values(formerAwsTypes)].filter(judges);
        assert.deepEqual(
            types.filter((type) => !failing.has(type)),
            [],
            "types without a failing row",
        );
        assert.deepEqual(
            types.filter((type) => !passing.has(type) && !isAlwaysWrong(type)),
            [],
            "types without a passing row",
        );
    });
}

/** For runs that repeat the tables many times, such as those of mutants: starting the CLI takes seconds. */
const withoutCli = process.env.TABLES_WITHOUT_CLI === "1";

/** A state is JSON, which has no numbers such as NaN: a row with one is no state. */
function isInJson(value: unknown): boolean {
    return typeof value === "object" && value !== null
        ? Object.values(value).every(isInJson)
        : typeof value !== "number" || Number.isFinite(value);
}

function inWords(where: string, findings: readonly { readonly message: string }[]): string {
    return [where, ...findings.map(({ message }) => message)].join("\n");
}

function find(stack: readonly Resource[], name: string): Resource {
    const resource = stack.find((candidate) => candidate.name === name);
    assert.ok(resource, `The row has no resource ${name}.`);
    return resource;
}
