import assert from "node:assert/strict";
import { ROOT, succeeded } from "../support/command";
import { type EngineStack, openEngineStack, operationsIn, type Step } from "../support/engine";

// What docs/sessions.md promises of changes, on the real engine. That a first preview with everything on
// passes the pack, the example `production` shows.

const ALL_ON = {
    idleTimeoutMinutes: 10,
    kmsKey: "create",
    cloudWatchLogs: { retentionDays: 90 },
    s3Logs: { bucketName: "audit", keyPrefix: "sessions" },
};

const OF_LOGS = [
    "endpoint-logs",
    "endpoint-s3",
    "instance-egress-s3",
    "instance-role-policy-session-bucket",
    "instance-role-policy-session-logs",
    "session-log-group",
];
const OF_KEY = ["endpoint-kms", "instance-role-policy-session-key", "session-key"];

/** Steps as "operation name", without the component's name. */
const named = (steps: readonly Step[]) =>
    operationsIn(steps).map((line) => line.replace(" network-", " "));

const DOCUMENT = "aws:ssm/document:Document";

const each = (op: string, names: readonly string[]) => names.map((name) => `${op} ${name}`);

describe("sessions, from creation to destruction", function () {
    this.timeout(120_000);
    let stack: EngineStack;

    const configure = (sessions: object, others: Record<string, unknown> = {}) =>
        stack.configure({
            "aws:region": "eu-central-1",
            "ssm-only-network:availabilityZones": ["eu-central-1a", "eu-central-1b"],
            "ssm-only-network:instances": { app: { availabilityZone: "eu-central-1a" } },
            "ssm-only-network:sessions": sessions,
            ...others,
        });

    /** The outputs of the only resource of a type. */
    const outputsOf = async (type: string) => {
        const found = (await stack.state()).find((resource) => resource.type === type);
        assert.ok(found?.outputs, type);
        return found.outputs as Record<string, string>;
    };

    /** What the Session document says. */
    const preferences = async () =>
        JSON.parse(String((await outputsOf(DOCUMENT)).content)).inputs as Record<string, unknown>;

    before(async () => {
        stack = await openEngineStack(ROOT);
        configure(ALL_ON);
    });

    after(() => stack.close());

    it("change nothing in a second update with everything on", async () => {
        succeeded(await stack.run("up", "--skip-preview"));
        succeeded(await stack.run("preview", "--refresh", "--expect-no-changes"));
    });

    it("are recorded and encrypted where the document says", async () => {
        const key = await outputsOf("aws:kms/key:Key");
        const group = await outputsOf("aws:cloudwatch/logGroup:LogGroup");
        assert.equal(group.name, "/ssm-only/ssm-only-network/dev/network/sessions");
        assert.equal(group.kmsKeyId, key.arn);
        const inputs = await preferences();
        assert.equal(inputs.kmsKeyId, key.arn);
        assert.equal(inputs.cloudWatchLogGroupName, group.name);
        assert.equal(inputs.s3BucketName, "audit");
        const { startSessionCommands } = await outputsOf("pulumi:pulumi:Stack");
        const { app = "" } = Object(startSessionCommands);
        const { name } = await outputsOf(DOCUMENT);
        assert.equal(
            app.replace(/i-\w+/, "ID"),
            `aws ssm start-session --target ID --document-name ${name} --region eu-central-1`,
        );
    });

    it("change their limits in place", async () => {
        configure({ ...ALL_ON, idleTimeoutMinutes: 5, runAs: "ec2-user" });
        assert.deepEqual(named(await stack.plan()), ["update session"]);
    });

    it("lose their logs without touching what stays", async () => {
        const { kmsKey } = ALL_ON;
        configure({ kmsKey });
        assert.deepEqual(
            named(await stack.plan()),
            [...each("delete", OF_LOGS), "update session", "update session-key"].sort(),
        );
    });

    it("lose the key without touching what stays", async () => {
        const { kmsKey, ...others } = ALL_ON;
        configure(others);
        assert.deepEqual(
            named(await stack.plan()),
            [...each("delete", OF_KEY), "update session", "update session-log-group"].sort(),
        );
    });

    it("lose logs and key without touching what stays", async () => {
        configure({});
        assert.deepEqual(
            named(await stack.plan()),
            [...each("delete", [...OF_LOGS, ...OF_KEY]), "update session"].sort(),
        );
        succeeded(await stack.run("up", "--skip-preview"));
        assert.equal((await preferences()).cloudWatchLogGroupName, "");
    });

    it("get logs and key back without touching what stayed", async () => {
        configure(ALL_ON);
        assert.deepEqual(
            named(await stack.plan()),
            [...each("create", [...OF_LOGS, ...OF_KEY]), "update session"].sort(),
        );
    });

    const choices: [string, string[]][] = [
        [
            "managed-default",
            ["create instance-role-policy-ssm-default", "delete instance-role-policy-ssm"],
        ],
        [
            "session-only",
            ["create instance-role-policy-sessions", "delete instance-role-policy-ssm"],
        ],
        [
            '{"policyArns":{"agent":"arn:aws:iam::123456789012:policy/agent"}}',
            ["create instance-role-policy-own-agent", "delete instance-role-policy-ssm"],
        ],
    ];
    for (const [instancePolicy, expected] of choices) {
        it(`give instances the permissions ${instancePolicy} and change nothing else`, async () => {
            configure({}, { "ssm-only-network:instancePolicy": instancePolicy });
            assert.deepEqual(named(await stack.plan()), expected);
        });
    }

    it("leave permissions to Default Host Management where nothing is recorded", async () => {
        const choice = { "ssm-only-network:instancePolicy": "default-host-management" };
        configure(ALL_ON, choice);
        const { status, stdout } = await stack.run("preview");
        assert.notEqual(status, 0);
        assert.match(stdout, /instancePolicy: received "default-host-management" together with/);
        configure({}, choice);
        assert.ok(named(await stack.plan()).includes("delete instance-role-policy-ssm"));
    });

    it("leave nothing behind", async () => {
        succeeded(await stack.run("destroy"));
        assert.deepEqual(await stack.state(), []);
        assert.deepEqual(stack.emulator.account.resources(), []);
    });
});
