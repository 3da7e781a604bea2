import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "../../../../components";

/** A network that logs: what it has recorded must outlive every change. */
const args: SsmOnlyNetworkArgs = {
    availabilityZones: ["eu-central-1a", "eu-central-1b"],
    instances: { app: { availabilityZone: "eu-central-1a" } },
    s3: { amazonLinux: true },
    flowLogs: { retentionDays: 90 },
    dnsFirewall: { allowedDomains: [] },
};

const scenes: Record<string, () => void> = {
    one: () => {
        new SsmOnlyNetwork("net", args, { protect: true });
    },
    renamed: () => {
        new SsmOnlyNetwork("internal", args, { protect: true, aliases: [{ name: "net" }] });
    },
    "more networks": () => {
        new SsmOnlyNetwork("net", args, { protect: true });
        new SsmOnlyNetwork("other", { ...args, cidrBlock: "10.1.0.0/16" });
        const oregon = new aws.Provider("oregon", { region: "us-west-2" });
        new SsmOnlyNetwork(
            "west",
            {
                ...args,
                availabilityZones: ["us-west-2a", "us-west-2b"],
                instances: { app: { availabilityZone: "us-west-2a" } },
            },
            { provider: oregon },
        );
    },
    "an instance less": () => {
        new SsmOnlyNetwork("net", { ...args, instances: {} }, { protect: true });
    },
    "an instance in another zone": () => {
        const instances = { app: { availabilityZone: "eu-central-1b" } };
        new SsmOnlyNetwork("net", { ...args, instances }, { protect: true });
    },
    "an existing VPC": () => {
        const existing = {
            vpcId: "vpc-0123456789abcdef0",
            vpc: { id: "vpc-0123456789abcdef0" },
            subnetIds: ["subnet-0123456789abcdef0"],
            subnets: [],
        };
        new SsmOnlyNetwork("net", { ...args, ...existing }, { protect: true });
    },
};

const scene = new pulumi.Config().require("scene");
const play = scenes[scene];
if (!play) {
    throw new pulumi.RunError(`scene: ${scene}; allowed: ${Object.keys(scenes).join(", ")}`);
}
play();
