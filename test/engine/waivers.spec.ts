import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listedFindings, waiversFor } from "../support/bootstrapWaivers";
import { type Outcome, ROOT, succeeded } from "../support/command";
import { inDays } from "../support/dates";
import { type EngineStack, findingsIn, openEngineStack, PACK } from "../support/engine";
import { reportedFindings, reportOf } from "../support/reports";

const BASE = {
    "aws:region": "eu-central-1",
    "ssm-only-network:availabilityZones": ["eu-central-1a", "eu-central-1b"],
};
const UNTIL = inDays(7);
const BOOTSTRAP_EGRESS = {
    availabilityZone: "eu-central-1a",
    until: UNTIL,
    reason: "install the database",
};

describe("bootstrap egress under the pack, on the real engine", function () {
    this.timeout(60_000);
    const listed = listedFindings();
    const inWords = (level: string) =>
        listed.map(({ policy, name }) => `${level} ${policy} ${name}`).sort();
    let stack: EngineStack;

    const file = (name: string) => join(dirname(stack.configFile), name);
    /** The arguments that give the pack a configuration. */
    const withConfig = (config: unknown) => {
        writeFileSync(file("config.json"), JSON.stringify(config));
        return ["--policy-pack", PACK, "--policy-pack-config", file("config.json")];
    };
    const previewWith = (config: unknown, ...more: string[]): Promise<Outcome> =>
        stack.run("preview", ...withConfig(config), ...more);
    const linesLike = (pattern: RegExp, output: string) =>
        output.split("\n").filter((line) => pattern.test(line)).length;

    before(async () => {
        stack = await openEngineStack(ROOT);
        stack.configure({ ...BASE, "ssm-only-network:bootstrapEgress": BOOTSTRAP_EGRESS });
    });

    after(() => stack.close());

    it("is rejected by exactly what its page lists", async () => {
        const { status, stdout } = await stack.run("preview", "--policy-pack", PACK);
        assert.deepEqual(findingsIn(stdout), inWords("mandatory"));
        assert.notEqual(status, 0);
    });

    it("is rejected where a waiver has expired, or is one that only the pack finds wrong", async () => {
        const [wrong, expired, ...others] = waiversFor(listed, UNTIL).settings.waivers;
        const yesterday = inDays(-1);
        const entries = [
            { ...wrong, urn: "urn:pulumi:dev::app::type::name" },
            { ...expired, expires: yesterday },
            ...others,
        ];
        const { status, stdout } = await previewWith({ settings: { waivers: entries } });
        assert.deepEqual(
            findingsIn(stdout).filter((line) => line.startsWith("mandatory")),
            [wrong, expired].map((entry) => `mandatory ${entry?.policy} ${entry?.name}`).sort(),
        );
        const told = `^ +Waiver without effect: settings\\.waivers\\[1\\] expired on ${yesterday}\\.$`;
        assert.equal(linesLike(new RegExp(told), stdout), 1);
        assert.notEqual(status, 0);
    });

    it("is not even judged if the engine finds waivers wrong, and all of that is said", async () => {
        const [entry] = waiversFor(listed, UNTIL).settings.waivers;
        const policies =
            '"no-public-ip", "no-ssh-ingress", "no-internet-gateway", "no-internet-route", "endpoint-private-dns", "no-ssh-key", "instance-metadata-v2", "no-internet-path", "ssm-path"';
        const wrong: [object, string][] = [
            [
                { policy: "no-internet" },
                `waivers.0.policy: waivers.0.policy must be one of the following: ${policies}`,
            ],
            [
                { reason: "because" },
                "waivers.1.reason: String length must be greater than or equal to 10",
            ],
            [{ expires: "2027-02-30" }, "waivers.2.expires: Does not match format 'date'"],
            [{ expires: undefined }, "waivers.3: expires is required"],
            [{ regex: ".*" }, "waivers.4: Additional property regex is not allowed"],
        ];
        const entries = wrong.map(([change]) => ({ ...entry, ...change }));
        const { status, stdout } = await previewWith({ settings: { waivers: entries } });
        const [, diagnostics = ""] = stdout.split("Diagnostics:");
        const told = [
            ...diagnostics.matchAll(/validating policy config: \S+ \S+ +settings: (.*)/g),
        ];
        assert.deepEqual(
            told.map(([, message]) => message).sort(),
            wrong.map(([, message]) => message),
        );
        assert.deepEqual(findingsIn(stdout), []);
        assert.notEqual(status, 0);
    });

    it("is judged in the same way in an update and in an analysis of its state", async () => {
        const config = withConfig(waiversFor(listed, UNTIL));
        const update = succeeded(await stack.run("up", "--skip-preview", ...config));
        assert.deepEqual(findingsIn(update.stdout), inWords("advisory"));
        const analyze = ["policy", "analyze"];
        const waived = succeeded(await stack.pulumi(...analyze, ...config));
        assert.deepEqual(findingsIn(waived.stdout), inWords("advisory"));
        const { status, stdout } = await stack.pulumi(...analyze, "--policy-pack", PACK);
        assert.deepEqual(findingsIn(stdout), inWords("mandatory"));
        assert.notEqual(status, 0);
        succeeded(await stack.pulumi("stack", "export", "--file", file("state.json")));
        assert.deepEqual(
            reportedFindings(reportOf({ state: file("state.json") })),
            inWords("mandatory"),
        );
    });

    it("leaves waivers without use when it is off, which are advised to go", async () => {
        stack.configure(BASE);
        const saved = ["--save-plan", file("plan.json")];
        const { stdout } = succeeded(await previewWith(waiversFor(listed, UNTIL), ...saved));
        const unused = /^ +settings\.waivers\[\d\] matches no finding of this stack: no-/;
        assert.equal(linesLike(unused, stdout), listed.length);
        assert.deepEqual(
            findingsIn(stdout),
            listed.map(() => "advisory unused-waivers ssm-only-network-dev"),
        );
        // The plan removes and changes what the state holds.
        const files = { preview: file("plan.json"), state: file("state.json") };
        assert.deepEqual(
            reportedFindings(reportOf({ ...files, config: file("config.json") })),
            findingsIn(stdout),
        );
        const config = { "unused-waivers": "disabled", ...waiversFor(listed, UNTIL) };
        assert.deepEqual(findingsIn(succeeded(await previewWith(config)).stdout), []);
    });
});
