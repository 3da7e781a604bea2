import { ACCOUNT_ID, kebabCase } from "./ids";
import type { Properties } from "./properties";
import type { Region } from "./regions";

interface ArnShape {
    readonly service?: string;
    /** The part behind the account; default is `<kind>/<id>`. */
    readonly resource?: (id: string, inputs: Properties) => string;
    readonly withoutRegion?: boolean;
    readonly withoutAccount?: boolean;
}

const text = (value: unknown) => (typeof value === "string" ? value : "");

const named =
    (kind: string, separator = "/") =>
    (id: string, inputs: Properties) =>
        `${kind}${separator}${text(inputs.name) || id}`;

const inPath = (kind: string) => (id: string, inputs: Properties) =>
    `${kind}${text(inputs.path) || "/"}${text(inputs.name) || id}`;

const ofKind = (kind: string): ArnShape => ({ resource: (id) => `${kind}/${id}` });

const loadBalancer: ArnShape = {
    service: "elasticloadbalancing",
    resource: (id, inputs) =>
        `loadbalancer/${inputs.loadBalancerType === "network" ? "net" : "app"}/${text(inputs.name)}/${id.slice(-16)}`,
};
const targetGroup: ArnShape = {
    service: "elasticloadbalancing",
    resource: (id, inputs) => `targetgroup/${text(inputs.name)}/${id.slice(-16)}`,
};

const SHAPES: Readonly<Record<string, ArnShape>> = {
    "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:alb/targetGroup:TargetGroup": targetGroup,
    "aws:cloudwatch/logGroup:LogGroup": { service: "logs", resource: named("log-group", ":") },
    "aws:ebs/volume:Volume": { service: "ec2" },
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": ofKind("network-acl"),
    "aws:ec2/defaultRouteTable:DefaultRouteTable": ofKind("route-table"),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ofKind("security-group"),
    "aws:ec2/eip:Eip": ofKind("elastic-ip"),
    "aws:ec2/natGateway:NatGateway": ofKind("natgateway"),
    "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": ofKind("dhcp-options"),
    "aws:ec2/managedPrefixList:ManagedPrefixList": ofKind("prefix-list"),
    "aws:iam/group:Group": { resource: inPath("group") },
    "aws:iam/instanceProfile:InstanceProfile": { resource: inPath("instance-profile") },
    "aws:iam/policy:Policy": { resource: inPath("policy") },
    "aws:iam/role:Role": { resource: inPath("role") },
    "aws:iam/user:User": { resource: inPath("user") },
    "aws:lambda/function:Function": { resource: named("function", ":") },
    "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:lb/targetGroup:TargetGroup": targetGroup,
    "aws:rds/cluster:Cluster": { resource: (id) => `cluster:${id}` },
    "aws:rds/instance:Instance": { resource: (id) => `db:${id}` },
    "aws:s3/bucket:Bucket": { resource: (id) => id, withoutRegion: true, withoutAccount: true },
    "aws:secretsmanager/secret:Secret": { resource: named("secret", ":") },
    "aws:sns/topic:Topic": { resource: (id, inputs) => text(inputs.name) || id },
    "aws:sqs/queue:Queue": { resource: (id, inputs) => text(inputs.name) || id },
    "aws:ssm/parameter:Parameter": {
        resource: (id) => `parameter${id.startsWith("/") ? "" : "/"}${id}`,
    },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ofKind("security-group-rule"),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ofKind("security-group-rule"),
};

const SERVICES: Readonly<Record<string, string>> = {
    alb: "elasticloadbalancing",
    cloudwatch: "monitoring",
    ec2transitgateway: "ec2",
    ecrpublic: "ecr-public",
    elb: "elasticloadbalancing",
    lb: "elasticloadbalancing",
    vpc: "ec2",
};

const GLOBAL_SERVICES = new Set(["cloudfront", "iam", "organizations", "route53"]);

/** The ARN of a resource: `arn:<partition>:<service>:<region>:<account>:<kind>/<id>`. */
export function arnOf(type: string, id: string, inputs: Properties, region: Region): string {
    const [, module = "", name = ""] = /^aws:([\w-]+)\/\w+:(\w+)$/.exec(type) ?? [];
    const shape = SHAPES[type] ?? {};
    const service = shape.service ?? SERVICES[module] ?? module;
    const resource = shape.resource?.(id, inputs) ?? `${kebabCase(name)}/${id}`;
    const place = shape.withoutRegion || GLOBAL_SERVICES.has(service) ? "" : region.name;
    const owner = shape.withoutAccount ? "" : ACCOUNT_ID;
    return `arn:${region.partition}:${service}:${place}:${owner}:${resource}`;
}
