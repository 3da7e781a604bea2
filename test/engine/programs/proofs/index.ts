import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { SsmOnlyNetwork } from "../../../../components";

// Four correct networks. The component is one of them; the others use what it does not.

new SsmOnlyNetwork("component", {
    availabilityZones: ["eu-central-1a", "eu-central-1b"],
    cidrBlock: "10.0.0.0/16",
    instances: { app: { availabilityZone: "eu-central-1a" } },
    fleets: { workers: { size: 1 } },
    sessions: { kmsKey: "create", cloudWatchLogs: {} },
    dnsFirewall: { allowedDomains: [] },
});

const role = new aws.iam.Role("role", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
});
new aws.iam.RolePolicyAttachment("core", {
    role: role.name,
    policyArn: aws.iam.ManagedPolicy.AmazonSSMManagedInstanceCore,
});
const profile = new aws.iam.InstanceProfile("profile", { role: role.name });
const ami = "ami-0123456789abcdef0";
const https = { protocol: "tcp", fromPort: 443, toPort: 443 };

/** A VPC with two subnets, and the two endpoints in both. */
function foundation(name: string, block: number) {
    const vpc = new aws.ec2.Vpc(`${name}-vpc`, {
        cidrBlock: `10.${block}.0.0/16`,
        enableDnsHostnames: true,
    });
    const subnets = ["a", "b"].map(
        (zone, index) =>
            new aws.ec2.Subnet(`${name}-subnet-${zone}`, {
                vpcId: vpc.id,
                cidrBlock: `10.${block}.${index}.0/24`,
                availabilityZone: `eu-central-1${zone}`,
            }),
    );
    const endpoints = (securityGroupIds: pulumi.Input<string>[]) =>
        ["ssm", "ssmmessages"].map(
            (service) =>
                new aws.ec2.VpcEndpoint(`${name}-${service}`, {
                    vpcId: vpc.id,
                    serviceName: `com.amazonaws.eu-central-1.${service}`,
                    vpcEndpointType: "Interface",
                    privateDnsEnabled: true,
                    subnetIds: subnets.map(({ id }) => id),
                    securityGroupIds,
                }),
        );
    return { vpc, subnets, endpoints };
}

/** The rules stand inside the groups, and so do the routes of the adopted main table. */
function inline(): void {
    const { vpc, subnets, endpoints } = foundation("inline", 1);
    new aws.ec2.DefaultRouteTable("inline-main", {
        defaultRouteTableId: vpc.defaultRouteTableId,
        routes: [{ cidrBlock: "10.9.0.0/16", transitGatewayId: "tgw-0123456789abcdef0" }],
    });
    const group = new aws.ec2.SecurityGroup("inline-instances", {
        vpcId: vpc.id,
        egress: [{ ...https, cidrBlocks: [vpc.cidrBlock] }],
    });
    const endpointGroup = new aws.ec2.SecurityGroup("inline-endpoints", {
        vpcId: vpc.id,
        ingress: [{ ...https, securityGroups: [group.id] }],
    });
    endpoints([endpointGroup.id]);
    new aws.ec2.Instance("inline-instance", {
        ami,
        instanceType: "t4g.nano",
        subnetId: subnets[0]?.id,
        vpcSecurityGroupIds: [group.id],
        iamInstanceProfile: profile.name,
        metadataOptions: { httpTokens: "required" },
    });
}

/** The rules name addresses, and network ACLs let 443 and the answers pass. */
function byAddress(): void {
    const { vpc, subnets, endpoints } = foundation("address", 2);
    const rule = { action: "allow", protocol: "tcp", cidrBlock: vpc.cidrBlock };
    const rules = [
        { ...rule, ruleNo: 100, fromPort: 443, toPort: 443 },
        { ...rule, ruleNo: 110, fromPort: 1024, toPort: 65535 },
    ];
    new aws.ec2.NetworkAcl("address-acl", {
        vpcId: vpc.id,
        subnetIds: subnets.map(({ id }) => id),
        ingress: rules,
        egress: rules,
    });
    const group = new aws.ec2.SecurityGroup("address-group", { vpcId: vpc.id });
    new aws.vpc.SecurityGroupEgressRule("address-out", {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "10.2.0.0/16",
    });
    new aws.vpc.SecurityGroupIngressRule("address-in", {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        cidrIpv4: "10.2.0.0/16",
    });
    endpoints([group.id]);
    new aws.ec2.Instance("address-instance", {
        ami,
        instanceType: "t4g.nano",
        subnetId: subnets[1]?.id,
        vpcSecurityGroupIds: [group.id],
        iamInstanceProfile: profile.name,
        metadataOptions: { httpTokens: "required" },
    });
}

/** An Auto Scaling group starts the instances, from a launch template that describes their interface. */
function fleet(): void {
    const { vpc, subnets, endpoints } = foundation("fleet", 3);
    const group = new aws.ec2.SecurityGroup("fleet-group", {
        vpcId: vpc.id,
        ingress: [{ ...https, self: true }],
        egress: [{ ...https, self: true }],
    });
    endpoints([group.id]);
    const template = new aws.ec2.LaunchTemplate("fleet-template", {
        imageId: ami,
        instanceType: "t4g.nano",
        networkInterfaces: [{ deviceIndex: 0, securityGroups: [group.id] }],
        iamInstanceProfile: { name: profile.name },
        metadataOptions: { httpTokens: "required" },
    });
    new aws.autoscaling.Group("fleet-workers", {
        minSize: 0,
        maxSize: 2,
        vpcZoneIdentifiers: subnets.map(({ id }) => id),
        launchTemplate: { id: template.id, version: "$Latest" },
    });
}

inline();
byAddress();
fleet();
