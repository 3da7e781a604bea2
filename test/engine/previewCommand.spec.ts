import assert from "node:assert/strict";
import { ROOT, runCommand } from "../support/command";
import { pulumiCli } from "../support/engine";

// That it previews programs elsewhere with the pack, and fails if a policy does, the examples show.
describe("npm run preview", function () {
    this.timeout(60_000);

    before(() => pulumiCli());

    const preview = (...args: string[]) =>
        runCommand("npm", ["run", "--silent", "preview", "--", ...args], process.env);

    it("passes its arguments on to pulumi preview", async () => {
        const { status, stdout } = await preview("--stack=dev", "--diff", "--suppress-outputs");
        assert.match(stdout, /\+ aws:ec2\/vpc:Vpc: \(create\)\n +\[urn=\S+::network-vpc\]/);
        assert.match(stdout, /cidrBlock/);
        assert.equal(status, 0);
    });

    it("names the stacks that exist where the one asked for does not", async () => {
        const { status, stderr } = await preview("-s", "prod");
        assert.equal(stderr, `Stack "prod" has no Pulumi.prod.yaml in ${ROOT}; allowed: dev.\n`);
        assert.equal(status, 1);
    });
});
