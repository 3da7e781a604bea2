import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../scope";
import { pathTo } from "../validation/problems";
import type { FleetSpec } from "./fleetSpec";
import { rootDeviceName } from "./images";
import { completed, type InstanceSurroundings, METADATA_OPTIONS } from "./machines";

/** What belongs to an instance and gets no tags from its group. */
const TAGGED_BY_TEMPLATE = ["volume", "network-interface"];

/** Creates the fleets, by name: for each a launch template and an Auto Scaling group. */
export function createFleets(
    scope: Scope,
    specs: Readonly<Record<string, FleetSpec>>,
    surroundings: InstanceSurroundings,
): ReadonlyMap<string, aws.autoscaling.Group> {
    return new Map(
        Object.entries(specs).map(([name, spec]) => [
            name,
            createFleet(scope, name, spec, surroundings),
        ]),
    );
}

function createFleet(
    scope: Scope,
    name: string,
    spec: FleetSpec,
    surroundings: InstanceSurroundings,
): aws.autoscaling.Group {
    const childName = scope.nameOf("fleet", name);
    const tags = { ...scope.tagsOf(childName), ...spec.tags };
    const template = createTemplate(scope, name, spec, surroundings, tags);
    return new aws.autoscaling.Group(
        childName,
        {
            ...sizes(spec.size),
            vpcZoneIdentifiers: subnetIds(spec, surroundings),
            launchTemplate: {
                id: template.id,
                // A number, not AWS's word for the latest: only a change of it is one to Pulumi.
                version: pulumi.interpolate`${template.latestVersion}`,
            },
            instanceRefresh: spec.replaceOnChange ? { strategy: "Rolling" } : undefined,
            tags: Object.entries(tags).map(([key, value]) => ({
                key,
                value,
                propagateAtLaunch: true,
            })),
        },
        { ...scope.options, dependsOn: [...surroundings.pathToSystemsManager] },
    );
}

function createTemplate(
    scope: Scope,
    name: string,
    spec: FleetSpec,
    surroundings: InstanceSurroundings,
    instanceTags: Readonly<Record<string, string>>,
): aws.ec2.LaunchTemplate {
    const path = pathTo("fleets", name);
    const machine = completed(scope, path, spec, surroundings);
    const childName = scope.nameOf("fleet-template", name);
    return new aws.ec2.LaunchTemplate(
        childName,
        {
            description: `The instances of the fleet ${name}`,
            imageId: machine.image,
            instanceType: machine.instanceType,
            iamInstanceProfile: { name: surroundings.profile.name },
            // An interface of its own, and not a list of security groups: only here can it be said
            // that no instance gets a public address, whatever becomes of its subnet.
            networkInterfaces: [
                {
                    deviceIndex: 0,
                    associatePublicIpAddress: "false",
                    deleteOnTermination: "true",
                    securityGroups: [surroundings.securityGroup.id],
                },
            ],
            metadataOptions: METADATA_OPTIONS,
            blockDeviceMappings: [
                {
                    deviceName: rootDeviceName(scope, `${path}.ami`, machine),
                    ebs: {
                        encrypted: "true",
                        volumeType: "gp3",
                        volumeSize: machine.rootVolumeSizeGiB,
                        deleteOnTermination: "true",
                    },
                },
            ],
            userData: machine.userData?.apply((text) => Buffer.from(text).toString("base64")),
            tagSpecifications: TAGGED_BY_TEMPLATE.map((resourceType) => ({
                resourceType,
                tags: instanceTags,
            })),
            // Whoever starts an instance from the template by hand gets the same as the group.
            updateDefaultVersion: true,
            tags: { ...scope.tagsOf(childName), ...spec.tags },
        },
        {
            ...scope.options,
            // The latest image changes every few weeks: that must not change a fleet by surprise.
            ignoreChanges: machine.ownImage ? [] : ["imageId"],
        },
    );
}

/**
 * Where there is a choice, the number that is wanted is not set: scaling policies change it, and an
 * update would undo that.
 */
function sizes(size: FleetSpec["size"]) {
    const { min, max } = typeof size === "number" ? { min: size, max: size } : size;
    return { minSize: min, maxSize: max, desiredCapacity: min === max ? min : undefined };
}

/** In an order that is not the caller's: putting zones into another order changes nothing. */
function subnetIds(
    { availabilityZones }: FleetSpec,
    { subnets }: InstanceSurroundings,
): pulumi.Output<string>[] {
    return subnets
        .filter(({ zone }) => availabilityZones?.includes(zone.name) ?? true)
        .toSorted((a, b) => a.zone.name.localeCompare(b.zone.name))
        .map(({ subnet }) => subnet.id);
}
