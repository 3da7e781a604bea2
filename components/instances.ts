import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readableError } from "./failures";
import { type Architecture, architectureOf, DEFAULT_INSTANCE_TYPES } from "./instanceTypes";
import { type PrivateSubnet, subnetIn } from "./network";
import type { Scope } from "./scope";
import type { InstanceSpec } from "./ssmOnlyNetwork";
import { INPUT_CHECKS, matchProblems } from "./validation/instances";
import { describeProblem, type Problem, pathTo } from "./validation/problems";

/** What all instances of a component have in common. */
export interface InstanceSurroundings {
    readonly subnets: readonly PrivateSubnet[];
    readonly securityGroup: aws.ec2.SecurityGroup;
    readonly profile: aws.iam.InstanceProfile;
    /**
     * An agent that starts before all of this exists tries again only after 5 minutes to an hour.
     */
    readonly pathToSystemsManager: readonly pulumi.Resource[];
}

/** Creates the instances, by name. */
export function createInstances(
    scope: Scope,
    specs: Readonly<Record<string, InstanceSpec>>,
    surroundings: InstanceSurroundings,
): ReadonlyMap<string, aws.ec2.Instance> {
    const latestImages = new Map<Architecture, pulumi.Output<string>>();
    const latestImage = (architecture: Architecture) => {
        const image = latestImages.get(architecture) ?? amazonLinux(scope, architecture);
        latestImages.set(architecture, image);
        return image;
    };
    return new Map(
        Object.entries(specs).map(([name, spec]) => [
            name,
            createInstance(scope, name, spec, surroundings, latestImage),
        ]),
    );
}

/** For each instance, by name, the command that opens a session on it. */
export function startSessionCommands(
    scope: Scope,
    instances: ReadonlyMap<string, aws.ec2.Instance>,
): [name: string, command: pulumi.Output<string>][] {
    const { region } = scope.place;
    return [...instances].map(([name, { id }]) => [
        name,
        pulumi.interpolate`aws ssm start-session --target ${id} --region ${region}`,
    ]);
}

function createInstance(
    scope: Scope,
    name: string,
    spec: InstanceSpec,
    { subnets, securityGroup, profile, pathToSystemsManager }: InstanceSurroundings,
    latestImage: (architecture: Architecture) => pulumi.Output<string>,
): aws.ec2.Instance {
    const architecture = spec.architecture ?? architectureFrom(spec.instanceType);
    const { ami, instanceType, rootVolumeSizeGiB, userData } = checkedInputs(
        pathTo("instances", name),
        spec,
        architecture,
    );
    const childName = scope.nameOf("instance", name);
    return new aws.ec2.Instance(
        childName,
        {
            ami: ami ?? latestImage(architecture),
            instanceType: instanceType ?? DEFAULT_INSTANCE_TYPES[architecture],
            subnetId: subnetIn(spec.availabilityZone, subnets).id,
            vpcSecurityGroupIds: [securityGroup.id],
            associatePublicIpAddress: false,
            iamInstanceProfile: profile.name,
            // The agent needs the metadata service; version 2 keeps request forgery out of it, and
            // one hop keeps containers out.
            metadataOptions: {
                httpEndpoint: "enabled",
                httpTokens: "required",
                httpPutResponseHopLimit: 1,
            },
            rootBlockDevice: {
                encrypted: true,
                volumeType: "gp3",
                volumeSize: rootVolumeSizeGiB,
                tags: scope.tagsOf(childName),
            },
            userData,
            tags: scope.tagsOf(childName),
        },
        {
            ...scope.options,
            dependsOn: [...pathToSystemsManager],
            // The latest image changes every few weeks: that must not replace a running instance.
            ignoreChanges: ami === undefined ? ["ami"] : [],
        },
    );
}

/** The architecture of an instance that does not name it. */
function architectureFrom(instanceType: InstanceSpec["instanceType"]): Architecture {
    return typeof instanceType === "string" ? architectureOf(instanceType) : "arm64";
}

/** The spec's values, each of which fails, once it is known, if it is not allowed. */
function checkedInputs(path: string, spec: InstanceSpec, architecture: Architecture) {
    const checked = <T>(
        value: pulumi.Input<T> | undefined,
        problems: (value: T) => Iterable<Problem>,
    ): pulumi.Output<T> | undefined =>
        value === undefined
            ? undefined
            : pulumi.output(value).apply((known) => {
                  const lines = [...problems(known as T)].map(describeProblem);
                  if (lines.length > 0) {
                      throw readableError(lines.join("\n"));
                  }
                  return known as T;
              });
    return {
        ami: checked(spec.ami, (value) => INPUT_CHECKS.ami(`${path}.ami`, value)),
        instanceType: checked(spec.instanceType, function* (value) {
            yield* INPUT_CHECKS.instanceType(`${path}.instanceType`, value);
            yield* matchProblems(path, value, architecture);
        }),
        rootVolumeSizeGiB: checked(spec.rootVolumeSizeGiB, (value) =>
            INPUT_CHECKS.rootVolumeSizeGiB(`${path}.rootVolumeSizeGiB`, value),
        ),
        userData: checked(spec.userData, (value) =>
            INPUT_CHECKS.userData(`${path}.userData`, value),
        ),
    };
}

/**
 * The latest Amazon Linux 2023, which brings the agent along. AWS publishes its id as a parameter;
 * who deploys reads it, the instance does not.
 */
function amazonLinux(scope: Scope, architecture: Architecture): pulumi.Output<string> {
    const name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
    return aws.ssm.getParameterOutput({ name }, scope.options).insecureValue;
}
