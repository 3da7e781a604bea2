import { createHash } from "node:crypto";
import { documentedId } from "./importExamples";
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
    "aws:route53/resolverFirewallConfig:ResolverFirewallConfig": "rslvr-fc",
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": "rslvr-fdl",
    "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": "rslvr-frg",
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation":
        "rslvr-frgassoc",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "sgr",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "sgr",
};

const text = (value: unknown) => (typeof value === "string" ? value : "");

/** Types whose id tells what it names. A second resource with the same id cannot exist. */
const TELLING_IDS: Readonly<Record<string, (inputs: Properties) => string>> = {
    "aws:autoscaling/group:Group": ({ name }) => text(name),
    "aws:cloudwatch/eventBus:EventBus": ({ name }) => text(name),
    "aws:cloudwatch/eventRule:EventRule": (inputs) =>
        [text(inputs.eventBusName), text(inputs.name)].filter(Boolean).join("/"),
    "aws:cloudwatch/logGroup:LogGroup": ({ name }) => text(name),
    "aws:cloudwatch/metricAlarm:MetricAlarm": ({ name }) => text(name),
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
    "aws:lambda/functionUrl:FunctionUrl": ({ functionName }) => text(functionName),
    "aws:route53/record:Record": ({ zoneId, name, type }) =>
        [zoneId, name, type].map(text).join("_"),
    "aws:route53/resolverFirewallRule:ResolverFirewallRule": (inputs) =>
        `${text(inputs.firewallRuleGroupId)}:${text(inputs.firewallDomainListId)}`,
    "aws:s3/bucket:Bucket": ({ bucket }) => text(bucket),
    "aws:s3/bucketObject:BucketObject": ({ bucket, key }) => `${text(bucket)}/${text(key)}`,
    "aws:s3/bucketObjectv2:BucketObjectv2": ({ bucket, key }) => `${text(bucket)}/${text(key)}`,
    "aws:sns/topicPolicy:TopicPolicy": ({ arn }) => text(arn),
    "aws:sqs/queuePolicy:QueuePolicy": ({ queueUrl }) => text(queueUrl),
    "aws:ssm/document:Document": ({ name }) => text(name),
    "aws:ssm/parameter:Parameter": ({ name }) => text(name),
    "aws:vpc/endpointPrivateDns:EndpointPrivateDns": (inputs) => text(inputs.vpcEndpointId),
};

/** Types whose id is their ARN although they are imported by something else. */
const ARN_IDS = new Set([
    "aws:cloudtrail/trail:Trail",
    "aws:codebuild/project:Project",
    "aws:ecs/cluster:Cluster",
    "aws:ecs/service:Service",
    "aws:elasticsearch/domain:Domain",
    "aws:kinesis/stream:Stream",
    "aws:opensearch/domain:Domain",
]);

/** Types whose id AWS draws although they are imported by something else. */
const DRAWN_IDS: Readonly<Record<string, (seed: string) => string>> = {
    "aws:apigateway/restApi:RestApi": (seed) => `0000${hash(seed, 6)}`,
    "aws:apigatewayv2/api:Api": (seed) => `0000${hash(seed, 6)}`,
    "aws:lambda/eventSourceMapping:EventSourceMapping": uuid,
    "aws:rds/instance:Instance": (seed) => `db-0000${hash(seed, 22).toUpperCase()}`,
    "aws:wafv2/webAcl:WebAcl": uuid,
};

/** The id that says what the resource is, undefined if AWS draws ids of this type. */
export function tellingId(type: string, inputs: Properties): string | undefined {
    const rule = TELLING_IDS[type];
    if (rule) {
        return rule(inputs) || undefined;
    }
    if (hasArnAsId(type) || DRAWN_IDS[type]) {
        return undefined;
    }
    const documented = documentedId(type);
    const parts = documented?.inputs.map((name) => text(inputs[name])) ?? [];
    return parts.length > 0 && !parts.includes("") ? parts.join(documented?.separator) : undefined;
}

/** Whether the ids of a type are ARNs. */
export function hasArnAsId(type: string): boolean {
    const documented = documentedId(type);
    return (
        ARN_IDS.has(type) ||
        (documented?.example.startsWith("arn:") === true && documented.inputs.length === 0)
    );
}

/** An id as AWS draws it, or else, if nothing tells its form, of a form that none has. */
export function drawnId(type: string, seed: string): string {
    const prefix = EC2_PREFIXES[type];
    const drawn = prefix
        ? ec2Id(prefix, seed)
        : (DRAWN_IDS[type]?.(seed) ?? drawnLike(documentedId(type)?.example ?? "", seed));
    const name = type.split(":").at(-1) ?? "";
    return drawn ?? `${kebabCase(name)}-0000${hash(`${type} ${seed}`, 13)}`;
}

/** An id in the form of an example: of EC2's, a UUID, or letters and digits such as `Z1D633PJN98FT9`. */
function drawnLike(example: string, seed: string): string | undefined {
    const prefix = /^([a-z]+(?:-[a-z]+)*)-(?:[0-9a-f]{8}|[0-9a-f]{16,17})$/.exec(example)?.[1];
    if (prefix) {
        return ec2Id(prefix, seed);
    }
    if (/^\w{8}(?:-\w{4}){3}-\w{12}$/.test(example)) {
        return uuid(seed);
    }
    const letters = /^(A[KI]\wA|[A-Z])(?=[A-Z0-9]*\d)[A-Z0-9]{8,}$/.exec(example)?.[1];
    return letters && `${letters}0000${hash(seed, 10).toUpperCase()}`;
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

/** A UUID, recognisable by its zeros. */
export function uuid(seed: string): string {
    const digits = hash(seed, 28);
    const parts = [
        [0, 4],
        [4, 8],
        [8, 12],
        [12, 16],
    ].map(([from, to]) => digits.slice(from, to));
    return `0000${parts.join("-")}-${digits.slice(16, 28)}`;
}
