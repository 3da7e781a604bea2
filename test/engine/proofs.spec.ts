import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeTemporaryFolder, type TemporaryFolder } from "../../tools/temporaryFolder";
import { succeeded } from "../support/command";
import { type EngineStack, findingsIn, openEngineStack, PACK } from "../support/engine";

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

    it("prove everything in the first preview, with every id unknown", async () => {
        const { stdout } = succeeded(await stack.run("preview", ...pack));
        expectProved(stdout);
    });

    it("prove the same over the state after the update", async () => {
        succeeded(await stack.run("up", "--skip-preview"));
        expectProved(succeeded(await stack.pulumi("policy", "analyze", ...pack)).stdout);
    });
});
