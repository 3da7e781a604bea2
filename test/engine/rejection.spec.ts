import assert from "node:assert/strict";
import { join } from "node:path";
import { type EngineStack, findingsIn, openEngineStack, PACK } from "../support/engine";

const PROGRAM = join(__dirname, "programs", "sabotage");

describe("a preview with the pack, on the real engine", function () {
    this.timeout(60_000);
    let stack: EngineStack;

    before(async () => {
        stack = await openEngineStack(PROGRAM);
        stack.configure({ "aws:region": "eu-central-1", "sabotage:sabotage": "everything" });
    });

    after(() => stack.close());

    it("rejects each sabotage of a correct network with exactly its findings, all in one preview", async () => {
        const { status, stdout } = await stack.run("preview", "--policy-pack", PACK);
        assert.deepEqual(findingsIn(stdout), [
            "advisory instance-metadata-v2 imdsv1",
            // The instance that got a public address names no subnet.
            "advisory no-internet-path broken",
            "mandatory endpoint-private-dns broken",
            "mandatory no-internet-gateway broken",
            "mandatory no-internet-route broken",
            "mandatory no-public-ip broken",
            "mandatory no-ssh-ingress broken",
            "mandatory no-ssh-key broken",
            "mandatory no-ssh-key imdsv1",
        ]);
        assert.match(stdout, /❌ ssm-only@/);
        assert.notEqual(status, 0);
    });
});
