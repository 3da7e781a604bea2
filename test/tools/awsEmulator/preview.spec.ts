import assert from "node:assert/strict";
import { type EngineClient, secretOf, startConfigured, UNKNOWN, type Values } from "./engineClient";

describe("the AWS emulator's preview of a creation", () => {
    let engine: EngineClient;
    let close: () => Promise<void>;

    before(async () => {
        ({ engine, close } = await startConfigured());
    });

    after(() => close());

    it("leaves what AWS decides unknown and what nobody gave absent", async () => {
        const outputs = await engine.preview("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
        assert.deepEqual(outputs, {
            __emulated: true,
            arn: UNKNOWN.string,
            cidrBlock: "10.0.0.0/16",
            defaultNetworkAclId: UNKNOWN.string,
            defaultRouteTableId: UNKNOWN.string,
            defaultSecurityGroupId: UNKNOWN.string,
            dhcpOptionsId: UNKNOWN.string,
            enableDnsHostnames: UNKNOWN.boolean,
            enableDnsSupport: true,
            enableNetworkAddressUsageMetrics: UNKNOWN.boolean,
            instanceTenancy: "default",
            ipv6AssociationId: UNKNOWN.string,
            ipv6CidrBlock: UNKNOWN.string,
            ipv6CidrBlockNetworkBorderGroup: UNKNOWN.string,
            mainRouteTableId: UNKNOWN.string,
            ownerId: UNKNOWN.string,
            region: UNKNOWN.string,
            tagsAll: UNKNOWN.object,
        });
    });

    it("has a sentinel for every kind of value", async () => {
        const outputs = await engine.preview("aws:ec2/instance:Instance", { ami: "ami-1" });
        const kinds = ["privateIp", "ebsOptimized", "ipv6AddressCount", "vpcSecurityGroupIds"];
        assert.deepEqual(
            [...kinds, "metadataOptions", "tagsAll", "keyName"].map((name) => outputs[name]),
            [
                ...[UNKNOWN.string, UNKNOWN.boolean, UNKNOWN.number, UNKNOWN.array],
                ...[UNKNOWN.object, UNKNOWN.object, UNKNOWN.string],
            ],
        );
        assert.equal("userData" in outputs, false);
    });

    it("completes nested objects with what AWS decides in them", async () => {
        const { metadataOptions } = await engine.preview("aws:ec2/instance:Instance", {
            metadataOptions: { httpTokens: "required" },
        });
        assert.deepEqual(metadataOptions, {
            httpPutResponseHopLimit: UNKNOWN.number,
            httpTokens: "required",
            instanceMetadataTags: UNKNOWN.string,
        });
    });

    it("keeps secrets secret", async () => {
        const outputs = await engine.preview("aws:ssm/parameter:Parameter", {
            type: "SecureString",
            value: secretOf("hush"),
        });
        assert.deepEqual(outputs.value, secretOf("hush"));
    });

    const others: [string, Values, Values][] = [
        [
            "aws:rds/instance:Instance",
            { instanceClass: "db.t3.micro", allocatedStorage: 20 },
            {
                address: UNKNOWN.string,
                allocatedStorage: 20,
                multiAz: UNKNOWN.boolean,
                port: UNKNOWN.number,
                vpcSecurityGroupIds: UNKNOWN.array,
            },
        ],
        [
            "aws:lambda/function:Function",
            { role: "arn:aws:iam::000000000000:role/r", handler: "index.handler" },
            { arn: UNKNOWN.string, handler: "index.handler", version: UNKNOWN.string },
        ],
        [
            "aws:s3/bucket:Bucket",
            { bucket: "logs" },
            { bucket: "logs", bucketDomainName: UNKNOWN.string, forceDestroy: false },
        ],
        [
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            { vpcId: UNKNOWN.string, vpcEndpointType: "Interface" },
            {
                dnsEntries: UNKNOWN.array,
                privateDnsEnabled: UNKNOWN.boolean,
                subnetIds: UNKNOWN.array,
                vpcId: UNKNOWN.string,
                vpcEndpointType: "Interface",
            },
        ],
    ];

    for (const [type, inputs, expected] of others) {
        it(`knows ${type} from the package's declarations`, async () => {
            const outputs = await engine.preview(type, inputs);
            const shown = Object.keys(expected).map((name) => [name, outputs[name]]);
            assert.deepEqual(Object.fromEntries(shown), expected);
        });
    }

    it("creates nothing", async () => {
        const { emulator, engine: other, close: end } = await startConfigured();
        await other.preview("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
        assert.deepEqual(emulator.account.resources(), []);
        await end();
    });

    it("keeps in the preview of an update what AWS has decided", async () => {
        const vpc = await engine.create("aws:ec2/vpc:Vpc", "v", { cidrBlock: "10.0.0.0/16" });
        const { inputs } = await engine.check("aws:ec2/vpc:Vpc", {
            cidrBlock: "10.0.0.0/16",
            enableDnsHostnames: true,
        });
        const { outputs } = await engine.update(vpc, inputs, true);
        assert.deepEqual(outputs, { ...vpc.outputs, enableDnsHostnames: true });
    });
});
