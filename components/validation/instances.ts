import { ownZoneProblems } from "./availabilityZones";
import { machineMapProblems } from "./machines";
import { type Problem, switchProblems } from "./problems";

/**
 * What is wrong with the instances; `zones` and `commonTags` are the component's Availability Zones
 * and tags, of any type.
 */
export function instanceProblems(
    value: unknown,
    zones: unknown,
    commonTags: unknown,
): Generator<Problem> {
    return machineMapProblems(value, {
        argument: "instances",
        example: '{ availabilityZone: "eu-central-1a" }',
        fields: {
            availabilityZone: (path, zone) => ownZoneProblems(path, zone, zones),
            terminationProtection: switchProblems,
        },
        commonTags,
    });
}
