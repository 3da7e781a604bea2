import assert from "node:assert/strict";
import { ROOT, succeeded } from "../../support/command";
import { type EngineStack, openEngineStack, operationsIn, PACK } from "../../support/engine";

const OWN = "ami-0123456789abcdef0";

// What changes take, changes.spec.ts shows.

describe("fleets, and instances of both platforms, on the real engine", function () {
    this.timeout(120_000);
    let stack: EngineStack;

    /** A network of two instances and two fleets, with more fields of some of them. */
    const configure = ({ app = {}, jobs = {}, workers = {} }: Record<string, object>) =>
        stack.configure({
            "aws:region": "eu-central-1",
            "ssm-only-network:availabilityZones": ["eu-central-1a", "eu-central-1b"],
            "ssm-only-network:instances": {
                app: { availabilityZone: "eu-central-1a", ...app },
                admin: { availabilityZone: "eu-central-1b", platform: "windows" },
            },
            "ssm-only-network:fleets": {
                jobs: { size: 0, availabilityZones: ["eu-central-1b"], ...jobs },
                workers: { size: { min: 1, max: 4 }, userData: "#!/bin/sh\necho 1\n", ...workers },
            },
        });

    before(async () => {
        stack = await openEngineStack(ROOT);
        configure({ app: { ami: OWN }, jobs: { ami: OWN } });
    });

    after(() => stack.close());

    it("are created under the pack, without a warning, and then nothing changes", async () => {
        const { stdout } = succeeded(
            await stack.run("up", "--skip-preview", "--policy-pack", PACK),
        );
        assert.match(stdout, /✅ ssm-only@/);
        assert.doesNotMatch(stdout, /advisory|warning: (instances|fleets)/);
        assert.deepEqual(operationsIn(await stack.plan()), []);
    });

    it("are found by a refresh as they are", async () => {
        const { stdout } = succeeded(await stack.run("refresh"));
        assert.match(stdout, /Resources:\n +\d+ unchanged\n/);
    });

    it("get new user data by a new version of the template, which the group then names", async () => {
        configure({
            app: { terminationProtection: true },
            workers: { userData: "#!/bin/sh\necho 2\n" },
        });
        succeeded(await stack.run("up", "--skip-preview"));
        const versions = stack.emulator.account
            .resources()
            .filter(({ type }) => type === "aws:autoscaling/group:Group")
            .map(({ urn, inputs }) => [
                urn.split("-").at(-1),
                (inputs.launchTemplate as { version: string }).version,
            ]);
        assert.deepEqual(versions.sort(), [
            ["jobs", "1"],
            ["workers", "2"],
        ]);
    });

    it("are warned of user data that downloads, and not replaced while protected from termination", async () => {
        configure({
            app: { availabilityZone: "eu-central-1b", terminationProtection: true },
            workers: { userData: "#!/bin/sh\nset -e\ndnf install -y secret-name\n" },
        });
        const { status, stdout } = await stack.run("preview");
        assert.match(stdout, /warning: fleets\.workers\.userData: line 3 seems to download what/);
        assert.doesNotMatch(stdout, /secret-name/);
        assert.notEqual(status, 0);
        assert.match(
            stdout,
            /unable to replace resource "urn:\S+::network-instance-app"\s+as it is currently marked for protection/,
        );
    });

    it("are deleted, and leave nothing behind, once they are not protected any more", async () => {
        configure({});
        succeeded(await stack.run("up", "--skip-preview"));
        succeeded(await stack.run("destroy"));
        assert.deepEqual(await stack.state(), []);
        assert.deepEqual(stack.emulator.account.resources(), []);
    });
});
