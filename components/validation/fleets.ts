import { ownZoneProblems } from "./availabilityZones";
import { machineMapProblems } from "./machines";
import {
    describeValue,
    duplicateProblems,
    isMap,
    type Problem,
    switchProblems,
    unknownKeys,
} from "./problems";

/**
 * What is wrong with the fleets; `zones` and `commonTags` are the component's Availability Zones and
 * tags, of any type.
 */
export function fleetProblems(
    value: unknown,
    zones: unknown,
    commonTags: unknown,
): Generator<Problem> {
    return machineMapProblems(value, {
        argument: "fleets",
        example: "{ size: 2 }",
        fields: {
            size: sizeProblems,
            availabilityZones: (path, list) => zoneListProblems(path, list, zones),
            replaceOnChange: switchProblems,
        },
        commonTags,
    });
}

function* sizeProblems(path: string, size: unknown): Generator<Problem> {
    if (!isMap(size)) {
        yield* countProblems(path, size, "{ min: 1, max: 4 }");
        return;
    }
    const { min, max } = size;
    yield* countProblems(`${path}.min`, min);
    yield* countProblems(`${path}.max`, max);
    if (isCount(min) && isCount(max) && min > max) {
        yield {
            path: `${path}.max`,
            received: describeValue(max),
            allowed: `${min}, which is min, or more`,
            change: "Write a greater number here, or a smaller one in min.",
        };
    }
    yield* unknownKeys(path, size, ["max", "min"]);
}

function* countProblems(path: string, count: unknown, other?: string): Generator<Problem> {
    if (!isCount(count)) {
        yield {
            path,
            received: describeValue(count),
            allowed: `a whole number from 0${other ? `, or limits such as ${other}` : ""}`,
            change: "Write how many instances there shall be, without quotes.",
        };
    }
}

function isCount(value: unknown): value is number {
    return Number.isSafeInteger(value) && Number(value) >= 0;
}

function* zoneListProblems(path: string, list: unknown, zones: unknown): Generator<Problem> {
    if (list === undefined) {
        return;
    }
    if (!Array.isArray(list) || list.length === 0) {
        yield {
            path,
            received: describeValue(list),
            allowed: "a list of one or more of the component's availabilityZones",
            change: "Write such a list, or leave it out for all of them.",
        };
        return;
    }
    for (const [index, zone] of list.entries()) {
        yield* ownZoneProblems(`${path}[${index}]`, zone, zones);
        yield* duplicateProblems(path, list, index);
    }
}
