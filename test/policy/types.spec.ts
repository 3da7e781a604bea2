import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { awsTypes } from "../../policy/network/types";

/** The class behind each token, so that a token which the provider renames breaks this test. */
const classes: Record<keyof typeof awsTypes, unknown> = {
    albLoadBalancer: aws.alb.LoadBalancer,
    carrierGateway: aws.ec2.CarrierGateway,
    defaultRouteTable: aws.ec2.DefaultRouteTable,
    defaultSecurityGroup: aws.ec2.DefaultSecurityGroup,
    defaultSubnet: aws.ec2.DefaultSubnet,
    ecsService: aws.ecs.Service,
    egressOnlyInternetGateway: aws.ec2.EgressOnlyInternetGateway,
    eip: aws.ec2.Eip,
    eipAssociation: aws.ec2.EipAssociation,
    elbLoadBalancer: aws.elb.LoadBalancer,
    endpointPrivateDns: aws.vpc.EndpointPrivateDns,
    instance: aws.ec2.Instance,
    internetGateway: aws.ec2.InternetGateway,
    internetGatewayAttachment: aws.ec2.InternetGatewayAttachment,
    launchTemplate: aws.ec2.LaunchTemplate,
    lbLoadBalancer: aws.lb.LoadBalancer,
    managedPrefixList: aws.ec2.ManagedPrefixList,
    natGateway: aws.ec2.NatGateway,
    networkInterface: aws.ec2.NetworkInterface,
    rdsInstance: aws.rds.Instance,
    route: aws.ec2.Route,
    routeTable: aws.ec2.RouteTable,
    securityGroup: aws.ec2.SecurityGroup,
    securityGroupIngressRule: aws.vpc.SecurityGroupIngressRule,
    securityGroupRule: aws.ec2.SecurityGroupRule,
    subnet: aws.ec2.Subnet,
    transitGateway: aws.ec2transitgateway.TransitGateway,
    transitGatewayVpcAttachment: aws.ec2transitgateway.VpcAttachment,
    vpc: aws.ec2.Vpc,
    vpcEndpoint: aws.ec2.VpcEndpoint,
    vpcPeeringConnection: aws.ec2.VpcPeeringConnection,
    vpnGateway: aws.ec2.VpnGateway,
    vpnGatewayAttachment: aws.ec2.VpnGatewayAttachment,
};

describe("the type tokens of the pack", () => {
    for (const [name, token] of Object.entries(awsTypes)) {
        it(`${name} is the token of the provider's class`, () => {
            const provider = classes[name as keyof typeof awsTypes] as { __pulumiType?: string };
            assert.equal(token, provider.__pulumiType);
        });
    }
});
