import assert from "node:assert/strict";
import { join } from "node:path";
import { type EngineStack, findingsIn, openEngineStack, PACK } from "../support/engine";

const PROGRAM = join(__dirname, "programs", "sabotage");

describe("a preview with the pack, on the real engine", function () {
    this.timeout(60_000);
    let stack: EngineStack;

    before(async () => {
        stack = await openEngineStack(PROGRAM);
    });

    after(() => stack.close());

    it("passes a correct network with every id unknown, and says so", async () => {
        const { status, stdout } = await stack.run("preview", "--policy-pack", PACK);
        assert.match(stdout, /✅ ssm-only@v\d+\.\d+\.\d+ \(local: .*policy\)/);
        assert.deepEqual(findingsIn(stdout), []);
        assert.equal(status, 0);
    });

    const cases: Record<string, string[]> = {
        "public-ip": ["mandatory no-public-ip broken"],
        "ssh-key": [
            "advisory instance-metadata-v2 imdsv1",
            "mandatory no-ssh-key broken",
            "mandatory no-ssh-key imdsv1",
        ],
        "port-22": ["mandatory no-ssh-ingress broken"],
        "internet-route": [
            "mandatory no-internet-gateway broken",
            "mandatory no-internet-route broken",
        ],
        "no-private-dns": ["mandatory endpoint-private-dns broken"],
    };
    for (const [sabotage, expected] of Object.entries(cases)) {
        it(`rejects ${sabotage} with exactly ${expected.join(" and ")}`, async () => {
            stack.configure({ "aws:region": "eu-central-1", "sabotage:sabotage": sabotage });
            const { status, stdout } = await stack.run("preview", "--policy-pack", PACK);
            assert.deepEqual(findingsIn(stdout), expected);
            assert.match(stdout, /❌ ssm-only@/);
            assert.notEqual(status, 0);
        });
    }
});
