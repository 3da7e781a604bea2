import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { subnetIn } from "../network";
import type { Scope } from "../scope";
import { pathTo } from "../validation/problems";
import type { InstanceSpec } from "./instanceSpec";
import { completed, type InstanceSurroundings, METADATA_OPTIONS } from "./machines";

/** Creates the instances, by name. */
export function createInstances(
    scope: Scope,
    specs: Readonly<Record<string, InstanceSpec>>,
    surroundings: InstanceSurroundings,
): ReadonlyMap<string, aws.ec2.Instance> {
    return new Map(
        Object.entries(specs).map(([name, spec]) => [
            name,
            createInstance(scope, name, spec, surroundings),
        ]),
    );
}

/** For each instance, by name, the command that opens a session on it with the document. */
export function startSessionCommands(
    scope: Scope,
    instances: ReadonlyMap<string, aws.ec2.Instance>,
    document: aws.ssm.Document,
): [name: string, command: pulumi.Output<string>][] {
    const { region } = scope.place;
    return [...instances].map(([name, { id }]) => [
        name,
        pulumi.interpolate`aws ssm start-session --target ${id} --document-name ${document.name} --region ${region}`,
    ]);
}

function createInstance(
    scope: Scope,
    name: string,
    spec: InstanceSpec,
    surroundings: InstanceSurroundings,
): aws.ec2.Instance {
    const { terminationProtection = false } = spec;
    const { subnets, securityGroup, profile, pathToSystemsManager } = surroundings;
    const machine = completed(scope, pathTo("instances", name), spec, surroundings);
    const childName = scope.nameOf("instance", name);
    const tags = { ...scope.tagsOf(childName), ...spec.tags };
    return new aws.ec2.Instance(
        childName,
        {
            ami: machine.image,
            instanceType: machine.instanceType,
            subnetId: subnetIn(spec.availabilityZone, subnets).id,
            vpcSecurityGroupIds: [securityGroup.id],
            associatePublicIpAddress: false,
            iamInstanceProfile: profile.name,
            metadataOptions: METADATA_OPTIONS,
            rootBlockDevice: {
                encrypted: true,
                volumeType: "gp3",
                volumeSize: machine.rootVolumeSizeGiB,
                tags,
            },
            userData: machine.userData,
            // False, not absent: an absent value would leave the protection on when it is no longer
            // wanted.
            disableApiTermination: terminationProtection,
            tags,
        },
        {
            ...scope.options,
            dependsOn: [...pathToSystemsManager],
            // The latest image changes every few weeks: that must not replace a running instance.
            ignoreChanges: machine.ownImage ? [] : ["ami"],
            // AWS refuses to terminate the instance only after its replacement has been created:
            // Pulumi must refuse before.
            ...(terminationProtection ? { protect: true } : {}),
        },
    );
}
