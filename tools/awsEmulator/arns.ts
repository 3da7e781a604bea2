import { ACCOUNT_ID, hasArnAsId, hash, kebabCase, uuid } from "./ids";
import { documentedId } from "./importExamples";
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

const listener: ArnShape = {
    service: "elasticloadbalancing",
    resource: (id, inputs) =>
        `${text(inputs.loadBalancerArn).split(":").at(-1)?.replace("loadbalancer", "listener")}/${id.slice(-16)}`,
};
const searchDomain: ArnShape = {
    service: "es",
    resource: (id, inputs) => `domain/${text(inputs.domainName) || id}`,
};
const hosted = (kind: string): ArnShape => ({
    resource: (id) => `/${kind}/${id}`,
    withoutAccount: true,
});
const database = (kind: string, naming: string): ArnShape => ({
    resource: (id, inputs) => `${kind}:${text(inputs[naming]) || id}`,
});
const bucket: ArnShape = { resource: (id) => id, withoutRegion: true, withoutAccount: true };

const ofFirewall = (kind: string): ArnShape => ({
    service: "route53resolver",
    resource: (id) => `${kind}/${id}`,
});

const SHAPES: Readonly<Record<string, ArnShape>> = {
    "aws:acm/certificate:Certificate": { resource: (id) => `certificate/${uuid(id)}` },
    "aws:alb/listener:Listener": listener,
    "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:alb/targetGroup:TargetGroup": targetGroup,
    "aws:apigateway/restApi:RestApi": hosted("restapis"),
    "aws:apigatewayv2/api:Api": { ...hosted("apis"), service: "apigateway" },
    "aws:autoscaling/group:Group": {
        resource: (id) => `autoScalingGroup:${uuid(id)}:autoScalingGroupName/${id}`,
    },
    "aws:backup/vault:Vault": { resource: named("backup-vault", ":") },
    "aws:cloudwatch/eventBus:EventBus": { service: "events", resource: named("event-bus") },
    "aws:cloudwatch/eventRule:EventRule": { service: "events", resource: (id) => `rule/${id}` },
    "aws:cloudwatch/metricAlarm:MetricAlarm": { resource: named("alarm", ":") },
    "aws:codepipeline/pipeline:Pipeline": { resource: (id, { name }) => text(name) || id },
    "aws:cognito/userPool:UserPool": ofKind("userpool"),
    "aws:cloudwatch/logGroup:LogGroup": { service: "logs", resource: named("log-group", ":") },
    "aws:ebs/volume:Volume": { service: "ec2" },
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": ofKind("network-acl"),
    "aws:ec2/defaultRouteTable:DefaultRouteTable": ofKind("route-table"),
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ofKind("security-group"),
    "aws:ec2/eip:Eip": ofKind("elastic-ip"),
    "aws:ec2/flowLog:FlowLog": ofKind("vpc-flow-log"),
    "aws:ec2/natGateway:NatGateway": ofKind("natgateway"),
    "aws:ec2/launchConfiguration:LaunchConfiguration": {
        service: "autoscaling",
        resource: (id) => `launchConfiguration:${uuid(id)}:launchConfigurationName/${id}`,
    },
    "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": ofKind("dhcp-options"),
    "aws:ec2/managedPrefixList:ManagedPrefixList": ofKind("prefix-list"),
    "aws:ec2transitgateway/routeTable:RouteTable": ofKind("transit-gateway-route-table"),
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": ofKind("transit-gateway-attachment"),
    "aws:ecs/service:Service": {
        resource: (id, { cluster, name }) =>
            `service/${text(cluster).split("/").at(-1) || "default"}/${text(name) || id}`,
    },
    "aws:ecs/taskDefinition:TaskDefinition": {
        resource: (id, { family }) => `task-definition/${text(family) || id}:1`,
    },
    "aws:eks/nodeGroup:NodeGroup": {
        resource: (id) => `nodegroup/${id.replace(":", "/")}/${uuid(id)}`,
    },
    "aws:elasticache/cluster:Cluster": database("cluster", "clusterId"),
    "aws:elasticache/replicationGroup:ReplicationGroup": database(
        "replicationgroup",
        "replicationGroupId",
    ),
    "aws:elasticsearch/domain:Domain": searchDomain,
    "aws:glue/catalogDatabase:CatalogDatabase": { resource: named("database") },
    "aws:iam/group:Group": { resource: inPath("group") },
    "aws:iam/instanceProfile:InstanceProfile": { resource: inPath("instance-profile") },
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
        resource: (_, { url }) => `oidc-provider/${text(url).replace(/^https:\/\//, "")}`,
    },
    "aws:iam/policy:Policy": { resource: inPath("policy") },
    "aws:iam/role:Role": { resource: inPath("role") },
    "aws:iam/user:User": { resource: inPath("user") },
    "aws:kms/alias:Alias": { resource: (id) => id },
    "aws:lambda/eventSourceMapping:EventSourceMapping": {
        resource: (id) => `event-source-mapping:${id}`,
    },
    "aws:lambda/function:Function": { resource: named("function", ":") },
    "aws:lb/listener:Listener": listener,
    "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:lb/targetGroup:TargetGroup": targetGroup,
    "aws:opensearch/domain:Domain": searchDomain,
    "aws:rds/cluster:Cluster": database("cluster", "clusterIdentifier"),
    "aws:rds/clusterInstance:ClusterInstance": database("db", "identifier"),
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": database("cluster-pg", "name"),
    "aws:rds/instance:Instance": database("db", "identifier"),
    "aws:rds/optionGroup:OptionGroup": database("og", "name"),
    "aws:rds/parameterGroup:ParameterGroup": database("pg", "name"),
    "aws:rds/subnetGroup:SubnetGroup": database("subgrp", "name"),
    "aws:redshift/cluster:Cluster": database("cluster", "clusterIdentifier"),
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList":
        ofFirewall("firewall-domain-list"),
    "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup":
        ofFirewall("firewall-rule-group"),
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation":
        ofFirewall("firewall-rule-group-association"),
    "aws:route53/healthCheck:HealthCheck": { ...ofKind("healthcheck"), withoutAccount: true },
    "aws:route53/zone:Zone": { ...ofKind("hostedzone"), withoutAccount: true },
    "aws:s3/bucket:Bucket": bucket,
    "aws:s3/bucketObject:BucketObject": bucket,
    "aws:s3/bucketObjectv2:BucketObjectv2": bucket,
    "aws:s3/bucketV2:BucketV2": bucket,
    "aws:secretsmanager/secret:Secret": {
        resource: (id, inputs) => `secret:${text(inputs.name)}-${hash(id, 6)}`,
    },
    "aws:sns/topic:Topic": { resource: (id, inputs) => text(inputs.name) || id },
    "aws:sns/topicSubscription:TopicSubscription": {
        resource: (id, { topic }) => `${text(topic).split(":").at(-1)}:${uuid(id)}`,
    },
    "aws:sqs/queue:Queue": { resource: (id, inputs) => text(inputs.name) || id },
    "aws:ssm/parameter:Parameter": {
        resource: (id) => `parameter${id.startsWith("/") ? "" : "/"}${id}`,
    },
    "aws:wafv2/webAcl:WebAcl": {
        resource: (id, { name, scope }) =>
            `${scope === "CLOUDFRONT" ? "global" : "regional"}/webacl/${text(name)}/${id}`,
    },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ofKind("security-group-rule"),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ofKind("security-group-rule"),
};

