import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SsmOnlyNetwork } from "../../components";

const network = new SsmOnlyNetwork("jobs", {
    availabilityZones: ["eu-central-1a", "eu-central-1b"],
    fleets: {
        workers: {
            size: { min: 2, max: 10 },
            ami: new pulumi.Config().require("image"),
            instanceType: "c7g.large",
            // A new image in the configuration replaces the running workers, a few at a time.
            replaceOnChange: true,
        },
    },
});

new aws.autoscaling.Policy("workers-by-load", {
    autoscalingGroupName: network.fleetNames.apply(({ workers = "" }) => workers),
    policyType: "TargetTrackingScaling",
    targetTrackingConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
        targetValue: 60,
    },
});

export const { fleetNames } = network;
