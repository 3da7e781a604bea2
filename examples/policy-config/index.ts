import * as pulumi from "@pulumi/pulumi";
import { SsmOnlyNetwork } from "../../components";

const network = new SsmOnlyNetwork("network", {
    availabilityZones: ["eu-central-1a", "eu-central-1b"],
    instances: {
        db: {
            availabilityZone: "eu-central-1a",
            instanceType: "t4g.medium",
            userData: "#!/bin/sh\ndnf install -y https://download.example.com/database.rpm\n",
        },
    },
    bootstrapEgress: {
        availabilityZone: "eu-central-1a",
        until: new pulumi.Config().require("openUntil"),
        reason: "install the database from its vendor",
    },
});

export const { startSessionCommands } = network;
