import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SsmOnlyNetwork } from "../../../../components";

const network = new SsmOnlyNetwork("net", {
    availabilityZones: ["eu-central-1a", "eu-central-1b"],
    instances: { app: { availabilityZone: "eu-central-1a" } },
});

const sabotages: Record<string, () => void> = {
    nothing: () => {},
    everything: () => {
        for (const [name, carryOut] of Object.entries(sabotages)) {
            if (name !== "everything") {
                carryOut();
            }
        }
    },
    "public-ip": () => {
        new aws.ec2.Instance("broken", {
            ami: "ami-0123456789abcdef0",
            instanceType: "t4g.nano",
            associatePublicIpAddress: true,
            metadataOptions: { httpTokens: "required" },
        });
    },
    "ssh-key": () => {
        const { keyName } = new aws.ec2.KeyPair("broken", {
            publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGJyb2tlbg== broken",
        });
        new aws.ec2.LaunchTemplate("imdsv1", { keyName });
    },
    "port-22": () => {
        new aws.vpc.SecurityGroupIngressRule("broken", {
            securityGroupId: network.instanceSecurityGroupId,
            ipProtocol: "tcp",
            fromPort: 22,
            toPort: 22,
            cidrIpv4: "10.0.0.0/8",
        });
    },
    "internet-route": () => {
        const gateway = new aws.ec2.InternetGateway("broken", { vpcId: network.vpcId });
        const table = new aws.ec2.RouteTable("broken", { vpcId: network.vpcId });
        new aws.ec2.Route("broken", {
            routeTableId: table.id,
            destinationCidrBlock: "203.0.113.0/24",
            gatewayId: gateway.id,
        });
    },
    "no-private-dns": () => {
        new aws.ec2.VpcEndpoint("broken", {
            vpcId: network.vpcId,
            serviceName: "com.amazonaws.eu-central-1.logs",
            vpcEndpointType: "Interface",
        });
    },
};

const sabotage = new pulumi.Config().require("sabotage");
const carryOut = sabotages[sabotage];
if (!carryOut) {
    throw new pulumi.RunError(
        `sabotage: ${sabotage}; allowed: ${Object.keys(sabotages).join(", ")}`,
    );
}
carryOut();
