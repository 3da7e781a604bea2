import type { Properties } from "./properties";

/** Arguments that the provider itself fills in when they are absent, by type. */
const STATIC_DEFAULTS: Readonly<Record<string, Properties>> = {
    "aws:autoscaling/group:Group": {
        forceDelete: false,
        forceDeleteWarmPool: false,
        healthCheckGracePeriod: 300,
        ignoreFailedScalingActivities: false,
        metricsGranularity: "1Minute",
        protectFromScaleIn: false,
        waitForCapacityTimeout: "10m",
    },
    "aws:cloudwatch/logGroup:LogGroup": { retentionInDays: 0, skipDestroy: false },
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { revokeRulesOnDelete: false },
    "aws:ec2/flowLog:FlowLog": {
        logDestinationType: "cloud-watch-logs",
        maxAggregationInterval: 600,
    },
    "aws:ec2/instance:Instance": {
        getPasswordData: false,
        sourceDestCheck: true,
        userDataReplaceOnChange: false,
    },
    "aws:ec2/natGateway:NatGateway": { connectivityType: "public" },
    "aws:ec2/networkAclRule:NetworkAclRule": { egress: false },
    "aws:ec2/networkInterface:NetworkInterface": { sourceDestCheck: true },
    "aws:ec2/securityGroup:SecurityGroup": {
        description: "Managed by Pulumi",
        revokeRulesOnDelete: false,
    },
    "aws:ec2/securityGroupRule:SecurityGroupRule": { self: false },
    "aws:ec2/subnet:Subnet": {
        assignIpv6AddressOnCreation: false,
        enableDns64: false,
        enableResourceNameDnsAaaaRecordOnLaunch: false,
        enableResourceNameDnsARecordOnLaunch: false,
        ipv6Native: false,
        mapPublicIpOnLaunch: false,
    },
    "aws:ec2/vpc:Vpc": { enableDnsSupport: true, instanceTenancy: "default" },
    "aws:ec2/vpcEndpoint:VpcEndpoint": { vpcEndpointType: "Gateway" },
    "aws:iam/instanceProfile:InstanceProfile": { path: "/" },
    "aws:iam/policy:Policy": { path: "/" },
    "aws:iam/role:Role": { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
    "aws:kms/key:Key": {
        bypassPolicyLockoutSafetyCheck: false,
        customerMasterKeySpec: "SYMMETRIC_DEFAULT",
        isEnabled: true,
        keyUsage: "ENCRYPT_DECRYPT",
    },
    "aws:s3/bucket:Bucket": { forceDestroy: false },
    "aws:ssm/document:Document": { documentFormat: "JSON" },
};

/** Types that are named by another argument than `name`. */
const NAMING_ARGUMENTS: Readonly<Record<string, string>> = {
    "aws:eks/nodeGroup:NodeGroup": "nodeGroupName",
    "aws:elasticache/cluster:Cluster": "clusterId",
    "aws:opensearch/domain:Domain": "domainName",
    "aws:rds/cluster:Cluster": "clusterIdentifier",
    "aws:rds/clusterInstance:ClusterInstance": "identifier",
    "aws:rds/instance:Instance": "identifier",
    "aws:s3/bucket:Bucket": "bucket",
    "aws:s3/bucketV2:BucketV2": "bucket",
};

/** The arguments that the provider fills in for a type when they are absent. */
export function staticDefaults(type: string): Properties {
    return STATIC_DEFAULTS[type] ?? {};
}

/** The argument that holds a resource's name. */
export function namingArgument(type: string): string {
    return NAMING_ARGUMENTS[type] ?? "name";
}
