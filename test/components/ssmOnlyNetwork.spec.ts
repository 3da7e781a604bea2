import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "../../components";
import {
    idOf,
    named,
    type Recording,
    type RecordOptions,
    type Registered,
    record,
    UNKNOWN,
} from "../support/mocks";

// Mocks prove what the component asks for: neither what the provider adds, nor that AWS accepts it,
// nor that anything is really created in this order. The specs in test/engine go further.

const ZONES = ["eu-central-1a", "eu-central-1b"];

const build = (args: Partial<SsmOnlyNetworkArgs>, options: RecordOptions) =>
    record(() => new SsmOnlyNetwork("net", { availabilityZones: ZONES, ...args }), options);

const tags = (name: string) => ({ Name: name, "ssm-only:network": "project/stack/net" });

describe("SsmOnlyNetwork", () => {
    describe("with two zones and two instances", () => {
        const modes = [
            { mode: "with known ids", preview: false },
            { mode: "in a first preview", preview: true },
        ];
        for (const { mode, preview } of modes) {
            describe(mode, () => {
                let recording: Recording<SsmOnlyNetwork>;
                const id = (name: string) => (preview ? UNKNOWN : idOf(name));
                const output = (value: string) => (preview ? UNKNOWN : value);

                before(async () => {
                    recording = await build(
                        {
                            instances: {
                                app: { availabilityZone: "eu-central-1a" },
                                jobs: { availabilityZone: "eu-central-1b" },
                            },
                        },
                        { preview },
                    );
                });

                const inputsAre = (name: string, expected: object) =>
                    assert.deepEqual(named(recording, name).inputs, expected);

                it("registers exactly these resources, all of them its own children", () => {
                    const component = "urn:pulumi:stack::project::ssm-only:index:SsmOnlyNetwork";
                    const children = {
                        "aws:ec2/defaultRouteTable:DefaultRouteTable": ["default-route-table"],
                        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": [
                            "default-security-group",
                        ],
                        "aws:ec2/instance:Instance": ["instance-app", "instance-jobs"],
                        "aws:ec2/routeTable:RouteTable": ["route-table-a", "route-table-b"],
                        "aws:ec2/routeTableAssociation:RouteTableAssociation": [
                            "route-table-association-a",
                            "route-table-association-b",
                        ],
                        "aws:ec2/securityGroup:SecurityGroup": [
                            "endpoint-security-group",
                            "instance-security-group",
                        ],
                        "aws:ec2/subnet:Subnet": ["subnet-a", "subnet-b"],
                        "aws:ec2/vpc:Vpc": ["vpc"],
                        "aws:ec2/vpcEndpoint:VpcEndpoint": [
                            "endpoint-ec2messages",
                            "endpoint-ssm",
                            "endpoint-ssmmessages",
                        ],
                        "aws:iam/instanceProfile:InstanceProfile": ["instance-profile"],
                        "aws:iam/role:Role": ["instance-role"],
                        "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [
                            "instance-role-policy-ssm",
                        ],
                        "aws:ssm/document:Document": ["session"],
                        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [
                            "instance-egress-https",
                        ],
                        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
                            "endpoint-ingress-https",
                        ],
                    };
                    assert.deepEqual(
                        recording.resources.map(({ urn }) => urn).sort(),
                        [
                            `${component}::net`,
                            ...Object.entries(children).flatMap(([type, roles]) =>
                                roles.map((role) => `${component}$${type}::net-${role}`),
                            ),
                        ].sort(),
                    );
                    assert.deepEqual(
                        [...new Set(recording.resources.map(({ parent }) => parent))],
                        ["", `${component}::net`],
                    );
                    assert.deepEqual([recording.errors, recording.warnings], [[], 0]);
                });

                it("switches on both DNS attributes of the VPC", () => {
                    inputsAre("net-vpc", {
                        cidrBlock: "10.0.0.0/16",
                        enableDnsSupport: true,
                        enableDnsHostnames: true,
                        tags: tags("net-vpc"),
                    });
                });

                it("empties the default security group and the main route table", () => {
                    inputsAre("net-default-security-group", {
                        vpcId: id("net-vpc"),
                        ingress: [],
                        egress: [],
                        tags: tags("net-default-security-group"),
                    });
                    inputsAre("net-default-route-table", {
                        defaultRouteTableId: output("net-vpc-default-rtb"),
                        routes: [],
                        tags: tags("net-default-route-table"),
                    });
                });

                const subnets = [
                    { letter: "a", cidrBlock: "10.0.0.0/19" },
                    { letter: "b", cidrBlock: "10.0.32.0/19" },
                ];
                for (const { letter, cidrBlock } of subnets) {
                    it(`makes the subnet in zone ${letter} private, with a route table of its own`, () => {
                        inputsAre(`net-subnet-${letter}`, {
                            vpcId: id("net-vpc"),
                            availabilityZone: `eu-central-1${letter}`,
                            cidrBlock,
                            mapPublicIpOnLaunch: false,
                            tags: tags(`net-subnet-${letter}`),
                        });
                        inputsAre(`net-route-table-${letter}`, {
                            vpcId: id("net-vpc"),
                            routes: [],
                            tags: tags(`net-route-table-${letter}`),
                        });
                        const association = `net-route-table-association-${letter}`;
                        inputsAre(association, {
                            subnetId: id(`net-subnet-${letter}`),
                            routeTableId: id(`net-route-table-${letter}`),
                        });
                        const { propertyDependencies } = named(recording, association);
                        assert.deepEqual(propertyDependencies, {
                            subnetId: [named(recording, `net-subnet-${letter}`).urn],
                            routeTableId: [named(recording, `net-route-table-${letter}`).urn],
                        });
                    });
                }

                for (const service of ["ssm", "ssmmessages", "ec2messages"]) {
                    it(`places an endpoint for ${service} with private DNS in every subnet`, () => {
                        const name = `net-endpoint-${service}`;
                        inputsAre(name, {
                            vpcId: id("net-vpc"),
                            serviceName: `com.amazonaws.eu-central-1.${service}`,
                            vpcEndpointType: "Interface",
                            privateDnsEnabled: true,
                            // In a preview, too, it can be seen that there are two.
                            subnetIds: [id("net-subnet-a"), id("net-subnet-b")],
                            securityGroupIds: [id("net-endpoint-security-group")],
                            tags: tags(name),
                        });
                        const { propertyDependencies } = named(recording, name);
                        assert.deepEqual(propertyDependencies.subnetIds, [
                            named(recording, "net-subnet-a").urn,
                            named(recording, "net-subnet-b").urn,
                        ]);
                        assert.deepEqual(propertyDependencies.securityGroupIds, [
                            named(recording, "net-endpoint-security-group").urn,
                        ]);
                    });
                }

                it("describes the security groups, and keeps their rules out of them", () => {
                    inputsAre("net-endpoint-security-group", {
                        vpcId: id("net-vpc"),
                        description: "Interface endpoints: HTTPS from the instances only",
                        tags: tags("net-endpoint-security-group"),
                    });
                    inputsAre("net-instance-security-group", {
                        vpcId: id("net-vpc"),
                        description: "Instances: nothing in, HTTPS to the interface endpoints out",
                        tags: tags("net-instance-security-group"),
                    });
                });

                it("allows HTTPS from the instances to the endpoints by one rule on either side", () => {
                    inputsAre("net-endpoint-ingress-https", {
                        securityGroupId: id("net-endpoint-security-group"),
                        referencedSecurityGroupId: id("net-instance-security-group"),
                        ipProtocol: "tcp",
                        fromPort: 443,
                        toPort: 443,
                        description: "HTTPS from the instances",
                        tags: tags("net-endpoint-ingress-https"),
                    });
                    inputsAre("net-instance-egress-https", {
                        securityGroupId: id("net-instance-security-group"),
                        referencedSecurityGroupId: id("net-endpoint-security-group"),
                        ipProtocol: "tcp",
                        fromPort: 443,
                        toPort: 443,
                        description: "HTTPS to the interface endpoints",
                        tags: tags("net-instance-egress-https"),
                    });
                });

                it("means the right group on the right side of each rule while ids are unknown", () => {
                    const endpoints = named(recording, "net-endpoint-security-group").urn;
                    const instances = named(recording, "net-instance-security-group").urn;
                    const ingress = named(recording, "net-endpoint-ingress-https");
                    const egress = named(recording, "net-instance-egress-https");
                    const groupsOf = ({ propertyDependencies }: Registered) => [
                        propertyDependencies.securityGroupId,
                        propertyDependencies.referencedSecurityGroupId,
                    ];
                    assert.deepEqual(groupsOf(ingress), [[endpoints], [instances]]);
                    assert.deepEqual(groupsOf(egress), [[instances], [endpoints]]);
                });

                it("lets EC2 alone assume the role, which has the managed policy", () => {
                    const { assumeRolePolicy, ...others } = named(
                        recording,
                        "net-instance-role",
                    ).inputs;
                    assert.deepEqual(others, {
                        description: "Lets EC2 instances be managed by AWS Systems Manager",
                        tags: tags("net-instance-role"),
                    });
                    assert.deepEqual(JSON.parse(String(assumeRolePolicy)), {
                        Version: "2012-10-17",
                        Statement: [
                            {
                                Sid: "InstancesAssumeRole",
                                Effect: "Allow",
                                Principal: { Service: "ec2.amazonaws.com" },
                                Action: "sts:AssumeRole",
                            },
                        ],
                    });
                    inputsAre("net-instance-role-policy-ssm", {
                        role: output("net-instance-role-name"),
                        policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
                    });
                    inputsAre("net-instance-profile", {
                        role: output("net-instance-role-name"),
                        tags: tags("net-instance-profile"),
                    });
                });

                const instances = [
                    { name: "net-instance-app", subnet: "net-subnet-a" },
                    { name: "net-instance-jobs", subnet: "net-subnet-b" },
                ];
                for (const { name, subnet } of instances) {
                    it(`starts ${name} in ${subnet}, private and with safe defaults`, () => {
                        inputsAre(name, {
                            ami: "ami-0a12",
                            instanceType: "t4g.nano",
                            subnetId: id(subnet),
                            vpcSecurityGroupIds: [id("net-instance-security-group")],
                            associatePublicIpAddress: false,
                            disableApiTermination: false,
                            iamInstanceProfile: output("net-instance-profile-name"),
                            metadataOptions: {
                                httpEndpoint: "enabled",
                                httpTokens: "required",
                                httpPutResponseHopLimit: 1,
                            },
                            rootBlockDevice: {
                                encrypted: true,
                                volumeType: "gp3",
                                tags: tags(name),
                            },
                            tags: tags(name),
                        });
                        const { ignoreChanges, propertyDependencies } = named(recording, name);
                        assert.deepEqual(ignoreChanges, ["ami"]);
                        assert.deepEqual(propertyDependencies.subnetId, [
                            named(recording, subnet).urn,
                        ]);
                    });

                    it(`starts ${name} only when the whole path to Systems Manager exists`, () => {
                        const { dependencies } = named(recording, name);
                        const path = [
                            "net-endpoint-ssm",
                            "net-endpoint-ssmmessages",
                            "net-endpoint-ec2messages",
                            "net-endpoint-ingress-https",
                            "net-instance-egress-https",
                            "net-route-table-association-a",
                            "net-route-table-association-b",
                            "net-instance-role-policy-ssm",
                        ];
                        const missing = path.filter(
                            (step) => !dependencies.includes(named(recording, step).urn),
                        );
                        assert.deepEqual(missing, []);
                    });
                }

                it("makes nothing wait for an instance", () => {
                    const waiting = recording.resources.filter(({ dependencies }) =>
                        dependencies.some((urn) => urn.includes("aws:ec2/instance:Instance")),
                    );
                    assert.deepEqual(waiting, []);
                });

                it("asks AWS these questions, and each image's id once", () => {
                    const questions = recording.calls.map(({ token, inputs }) => [
                        token.split(":").at(-1),
                        inputs,
                    ]);
                    const byText = (a: unknown, b: unknown) =>
                        JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
                    assert.deepEqual(questions.sort(byText), [
                        ["getAvailabilityZones", {}],
                        ["getCallerIdentity", {}],
                        [
                            "getParameter",
                            {
                                name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
                            },
                        ],
                        ["getPartition", {}],
                        ["getRegion", {}],
                        ["getServicePrincipal", { serviceName: "ec2" }],
                        [
                            "getVpcEndpointService",
                            { service: "ec2messages", serviceType: "Interface" },
                        ],
                        ["getVpcEndpointService", { service: "ssm", serviceType: "Interface" }],
                        [
                            "getVpcEndpointService",
                            { service: "ssmmessages", serviceType: "Interface" },
                        ],
                    ]);
                });

                it("has these outputs", () => {
                    const [outputs] = Object.values(recording.outputs);
                    const each = (of: Record<string, string>) => (preview ? UNKNOWN : of);
                    assert.deepEqual(outputs, {
                        vpcId: id("net-vpc"),
                        subnetIds: each({
                            "eu-central-1a": idOf("net-subnet-a"),
                            "eu-central-1b": idOf("net-subnet-b"),
                        }),
                        endpointIds: each({
                            ssm: idOf("net-endpoint-ssm"),
                            ssmmessages: idOf("net-endpoint-ssmmessages"),
                            ec2messages: idOf("net-endpoint-ec2messages"),
                        }),
                        endpointSecurityGroupId: id("net-endpoint-security-group"),
                        instanceSecurityGroupId: id("net-instance-security-group"),
                        instanceRoleArn: output(
                            "arn:aws:iam::123456789012:role/net-instance-role-name",
                        ),
                        instanceRoleName: output("net-instance-role-name"),
                        instanceIds: each({
                            app: idOf("net-instance-app"),
                            jobs: idOf("net-instance-jobs"),
                        }),
                        fleetNames: {},
                        startSessionCommands: each({
                            app:
                                "aws ssm start-session --target net-instance-app-id " +
                                "--document-name net-session-name --region eu-central-1",
                            jobs:
                                "aws ssm start-session --target net-instance-jobs-id " +
                                "--document-name net-session-name --region eu-central-1",
                        }),
                        // test/components/operators.spec.ts says what is in it.
                        operatorPolicies: (outputs as Record<string, unknown>).operatorPolicies,
                        operatorPolicyArns: {},
                        sessionDocumentName: output("net-session-name"),
                    });
                    const { result: component } = recording;
                    for (const name of Object.keys(outputs as object)) {
                        const field = component[name as keyof SsmOnlyNetwork];
                        assert.ok(pulumi.Output.isInstance(field), name);
                    }
                });
            });
        }
    });
});
