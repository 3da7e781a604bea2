import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource } from "../../support/policyServer";

// Four correct networks, each built in another way. Every one has two subnets with tables of their own, the
// two endpoints in both, and something that runs the agent in the first.

type Props = Record<string, unknown>;

export const of = (type: string, name: string, inputs: Props = {}): Resource => ({
    type,
    name,
    inputs,
});

export const REGION = "eu-central-1";
export const TRUST = JSON.stringify({
    Statement: [
        { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
    ],
});
const CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

const tcp443 = { protocol: "tcp", fromPort: 443, toPort: 443 };

/** VPC, subnets and tables, and what the instances run as. */
const foundation: readonly Resource[] = [
    of(awsTypes.vpc, "vpc", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true }),
    of(awsTypes.defaultRouteTable, "main", {
        defaultRouteTableId: idOf("vpc"),
        routes: [],
    }),
    of(awsTypes.defaultSecurityGroup, "default-group", { vpcId: idOf("vpc") }),
    ...(["a", "b"] as const).flatMap((zone, index) => [
        of(awsTypes.subnet, `app-${zone}`, {
            vpcId: idOf("vpc"),
            cidrBlock: `10.0.${index}.0/24`,
            availabilityZone: `${REGION}${zone}`,
        }),
        of(awsTypes.routeTable, `table-${zone}`, { vpcId: idOf("vpc") }),
        of(awsTypes.routeTableAssociation, `association-${zone}`, {
            subnetId: idOf(`app-${zone}`),
            routeTableId: idOf(`table-${zone}`),
        }),
    ]),
    of(awsTypes.role, "role", { assumeRolePolicy: TRUST }),
    of(awsTypes.rolePolicyAttachment, "core", { role: idOf("role"), policyArn: CORE }),
    of(awsTypes.instanceProfile, "profile", { role: idOf("role") }),
];

const endpoint = (service: string, more: Props = {}): Resource =>
    of(awsTypes.vpcEndpoint, service, {
        vpcId: idOf("vpc"),
        serviceName: `com.amazonaws.${REGION}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: [idOf("app-a"), idOf("app-b")],
        securityGroupIds: [idOf("endpoints")],
        ...more,
    });

export const endpoints: readonly Resource[] = [endpoint("ssm"), endpoint("ssmmessages")];

const instance = of(awsTypes.instance, "app", {
    subnetId: idOf("app-a"),
    vpcSecurityGroupIds: [idOf("instances")],
    iamInstanceProfile: idOf("profile"),
});

const group = (name: string, inputs: Props = {}): Resource =>
    of(awsTypes.securityGroup, name, { vpcId: idOf("vpc"), ...inputs });

/** Rules as resources of their own, by reference. */
export const byReference: readonly Resource[] = [
    ...foundation,
    group("instances"),
    group("endpoints"),
    of(awsTypes.securityGroupEgressRule, "out", {
        securityGroupId: idOf("instances"),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        referencedSecurityGroupId: idOf("endpoints"),
    }),
    of(awsTypes.securityGroupIngressRule, "in", {
        securityGroupId: idOf("endpoints"),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        referencedSecurityGroupId: idOf("instances"),
    }),
    ...endpoints,
    instance,
];

/** Rules inside the groups; what the endpoints admit refers to the other group, what lets out does not. */
export const inline: readonly Resource[] = [
    ...foundation,
    group("instances", { egress: [{ ...tcp443, cidrBlocks: ["10.0.0.0/16"] }] }),
    group("endpoints", { ingress: [{ ...tcp443, securityGroups: [idOf("instances")] }] }),
    ...endpoints,
    instance,
];

/** Rules by addresses, in the older resource, and ACLs of their own that let 443 and answers pass. */
export const byAddress: readonly Resource[] = [
    ...foundation,
    group("instances"),
    group("endpoints"),
    of(awsTypes.securityGroupRule, "out", {
        securityGroupId: idOf("instances"),
        type: "egress",
        ...tcp443,
        cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"],
    }),
    of(awsTypes.securityGroupRule, "in", {
        securityGroupId: idOf("endpoints"),
        type: "ingress",
        protocol: -1,
        fromPort: 0,
        toPort: 0,
        cidrBlocks: ["10.0.0.0/16"],
    }),
    ...["a", "b"].map((zone) =>
        of(awsTypes.networkAcl, `acl-${zone}`, {
            vpcId: idOf("vpc"),
            subnetIds: [idOf(`app-${zone}`)],
            ingress: aclRules(),
            egress: aclRules(),
        }),
    ),
    ...endpoints,
    instance,
];

function aclRules(): Props[] {
    const allow = { protocol: "tcp", action: "allow", cidrBlock: "10.0.0.0/16" };
    return [
        { ...allow, ruleNo: 100, fromPort: 443, toPort: 443 },
        { ...allow, ruleNo: 110, fromPort: 1024, toPort: 65535 },
    ];
}

/** A launch template and the group that starts instances from it in both subnets. */
export const fleet: readonly Resource[] = [
    ...byReference.filter(({ name }) => name !== "app"),
    of(awsTypes.launchTemplate, "template", {
        vpcSecurityGroupIds: [idOf("instances")],
        iamInstanceProfile: { name: idOf("profile") },
        metadataOptions: { httpTokens: "required" },
    }),
    of(awsTypes.autoscalingGroup, "app", {
        vpcZoneIdentifiers: [idOf("app-a"), idOf("app-b")],
        launchTemplate: { id: idOf("template"), version: "$Latest" },
    }),
];

export const networks: Readonly<Record<string, readonly Resource[]>> = {
    "rules by reference": byReference,
    "inline rules": inline,
    "rules by address and ACLs": byAddress,
    "a launch template and an Auto Scaling group": fleet,
};
