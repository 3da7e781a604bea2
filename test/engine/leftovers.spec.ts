import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning, ROOT, until } from "../support/command";
import { pulumiCli } from "../support/engine";

/** The processes, on the whole machine, whose environment holds this text. */
function processesWith(text: string): string[] {
    if (existsSync("/proc/self/environ")) {
        return readdirSync("/proc").filter((pid) => {
            try {
                return readFileSync(join("/proc", pid, "environ"), "utf8").includes(text);
            } catch {
                return false; // not a process, somebody else's, or gone since it was listed
            }
        });
    }
    const listed = execFileSync("ps", ["axeww", "-o", "pid,command"], { encoding: "utf8" });
    return listed.split("\n").filter((line) => line.includes(text));
}

describe("a preview that does not end well", function () {
    this.timeout(60_000);
    const DEV_CONFIG = join(ROOT, "Pulumi.dev.yaml");
    const configBefore = readFileSync(DEV_CONFIG, "utf8");
    let temporary: string;

    before(() => pulumiCli());

    beforeEach(() => {
        temporary = mkdtempSync(join(tmpdir(), "preview-leftovers-"));
    });

    afterEach(() => rmSync(temporary, { recursive: true, force: true }));

    /** `npm run preview`, as the leader of a process group of its own, like a job of a shell. */
    function startPreview(...args: string[]): ChildProcess {
        return spawn("npm", ["run", "preview", "--", ...args], {
            cwd: ROOT,
            env: { ...process.env, TMPDIR: temporary },
            stdio: ["ignore", "pipe", "pipe"],
            detached: true,
        });
    }

    /** Waits until engine, program and policy pack are all at work. */
    async function untilAtWork(preview: ChildProcess): Promise<void> {
        let output = "";
        preview.stdout?.on("data", (text) => {
            output += text;
        });
        await until(
            () => /Loading policy packs/.test(output) && processesWith(temporary).length > 4,
        );
    }

    const end = (preview: ChildProcess) =>
        new Promise<number | null>((resolve) => preview.once("close", resolve));

    /** What the runs have left; the compiler's cache is nobody's state, and every run shares it. */
    const leftFiles = () =>
        readdirSync(temporary).filter((name) => !name.startsWith("v8-compile-cache"));

    async function assertNothingLeft(): Promise<void> {
        await until(() => processesWith(temporary).length === 0);
        assert.deepEqual(leftFiles(), []);
        assert.equal(readFileSync(DEV_CONFIG, "utf8"), configBefore);
    }

    it("leaves nothing behind when it fails", async () => {
        const status = await end(startPreview("--no-such-flag"));
        assert.notEqual(status, 0);
        await assertNothingLeft();
    });

    it("leaves nothing behind when the stack does not exist", async () => {
        const status = await end(startPreview("--stack", "no-such-stack"));
        assert.notEqual(status, 0);
        await assertNothingLeft();
    });

    it("leaves nothing behind when it is interrupted from the terminal", async () => {
        const preview = startPreview();
        await untilAtWork(preview);
        const ended = end(preview);
        process.kill(-Number(preview.pid), "SIGINT");
        assert.notEqual(await ended, 0);
        await assertNothingLeft();
    });

    it("leaves nothing behind when it is told to stop", async () => {
        const preview = startPreview();
        await untilAtWork(preview);
        const ended = end(preview);
        preview.kill("SIGTERM");
        assert.notEqual(await ended, 0);
        await assertNothingLeft();
    });

    it("stops at once when it is told to before the engine is at work", async () => {
        const preview = startPreview();
        let output = "";
        preview.stdout?.on("data", (text) => {
            output += text;
        });
        await until(() => leftFiles().length > 0);
        const ended = end(preview);
        preview.kill("SIGTERM");
        assert.equal(await ended, 143);
        assert.doesNotMatch(output, /to create/);
        await assertNothingLeft();
    });

    it("leaves no process behind when it is killed, and its files until the next run", async () => {
        const preview = startPreview();
        await untilAtWork(preview);
        const ended = end(preview);
        process.kill(-Number(preview.pid), "SIGKILL");
        await ended;
        await until(() => processesWith(temporary).length === 0);
        const [folder = "", ...others] = leftFiles();
        assert.deepEqual(others, []);
        // Until the system has put a killed process away, its number is taken.
        const owner = Number(/^ssm-only-network-(\d+)-/.exec(folder)?.[1]);
        await until(() => !isRunning(owner));

        await end(startPreview("--no-such-flag"));
        await assertNothingLeft();
    });
});
