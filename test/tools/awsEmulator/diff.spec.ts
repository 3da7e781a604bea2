import assert from "node:assert/strict";
import {
    type EngineClient,
    type State,
    startConfigured,
    UNKNOWN,
    type Values,
} from "./engineClient";

const INSTANCE = "aws:ec2/instance:Instance";
const ROLE = "aws:iam/role:Role";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const VPC = "aws:ec2/vpc:Vpc";

describe("the AWS emulator's comparison", () => {
    let engine: EngineClient;
    let close: () => Promise<void>;

    before(async () => {
        ({ engine, close } = await startConfigured());
    });

    after(() => close());

    const urn = "urn:pulumi:dev::test::t::it";

    /** The difference from one set of inputs to another, both checked as the engine does. */
    async function difference(type: string, before: Values, after: Values, outputs: Values = {}) {
        const old = (await engine.check(type, before)).inputs;
        const { inputs } = await engine.check(type, after, { oldInputs: old });
        const state: State = {
            ...{ id: "old", urn, type, inputs: old },
            outputs: { ...old, ...outputs, __emulated: true },
        };
        return engine.diff(state, inputs);
    }

    const cases: [string, Values, Values, Record<string, string>][] = [
        [
            VPC,
            { cidrBlock: "10.0.0.0/16" },
            { cidrBlock: "10.1.0.0/16" },
            { cidrBlock: "UPDATE_REPLACE" },
        ],
        [VPC, { enableDnsSupport: false }, {}, { enableDnsSupport: "UPDATE" }],
        [VPC, {}, { tags: { a: "b" } }, { tags: "ADD" }],
        [VPC, { tags: { a: "b" } }, {}, { tags: "DELETE" }],
        [VPC, { ipv4IpamPoolId: "p" }, {}, { ipv4IpamPoolId: "DELETE_REPLACE" }],
        ["aws:ec2/subnet:Subnet", { vpcId: "a" }, { vpcId: "b" }, { vpcId: "UPDATE_REPLACE" }],
        [
            "aws:ec2/subnet:Subnet",
            { vpcId: "a" },
            { vpcId: "a", mapPublicIpOnLaunch: true },
            { mapPublicIpOnLaunch: "UPDATE" },
        ],
        [
            SECURITY_GROUP,
            { description: "a" },
            { description: "b" },
            { description: "UPDATE_REPLACE" },
        ],
        [
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            { securityGroupId: "a", ipProtocol: "tcp" },
            { securityGroupId: "b", ipProtocol: "udp" },
            { ipProtocol: "UPDATE", securityGroupId: "UPDATE_REPLACE" },
        ],
        [
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            { vpcId: "v", serviceName: "a", privateDnsEnabled: false },
            { vpcId: "v", serviceName: "b", privateDnsEnabled: true },
            { privateDnsEnabled: "UPDATE", serviceName: "UPDATE_REPLACE" },
        ],
        [
            "aws:ec2/route:Route",
            { routeTableId: "r", destinationCidrBlock: "0.0.0.0/0", gatewayId: "a" },
            { routeTableId: "r", destinationCidrBlock: "10.0.0.0/8", natGatewayId: "b" },
            {
                destinationCidrBlock: "UPDATE_REPLACE",
                gatewayId: "DELETE",
                natGatewayId: "ADD",
            },
        ],
        [
            "aws:ec2/routeTableAssociation:RouteTableAssociation",
            { routeTableId: "a", subnetId: "s" },
            { routeTableId: "b", subnetId: "t" },
            { routeTableId: "UPDATE", subnetId: "UPDATE_REPLACE" },
        ],
        [
            INSTANCE,
            { ami: "a", instanceType: "t3.micro", userData: "1" },
            { ami: "b", instanceType: "t3.small", userData: "2" },
            { ami: "UPDATE_REPLACE", instanceType: "UPDATE", userData: "UPDATE" },
        ],
        [
            INSTANCE,
            { userData: "1", userDataReplaceOnChange: true },
            { userData: "2", userDataReplaceOnChange: true },
            { userData: "UPDATE_REPLACE" },
        ],
        [INSTANCE, {}, { keyName: "k" }, { keyName: "ADD_REPLACE" }],
        [
            "aws:lb/loadBalancer:LoadBalancer",
            { subnets: ["a"] },
            { subnets: ["b"], internal: true },
            { internal: "ADD_REPLACE", subnets: "UPDATE" },
        ],
        [
            INSTANCE,
            { rootBlockDevice: { volumeSize: 8 } },
            { rootBlockDevice: { volumeSize: 9 } },
            { rootBlockDevice: "UPDATE" },
        ],
        [
            INSTANCE,
            { rootBlockDevice: { volumeSize: 8 } },
            { rootBlockDevice: { volumeSize: 8, encrypted: true } },
            { rootBlockDevice: "UPDATE_REPLACE" },
        ],
        [
            ROLE,
            { name: "a", assumeRolePolicy: "{}" },
            { name: "b", assumeRolePolicy: "{}" },
            { name: "UPDATE_REPLACE" },
        ],
        [
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            { role: "a", policyArn: "p" },
            { role: "b", policyArn: "q" },
            { policyArn: "UPDATE_REPLACE", role: "UPDATE_REPLACE" },
        ],
        // Not in the emulator's table: the package's documentation says "forces replacement".
        [
            "aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy",
            { fileSystemId: "a", policy: "1" },
            { fileSystemId: "b", policy: "2" },
            { fileSystemId: "UPDATE_REPLACE", policy: "UPDATE" },
        ],
        [VPC, {}, { region: "eu-west-1" }, { region: "ADD_REPLACE" }],
        [
            VPC,
            { cidrBlock: "10.0.0.0/16" },
            { cidrBlock: UNKNOWN.string },
            { cidrBlock: "UPDATE_REPLACE" },
        ],
    ];

    for (const [type, before, after, kinds] of cases) {
        it(`of ${type} finds ${JSON.stringify(kinds)}`, async () => {
            const found = await difference(type, before, after);
            assert.deepEqual(found.kinds, kinds);
            assert.equal(found.changed, true);
            const replaces = Object.keys(kinds).filter((name) => kinds[name]?.endsWith("_REPLACE"));
            assert.deepEqual(found.replaces, replaces);
        });
    }

    const equals: [string, string, Values, Values, Values?][] = [
        ["the same inputs", VPC, { cidrBlock: "10.0.0.0/16" }, { cidrBlock: "10.0.0.0/16" }],
        ["a name that is made up twice", SECURITY_GROUP, {}, {}],
        [
            "another spelling of a scalar",
            INSTANCE,
            { ebsOptimized: "true" },
            { ebsOptimized: true },
        ],
        [
            "another order of a set",
            INSTANCE,
            { vpcSecurityGroupIds: ["a", "b"] },
            { vpcSecurityGroupIds: ["b", "a"] },
        ],
        [
            "another spelling of a JSON document",
            ROLE,
            { name: "r", assumeRolePolicy: '{"a":1,"b":2}' },
            { name: "r", assumeRolePolicy: '{ "b": 2, "a": 1 }' },
        ],
        ["an argument removed that AWS decides in its absence", INSTANCE, { keyName: "k" }, {}],
        [
            "an argument added with the value that AWS has decided",
            INSTANCE,
            {},
            { availabilityZone: "us-east-1b" },
            { availabilityZone: "us-east-1b" },
        ],
    ];

    for (const [what, type, before, after, outputs] of equals) {
        it(`takes for no change: ${what}`, async () => {
            const { changed, kinds } = await difference(type, before, after, outputs);
            assert.deepEqual({ changed, kinds }, { changed: false, kinds: {} });
        });
    }

    it("ignores what the program wants ignored", async () => {
        const old = await engine.check(VPC, { cidrBlock: "10.0.0.0/16" });
        const outputs = { ...old.inputs, __emulated: true };
        const state = { id: "v", urn, type: VPC, inputs: old.inputs, outputs };
        const { inputs } = await engine.check(VPC, { cidrBlock: "10.1.0.0/16" });
        assert.equal((await engine.diff(state, inputs, ["cidrBlock"])).changed, false);
    });

    it("frees a chosen name before a replacement takes it, and no made-up one", async () => {
        const role = { assumeRolePolicy: "{}", path: "/a/" };
        const other = { assumeRolePolicy: "{}", path: "/b/" };
        const named = await difference(ROLE, { ...role, name: "r" }, { ...other, name: "r" });
        assert.equal(named.deleteBeforeReplace, true);
        assert.equal((await difference(ROLE, role, other)).deleteBeforeReplace, false);
    });
});
