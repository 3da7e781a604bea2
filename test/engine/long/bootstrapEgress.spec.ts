import assert from "node:assert/strict";
import { ROOT, succeeded } from "../../support/command";
import { inDays } from "../../support/dates";
import { type EngineStack, inAws, openEngineStack, PACK, type Step } from "../../support/engine";

// What docs/bootstrap-egress.md promises beyond test/engine/changes.spec.ts.

const BASE = {
    "aws:region": "eu-central-1",
    "ssm-only-network:availabilityZones": ["eu-central-1a", "eu-central-1b"],
    "ssm-only-network:instances": { app: { availabilityZone: "eu-central-1a" } },
};

/** What an update does to resources of AWS other than those of the phase itself. */
function besides(steps: readonly Step[]): string[] {
    return inAws(steps)
        .filter(({ name }) => !name.includes("-bootstrap-"))
        .map(({ op, name, inputs }) => `${op} ${name} ${JSON.stringify(inputs.routes)}`)
        .sort();
}

describe("bootstrap egress that exists, on the real engine", function () {
    this.timeout(60_000);
    let stack: EngineStack;

    const configure = (change: { until: string; zone?: string } | undefined) =>
        stack.configure({
            ...BASE,
            ...(change && {
                "ssm-only-network:bootstrapEgress": {
                    availabilityZone: `eu-central-1${change.zone ?? "a"}`,
                    until: change.until,
                    reason: "install the database",
                },
            }),
        });

    before(async () => {
        stack = await openEngineStack(ROOT);
        configure({ until: inDays(7) });
        succeeded(await stack.run("up", "--skip-preview"));
    });

    after(() => stack.close());

    it("needs no change after a refresh, which shows its routes in the private tables", async () => {
        succeeded(await stack.run("refresh"));
        const tables = (await stack.state()).filter(({ urn }) =>
            /::network-route-table-[ab]$/.test(urn),
        );
        assert.equal(tables.length, 2);
        for (const { outputs } of tables) {
            const { routes } = outputs as { routes: { natGatewayId: string }[] };
            assert.match(routes[0]?.natGatewayId ?? "", /^nat-/);
        }
        assert.deepEqual(await stack.plan(), []);
    });

    it("is put off without a replacement, and moved to another zone by replacing nothing but its own", async () => {
        configure({ until: inDays(8), zone: "b" });
        const steps = await stack.plan();
        assert.deepEqual(besides(steps), []);
        assert.deepEqual([...new Set(inAws(steps).map(({ op }) => op))].sort(), [
            "replace",
            "update",
        ]);
        const replaced = steps.flatMap(({ op, name }) => (op === "replace" ? [name] : []));
        assert.deepEqual(replaced.sort(), [
            "network-bootstrap-nat-gateway",
            "network-bootstrap-route-table-association",
            "network-bootstrap-subnet",
        ]);
    });

    it("is switched off after that refresh with a change of the private tables' routes", async () => {
        configure(undefined);
        // It passes every policy without a waiver: that is the proof.
        const steps = await stack.plan("--policy-pack", PACK);
        assert.deepEqual(besides(steps), [
            "update network-route-table-a []",
            "update network-route-table-b []",
        ]);
    });

    it("can be destroyed after its last day, when no preview passes any more", async () => {
        configure({ until: inDays(-1) });
        assert.notEqual((await stack.run("preview")).status, 0);
        succeeded(await stack.run("refresh"));
        succeeded(await stack.run("destroy"));
        assert.deepEqual(await stack.state(), []);
        assert.deepEqual(stack.emulator.account.resources(), []);
    });
});
