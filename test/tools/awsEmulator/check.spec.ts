import assert from "node:assert/strict";
import { type EngineClient, secretOf, startConfigured, UNKNOWN, type Values } from "./engineClient";

const INSTANCE = "aws:ec2/instance:Instance";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";
const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

describe("the AWS emulator's check of arguments", () => {
    let engine: EngineClient;
    let close: () => Promise<void>;

    before(async () => {
        ({ engine, close } = await startConfigured());
    });

    after(() => close());

    const failuresOf = async (type: string, inputs: Values) =>
        (await engine.check(type, inputs)).failures;

    it("reports a missing argument with the type that is expected", async () => {
        assert.deepEqual(await failuresOf(SUBNET, { cidrBlock: "10.0.0.0/24" }), [
            { property: "vpcId", reason: "Missing required argument: expected a string." },
        ]);
    });

    it("reports an unknown argument with the nearest name and the allowed ones", async () => {
        assert.deepEqual(
            await failuresOf("aws:ec2/internetGateway:InternetGateway", { vpc_id: "vpc-1" }),
            [
                {
                    property: "vpc_id",
                    reason: 'Unknown argument "vpc_id". Did you mean "vpcId"? Allowed: region, tags, vpcId.',
                },
            ],
        );
    });

    it("guesses no name when none is near", async () => {
        assert.deepEqual(
            await failuresOf("aws:ec2/internetGateway:InternetGateway", { colour: "red" }),
            [
                {
                    property: "colour",
                    reason: 'Unknown argument "colour". Allowed: region, tags, vpcId.',
                },
            ],
        );
    });

    it("names the path inside nested objects and lists", async () => {
        assert.deepEqual(
            await failuresOf(SECURITY_GROUP, {
                ingress: [{ protocol: "tcp", fromPort: "ssh", toPort: 22 }],
            }),
            [
                {
                    property: "ingress[0].fromPort",
                    reason: 'Expected a number, received the string "ssh".',
                },
            ],
        );
        assert.deepEqual(
            await failuresOf(INSTANCE, { metadataOptions: { httpToken: "required" } }),
            [
                {
                    property: "metadataOptions.httpToken",
                    reason:
                        'Unknown argument "httpToken". Did you mean "httpTokens"? Allowed: httpEndpoint, ' +
                        "httpProtocolIpv6, httpPutResponseHopLimit, httpTokens, instanceMetadataTags.",
                },
            ],
        );
        assert.deepEqual(
            await failuresOf(SECURITY_GROUP, { egress: [{ protocol: "-1", toPort: 0 }] }),
            [
                {
                    property: "egress[0].fromPort",
                    reason: "Missing required argument: expected a number.",
                },
            ],
        );
    });

    it("reports every value of another kind", async () => {
        assert.deepEqual(
            await failuresOf(INSTANCE, {
                ami: ["ami-1"],
                ebsOptimized: "yes",
                metadataOptions: "required",
                tags: ["a"],
                vpcSecurityGroupIds: "sg-1",
                ipv6AddressCount: true,
            }),
            [
                { property: "ami", reason: "Expected a string, received a list." },
                {
                    property: "ebsOptimized",
                    reason: 'Expected a boolean, received the string "yes".',
                },
                {
                    property: "ipv6AddressCount",
                    reason: "Expected a number, received the boolean true.",
                },
                {
                    property: "metadataOptions",
                    reason: 'Expected an object, received the string "required".',
                },
                { property: "tags", reason: "Expected a map, received a list." },
                {
                    property: "vpcSecurityGroupIds",
                    reason: 'Expected a list, received the string "sg-1".',
                },
            ],
        );
    });

    it("does not show a secret of another kind", async () => {
        assert.deepEqual(await failuresOf(INSTANCE, { ebsOptimized: secretOf("hush") }), [
            {
                property: "ebsOptimized",
                reason: "Expected a boolean, received a secret of another kind.",
            },
        ]);
    });

    it("converts the scalars that the real provider converts", async () => {
        const { inputs, failures } = await engine.check(INSTANCE, {
            ebsOptimized: "true",
            ipv6AddressCount: "2",
            instanceType: 3,
            tags: { Count: 1, Flag: true },
        });
        assert.deepEqual(failures, []);
        assert.deepEqual(
            [inputs.ebsOptimized, inputs.ipv6AddressCount, inputs.instanceType, inputs.tags],
            [true, 2, "3", { Count: "1", Flag: "true" }],
        );
    });

    it("accepts unknown values, secrets, output values and references to resources", async () => {
        const role = {
            "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
            urn: "urn:pulumi:dev::test::aws:iam/role:Role::role",
            id: "role-1",
        };
        const output = {
            "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4",
            value: "p",
            secret: true,
        };
        const { inputs, failures } = await engine.check("aws:iam/instanceProfile:InstanceProfile", {
            name: output,
            path: UNKNOWN.string,
            role,
            tags: secretOf({ a: 1 }),
        });
        assert.deepEqual(failures, []);
        assert.deepEqual(inputs, {
            name: secretOf("p"),
            path: UNKNOWN.string,
            role: "role-1",
            tags: secretOf({ a: "1" }),
        });
    });

    it("takes a reference to a resource not yet created as unknown", async () => {
        const { inputs } = await engine.check("aws:iam/instanceProfile:InstanceProfile", {
            role: {
                "4dabf18193072939515e22adb298388d": "5cf8f73096256a8f31e491e813e4eb8e",
                urn: "urn:pulumi:dev::test::aws:iam/role:Role::role",
                id: "",
            },
        });
        assert.equal(inputs.role, UNKNOWN.string);
    });

    it("writes a policy given as an object as JSON, unless something in it is unknown", async () => {
        const policy = {
            Statement: [
                {
                    Action: "s3:*",
                    Effect: "Allow",
                    // What may be a text or an object stays an object inside.
                    Principal: { Service: "ec2.amazonaws.com" },
                    Resource: "*",
                },
            ],
            Version: "2012-10-17",
        };
        const type = "aws:iam/policy:Policy";
        const known = await engine.check(type, { policy });
        assert.deepEqual(known.failures, []);
        assert.equal(known.inputs.policy, JSON.stringify(policy));
        const [Statement] = policy.Statement;
        const unknown = { ...policy, Statement: [{ ...Statement, Resource: UNKNOWN.string }] };
        const open = await engine.check(type, { policy: unknown });
        assert.deepEqual(open.failures, []);
        assert.equal(open.inputs.policy, UNKNOWN.string);
    });

    it("rejects a network with host bits and says which one is meant", async () => {
        assert.deepEqual(await failuresOf(VPC, { cidrBlock: "10.0.0.1/16" }), [
            {
                property: "cidrBlock",
                reason: '"10.0.0.1/16" is not a valid IPv4 CIDR block; did you mean "10.0.0.0/16"?',
            },
        ]);
        assert.deepEqual(await failuresOf(SUBNET, { vpcId: "vpc-1", cidrBlock: "10.0.0.0" }), [
            {
                property: "cidrBlock",
                reason: '"10.0.0.0" is not a valid IPv4 CIDR block, such as "10.0.0.0/16".',
            },
        ]);
    });

    it("rejects a VPC larger than /16 and smaller than /28, and no other", async () => {
        for (const cidrBlock of ["10.0.0.0/15", "10.0.0.0/29"]) {
            assert.deepEqual(await failuresOf(VPC, { cidrBlock }), [
                {
                    property: "cidrBlock",
                    reason: `The network of a VPC is between /16 and /28, received "${cidrBlock}".`,
                },
            ]);
        }
        for (const cidrBlock of ["10.0.0.0/16", "10.0.0.0/28"]) {
            assert.deepEqual(await failuresOf(VPC, { cidrBlock }), []);
        }
    });

    it("rejects a zone of another Region and an endpoint type that does not exist", async () => {
        const subnet = { vpcId: "vpc-1", availabilityZone: "eu-west-1a" };
        assert.deepEqual(await failuresOf(SUBNET, subnet), [
            {
                property: "availabilityZone",
                reason:
                    "Expected an Availability Zone of us-east-1 (us-east-1a, us-east-1b, us-east-1c, " +
                    'us-east-1d, us-east-1e, us-east-1f), received "eu-west-1a".',
            },
        ]);
        assert.deepEqual(await failuresOf(SUBNET, { ...subnet, region: "eu-west-1" }), []);
        assert.deepEqual(
            await failuresOf(VPC_ENDPOINT, { vpcId: "v", vpcEndpointType: "interface" }),
            [
                {
                    property: "vpcEndpointType",
                    reason:
                        "Expected one of Gateway, GatewayLoadBalancer, Interface, Resource, " +
                        'ServiceNetwork, received "interface".',
                },
            ],
        );
    });

    it("fills in a name and the known defaults, and records that it did", async () => {
        const { inputs } = await engine.check(SECURITY_GROUP, {}, { name: "web" });
        assert.match(String(inputs.name), /^web-[0-9a-f]{7}$/);
        assert.deepEqual(inputs, {
            __defaults: ["description", "name", "revokeRulesOnDelete"],
            description: "Managed by Pulumi",
            name: inputs.name,
            revokeRulesOnDelete: false,
        });
        const bucket = await engine.check("aws:s3/bucket:Bucket", {}, { name: "Logs" });
        assert.match(String(bucket.inputs.bucket), /^logs-[0-9a-f]{7}$/);
    });

    it("keeps a name that it made up, and no other", async () => {
        const made = { name: "web-1234567", __defaults: ["name"] };
        const kept = await engine.check(SECURITY_GROUP, {}, { name: "web", oldInputs: made });
        assert.equal(kept.inputs.name, "web-1234567");
        const chosen = { name: "chosen" };
        const fresh = await engine.check(SECURITY_GROUP, {}, { name: "web", oldInputs: chosen });
        assert.match(String(fresh.inputs.name), /^web-[0-9a-f]{7}$/);
    });

    it("makes up no name beside a prefix", async () => {
        const { inputs } = await engine.check(SECURITY_GROUP, { namePrefix: "web-" });
        assert.equal(inputs.name, undefined);
    });

    it("names a type that the package does not have", async () => {
        await assert.rejects(engine.check("aws:ec2/vpcs:Vpcs", {}), {
            message: '@pulumi/aws 7.48.0 has no resource type "aws:ec2/vpcs:Vpcs".',
        });
        await assert.rejects(engine.check("aws:ec2/vpc:Subnet", {}), {
            message: '@pulumi/aws 7.48.0 has no resource type "aws:ec2/vpc:Subnet".',
        });
    });
});
