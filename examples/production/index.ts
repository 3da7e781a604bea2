import * as pulumi from "@pulumi/pulumi";
import { SsmOnlyNetwork } from "../../components";

const config = new pulumi.Config();

const network = new SsmOnlyNetwork(
    "internal",
    {
        cidrBlock: "10.30.0.0/16",
        availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
        instances: {
            db: {
                availabilityZone: "eu-central-1a",
                instanceType: "m7g.large",
                rootVolumeSizeGiB: 100,
                terminationProtection: true,
                tags: { team: "data" },
            },
        },
        fleets: {
            app: { size: { min: 3, max: 6 }, instanceType: "m7g.medium", tags: { team: "shop" } },
        },
        // Sessions, and no commands, inventory or parameters of Systems Manager.
        instancePolicy: "session-only",
        sessions: {
            idleTimeoutMinutes: 10,
            kmsKey: "create",
            cloudWatchLogs: { retentionDays: 365 },
            s3Logs: { bucketName: config.require("auditBucket"), keyPrefix: "sessions" },
        },
        operators: {
            database: { instanceTags: { team: "data" }, portForwarding: true, managedPolicy: true },
            shop: { instanceTags: { team: "shop" }, managedPolicy: true },
        },
        s3: { amazonLinux: true },
        flowLogs: { retentionDays: 90 },
        dnsFirewall: { allowedDomains: [] },
        tags: { environment: pulumi.getStack() },
    },
    // What sessions have recorded must outlive a mistake.
    { protect: true },
);

export const { startSessionCommands, fleetNames, operatorPolicyArns, sessionLogGroupName } =
    network;
