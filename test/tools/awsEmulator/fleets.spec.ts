import assert from "node:assert/strict";
import { type EngineClient, type State, startConfigured, UNKNOWN } from "./engineClient";

const GROUP = "aws:autoscaling/group:Group";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

describe("the AWS emulator's launch templates and Auto Scaling groups", () => {
    let engine: EngineClient;
    let close: () => Promise<void>;
    let subnet: State;
    let template: State;

    beforeEach(async () => {
        ({ engine, close } = await startConfigured());
        const vpc = await engine.create("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
        subnet = await engine.create("aws:ec2/subnet:Subnet", "subnet", {
            vpcId: vpc.id,
            cidrBlock: "10.0.0.0/24",
            availabilityZone: "us-east-1b",
        });
        template = await engine.create(TEMPLATE, "template", {
            imageId: "ami-01234567",
            updateDefaultVersion: true,
        });
    });

    afterEach(() => close());

    const createGroup = () =>
        engine.create(GROUP, "group", {
            minSize: 2,
            maxSize: 3,
            vpcZoneIdentifiers: [subnet.id, "subnet-b"],
            launchTemplate: { id: template.id, version: "1" },
        });

    it("have ids, ARNs and outputs of the shapes of AWS", async () => {
        assert.match(template.id, /^lt-0000[0-9a-f]{13}$/);
        assert.equal(
            template.outputs.arn,
            `arn:aws:ec2:us-east-1:000000000000:launch-template/${template.id}`,
        );
        const group = await createGroup();
        assert.match(group.id, /^group-[0-9a-f]{7}$/);
        assert.match(
            String(group.outputs.arn),
            /^arn:aws:autoscaling:us-east-1:0{12}:autoScalingGroup:0000[-0-9a-f]{32}:autoScalingGroupName\/group-[0-9a-f]{7}$/,
        );
        const { desiredCapacity, healthCheckType, launchTemplate, name } = group.outputs;
        assert.deepEqual(
            { desiredCapacity, healthCheckType, launchTemplate, name },
            {
                desiredCapacity: 2,
                healthCheckType: "EC2",
                launchTemplate: { id: template.id, name: template.outputs.name, version: "1" },
                name: group.id,
            },
        );
    });

    it("count a template's versions up, and do not know the next one in a preview", async () => {
        const versions = ({ latestVersion, defaultVersion }: State["outputs"]) => [
            latestVersion,
            defaultVersion,
        ];
        assert.deepEqual(versions(template.outputs), [1, 1]);
        const inputs = { ...template.inputs, imageId: "ami-76543210" };
        const previewed = await engine.update(template, inputs, true);
        assert.deepEqual(versions(previewed.outputs), [UNKNOWN.number, UNKNOWN.number]);
        const updated = await engine.update(template, inputs);
        assert.deepEqual(versions(updated.outputs), [2, 2]);
        const fixed = await engine.update(updated, { imageId: "ami-0", defaultVersion: 2 });
        assert.deepEqual(versions(fixed.outputs), [3, 2]);
    });

    it("make no version of a template of which only tags change", async () => {
        const inputs = { ...template.inputs, tags: { a: "b" } };
        for (const preview of [true, false]) {
            const { outputs } = await engine.update(template, inputs, preview);
            assert.equal(outputs.latestVersion, 1);
        }
    });

    it("replace both for another name only, and take subnets for a set", async () => {
        const group = await createGroup();
        const changed = { name: "other", minSize: 1, maxSize: 9, vpcZoneIdentifiers: ["x"] };
        assert.deepEqual((await engine.diff(group, { ...group.inputs, ...changed })).replaces, [
            "name",
        ]);
        const other = { ...template.inputs, name: "other", imageId: "ami-0", userData: "eA==" };
        assert.deepEqual((await engine.diff(template, other)).replaces, ["name"]);
        const reordered = { ...group.inputs, vpcZoneIdentifiers: ["subnet-b", subnet.id] };
        assert.equal((await engine.diff(group, reordered)).changed, false);
    });

    it("keep what a group uses until the group is gone", async () => {
        const group = await createGroup();
        await assert.rejects(engine.delete(subnet), /has dependencies and cannot be deleted/);
        await engine.delete(group);
        await engine.delete(subnet);
        await engine.delete(template);
    });
});
