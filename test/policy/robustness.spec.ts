import assert from "node:assert/strict";
import fc from "fast-check";
import { awsTypes } from "../../policy/network/types";
import { createPolicies } from "../../policy/policies";
import { analyze, type Mode } from "../support/policyServer";
import { bagOfType, hidden, keys, oddBag, stacks } from "../support/propertyBags";
import { expectSoundness } from "../support/soundness";

// `npm run fuzz` does the first of these a thousand times as often.

describe("whatever the properties", function () {
    this.timeout(60_000);

    it("no policy throws, becomes advice, or prints what it must not", async () => {
        const modes = fc.constantFrom<Mode>("first preview", "known");
        await fc.assert(fc.asyncProperty(stacks, modes, expectSoundness), { numRuns: 600 });
    });

    it("hiding a value never makes a finding go away", async () => {
        const typed = fc.constantFrom(...Object.values(awsTypes)).chain((type) =>
            fc.record({
                type: fc.constant(type),
                inputs: fc.oneof(oddBag, bagOfType(type)),
            }),
        );
        const run = async (type: string, inputs: unknown) => {
            const resource = { type, name: "it", inputs: inputs as Record<string, unknown> };
            const findings = await analyze(createPolicies(), [resource], "first preview");
            return new Set(findings.map(({ policy }) => policy));
        };
        await fc.assert(
            fc.asyncProperty(typed, fc.nat(), async ({ type, inputs }, choice) => {
                const before = await run(type, inputs);
                const ways = before.size > 0 ? hidden(inputs) : [];
                const less = ways[choice % ways.length];
                const after = less ? await run(type, less) : before;
                assert.deepEqual(
                    [...before].filter((policy) => !after.has(policy)),
                    [],
                    JSON.stringify(less),
                );
            }),
            { numRuns: 800 },
        );
    });

    it("values that no engine sends do no harm either", async () => {
        const cycle: Record<string, unknown> = {};
        Object.assign(cycle, {
            ingress: [cycle, cycle],
            routes: cycle,
            networkInterfaces: [cycle],
        });
        const thrower = Object.defineProperty({}, "ingress", {
            get: () => assert.fail("A getter was called."),
        });
        const odd = [1n, Symbol("odd"), () => 1, new Date(), new Map(), Object.create(null)];
        const bags = [
            cycle,
            thrower,
            undefined,
            null,
            7,
            "text",
            [],
            ...odd,
            ...odd.map((value) => Object.fromEntries(keys.map((key) => [key, value]))),
            ...odd.map((value) => ({
                ingress: [value],
                routes: [value],
                networkInterfaces: [value],
            })),
        ];
        type View = (args: object, report: () => void) => void;
        const views = (createPolicies() as { validateResource?: View | View[] }[]).flatMap(
            ({ validateResource = [] }) => validateResource,
        );
        assert.equal(views.length, 10);
        const getConfig = () => ({});
        for (const view of views) {
            for (const type of Object.values(awsTypes)) {
                for (const props of bags) {
                    view({ type, props, urn: "urn", getConfig }, () => undefined);
                }
            }
        }
    });
});
