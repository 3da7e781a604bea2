import assert from "node:assert/strict";
import { join } from "node:path";
import { ROOT, runCommand } from "../support/command";
import { pulumiCli } from "../support/engine";

describe("npm run preview", function () {
    this.timeout(60_000);

    before(() => pulumiCli());

    const preview = (...args: string[]) =>
        runCommand("npm", ["run", "--silent", "preview", "--", ...args], process.env);

    it("says that AWS is emulated, then what would be created, and that every policy passed", async () => {
        const { status, stdout, stderr } = await preview();
        const lines = stdout.split("\n");
        assert.equal(
            lines[0],
            "AWS is emulated on this machine: no account is asked, nothing is created.",
        );
        assert.match(stdout, /ssm-only:index:SsmOnlyNetwork .* create/);
        assert.match(stdout, /^ +✅ ssm-only@v\d+\.\d+\.\d+ \(local: \S*policy\)$/m);
        assert.match(stdout, /^ +\+ \d+ to create$/m);
        assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    });

    it("passes its arguments on to pulumi preview", async () => {
        const { status, stdout } = await preview("--stack=dev", "--diff", "--suppress-outputs");
        assert.match(stdout, /\+ aws:ec2\/vpc:Vpc: \(create\)\n +\[urn=\S+::network-vpc\]/);
        assert.match(stdout, /cidrBlock/);
        assert.equal(status, 0);
    });

    it("previews another program with the pack, and fails if a policy does", async () => {
        const { status, stdout } = await preview(
            ...["--cwd", join(ROOT, "test", "engine", "programs", "sabotage")],
            ...["-c", "sabotage:sabotage=public-ip"],
        );
        assert.match(stdout, /no-public-ip/);
        assert.notEqual(status, 0);
    });

    it("names the stacks that exist where the one asked for does not", async () => {
        const { status, stderr } = await preview("-s", "prod");
        assert.equal(stderr, `Stack "prod" has no Pulumi.prod.yaml in ${ROOT}; allowed: dev.\n`);
        assert.equal(status, 1);
    });
});
