import { ARCHITECTURES, type Architecture, architectureOf } from "../instanceTypes";
import { describeValue, isEventual, isMap, type Problem, pathTo, unknownKeys } from "./problems";

const SMALLEST_VOLUME_GIB = 8;
const LARGEST_VOLUME_GIB = 16_384;
const LONGEST_USER_DATA_BYTES = 16_384;

/** Checks one field of an instance, whose value may have any type; `path` names the field. */
type FieldCheck = (path: string, value: unknown) => Generator<Problem>;

/**
 * The fields whose values may be known only later; those are checked then, by the same functions.
 */
export const INPUT_CHECKS = {
    ami: amiProblems,
    instanceType: instanceTypeProblems,
    rootVolumeSizeGiB: volumeSizeProblems,
    userData: userDataProblems,
} as const satisfies Record<string, FieldCheck>;

const PLAIN_FIELDS = ["architecture", "availabilityZone"];
const FIELDS = [...Object.keys(INPUT_CHECKS), ...PLAIN_FIELDS].sort();

/**
 * What is wrong with the instances; `zones` are the component's Availability Zones, of any type.
 */
export function* instanceProblems(instances: unknown, zones: unknown): Generator<Problem> {
    if (!isMap(instances)) {
        yield {
            path: "instances",
            received: describeValue(instances),
            allowed: "a map of names to instances",
            change: 'Write for example { app: { availabilityZone: "eu-central-1a" } }.',
        };
        return;
    }
    for (const [name, spec] of Object.entries(instances)) {
        yield* nameProblems(name);
        yield* specProblems(pathTo("instances", name), spec, zones);
    }
}

function* nameProblems(name: string): Generator<Problem> {
    if (!/^[A-Za-z][A-Za-z0-9_-]{0,62}$/.test(name)) {
        yield {
            path: "instances",
            received: `the name ${describeValue(name)}`,
            allowed: 'names of a letter and up to 62 letters, digits, "-" or "_"',
            change: "Choose another name, such as app.",
        };
    }
}

function* specProblems(path: string, spec: unknown, zones: unknown): Generator<Problem> {
    if (!isMap(spec)) {
        yield {
            path,
            received: describeValue(spec),
            allowed: `a map of ${FIELDS.join(", ")}`,
            change: 'Write at least { availabilityZone: "eu-central-1a" }.',
        };
        return;
    }
    yield* zoneProblems(`${path}.availabilityZone`, spec.availabilityZone, zones);
    yield* architectureProblems(`${path}.architecture`, spec.architecture);
    for (const [field, check] of Object.entries(INPUT_CHECKS)) {
        const value = spec[field];
        yield* value === undefined || isEventual(value) ? [] : check(`${path}.${field}`, value);
    }
    yield* matchProblems(path, spec.instanceType, spec.architecture);
    yield* unknownKeys(path, spec, FIELDS);
}

function* zoneProblems(path: string, zone: unknown, zones: unknown): Generator<Problem> {
    const allowed = Array.isArray(zones) ? zones : [];
    // What is wrong with the zones themselves is told of them, not of every instance.
    const isPossible = allowed.length > 0 ? allowed.includes(zone) : typeof zone === "string";
    if (!isPossible) {
        yield {
            path,
            received: describeValue(zone),
            allowed: allowed.map(describeValue).join(", ") || "one of availabilityZones",
            change: "Choose one of these, or add it to availabilityZones.",
        };
    }
}

function* architectureProblems(path: string, value: unknown): Generator<Problem> {
    if (value !== undefined && !isArchitecture(value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: ARCHITECTURES.map(describeValue).join(" or "),
            change: "Write one of these, or leave it out.",
        };
    }
}

/** What is wrong with an instance type that is not of the architecture. */
export function* matchProblems(
    path: string,
    instanceType: unknown,
    architecture: unknown,
): Generator<Problem> {
    if (!isInstanceType(instanceType) || !isArchitecture(architecture)) {
        return;
    }
    const actual = architectureOf(instanceType);
    if (actual !== architecture) {
        yield {
            path: `${path}.instanceType`,
            received: `${describeValue(instanceType)}, which is ${actual}`,
            allowed: `a type whose architecture is ${architecture}`,
            change: `Choose another type, or write ${actual} in ${path}.architecture.`,
        };
    }
}

function* instanceTypeProblems(path: string, value: unknown): Generator<Problem> {
    if (!isInstanceType(value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: "an EC2 instance type",
            change: 'Write for example "t4g.nano".',
        };
    }
}

function* amiProblems(path: string, value: unknown): Generator<Problem> {
    if (typeof value !== "string" || !/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: 'the id of an image, such as "ami-0123456789abcdef0"',
            change: "Write its id, or leave it out for Amazon Linux 2023.",
        };
    }
}

function* volumeSizeProblems(path: string, value: unknown): Generator<Problem> {
    const allowed = Number.isInteger(value) ? Number(value) : Number.NaN;
    if (!(allowed >= SMALLEST_VOLUME_GIB && allowed <= LARGEST_VOLUME_GIB)) {
        yield {
            path,
            received: describeValue(value),
            allowed: `a whole number from ${SMALLEST_VOLUME_GIB} to ${LARGEST_VOLUME_GIB}`,
            change: "Write the size in GiB, without quotes and unit.",
        };
    }
}

/** The text itself is never shown: it may hold what is nobody's business. */
function* userDataProblems(path: string, value: unknown): Generator<Problem> {
    const bytes = typeof value === "string" ? Buffer.byteLength(value) : undefined;
    if (bytes === undefined || bytes < 1 || bytes > LONGEST_USER_DATA_BYTES) {
        yield {
            path,
            received: bytes === undefined ? kindOf(value) : `a text of ${bytes} bytes`,
            allowed: `a text of 1 to ${LONGEST_USER_DATA_BYTES} bytes`,
            change: bytes ? "Shorten it." : "Write a script, or leave it out.",
        };
    }
}

function kindOf(value: unknown): string {
    if (Array.isArray(value)) {
        return "a list";
    }
    return isMap(value) ? "a map" : describeValue(value);
}

function isInstanceType(value: unknown): value is string {
    return typeof value === "string" && /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(value);
}

function isArchitecture(value: unknown): value is Architecture {
    return ARCHITECTURES.some((architecture) => architecture === value);
}
