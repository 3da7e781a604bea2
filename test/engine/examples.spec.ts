import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readState } from "../../policy/analysis/stateFile";
import { type Draft, draftWaivers, waiversIn } from "../../tools/waivers/draft";
import { summaryOf } from "../../tools/waivers/summary";
import { listedFindings } from "../support/bootstrapWaivers";
import { ROOT, runCommand, succeeded } from "../support/command";
import { inDays } from "../support/dates";
import { type EngineStack, findingsIn, openEngineStack, PACK, pulumiCli } from "../support/engine";
import { reportedFindings, reportOf } from "../support/reports";
import { snippetsIn } from "../support/snippets";

const EXAMPLES = join(ROOT, "examples");
/** The date of the future that examples show: tests outlive it. */
const SHOWN_DATE = "2027-01-31";
const WITH_PACK = ["--policy-pack", PACK];

/** The configuration of the pack in an example, with dates to come. */
function packConfig(file: string) {
    const text = readFileSync(join(EXAMPLES, file), "utf8");
    return JSON.parse(text.replace(/\d{4}-\d{2}-\d{2}/g, inDays(7)));
}

/** What waivers by URN are for, in the words of `findingsIn`. */
function waivedBy(config: object): string[] {
    return (waiversIn({ ...config }) as { policy: string; urn: string }[])
        .map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1)}`)
        .sort();
}

describe("the examples, on the real engine", function () {
    this.timeout(120_000);
    let stack: EngineStack;

    const open = async (example: string) => {
        stack = await openEngineStack(join(EXAMPLES, example));
    };
    const file = (name: string) => join(dirname(stack.configFile), name);
    /** The arguments that give the pack a configuration. */
    const configured = (config: object) => {
        writeFileSync(file("config.json"), JSON.stringify(config));
        return [...WITH_PACK, "--policy-pack-config", file("config.json")];
    };

    it("are all listed in their index", () => {
        const index = readFileSync(join(EXAMPLES, "README.md"), "utf8");
        const listed = [...index.matchAll(/^\| \[[\w-]+\]\(([\w-]+)\/README\.md\)/gm)];
        const folders = readdirSync(EXAMPLES, { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map(({ name }) => name);
        assert.deepEqual(listed.map(([, name]) => name).sort(), folders.sort());
    });

    /** Runs the first command that an example's page shows: a preview with the pack. */
    const firstCommand = async (example: string) => {
        await pulumiCli();
        const [shown] = snippetsIn(`examples/${example}/README.md`);
        assert.equal(shown?.language, "sh");
        return runCommand("sh", ["-c", shown.text], process.env);
    };

    const correct: Record<string, readonly string[]> = {
        smallest: ["internal-subnet-b", "internal-instance-app", "internal-session"],
        production: [
            ...["subnet-c", "instance-db", "fleet-app", "session-key", "session-log-group"],
            ...["operator-policy-database", "operator-policy-shop", "flow-log", "dns-rule-block"],
        ].map((role) => `internal-${role}`),
        fleet: ["jobs-fleet-workers", "workers-by-load"],
    };
    for (const [example, resources] of Object.entries(correct)) {
        it(`pass every policy in a first preview, without advice or warning: ${example}`, async () => {
            const { stdout, stderr } = succeeded(await firstCommand(example));
            assert.match(
                stdout,
                /^AWS is emulated on this machine: no account is asked, nothing is created\.$/m,
            );
            assert.match(stdout, /^ +✅ ssm-only@v\d+\.\d+\.\d+ \(local: \S*policy\)$/m);
            assert.deepEqual(findingsIn(stdout), []);
            assert.doesNotMatch(stdout, /warning:/);
            for (const resource of resources) {
                assert.match(stdout, new RegExp(` ${resource} create`));
            }
            assert.match(stdout, /^ +\+ \d+ to create$/m);
            assert.equal(stderr, "");
        });
    }

    describe("of the pack's configuration", () => {
        const soon = inDays(7);
        const config = packConfig("policy-config/policy-config.json");
        const listed = listedFindings();
        /** The findings, as the CLI tells them. */
        let told: string[];

        before(async () => {
            await open("policy-config");
            stack.configure({ "aws:region": "eu-central-1", "policy-config:openUntil": soon });
        });

        after(() => stack.close());

        it("waives exactly what the page on bootstrap egress lists", () => {
            const waived = config.settings.waivers.map(
                ({ policy, type, name }: Record<string, string>) => ({ policy, type, name }),
            );
            assert.deepEqual(waived, listed);
        });

        it("passes, and shows each waiver and what is proved", async () => {
            const saved = ["--save-plan", file("plan.json")];
            const preview = await stack.run("preview", ...configured(config), ...saved);
            const { stdout } = succeeded(preview);
            told = findingsIn(stdout);
            assert.deepEqual(
                told,
                [
                    ...listed.map(({ policy, name }) => `advisory ${policy} ${name}`),
                    "advisory proof-summary policy-config-dev",
                ].sort(),
            );
            const terms = `WAIVED until ${soon} by security team, ticket 4711: install the database `;
            assert.equal(stdout.split(terms).length - 1, listed.length);
            assert.match(stdout, / Systems Manager reached: proved for 1 of 1 instances, /);
        });

        it("is judged by its plan alone in the same way, with waivers and without", () => {
            const preview = file("plan.json");
            const report = reportOf({ preview, config: file("config.json") });
            assert.deepEqual(reportedFindings(report), told);
            assert.deepEqual(report.counts, { mandatory: 0, advisory: 1, waived: listed.length });
            assert.deepEqual(
                new Set(report.waivers.map(({ effect, daysLeft }) => `${effect} ${daysLeft}`)),
                new Set(["in force 7"]),
            );
            assert.deepEqual(
                reportedFindings(reportOf({ preview })),
                listed.map(({ policy, name }) => `mandatory ${policy} ${name}`).sort(),
            );
        });
    });

    describe("of adopting the pack", () => {
        const reviewed = packConfig("adopting/waivers.json");
        const advice = "advisory instance-metadata-v2 web";
        let draft: Draft;

        before(() => open("adopting/before"));

        after(() => stack.close());

        it("begins with a network that is rejected with exactly what is waived later", async () => {
            const { status, stdout } = await firstCommand("adopting");
            const waived = waivedBy(reviewed).map((finding) => `mandatory ${finding}`);
            assert.deepEqual(findingsIn(stdout), [advice, ...waived]);
            assert.notEqual(status, 0);
        });

        it("gets its waivers from the state of the stack, as its page shows", async () => {
            succeeded(await stack.run("up", "--skip-preview"));
            const state = file("state.json");
            succeeded(await stack.pulumi("stack", "export", "--file", state));
            const terms = { expires: SHOWN_DATE, approvedBy: "TO REVIEW" };
            draft = draftWaivers(readState(state), {}, terms, new Date("2026-11-26"));
            assert.deepEqual(waivedBy(draft.config), waivedBy(reviewed));
            const [shown] = snippetsIn("examples/adopting/README.md").filter(
                ({ language }) => language === "text",
            );
            assert.equal(shown?.text, `${summaryOf(draft).join("\n")}\n`);
            // The reviewed list leaves nothing to waive, and has nothing that is not needed.
            const again = draftWaivers(readState(state), reviewed, terms);
            assert.deepEqual([again.added, again.remaining, again.unused], [[], [], []]);
        });

        it("passes with these waivers as it is", async () => {
            const config = JSON.parse(
                JSON.stringify(draft.config).replaceAll(SHOWN_DATE, inDays(7)),
            );
            const analysis = ["policy", "analyze", ...configured(config)];
            const { stdout } = succeeded(await stack.pulumi(...analysis));
            const waived = waivedBy(reviewed).map((finding) => `advisory ${finding}`);
            assert.deepEqual(findingsIn(stdout), [advice, ...waived].sort());
        });

        it("passes without a waiver when it is mended, and keeps what it can", async () => {
            const mended = ["--cwd", join(EXAMPLES, "adopting/after")];
            const steps = await stack.plan(...mended, ...WITH_PACK);
            const by = (op: string) =>
                steps.filter((step) => step.op === op).map(({ name }) => name);
            assert.deepEqual(by("replace"), ["shop"]);
            assert.deepEqual(by("delete").sort(), [
                ...["internet", "nat", "nat", "public"],
                ...["public-a", "public-a", "public-b", "public-b"],
            ]);
            assert.deepEqual(by("update").sort(), ["balancer", "private", "shop", "web", "web"]);
        });
    });
});
