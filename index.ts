import * as pulumi from "@pulumi/pulumi";
import { SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "./components";

const config = new pulumi.Config();

// The keys are documented in Pulumi.yaml. Values may be of any type and shape here: the component
// checks them, and its messages name them by the same words.
const args: Partial<SsmOnlyNetworkArgs> = {
    cidrBlock: config.get("cidrBlock"),
    availabilityZones: config.getObject("availabilityZones"),
    services: config.getObject("services"),
    instances: config.getObject("instances"),
    tags: config.getObject("tags"),
};

// Misspelt keys go to the component too: it says which ones exist.
const ownKey = `${pulumi.getProject()}:`;
const otherKeys = Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith(ownKey))
    .map((key) => key.slice(ownKey.length))
    .filter((key) => !(key in args));
const otherArgs = Object.fromEntries(otherKeys.map((key) => [key, config.get(key)]));

export const {
    vpcId,
    subnetIds,
    endpointIds,
    endpointSecurityGroupId,
    instanceSecurityGroupId,
    instanceRoleArn,
    instanceRoleName,
    instanceIds,
    startSessionCommands,
} = new SsmOnlyNetwork("network", { ...args, ...otherArgs } as SsmOnlyNetworkArgs);
