import assert from "node:assert/strict";
import { join } from "node:path";
import { type EngineStack, openEngineStack, PACK } from "../support/engine";

const PROGRAM = join(__dirname, "programs", "sabotage");

/** The policies that a rejected preview names, each with the name of the resource it rejects. */
function findingsIn(output: string): string[] {
    const findings =
        /^\s+- \[(mandatory|advisory)\] (?:\[severity: \w+\])?\s+(\S+)\s+\(\S+: (\S+)\)/gm;
    return [...output.matchAll(findings)]
        .map(([, level, policy, resource]) => `${level} ${policy} ${resource}`)
        .sort();
}

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
