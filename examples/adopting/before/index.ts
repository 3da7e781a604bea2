import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("shop", { cidrBlock: "10.40.0.0/16" });
const zones = ["eu-central-1a", "eu-central-1b"];

const internet = new aws.ec2.InternetGateway("internet", { vpcId: vpc.id });
const publicTable = new aws.ec2.RouteTable("public", {
    vpcId: vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: internet.id }],
});
const publicSubnets = zones.map((availabilityZone, index) => {
    const name = `public-${availabilityZone.slice(-1)}`;
    const subnet = new aws.ec2.Subnet(name, {
        vpcId: vpc.id,
        availabilityZone,
        cidrBlock: `10.40.${index}.0/24`,
        mapPublicIpOnLaunch: true,
    });
    new aws.ec2.RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: publicTable.id });
    return subnet;
});

const address = new aws.ec2.Eip("nat", { domain: "vpc" });
const nat = new aws.ec2.NatGateway("nat", {
    allocationId: address.id,
    subnetId: publicSubnets[0]?.id,
});
const privateTable = new aws.ec2.RouteTable("private", {
    vpcId: vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }],
});
const privateSubnets = zones.map((availabilityZone, index) => {
    const name = `private-${availabilityZone.slice(-1)}`;
    const subnet = new aws.ec2.Subnet(name, {
        vpcId: vpc.id,
        availabilityZone,
        cidrBlock: `10.40.${index + 10}.0/24`,
    });
    new aws.ec2.RouteTableAssociation(name, { subnetId: subnet.id, routeTableId: privateTable.id });
    return subnet;
});

const everywhere = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] };
const balancerGroup = new aws.ec2.SecurityGroup("balancer", {
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
    egress: [everywhere],
});
new aws.lb.LoadBalancer("shop", {
    loadBalancerType: "application",
    subnets: publicSubnets.map(({ id }) => id),
    securityGroups: [balancerGroup.id],
});

const webGroup = new aws.ec2.SecurityGroup("web", {
    vpcId: vpc.id,
    ingress: [
        { protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [balancerGroup.id] },
        { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] },
    ],
    egress: [everywhere],
});
const web = new aws.ec2.Instance("web", {
    ami: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
    subnetId: privateSubnets[0]?.id,
    vpcSecurityGroupIds: [webGroup.id],
    keyName: "operations",
});

export const webId = web.id;
