import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("shop", { cidrBlock: "10.40.0.0/16", enableDnsHostnames: true });
const zones = ["eu-central-1a", "eu-central-1b"];

const privateTable = new aws.ec2.RouteTable("private", { vpcId: vpc.id, routes: [] });
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
const subnetIds = privateSubnets.map(({ id }) => id);

/** A rule for one TCP port. */
const tcp = (port: number) => ({ protocol: "tcp", fromPort: port, toPort: port });

// Customers come by API Gateway, which reaches this balancer through a VPC link.
const balancerGroup = new aws.ec2.SecurityGroup("balancer", {
    vpcId: vpc.id,
    ingress: [{ ...tcp(443), cidrBlocks: [vpc.cidrBlock] }],
    egress: [{ ...tcp(8080), cidrBlocks: [vpc.cidrBlock] }],
});
new aws.lb.LoadBalancer("shop", {
    internal: true,
    loadBalancerType: "application",
    subnets: subnetIds,
    securityGroups: [balancerGroup.id],
});

const webGroup = new aws.ec2.SecurityGroup("web", {
    vpcId: vpc.id,
    ingress: [{ ...tcp(8080), securityGroups: [balancerGroup.id] }],
    egress: [{ ...tcp(443), cidrBlocks: [vpc.cidrBlock] }],
});
const endpointGroup = new aws.ec2.SecurityGroup("endpoints", {
    vpcId: vpc.id,
    ingress: [{ ...tcp(443), securityGroups: [webGroup.id] }],
});
const endpoints = ["ssm", "ssmmessages"].map(
    (service) =>
        new aws.ec2.VpcEndpoint(service, {
            vpcId: vpc.id,
            serviceName: `com.amazonaws.eu-central-1.${service}`,
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds,
            securityGroupIds: [endpointGroup.id],
        }),
);

const role = new aws.iam.Role("web", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
});
const agent = new aws.iam.RolePolicyAttachment("web-agent", {
    role: role.name,
    policyArn: aws.iam.ManagedPolicy.AmazonSSMManagedInstanceCore,
});
const profile = new aws.iam.InstanceProfile("web", { role: role.name });
const web = new aws.ec2.Instance(
    "web",
    {
        ami: "ami-0123456789abcdef0",
        instanceType: "t4g.small",
        subnetId: privateSubnets[0]?.id,
        vpcSecurityGroupIds: [webGroup.id],
        iamInstanceProfile: profile.name,
        metadataOptions: { httpTokens: "required" },
    },
    // The agent tries again for up to an hour: let its first attempt succeed.
    { dependsOn: [...endpoints, agent] },
);

export const webId = web.id;
