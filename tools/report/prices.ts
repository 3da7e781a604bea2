import { awsTypes } from "../../policy/network/types";

/** Prices of one Region; others differ, by up to twice as much. All are in USD, without tax and data. */
export const prices = {
    region: "us-east-1",
    /** The day on which they were looked up. */
    asOf: "2026-09-30",
    sources: [
        "https://aws.amazon.com/privatelink/pricing/",
        "https://aws.amazon.com/vpc/pricing/",
        "https://aws.amazon.com/ec2/pricing/on-demand/",
        "https://aws.amazon.com/ebs/pricing/",
        "https://aws.amazon.com/kms/pricing/",
    ],
    hoursPerMonth: 730,
    /** An hour of an interface endpoint in one subnet. */
    interfaceEndpointHour: 0.01,
    natGatewayHour: 0.045,
    publicIpv4Hour: 0.005,
    /** A GB of a gp3 volume for a month, with its first 3,000 IOPS and 125 MB/s. */
    gp3GbMonth: 0.08,
    kmsKeyMonth: 1,
} as const;

/** The hour of the smallest size of a family, on demand, with Linux; each further size costs twice as much. */
const smallestHour: Readonly<Record<string, number>> = {
    t3: 0.0052,
    t3a: 0.0047,
    t4g: 0.0042,
};
const sizes = ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"];

/** What an hour of an instance costs on demand, with Linux; `undefined` for a type that has no price here. */
export function instanceHour(instanceType: string): number | undefined {
    const [family = "", size = ""] = instanceType.split(".");
    const smallest = smallestHour[family];
    const doublings = sizes.indexOf(size);
    return smallest === undefined || doublings < 0 ? undefined : smallest * 2 ** doublings;
}

/** Types that AWS charges nothing for, by themselves. */
export const freeTypes: ReadonlySet<string> = new Set([
    awsTypes.autoscalingGroup,
    awsTypes.defaultDhcpOptions,
    awsTypes.defaultNetworkAcl,
    awsTypes.defaultRouteTable,
    awsTypes.defaultSecurityGroup,
    awsTypes.defaultSubnet,
    awsTypes.defaultVpc,
    awsTypes.dhcpOptions,
    awsTypes.dhcpOptionsAssociation,
    awsTypes.egressOnlyInternetGateway,
    awsTypes.eipAssociation,
    awsTypes.endpointPolicy,
    awsTypes.endpointPrivateDns,
    awsTypes.endpointRouteTableAssociation,
    awsTypes.endpointSecurityGroupAssociation,
    awsTypes.instanceConnectEndpoint,
    awsTypes.instanceProfile,
    awsTypes.internetGateway,
    awsTypes.internetGatewayAttachment,
    awsTypes.keyPair,
    awsTypes.launchConfiguration,
    awsTypes.launchTemplate,
    awsTypes.mainRouteTableAssociation,
    awsTypes.managedPrefixList,
    awsTypes.managedPrefixListEntry,
    awsTypes.networkAcl,
    awsTypes.networkAclAssociation,
    awsTypes.networkAclRule,
    awsTypes.networkInterface,
    awsTypes.networkInterfaceAttachment,
    awsTypes.networkInterfaceSecurityGroupAttachment,
    awsTypes.policy,
    awsTypes.policyAttachment,
    awsTypes.role,
    awsTypes.rolePolicy,
    awsTypes.rolePolicyAttachment,
    awsTypes.route,
    awsTypes.routeTable,
    awsTypes.routeTableAssociation,
    awsTypes.securityGroup,
    awsTypes.securityGroupEgressRule,
    awsTypes.securityGroupIngressRule,
    awsTypes.securityGroupRule,
    awsTypes.ssmDocument,
    awsTypes.subnet,
    awsTypes.vpc,
    awsTypes.vpcIpv4CidrAssociation,
    awsTypes.vpcIpv6CidrAssociation,
]);
