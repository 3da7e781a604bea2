import assert from "node:assert/strict";
import type { AwsEmulator } from "../../../tools/awsEmulator";
import { type EngineClient, type State, startConfigured, type Values } from "./engineClient";

const INSTANCE = "aws:ec2/instance:Instance";
const ROLE = "aws:iam/role:Role";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";
const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const NOWHERE = "0000000000000000f";

describe("the integrity of the AWS emulator's account", () => {
    let emulator: AwsEmulator;
    let engine: EngineClient;
    let close: () => Promise<void>;

    beforeEach(async () => {
        ({ emulator, engine, close } = await startConfigured());
    });

    afterEach(() => close());

    const createVpc = (inputs: Values = {}) =>
        engine.create(VPC, "net", { cidrBlock: "10.0.0.0/16", ...inputs });
    const createSubnet = (vpc: State, name: string, cidrBlock: string, inputs: Values = {}) =>
        engine.create(SUBNET, name, { vpcId: vpc.id, cidrBlock, ...inputs });
    const liveIds = () => emulator.account.resources().map(({ id }) => id);

    describe("references", () => {
        const missing: [string, Values, string][] = [
            [
                SUBNET,
                { vpcId: `vpc-${NOWHERE}` },
                `InvalidVpcID.NotFound: The vpc ID 'vpc-${NOWHERE}' does not exist`,
            ],
            [
                INSTANCE,
                { subnetId: `subnet-${NOWHERE}` },
                `InvalidSubnetID.NotFound: The subnet ID 'subnet-${NOWHERE}' does not exist`,
            ],
            [
                INSTANCE,
                { vpcSecurityGroupIds: [`sg-${NOWHERE}`] },
                `InvalidGroup.NotFound: The security group 'sg-${NOWHERE}' does not exist`,
            ],
            [
                "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
                { vpcId: `vpc-${NOWHERE}` },
                `InvalidVpcID.NotFound: The vpc ID 'vpc-${NOWHERE}' does not exist`,
            ],
        ];
        for (const [type, inputs, message] of missing) {
            it(`must exist: ${message.split(":")[0]}`, async () => {
                await assert.rejects(engine.create(type, "it", inputs), { message });
                assert.deepEqual(liveIds(), []);
            });
        }

        it("must exist in an update, too", async () => {
            const vpc = await createVpc();
            const group = await engine.create(SECURITY_GROUP, "sg", { vpcId: vpc.id });
            const ingress = [
                { protocol: "tcp", fromPort: 1, toPort: 1, securityGroups: [`sg-${NOWHERE}`] },
            ];
            await assert.rejects(engine.update(group, { ...group.inputs, ingress }), {
                message: `InvalidGroup.NotFound: The security group 'sg-${NOWHERE}' does not exist`,
            });
        });

        it("may lead to what a VPC brings along", async () => {
            const vpc = await createVpc();
            await engine.create("aws:ec2/route:Route", "r", {
                routeTableId: vpc.outputs.mainRouteTableId,
                destinationCidrBlock: "0.0.0.0/0",
            });
            assert.equal(liveIds().length, 2);
        });

        it("keep what they lead to from being deleted", async () => {
            const vpc = await createVpc();
            const subnet = await createSubnet(vpc, "a", "10.0.0.0/24");
            await assert.rejects(engine.delete(vpc), {
                message:
                    `DependencyViolation: The vpc '${vpc.id}' has dependencies and cannot be ` +
                    `deleted. In the emulated account they are: ${subnet.id}.`,
            });
            await engine.delete(subnet);
            await engine.delete(vpc);
            assert.deepEqual(liveIds(), []);
        });

        it("of a security group's own rules do not", async () => {
            const vpc = await createVpc();
            const group = await engine.create(SECURITY_GROUP, "sg", { vpcId: vpc.id });
            const other = await engine.create(SECURITY_GROUP, "other", { vpcId: vpc.id });
            await engine.create("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "in", {
                securityGroupId: group.id,
                referencedSecurityGroupId: other.id,
                ipProtocol: "-1",
            });
            await assert.rejects(engine.delete(other), /^Error: DependencyViolation: /);
            await engine.delete(group);
        });

        it("to itself do not keep a security group", async () => {
            const group = await engine.create(SECURITY_GROUP, "sg", {});
            const ingress = [
                { protocol: "tcp", fromPort: 1, toPort: 1, securityGroups: [group.id] },
            ];
            const updated = await engine.update(group, { ...group.inputs, ingress });
            await engine.delete(updated);
            assert.deepEqual(liveIds(), []);
        });

        it("keep a role with an instance profile", async () => {
            const role = await engine.create(ROLE, "role", { assumeRolePolicy: "{}" });
            await engine.create("aws:iam/instanceProfile:InstanceProfile", "p", {
                name: "P",
                role: role.id,
            });
            await assert.rejects(engine.delete(role), {
                message:
                    "DeleteConflict: Cannot delete entity, must detach all policies and remove " +
                    "roles from instance profiles first. In the emulated account they are: P.",
            });
        });
    });

    describe("rules of a network", () => {
        it("reject a subnet outside its VPC, or smaller than /28", async () => {
            const vpc = await createVpc();
            for (const cidrBlock of ["10.1.0.0/24", "10.0.0.0/29"]) {
                await assert.rejects(createSubnet(vpc, "a", cidrBlock), {
                    message: `InvalidSubnet.Range: The CIDR '${cidrBlock}' is invalid.`,
                });
            }
        });

        it("admit a subnet in a further network of the VPC", async () => {
            const vpc = await createVpc();
            await engine.create(
                "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
                "more",
                { vpcId: vpc.id, cidrBlock: "10.1.0.0/16" },
            );
            await createSubnet(vpc, "a", "10.1.0.0/24");
        });

        it("reject a subnet that overlaps another one", async () => {
            const vpc = await createVpc();
            await createSubnet(vpc, "a", "10.0.0.0/24");
            await createSubnet(vpc, "b", "10.0.1.0/24");
            await assert.rejects(createSubnet(vpc, "c", "10.0.0.0/23"), {
                message:
                    "InvalidSubnet.Conflict: The CIDR '10.0.0.0/23' conflicts with another subnet",
            });
        });

        it("admit private DNS for a service once in a VPC, and only with its DNS", async () => {
            const vpc = await createVpc();
            const endpoint = {
                vpcId: vpc.id,
                serviceName: "com.amazonaws.us-east-1.ssm",
                vpcEndpointType: "Interface",
                privateDnsEnabled: true,
            };
            await assert.rejects(engine.create(VPC_ENDPOINT, "ssm", endpoint), {
                message:
                    "InvalidParameter: Enabling private DNS requires both enableDnsSupport and " +
                    `enableDnsHostnames VPC attributes set to true for ${vpc.id}`,
            });
            await engine.update(vpc, { ...vpc.inputs, enableDnsHostnames: true });
            await engine.create(VPC_ENDPOINT, "without", { ...endpoint, privateDnsEnabled: false });
            await engine.create(VPC_ENDPOINT, "ssm", endpoint);
            await assert.rejects(engine.create(VPC_ENDPOINT, "again", endpoint), {
                message:
                    "InvalidParameter: private-dns-enabled cannot be set because there is already " +
                    "a conflicting DNS domain for ssm.us-east-1.amazonaws.com in the VPC " +
                    vpc.id,
            });
        });

        it("admit one subnet of each zone to an endpoint", async () => {
            const vpc = await createVpc();
            const zone = { availabilityZone: "us-east-1a" };
            const one = await createSubnet(vpc, "a", "10.0.0.0/24", zone);
            const two = await createSubnet(vpc, "b", "10.0.1.0/24", zone);
            await assert.rejects(
                engine.create(VPC_ENDPOINT, "ssm", {
                    vpcId: vpc.id,
                    serviceName: "com.amazonaws.us-east-1.ssm",
                    vpcEndpointType: "Interface",
                    subnetIds: [one.id, two.id],
                }),
                {
                    message:
                        "DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the " +
                        `availability zone of ${two.id}`,
                },
            );
        });

        it("admit a name once", async () => {
            const vpc = await createVpc();
            const group = { vpcId: vpc.id, name: "web" };
            await engine.create(SECURITY_GROUP, "a", group);
            await assert.rejects(engine.create(SECURITY_GROUP, "b", group), {
                message: `InvalidGroup.Duplicate: The security group 'web' already exists for VPC '${vpc.id}'`,
            });
            const role = { assumeRolePolicy: "{}", name: "R" };
            await engine.create(ROLE, "a", role);
            await assert.rejects(engine.create(ROLE, "b", role), {
                message: "EntityAlreadyExists: Role with name R already exists.",
            });
        });
    });

    describe("default resources", () => {
        const types: [string, string][] = [
            ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "defaultSecurityGroupId"],
            ["aws:ec2/defaultRouteTable:DefaultRouteTable", "defaultRouteTableId"],
            ["aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", "defaultNetworkAclId"],
        ];
        for (const [type, output] of types) {
            it(`of a VPC are adopted, and given back when deleted: ${output}`, async () => {
                const vpc = await createVpc();
                const group = type.includes("SecurityGroup");
                const adopted = await engine.create(type, "default", {
                    ...(group ? { vpcId: vpc.id } : { [output]: vpc.outputs[output] }),
                });
                assert.equal(adopted.id, vpc.outputs[output]);
                assert.equal(adopted.outputs.vpcId, vpc.id);
                await engine.delete(adopted);
                if (group) {
                    const user = { vpcSecurityGroupIds: [adopted.id] };
                    await engine.create(INSTANCE, "user", user);
                }
            });
        }
    });
});