const SERVICES: Readonly<Record<string, string>> = {
    alb: "elasticloadbalancing",
    cfg: "config",
    cognito: "cognito-idp",
    docdb: "rds",
    ec2clientvpn: "ec2",
    ec2transitgateway: "ec2",
    ecrpublic: "ecr-public",
    efs: "elasticfilesystem",
    elb: "elasticloadbalancing",
    emr: "elasticmapreduce",
    lb: "elasticloadbalancing",
    msk: "kafka",
    mwaa: "airflow",
    neptune: "rds",
    sesv2: "ses",
    sfn: "states",
    vpc: "ec2",
};

const GLOBAL_SERVICES = new Set(["cloudfront", "iam", "organizations", "route53"]);

/** The ARN of a resource: `arn:<partition>:<service>:<region>:<account>:<kind>/<id>`. */
export function arnOf(type: string, id: string, inputs: Properties, region: Region): string {
    if (hasArnAsId(type) && id.startsWith("arn:")) {
        return id;
    }
    const [, module = "", name = ""] = /^aws:([\w-]+)\/\w+:(\w+)$/.exec(type) ?? [];
    const shape = SHAPES[type] ?? documentedShape(type) ?? {};
    const service = shape.service ?? SERVICES[module] ?? module;
    const kind = kebabCase(name);
    // An id whose form nobody knows stands in for a name.
    const key = id.startsWith(`${kind}-0000`) ? text(inputs.name) || id : id;
    const resource = shape.resource?.(id, inputs) ?? `${kind}/${key}`;
    const place = shape.withoutRegion || GLOBAL_SERVICES.has(service) ? "" : region.name;
    const owner = shape.withoutAccount ? "" : ACCOUNT_ID;
    return `arn:${region.partition}:${service}:${place}:${owner}:${resource}`;
}

/** The shape of the ARN by which the package's documentation imports a type. */
function documentedShape(type: string): ArnShape | undefined {
    const example = hasArnAsId(type) ? (documentedId(type)?.example ?? "") : "";
    const parts = /^arn:[\w-]+:([\w-]+):([\w-]*):(\w*):(?:([\w-]+)([/:]))?([\w-]+)/.exec(example);
    if (!parts) {
        return undefined;
    }
    const [, service, region, account, kind, separator, last = ""] = parts;
    const drawn = /^\w{8}(?:-\w{4}){3}-\w{12}$/.test(last) ? uuid : (id: string) => id;
    return {
        service,
        resource: (id, inputs) =>
            `${kind ? `${kind}${separator}` : ""}${text(inputs.name) || drawn(id)}`,
        withoutRegion: region === "",
        withoutAccount: account === "",
    };
}
