/** The process in whose namespaces packets travel: it ends with this one, and all that it built with it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Outcomes, Plan } from "./plan";

const SCRIPT = join(__dirname, "packets.py");
const NEEDED = [
    ["python3", "--version"],
    ["ip", "-Version"],
    ["nft", "--version"],
] as const;

/** Why packets cannot travel on this machine; undefined if they can. */
export function whyNot(): string | undefined {
    if (process.platform !== "linux") return "it is not Linux";
    if (process.getuid?.() !== 0) return "it takes root";
    const missing = NEEDED.find(([command, flag]) => spawnSync(command, [flag]).status !== 0);
    if (missing !== undefined) return `${missing[0]} is not installed`;
    const empty = '{"namespaces":[],"links":[],"connections":[],"patience":0,"rest":0}\n';
    const tried = spawnSync("python3", [SCRIPT], { input: empty, encoding: "utf8" });
    return tried.status === 0 ? undefined : `namespaces are refused: ${tried.stderr.trim()}`;
}

export class Packets {
    readonly #process: ChildProcess;
    readonly #lines: AsyncIterator<string>;
    #errors = "";

    constructor() {
        const started = spawn("python3", [SCRIPT], { stdio: ["pipe", "pipe", "pipe"] });
        this.#process = started;
        this.#lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
        started.stderr.on("data", (text) => {
            this.#errors += text;
        });
        // That it is gone is seen where its answer is missing.
        started.stdin.on("error", () => {});
    }

    get pid(): number | undefined {
        return this.#process.pid;
    }

    /** Builds what is planned, opens its connections, and tears it down. */
    async carryOut(plan: Plan): Promise<Outcomes> {
        this.#process.stdin?.write(`${JSON.stringify(plan)}\n`);
        const { value, done } = await this.#lines.next();
        if (done) throw new Error(`the lab ended: ${this.#errors}`);
        return JSON.parse(value);
    }

    stop(): void {
        this.#process.kill("SIGKILL");
    }
}
