import assert from "node:assert/strict";
import { type AwsEmulator, startAwsEmulator } from "../../../tools/awsEmulator";
import {
    connect,
    type EngineClient,
    type State,
    secretOf,
    startConfigured,
    type Values,
} from "./engineClient";

const INSTANCE = "aws:ec2/instance:Instance";
const ROLE = "aws:iam/role:Role";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";
const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

describe("the AWS emulator's account", () => {
    let emulator: AwsEmulator;
    let engine: EngineClient;
    let close: () => Promise<void>;
    let closeLaters: (() => Promise<void>)[] = [];

    beforeEach(async () => {
        ({ emulator, engine, close } = await startConfigured());
    });

    afterEach(async () => {
        await Promise.all([close, ...closeLaters].map((end) => end()));
        closeLaters = [];
    });

    const startLater = async () => {
        const later = await startConfigured();
        closeLaters.push(later.close);
        return later;
    };

    const createVpc = (inputs: Values = {}) =>
        engine.create(VPC, "net", { cidrBlock: "10.0.0.0/16", ...inputs });
    const createSubnet = (vpc: State, name: string, cidrBlock: string, inputs: Values = {}) =>
        engine.create(SUBNET, name, { vpcId: vpc.id, cidrBlock, ...inputs });
    const liveIds = () => emulator.account.resources().map(({ id }) => id);

    describe("ids", () => {
        it("have the shapes of AWS and are recognisable", async () => {
            const vpc = await createVpc();
            const subnet = await createSubnet(vpc, "a", "10.0.0.0/24");
            const table = await engine.create(ROUTE_TABLE, "rt", { vpcId: vpc.id });
            const group = await engine.create(SECURITY_GROUP, "sg", { vpcId: vpc.id });
            const role = await engine.create(ROLE, "role", { assumeRolePolicy: "{}", name: "R" });
            const gateway = await engine.create("aws:ec2/internetGateway:InternetGateway", "igw", {
                vpcId: vpc.id,
            });
            const route = await engine.create("aws:ec2/route:Route", "r", {
                routeTableId: table.id,
                destinationCidrBlock: "0.0.0.0/0",
                gatewayId: gateway.id,
            });
            const attachment = await engine.create(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
                "ra",
                { role: "R", policyArn: "arn:aws:iam::aws:policy/P" },
            );
            const rule = await engine.create(
                "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                "in",
                { securityGroupId: group.id, ipProtocol: "-1", cidrIpv4: "10.0.0.0/8" },
            );
            assert.match(vpc.id, /^vpc-0000[0-9a-f]{13}$/);
            assert.match(subnet.id, /^subnet-0000[0-9a-f]{13}$/);
            assert.match(table.id, /^rtb-0000[0-9a-f]{13}$/);
            assert.match(group.id, /^sg-0000[0-9a-f]{13}$/);
            assert.match(gateway.id, /^igw-0000[0-9a-f]{13}$/);
            assert.match(rule.id, /^sgr-0000[0-9a-f]{13}$/);
            assert.match(route.id, new RegExp(`^r-${table.id}[0-9a-f]{8}$`));
            assert.equal(role.id, "R");
            assert.equal(attachment.id, "R/arn:aws:iam::aws:policy/P");
            assert.match(String(role.outputs.uniqueId), /^AROA0000[0-9A-F]{13}$/);
            assert.equal(role.outputs.arn, "arn:aws:iam::000000000000:role/R");
            assert.equal(vpc.outputs.arn, `arn:aws:ec2:us-east-1:000000000000:vpc/${vpc.id}`);
            assert.equal(
                rule.outputs.arn,
                `arn:aws:ec2:us-east-1:000000000000:security-group-rule/${rule.id}`,
            );
        });

        it("are the same in every emulator", async () => {
            const vpc = await createVpc();
            const other = await startLater();
            const again = await other.engine.create(VPC, "net", { cidrBlock: "10.0.0.0/16" });
            assert.deepEqual(again, vpc);
        });

        it("of a replacement are others, also after the replaced resource is gone", async () => {
            const first = await createVpc();
            const second = await createVpc();
            await engine.delete(first);
            await engine.delete(second);
            const third = await createVpc();
            assert.equal(new Set([first.id, second.id, third.id]).size, 3);
        });

        it("of a replacement are others in an emulator that starts later", async () => {
            const vpc = await createVpc();
            const later = await startLater();
            const replaced = await later.engine.check(VPC, { cidrBlock: "10.1.0.0/16" });
            await later.engine.diff(vpc, replaced.inputs);
            const replacement = await later.engine.create(VPC, "net", { cidrBlock: "10.1.0.0/16" });
            assert.notEqual(replacement.id, vpc.id);
        });

        it("give a named replacement another name while the first one exists", async () => {
            const first = await engine.create(ROLE, "role", { assumeRolePolicy: "{}" });
            const second = await engine.create(ROLE, "role", { assumeRolePolicy: "{}" });
            assert.notEqual(first.id, second.id);
        });
    });

    describe("outputs", () => {
        it("are all there after a creation, of every type", async () => {
            const types: [string, Values][] = [
                ["aws:rds/instance:Instance", { instanceClass: "db.t3.micro" }],
                ["aws:lambda/function:Function", { role: "arn:aws:iam::000000000000:role/r" }],
                ["aws:s3/bucket:Bucket", {}],
                [
                    "aws:wafv2/webAcl:WebAcl",
                    {
                        scope: "REGIONAL",
                        defaultAction: { allow: {} },
                        visibilityConfig: {
                            cloudwatchMetricsEnabled: false,
                            metricName: "m",
                            sampledRequestsEnabled: false,
                        },
                    },
                ],
            ];
            for (const [type, inputs] of types) {
                const checked = await engine.check(type, inputs);
                const previewed = await engine.preview(type, checked.inputs);
                const { outputs } = await engine.create(type, "it", checked.inputs);
                assert.deepEqual(Object.keys(outputs).sort(), Object.keys(previewed).sort(), type);
            }
        });

        it("of a VPC name what AWS makes with it", async () => {
            const { outputs } = await createVpc({ tags: { Name: "net" } });
            assert.match(String(outputs.defaultSecurityGroupId), /^sg-0000[0-9a-f]{13}$/);
            assert.match(String(outputs.defaultNetworkAclId), /^acl-0000[0-9a-f]{13}$/);
            assert.match(String(outputs.mainRouteTableId), /^rtb-0000[0-9a-f]{13}$/);
            assert.equal(outputs.defaultRouteTableId, outputs.mainRouteTableId);
            assert.equal(outputs.enableDnsHostnames, false);
            assert.equal(outputs.ownerId, "000000000000");
            assert.equal(outputs.region, "us-east-1");
            assert.deepEqual(outputs.tagsAll, { Name: "net" });
        });

        it("of instances are addresses of their subnet, each another one", async () => {
            const vpc = await createVpc();
            const subnet = await createSubnet(vpc, "a", "10.0.0.0/28", {
                availabilityZone: "us-east-1c",
            });
            const addresses: unknown[] = [];
            for (let index = 0; index < 11; index += 1) {
                const { outputs } = await engine.create(INSTANCE, `i${index}`, {
                    subnetId: subnet.id,
                });
                addresses.push(outputs.privateIp);
                assert.equal(outputs.availabilityZone, "us-east-1c");
                assert.equal(outputs.publicIp, "");
                assert.deepEqual(outputs.vpcSecurityGroupIds, [vpc.outputs.defaultSecurityGroupId]);
            }
            const usable = Array.from({ length: 11 }, (_, index) => `10.0.0.${index + 4}`);
            assert.deepEqual([...addresses].sort(), usable.sort());
            await assert.rejects(engine.create(INSTANCE, "more", { subnetId: subnet.id }), {
                message:
                    "InsufficientFreeAddressesInSubnet: There are not enough free addresses in " +
                    `subnet '${subnet.id}' to satisfy the requested number of instances.`,
            });
        });

        it("of an interface endpoint are its interfaces and names", async () => {
            const vpc = await createVpc({ enableDnsHostnames: true });
            const subnet = await createSubnet(vpc, "a", "10.0.0.0/24");
            const { id, outputs } = await engine.create(VPC_ENDPOINT, "ssm", {
                vpcId: vpc.id,
                serviceName: "com.amazonaws.us-east-1.ssm",
                vpcEndpointType: "Interface",
                privateDnsEnabled: true,
                subnetIds: [subnet.id],
            });
            assert.equal((outputs.networkInterfaceIds as string[]).length, 1);
            const names = (outputs.dnsEntries as Values[]).map(({ dnsName }) => String(dnsName));
            assert.equal(names.length, 2);
            assert.match(
                String(names[0]),
                new RegExp(`^${id}-[0-9a-f]{8}\\.ssm\\.us-east-1\\.vpce\\.amazonaws\\.com$`),
            );
            assert.equal(names[1], "ssm.us-east-1.amazonaws.com");
            assert.deepEqual(outputs.securityGroupIds, [vpc.outputs.defaultSecurityGroupId]);
        });

        it("keep secrets secret, and the account shows them in plain text", async () => {
            const { outputs } = await engine.create("aws:ssm/parameter:Parameter", "p", {
                name: "/p",
                type: "SecureString",
                value: secretOf("hush"),
            });
            assert.deepEqual(outputs.value, secretOf("hush"));
            assert.equal(outputs.arn, "arn:aws:ssm:us-east-1:000000000000:parameter/p");
            const [parameter] = emulator.account.resources();
            assert.equal(parameter?.outputs.value, "hush");
        });
    });

    describe("states of earlier emulators", () => {
        it("are adopted: a read changes nothing", async () => {
            const vpc = await createVpc();
            const later = await startLater();
            const { id, inputs, outputs } = await later.engine.read(vpc);
            assert.deepEqual(
                { id, inputs, outputs },
                {
                    id: vpc.id,
                    inputs: vpc.inputs,
                    outputs: vpc.outputs,
                },
            );
            assert.deepEqual(later.emulator.account.find(VPC, vpc.id)?.outputs, vpc.outputs);
        });

        it("serve as references once the engine has compared them", async () => {
            const vpc = await createVpc();
            const later = await startLater();
            await later.engine.diff(vpc, vpc.inputs);
            const subnet = await later.engine.create(SUBNET, "a", {
                vpcId: vpc.id,
                cidrBlock: "10.0.0.0/24",
            });
            assert.equal(subnet.outputs.vpcId, vpc.id);
        });

        it("do not bring back what this account has deleted", async () => {
            const vpc = await createVpc();
            await engine.delete(vpc);
            assert.deepEqual(await engine.read(vpc), { id: "", inputs: {}, outputs: {} });
            await engine.delete(vpc);
            assert.deepEqual(liveIds(), []);
        });

        it("are refused if they come from AWS", async () => {
            const vpc = await createVpc();
            const { __emulated: _, ...outputs } = vpc.outputs;
            const real = { ...vpc, outputs };
            const refused = {
                message:
                    `${vpc.urn} (${vpc.id}) was not created by the AWS emulator: this state comes ` +
                    "from AWS. Unset PULUMI_DEBUG_PROVIDERS to work on it.",
            };
            await assert.rejects(engine.diff(real, vpc.inputs), refused);
            await assert.rejects(engine.read(real), refused);
            await assert.rejects(engine.update(real, vpc.inputs), refused);
            await assert.rejects(engine.delete(real), refused);
        });
    });

    it("is looked up by imports and `get`, for what exists only", async () => {
        const vpc = await createVpc();
        const { id, inputs, outputs } = await engine.lookUp(VPC, vpc.id);
        assert.deepEqual(
            { id, inputs, outputs },
            {
                id: vpc.id,
                inputs: vpc.inputs,
                outputs: vpc.outputs,
            },
        );
        const arguments_ = { ...vpc, id: "vpc-1", inputs: { tags: {} }, outputs: { tags: {} } };
        await assert.rejects(engine.read(arguments_), {
            message:
                `${VPC} "vpc-1" is not found in the emulated account: it is no resource of AWS, ` +
                "and no resource of this emulator.",
        });
    });

    it("shows what exists, updated", async () => {
        const vpc = await createVpc();
        const updated = await engine.update(vpc, { ...vpc.inputs, tags: { Name: "n" } });
        assert.deepEqual(updated.outputs.tagsAll, { Name: "n" });
        assert.equal(updated.outputs.defaultSecurityGroupId, vpc.outputs.defaultSecurityGroupId);
        const { id, urn, type, inputs, outputs } = updated;
        assert.deepEqual(emulator.account.resources(), [{ id, type, urn, inputs, outputs }]);
    });
});

describe("the AWS emulator's providers", () => {
    it("are told apart by their connections", async () => {
        const emulator = await startAwsEmulator();
        const [american, european] = [connect(emulator.port), connect(emulator.port)];
        await american.configure({ region: "us-east-1" });
        await european.configure({
            region: "eu-west-1",
            defaultTags: '{"tags":{"Owner":"eu","Name":"default"}}',
        });
        const vpc = { cidrBlock: "10.0.0.0/16", tags: { Name: "own" } };
        const [here, there, chosen] = [
            await american.create(VPC, "here", vpc),
            await european.create(VPC, "there", vpc),
            await american.create(VPC, "chosen", { ...vpc, region: "us-west-2" }),
        ];
        assert.deepEqual(
            [here, there, chosen].map(({ outputs }) => outputs.region),
            ["us-east-1", "eu-west-1", "us-west-2"],
        );
        assert.deepEqual(here.outputs.tagsAll, { Name: "own" });
        assert.deepEqual(there.outputs.tagsAll, { Name: "own", Owner: "eu" });
        assert.equal(there.outputs.arn, `arn:aws:ec2:eu-west-1:000000000000:vpc/${there.id}`);
        american.close();
        european.close();
        await emulator.close();
    });
});
