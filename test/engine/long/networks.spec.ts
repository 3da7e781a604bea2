import assert from "node:assert/strict";
import { join } from "node:path";
import { succeeded } from "../../support/command";
import { type EngineStack, inAws, openEngineStack, type Step } from "../../support/engine";

// What docs/changes.md says of options and of several networks, as the real engine previews it.

const PROGRAM = join(__dirname, "..", "programs", "networks");

/** The names of resources without that of their component. */
const roles = (resources: readonly { name: string }[], component: string) =>
    resources
        .filter(({ name }) => name.startsWith(`${component}-`))
        .map(({ name }) => name.slice(component.length + 1))
        .sort();

describe("a program with a protected SSM-only network that exists", function () {
    this.timeout(60_000);
    let stack: EngineStack;
    /** The resources of the one network. */
    let existing: string[];

    const scene = (name: string) =>
        stack.configure({ "aws:region": "eu-central-1", "networks:scene": name });

    before(async () => {
        stack = await openEngineStack(PROGRAM);
        succeeded(await stack.run("up", "--skip-preview"));
        const names = (await stack.state()).map(({ urn, type }) => ({
            type,
            name: urn.split("::").at(-1) ?? "",
        }));
        existing = roles(inAws(names), "net");
    });

    after(() => stack.close());

    it("renames it with an alias by nothing but other tags and descriptive names", async () => {
        scene("renamed");
        const changes = inAws(await stack.plan()).map(
            ({ op, name, because }: Step) =>
                `${op} ${name.replace(/^internal-/, "")} (${because.join(", ")})`,
        );
        const properties: Record<string, string> = {
            "instance-app": "rootBlockDevice, tags",
            // Of these, AWS can change the name.
            "dns-rule-allow": "name",
            "dns-rule-block": "name",
            "dns-rule-group-association": "name, tags",
        };
        const without = /association-[ab]|policy|-config$/;
        assert.deepEqual(
            changes.sort(),
            existing
                .filter((role) => !without.test(role))
                .map((role) => `update ${role} (${properties[role] ?? "tags"})`),
        );
    });

    it("adds networks, in this Region and in another, without touching the first", async () => {
        scene("more networks");
        const steps = inAws(await stack.plan());
        assert.ok(steps.every(({ op }) => op === "create"));
        assert.equal(steps.length, 2 * existing.length);
        assert.deepEqual(roles(steps, "other"), existing);
        assert.deepEqual(roles(steps, "west"), existing);
        for (const { name, inputs } of steps.filter(({ inputs }) => "serviceName" in inputs)) {
            const region = name.startsWith("west-") ? "us-west-2" : "eu-central-1";
            assert.match(String(inputs.serviceName), new RegExp(`^com\\.amazonaws\\.${region}\\.`));
        }
    });

    for (const change of ["an instance less", "an instance in another zone"]) {
        it(`fails the preview of ${change} and says what is protected`, async () => {
            scene(change);
            const { status, stdout } = await stack.run("preview");
            assert.notEqual(status, 0);
            const errors = stdout.slice(stdout.indexOf("Diagnostics:"));
            const refused = [...errors.matchAll(/error: .*"urn:\S+::(\S+)"[^"]*\bprotect/g)];
            assert.deepEqual([...new Set(refused.map(([, name]) => name))], ["net-instance-app"]);
        });
    }

    it("refuses a network that exists already, with one error", async () => {
        scene("an existing VPC");
        const { status, stdout } = await stack.run("preview");
        assert.notEqual(status, 0);
        const output = stdout.slice(stdout.indexOf("Diagnostics:"));
        assert.deepEqual(
            output
                .match(/^ +- \w+: received .*; allowed: no existing network: /gm)
                ?.map((line) => /- (\w+):/.exec(line)?.[1]),
            ["vpc", "vpcId", "subnets", "subnetIds"],
        );
        assert.equal(output.match(/\berror: /g)?.length, 1, output);
        assert.doesNotMatch(output, /\n\s+at .*:\d+:\d+\)?/, "a stack trace");
    });
});
