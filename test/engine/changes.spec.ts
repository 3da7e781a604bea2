import assert from "node:assert/strict";
import { linesOf, type PreviewedChanges, previewChanges } from "../support/changes";
import { FLEET_CHANGES } from "./changes/fleets";
import { NETWORK_CHANGES } from "./changes/network";
import { OPERATOR_CHANGES } from "./changes/operators";
import { SESSION_CHANGES } from "./changes/sessions";
import { SWITCH_CHANGES } from "./changes/switches";

// What docs/changes.md promises: the real engine's preview of each change of a network that exists.

const CHANGES = {
    ...NETWORK_CHANGES,
    ...SWITCH_CHANGES,
    ...SESSION_CHANGES,
    ...FLEET_CHANGES,
    ...OPERATOR_CHANGES,
};

describe("a change of a network that exists", function () {
    this.timeout(120_000);
    let previewed: PreviewedChanges;

    before(async () => {
        previewed = await previewChanges(CHANGES);
    });

    after(() => previewed?.stack.close());

    for (const [what, { steps }] of Object.entries(CHANGES)) {
        it(`does exactly what it takes: ${what}`, () => {
            assert.deepEqual(linesOf(previewed.stepsOf(what)), steps.toSorted());
        });
    }

    it("gives a newer image to a new instance only", () => {
        const api = previewed
            .stepsOf("one instance instead of another")
            .find(({ op }) => op === "create");
        const images = previewed.stack.emulator.account
            .resources()
            .flatMap(({ type, outputs }) => (type === api?.type ? [String(outputs.ami)] : []));
        assert.match(String(api?.inputs.ami), /^ami-/);
        assert.ok(images.length > 0 && !images.includes(String(api?.inputs.ami)));
    });
});
