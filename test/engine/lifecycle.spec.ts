import assert from "node:assert/strict";
import type { Ledger } from "../../tools/awsEmulator/account";
import { ROOT, succeeded } from "../support/command";
import { type EngineStack, openEngineStack, PACK } from "../support/engine";

/** The lines of an update's summary: `+ 5 created`, `12 unchanged` … */
function summaryOf(output: string): string[] {
    const lines = output.slice(output.lastIndexOf("Resources:")).split("\n").slice(1);
    const end = lines.findIndex((line) => !/^\s+\S+/.test(line));
    return lines.slice(0, end).map((line) => line.trim());
}

describe("the program with Pulumi.dev.yaml, from creation to destruction", function () {
    this.timeout(60_000);
    let stack: EngineStack;
    let created: number;

    before(async () => {
        stack = await openEngineStack(ROOT);
    });

    after(() => stack.close());

    it("passes every policy in its first preview, which creates nothing", async () => {
        const { stdout } = succeeded(await stack.run("preview", "--policy-pack", PACK));
        assert.match(stdout, /✅ ssm-only@/);
        created = Number(/\+ (\d+) to create/.exec(stdout)?.[1]);
        assert.deepEqual(summaryOf(stdout), [`+ ${created} to create`]);
        assert.deepEqual(stack.emulator.account.resources(), []);
    });

    it("creates what the preview told", async () => {
        const { stdout } = succeeded(await stack.run("up", "--policy-pack", PACK));
        assert.match(stdout, /✅ ssm-only@/);
        assert.deepEqual(summaryOf(stdout), [`+ ${created} created`]);
    });

    it("changes nothing in a second update", async () => {
        const { stdout } = succeeded(
            await stack.run("up", "--skip-preview", "--policy-pack", PACK),
        );
        assert.deepEqual(summaryOf(stdout), [`${created} unchanged`]);
    });

    it("finds nothing changed in a refresh", async () => {
        const { stdout } = succeeded(await stack.run("refresh"));
        assert.deepEqual(summaryOf(stdout), [`${created} unchanged`]);
    });

    it("shows what was changed by hand, fails, and does not write the state", async () => {
        const account = stack.emulator.account as Ledger;
        const vpc = account.ofType("aws:ec2/vpc:Vpc")[0];
        assert.ok(vpc);
        const before = await stack.state();
        const compare = () =>
            stack.pulumi(
                ...["refresh", "--preview-only", "--expect-no-changes", "--diff"],
                ...["--config-file", stack.configFile],
            );
        succeeded(await compare());
        const outputs = { ...vpc.outputs, enableDnsSupport: false };
        account.put({ ...vpc, inputs: { ...vpc.inputs, enableDnsSupport: false }, outputs });
        const { status, stdout, stderr } = await compare();
        account.put(vpc);
        assert.match(stdout, /~ enableDnsSupport: true => false/);
        assert.match(stderr, /error: no changes were expected for refresh/);
        assert.equal(status, 7);
        assert.deepEqual(await stack.state(), before);
    });

    it("passes every policy in an analysis of its state", async () => {
        const analysis = await stack.pulumi("policy", "analyze", "--policy-pack", PACK);
        assert.match(succeeded(analysis).stdout, /✅ ssm-only@/);
    });

    it("destroys all that it has created", async () => {
        const { stdout } = succeeded(await stack.run("destroy"));
        assert.deepEqual(summaryOf(stdout), [`- ${created} deleted`]);
        assert.deepEqual(await stack.state(), []);
        assert.deepEqual(stack.emulator.account.resources(), []);
    });
});
