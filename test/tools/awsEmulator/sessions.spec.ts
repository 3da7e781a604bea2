import assert from "node:assert/strict";
import { type EngineClient, startConfigured } from "./engineClient";

const KEY = "aws:kms/key:Key";
const DOCUMENT = "aws:ssm/document:Document";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

describe("the AWS emulator's keys, Session documents and log groups", () => {
    let engine: EngineClient;
    let close: () => Promise<void>;

    beforeEach(async () => {
        ({ engine, close } = await startConfigured());
    });

    afterEach(() => close());

    const content = (minutes: number) =>
        JSON.stringify({
            schemaVersion: "1.0",
            sessionType: "Standard_Stream",
            inputs: { idleSessionTimeout: String(minutes) },
        });

    it("have ids, names and ARNs of the shapes of AWS", async () => {
        const key = await engine.create(KEY, "key", { enableKeyRotation: true });
        assert.match(key.id, /^0000[0-9a-f]{4}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
        assert.equal(key.outputs.keyId, key.id);
        assert.equal(key.outputs.arn, `arn:aws:kms:us-east-1:000000000000:key/${key.id}`);
        const document = await engine.create(DOCUMENT, "session", {
            documentType: "Session",
            content: content(20),
        });
        assert.match(document.id, /^session-[0-9a-f]{7}$/);
        assert.equal(document.outputs.name, document.id);
        assert.equal(document.outputs.schemaVersion, "1.0");
        assert.equal(
            document.outputs.arn,
            `arn:aws:ssm:us-east-1:000000000000:document/${document.id}`,
        );
        const group = await engine.create(LOG_GROUP, "logs", { name: "/a/b" });
        assert.equal(group.id, "/a/b");
        assert.equal(group.outputs.arn, "arn:aws:logs:us-east-1:000000000000:log-group:/a/b");
    });

    it("change in place what AWS can change, and replace the rest", async () => {
        const key = await engine.create(KEY, "key", { policy: "{}" });
        const changedKey = { ...key.inputs, policy: '{"Version":"2012-10-17"}', multiRegion: true };
        assert.deepEqual((await engine.diff(key, changedKey)).kinds, {
            policy: "UPDATE",
            multiRegion: "ADD_REPLACE",
        });
        const document = await engine.create(DOCUMENT, "session", {
            documentType: "Session",
            content: content(20),
        });
        const changedDocument = { ...document.inputs, content: content(5) };
        assert.deepEqual((await engine.diff(document, changedDocument)).kinds, {
            content: "UPDATE",
        });
        const renamed = { ...document.inputs, name: "other" };
        assert.deepEqual((await engine.diff(document, renamed)).kinds, { name: "UPDATE_REPLACE" });
        const group = await engine.create(LOG_GROUP, "logs", { name: "/a/b" });
        const changedGroup = { ...group.inputs, retentionInDays: 30, kmsKeyId: key.outputs.arn };
        assert.deepEqual((await engine.diff(group, changedGroup)).kinds, {
            retentionInDays: "UPDATE",
            kmsKeyId: "ADD",
        });
    });

    it("have a key of the provider's ordinary kind", async () => {
        const { inputs } = await engine.create(KEY, "key", {});
        assert.deepEqual(
            [inputs.customerMasterKeySpec, inputs.keyUsage, inputs.isEnabled],
            ["SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", true],
        );
    });
});
