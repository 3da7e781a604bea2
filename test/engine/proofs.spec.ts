import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readState } from "../../policy/analysis/stateFile";
import { makeTemporaryFolder, type TemporaryFolder } from "../../tools/temporaryFolder";
import { succeeded } from "../support/command";
import { type EngineStack, findingsIn, openEngineStack, PACK } from "../support/engine";
import { reportedFindings, reportOf } from "../support/reports";

const PROGRAM = join(__dirname, "programs", "proofs");
/** What the summary says of a stack that is wholly proved. */
const PROVED = [
    /No path to or from the Internet: proved for 8 of 8 subnets and ways in, violated for 0, unknown for 0\./,
    /Systems Manager reached: proved for 5 of 5 instances, violated for 0, unknown for 0\./,
];

describe("the proofs of four correct networks in one stack, on the real engine", function () {
    this.timeout(60_000);
    let stack: EngineStack;
    let folder: TemporaryFolder;
    let pack: string[];

    before(async () => {
        stack = await openEngineStack(PROGRAM);
        folder = makeTemporaryFolder();
        const config = join(folder.path, "config.json");
        writeFileSync(config, JSON.stringify({ "proof-summary": "advisory" }));
        pack = ["--policy-pack", PACK, "--policy-pack-config", config];
    });

    after(async () => {
        folder.remove();
        await stack.close();
    });

    const expectProved = (stdout: string) => {
        assert.deepEqual(findingsIn(stdout), ["advisory proof-summary proofs-dev"]);
        for (const sentence of PROVED) {
            assert.match(stdout, sentence);
        }
        assert.equal(stdout.match(/Assumed, because no stack shows it:/g)?.length, 1);
    };

    const expectReportProved = (files: { state?: string; preview?: string }) => {
        const report = reportOf(files);
        assert.deepEqual(report.proofs, [
            { policy: "no-internet-path", subjects: 8, proved: 8, violated: 0, unknown: 0 },
            { policy: "ssm-path", subjects: 5, proved: 5, violated: 0, unknown: 0 },
        ]);
        assert.deepEqual(reportedFindings(report), []);
    };

    it("prove everything in the first preview, with every id unknown, and in its plan", async () => {
        const plan = join(folder.path, "plan.json");
        const { stdout } = succeeded(await stack.run("preview", ...pack, "--save-plan", plan));
        expectProved(stdout);
        expectReportProved({ preview: plan });
    });

    it("prove the same over the state after the update, and in a file of it", async () => {
        succeeded(await stack.run("up", "--skip-preview"));
        expectProved(succeeded(await stack.pulumi("policy", "analyze", ...pack)).stdout);
        const state = join(folder.path, "state.json");
        succeeded(await stack.pulumi("stack", "export", "--file", state));
        expectReportProved({ state });
        const positions = readState(state).flatMap(({ sourcePosition }) => sourcePosition ?? []);
        assert.match(positions[0] ?? "", /^project:\/\/\/.+\.ts#\d+,\d+$/);
    });
});
