import assert from "node:assert/strict";
import { createPolicies } from "../../policy/policies";
import { analyze, type Mode, type Resource } from "./policyServer";
import { sentinels } from "./propertyBags";
import { PROOFS } from "./resourcePolicies";

/** The policies whose findings are advice by themselves. */
const advisory = new Set(["instance-metadata-v2", "unused-waivers", "proof-summary"]);

/** By default the pack's settings make advice of what lies outside the stack, and say so. */
const lowered = '(Advice only: settings.external is "advisory".)';

/**
 * Has all policies judge a stack, whatever it is made of: none throws, none makes advice of what is
 * mandatory, and each finding is whole and shows nothing that stands for something else.
 */
export async function expectSoundness(stack: readonly Resource[], mode: Mode): Promise<void> {
    for (const { policy, urn, level, message } of await analyze(createPolicies(), stack, mode)) {
        const isAdvice = advisory.has(policy) || message.endsWith(lowered);
        assert.equal(level, isAdvice ? "advisory" : "mandatory", message);
        assert.ok(urn.length > 0 || policy === "proof-summary", message);
        // A proof names everything that speaks against it, a line each.
        const lines = message.split("\n");
        assert.ok(PROOFS.includes(policy) ? lines.length >= 3 : lines.length === 3, message);
        assert.ok(
            lines.every((line) => line.length < 1500),
            message,
        );
        assert.ok(!sentinels.some((sentinel) => message.includes(String(sentinel))), message);
    }
}
