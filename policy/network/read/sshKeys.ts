import { at, mapped, text } from "../known";
import { awsTypes } from "../types";
import { beanstalkKey } from "./beanstalk";
import { existing, type ExposureReader as Reader, within } from "./exposure";

const anyKey = { effect: "may name a key pair", fix: "Let it name no key pair." };

/** A property that names a key pair, wherever that is made. */
function named(key: string): Reader {
    return (bag) => [
        {
            opens: mapped(at(bag, key, text), () => true),
            effect: "lets the owner of a private key log in over SSH",
            fix: `Leave ${key} out.`,
        },
    ];
}

const keyName = named("keyName");

// EC2 fleets and Auto Scaling groups take the key pair of their launch template or configuration.
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
    [
        awsTypes.keyPair,
        existing("A key pair is made to log in to instances over SSH", "Remove the key pair."),
    ],
    [
        awsTypes.instanceConnectEndpoint,
        existing(
            "An EC2 Instance Connect endpoint carries SSH and RDP connections from outside to private instances",
            "Remove the endpoint.",
        ),
    ],
    [awsTypes.instance, keyName],
    [awsTypes.spotInstanceRequest, keyName],
    [awsTypes.launchTemplate, keyName],
    [awsTypes.launchConfiguration, keyName],
    [awsTypes.spotFleetRequest, within("launchSpecifications", anyKey, keyName)],
    // The same key by other names, in the services that launch instances themselves. With a key and
    // without source security groups, a node group even opens port 22 to the Internet.
    [awsTypes.eksNodeGroup, within("remoteAccess", anyKey, named("ec2SshKey"))],
    [awsTypes.batchComputeEnvironment, within("computeResources", anyKey, named("ec2KeyPair"))],
    [awsTypes.emrCluster, within("ec2Attributes", anyKey, keyName)],
    [awsTypes.imageBuilderInfrastructure, named("keyPair")],
    [awsTypes.beanstalkEnvironment, beanstalkKey],
    [awsTypes.beanstalkTemplate, beanstalkKey],
]);

/** The reader of the ways to log in over SSH that a resource of this type gives, if there is one. */
export function sshKeyReader(type: string): Reader | undefined {
    return readers.get(type);
}
