import { createHash } from "node:crypto";
import type { Properties } from "./properties";

/** The account in which everything is emulated. No real account has this number. */
export const ACCOUNT_ID = "000000000000";

/** The first characters of a hash, in hexadecimal: the same for the same seed, in every process. */
export function hash(seed: string, length: number): string {
    return createHash("sha256").update(seed).digest("hex").slice(0, length);
}

/** An id in the form of EC2, recognisable by its zeros: `vpc-0000` and 13 more digits. */
export function ec2Id(prefix: string, seed: string): string {
    return `${prefix}-0000${hash(`${prefix} ${seed}`, 13)}`;
}

/** The pattern of an EC2 id; the prefix is its first group: `subnet`, `tgw-attach`. */
export const EC2_ID = /^([a-z]+(?:-[a-z]+)*)-[0-9a-f]{17}$/;

const EC2_PREFIXES: Readonly<Record<string, string>> = {
    "aws:ec2/ami:Ami": "ami",
    "aws:ec2/capacityReservation:CapacityReservation": "cr",
    "aws:ec2/carrierGateway:CarrierGateway": "cagw",
    "aws:ec2/customerGateway:CustomerGateway": "cgw",
    "aws:ec2/defaultSubnet:DefaultSubnet": "subnet",
    "aws:ec2/defaultVpc:DefaultVpc": "vpc",
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": "eigw",
    "aws:ec2/eip:Eip": "eipalloc",
    "aws:ec2/eipAssociation:EipAssociation": "eipassoc",
    "aws:ec2/fleet:Fleet": "fleet",
    "aws:ec2/flowLog:FlowLog": "fl",
    "aws:ec2/instance:Instance": "i",
    "aws:ec2/internetGateway:InternetGateway": "igw",
    "aws:ec2/launchTemplate:LaunchTemplate": "lt",
    "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": "rtbassoc",
    "aws:ec2/managedPrefixList:ManagedPrefixList": "pl",
    "aws:ec2/natGateway:NatGateway": "nat",
    "aws:ec2/networkAcl:NetworkAcl": "acl",
    "aws:ec2/networkAclAssociation:NetworkAclAssociation": "aclassoc",
    "aws:ec2/networkInterface:NetworkInterface": "eni",
    "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment": "eni-attach",
    "aws:ec2/routeTable:RouteTable": "rtb",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "rtbassoc",
    "aws:ec2/securityGroup:SecurityGroup": "sg",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest": "sir",
    "aws:ec2/subnet:Subnet": "subnet",
    "aws:ec2/vpc:Vpc": "vpc",
    "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": "dopt",
    "aws:ec2/vpcEndpoint:VpcEndpoint": "vpce",
    "aws:ec2/vpcEndpointService:VpcEndpointService": "vpce-svc",
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": "vpc-cidr-assoc",
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": "pcx",
    "aws:ec2/vpnConnection:VpnConnection": "vpn",
    "aws:ec2/vpnGateway:VpnGateway": "vgw",
    "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint": "eice",
    "aws:ec2transitgateway/routeTable:RouteTable": "tgw-rtb",
    "aws:ec2transitgateway/transitGateway:TransitGateway": "tgw",
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": "tgw-attach",
    "aws:ebs/snapshot:Snapshot": "snap",
    "aws:ebs/volume:Volume": "vol",
    "aws:efs/fileSystem:FileSystem": "fs",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "sgr",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "sgr",
};

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** Types whose id tells what it names. A second resource with the same id cannot exist. */
const TELLING_IDS: Readonly<Record<string, (inputs: Properties) => string>> = {
    "aws:cloudwatch/logGroup:LogGroup": ({ name }) => text(name),
    "aws:dynamodb/table:Table": ({ name }) => text(name),
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": (inputs) => text(inputs.defaultNetworkAclId),
    "aws:ec2/defaultRouteTable:DefaultRouteTable": (inputs) => text(inputs.defaultRouteTableId),
    "aws:ec2/keyPair:KeyPair": ({ keyName }) => text(keyName),
    "aws:ec2/route:Route": (inputs) =>
        `r-${text(inputs.routeTableId)}${hash(routeDestination(inputs), 8)}`,
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": (inputs) =>
        `a-${text(inputs.vpcEndpointId)}${hash(text(inputs.routeTableId), 8)}`,
    "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation": (inputs) =>
        `a-${text(inputs.vpcEndpointId)}${hash(text(inputs.subnetId), 8)}`,
    "aws:iam/group:Group": ({ name }) => text(name),
    "aws:iam/instanceProfile:InstanceProfile": ({ name }) => text(name),
    "aws:iam/role:Role": ({ name }) => text(name),
    "aws:iam/rolePolicy:RolePolicy": ({ name, role }) => `${text(role)}:${text(name)}`,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ role, policyArn }) =>
        `${text(role)}/${text(policyArn)}`,
    "aws:iam/user:User": ({ name }) => text(name),
    "aws:kms/alias:Alias": ({ name }) => text(name),
    "aws:lambda/function:Function": ({ name }) => text(name),
    "aws:s3/bucket:Bucket": ({ bucket }) => text(bucket),
    "aws:ssm/document:Document": ({ name }) => text(name),
    "aws:ssm/parameter:Parameter": ({ name }) => text(name),
    "aws:vpc/endpointPrivateDns:EndpointPrivateDns": (inputs) => text(inputs.vpcEndpointId),
};

/** Types whose id is their ARN. */
const ARN_IDS = new Set([
    "aws:alb/listener:Listener",
    "aws:alb/loadBalancer:LoadBalancer",
    "aws:alb/targetGroup:TargetGroup",
    "aws:ecs/cluster:Cluster",
    "aws:ecs/service:Service",
    "aws:ecs/taskDefinition:TaskDefinition",
    "aws:iam/policy:Policy",
    "aws:lb/listener:Listener",
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:lb/targetGroup:TargetGroup",
    "aws:sns/topic:Topic",
]);

/** The id that says what the resource is, undefined if AWS draws ids of this type. */
export function tellingId(type: string, inputs: Properties): string | undefined {
    return TELLING_IDS[type]?.(inputs) || undefined;
}

/** Whether the ids of a type are ARNs. */
export function hasArnAsId(type: string): boolean {
    return ARN_IDS.has(type);
}

/** An id as AWS draws it: in the form of EC2 if the type is one of EC2's, else of a form that none has. */
export function drawnId(type: string, seed: string): string {
    const prefix = EC2_PREFIXES[type];
    if (prefix) {
        return ec2Id(prefix, seed);
    }
    const name = type.split(":").at(-1) ?? "";
    return type === "aws:kms/key:Key"
        ? uuid(seed)
        : `${kebabCase(name)}-0000${hash(`${type} ${seed}`, 13)}`;
}

/** `NetworkAcl` as `network-acl`. */
export function kebabCase(name: string): string {
    return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}

/** The destination of a route, in whichever of its arguments. */
export function routeDestination(inputs: Properties): string {
    return (
        text(inputs.destinationCidrBlock) ||
        text(inputs.destinationIpv6CidrBlock) ||
        text(inputs.destinationPrefixListId)
    );
}

function uuid(seed: string): string {
    const digits = hash(seed, 28);
    const parts = [
        [0, 4],
        [4, 8],
        [8, 12],
        [12, 16],
    ].map(([from, to]) => digits.slice(from, to));
    return `0000${parts.join("-")}-${digits.slice(16, 28)}`;
}
