import { deepEqual, equal, rejects } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { compare } from "./compare";
import { EXPECTED } from "./networks";
import { Packets, whyNot } from "./packets";
import { forwarder, newPlan } from "./plan";

const reason = whyNot();
// A pending test would fail the run.
if (reason !== undefined) console.log(`No packets in the lab: ${reason}.`);
else describe("lab", lab);

function lab(this: Mocha.Suite): void {
    this.timeout(20_000);

    describe("packets and the pack agree", () => {
        let packets: Packets;
        before(() => {
            packets = new Packets();
        });
        after(() => packets.stop());

        for (const { what, network, open, instance } of EXPECTED) {
            it(`about ${what}`, async () => {
                const count = { connected: 0, refused: 0 };
                const { observed, disagreements } = await compare(network, 1, packets, count);
                deepEqual(disagreements, []);
                const connected = observed.filter(
                    (one) => one.question === "no-internet-path" && one.packets === "connected",
                );
                const names = connected.map(({ subject }) => subject);
                deepEqual(names, open);
                equal(observed.find((one) => one.question === "ssm-path")?.packets, instance);
            });
        }
    });

    describe("leaves nothing behind", () => {
        const machine = tracesOnTheMachine();
        const [right] = EXPECTED;

        afterEach(() => deepEqual(tracesOnTheMachine(), machine));

        it("after success", async () => {
            const packets = new Packets();
            const count = { connected: 0, refused: 0 };
            if (right !== undefined) await compare(right.network, 1, packets, count);
            packets.stop();
            await areGone([packets.pid]);
        });

        it("after a failure", async () => {
            const packets = new Packets();
            const plan = newPlan();
            forwarder(plan, "wrong", ["route add nonsense"]);
            await rejects(packets.carryOut(plan), /nonsense/);
            await areGone([packets.pid]);
        });

        it("after signals that end it in the middle of a network", async () => {
            await Promise.all((["SIGTERM", "SIGINT", "SIGKILL"] as const).map(startAndEnd));
        });
    });
}

async function startAndEnd(signal: NodeJS.Signals): Promise<void> {
    const main = join(__dirname, "main.ts");
    const run = spawn("node", ["-r", "ts-node/register/transpile-only", main]);
    await once(run.stdout, "data");
    while (childrenOf(run.pid).length === 0) await sleep(20);
    await sleep(300);
    const children = childrenOf(run.pid);
    const all = [run.pid, ...children, ...children.flatMap(childrenOf)];
    run.kill(signal);
    await once(run, "exit");
    await areGone(all);
}

/** What could be seen of the lab from outside: named namespaces, and cables. */
function tracesOnTheMachine(): readonly string[] {
    const folders = ["/run/netns", "/sys/class/net"];
    return folders.filter((folder) => existsSync(folder)).flatMap((folder) => readdirSync(folder));
}

function childrenOf(pid: number | undefined): readonly number[] {
    const file = `/proc/${pid}/task/${pid}/children`;
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8").split(" ").filter(Boolean).map(Number);
}

/** The namespaces have no other holders than these processes. */
async function areGone(pids: readonly (number | undefined)[]): Promise<void> {
    while (pids.some(isRunning)) await sleep(20);
}

function isRunning(pid: number | undefined): boolean {
    const file = `/proc/${pid}/stat`;
    try {
        return !readFileSync(file, "utf8").includes(") Z ");
    } catch {
        return false;
    }
}
