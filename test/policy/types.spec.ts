import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import { awsTypes, formerAwsTypes } from "../../policy/network/types";

/** The class behind each token, so that a token which the provider renames breaks this test. */
const classes: Record<keyof typeof awsTypes, unknown> = {
    albLoadBalancer: aws.alb.LoadBalancer,
    appstreamFleet: aws.appstream.Fleet,
    appstreamImageBuilder: aws.appstream.ImageBuilder,
    batchComputeEnvironment: aws.batch.ComputeEnvironment,
    beanstalkEnvironment: aws.elasticbeanstalk.Environment,
    beanstalkTemplate: aws.elasticbeanstalk.ConfigurationTemplate,
    carrierGateway: aws.ec2.CarrierGateway,
    defaultRouteTable: aws.ec2.DefaultRouteTable,
    defaultSecurityGroup: aws.ec2.DefaultSecurityGroup,
    defaultSubnet: aws.ec2.DefaultSubnet,
    dmsInstanceProfile: aws.dms.InstanceProfile,
    dmsReplicationInstance: aws.dms.ReplicationInstance,
    ecsService: aws.ecs.Service,
    ecsTaskSet: aws.ecs.TaskSet,
    egressOnlyInternetGateway: aws.ec2.EgressOnlyInternetGateway,
    eip: aws.ec2.Eip,
    eipAssociation: aws.ec2.EipAssociation,
    eksNodeGroup: aws.eks.NodeGroup,
    elbLoadBalancer: aws.elb.LoadBalancer,
    emrCluster: aws.emr.Cluster,
    endpointPrivateDns: aws.vpc.EndpointPrivateDns,
    eventTarget: aws.cloudwatch.EventTarget,
    imageBuilderInfrastructure: aws.imagebuilder.InfrastructureConfiguration,
    influxCluster: aws.timestreaminfluxdb.DbCluster,
    influxInstance: aws.timestreaminfluxdb.DbInstance,
    instance: aws.ec2.Instance,
    instanceConnectEndpoint: aws.ec2transitgateway.InstanceConnectEndpoint,
    internetGateway: aws.ec2.InternetGateway,
    internetGatewayAttachment: aws.ec2.InternetGatewayAttachment,
    keyPair: aws.ec2.KeyPair,
    launchConfiguration: aws.ec2.LaunchConfiguration,
    launchTemplate: aws.ec2.LaunchTemplate,
    lbLoadBalancer: aws.lb.LoadBalancer,
    mainframeEnvironment: aws.m2.Environment,
    managedPrefixList: aws.ec2.ManagedPrefixList,
    managedPrefixListEntry: aws.ec2.ManagedPrefixListEntry,
    mqBroker: aws.mq.Broker,
    mskCluster: aws.msk.Cluster,
    natGateway: aws.ec2.NatGateway,
    natGatewayEipAssociation: aws.ec2.NatGatewayEipAssociation,
    neptuneClusterInstance: aws.neptune.ClusterInstance,
    networkInterface: aws.ec2.NetworkInterface,
    pipe: aws.pipes.Pipe,
    rdsClusterInstance: aws.rds.ClusterInstance,
    rdsInstance: aws.rds.Instance,
    rdsShardGroup: aws.rds.ShardGroup,
    redshiftCluster: aws.redshift.Cluster,
    redshiftWorkgroup: aws.redshiftserverless.Workgroup,
    route: aws.ec2.Route,
    routeTable: aws.ec2.RouteTable,
    schedule: aws.scheduler.Schedule,
    securityGroup: aws.ec2.SecurityGroup,
    securityGroupIngressRule: aws.vpc.SecurityGroupIngressRule,
    securityGroupRule: aws.ec2.SecurityGroupRule,
    spotFleetRequest: aws.ec2.SpotFleetRequest,
    spotInstanceRequest: aws.ec2.SpotInstanceRequest,
    subnet: aws.ec2.Subnet,
    transitGateway: aws.ec2transitgateway.TransitGateway,
    transitGatewayVpcAttachment: aws.ec2transitgateway.VpcAttachment,
    vpc: aws.ec2.Vpc,
    vpcEndpoint: aws.ec2.VpcEndpoint,
    vpcPeeringConnection: aws.ec2.VpcPeeringConnection,
    vpnGateway: aws.ec2.VpnGateway,
    vpnGatewayAttachment: aws.ec2.VpnGatewayAttachment,
    workspacesDirectory: aws.workspaces.Directory,
};

describe("the type tokens of the pack", () => {
    for (const [name, token] of Object.entries(awsTypes)) {
        it(`${name} is the token of the provider's class`, () => {
            const provider = classes[name as keyof typeof awsTypes] as { __pulumiType?: string };
            assert.equal(token, provider.__pulumiType);
        });
    }

    // The provider's classes hand their aliases to nobody but the engine.
    for (const [name, former] of Object.entries(formerAwsTypes)) {
        it(`${name} has its former token as an alias`, () => {
            const [, path] = awsTypes[name as keyof typeof formerAwsTypes].split(":");
            const source = readFileSync(require.resolve(`@pulumi/aws/${path}`), "utf8");
            assert.ok(source.includes(`aliases: [{ type: "${former}" }]`));
        });
    }
});
