import { isDeepStrictEqual } from "node:util";
import type { OutputRule } from "./computedOutputs";
import type { ExistingResource } from "./lifecycle";
import { unknownOf } from "./preview";
import { elementsOf, type Properties, revealedProperties } from "./properties";

const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/** Arguments that are of the template as a whole: changing them makes no new version. */
const WITHOUT_VERSION = new Set([
    ...["__defaults", "defaultVersion", "name", "namePrefix", "region"],
    ...["tags", "updateDefaultVersion"],
]);

/** What AWS decides of launch templates and of the groups that use them, by type and path. */
export const fleetOutputs: Readonly<Record<string, Readonly<Record<string, OutputRule>>>> = {
    [LAUNCH_TEMPLATE]: { defaultVersion: () => 1, latestVersion: () => 1 },
    "aws:autoscaling/group:Group": {
        availabilityZones: ({ inputs, account }) =>
            elementsOf(inputs.vpcZoneIdentifiers).map((id) =>
                String(account.find("aws:ec2/subnet:Subnet", String(id))?.outputs.availabilityZone),
            ),
        defaultCooldown: () => 300,
        desiredCapacity: ({ inputs }) => inputs.minSize,
        healthCheckType: () => "EC2",
        "launchTemplate.name": ({ inputs, account }) => {
            const { id } = (inputs.launchTemplate ?? {}) as Properties;
            return account.find(LAUNCH_TEMPLATE, String(id))?.outputs.name;
        },
    },
};

/**
 * The outputs in which an update of a launch template shows that it makes a new version; in a preview
 * they are unknown.
 */
export function newVersion(
    { type, inputs: before, outputs }: Pick<ExistingResource, "type" | "inputs" | "outputs">,
    inputs: Properties,
    preview: boolean,
): Properties {
    if (type !== LAUNCH_TEMPLATE || isDeepStrictEqual(content(before), content(inputs))) {
        return {};
    }
    const latestVersion = preview
        ? unknownOf({ kind: "number" })
        : Number(outputs.latestVersion) + 1;
    const isDefault = inputs.updateDefaultVersion === true;
    return { latestVersion, ...(isDefault ? { defaultVersion: latestVersion } : {}) };
}

/** What a version of a template consists of. */
function content(inputs: Properties): Properties {
    return Object.fromEntries(
        Object.entries(revealedProperties(inputs)).filter(([name]) => !WITHOUT_VERSION.has(name)),
    );
}
