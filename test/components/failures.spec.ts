import assert from "node:assert/strict";
import { inspect } from "node:util";
import { RunError } from "@pulumi/pulumi";
import { readableError } from "../../components/failures";

describe("an error for people to read", () => {
    it("is one that the CLI shows without a stack, and has none", () => {
        const error = readableError("vpc: received nothing");
        assert.ok(RunError.isInstance(error));
        assert.equal(error.stack, "vpc: received nothing");
        // As the SDK formats it, even though it shows the message only.
        assert.doesNotMatch(inspect(error, { colors: true }), /\n\s+at /);
    });

    it("keeps its message, whatever the SDK writes in front", () => {
        const error = readableError("vpc: received nothing");
        error.message = `error serializing property "vpcId": ${error.message}`;
        assert.equal(error.message, "vpc: received nothing");
    });
});
