import assert from "node:assert/strict";
import { ROOT, succeeded } from "../../support/command";
import { type EngineStack, openEngineStack } from "../../support/engine";

// What docs/sessions.md promises, on the real engine. That a first preview with everything on passes the
// pack, the example `production` shows; what changes take, changes.spec.ts.

const ALL_ON = {
    idleTimeoutMinutes: 10,
    kmsKey: "create",
    cloudWatchLogs: { retentionDays: 90 },
    s3Logs: { bucketName: "audit", keyPrefix: "sessions" },
};

const DOCUMENT = "aws:ssm/document:Document";

describe("sessions, from creation to destruction", function () {
    this.timeout(120_000);
    let stack: EngineStack;

    const configure = (sessions: object) =>
        stack.configure({
            "aws:region": "eu-central-1",
            "ssm-only-network:availabilityZones": ["eu-central-1a", "eu-central-1b"],
            "ssm-only-network:instances": { app: { availabilityZone: "eu-central-1a" } },
            "ssm-only-network:sessions": sessions,
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

    it("are not recorded any more once that is switched off", async () => {
        configure({});
        succeeded(await stack.run("up", "--skip-preview"));
        const { cloudWatchLogGroupName, s3BucketName, kmsKeyId } = await preferences();
        assert.deepEqual([cloudWatchLogGroupName, s3BucketName, kmsKeyId], ["", "", ""]);
    });

    it("leave nothing behind", async () => {
        succeeded(await stack.run("destroy"));
        assert.deepEqual(await stack.state(), []);
        assert.deepEqual(stack.emulator.account.resources(), []);
    });
});
