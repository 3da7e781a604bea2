import {
    ARCHITECTURES,
    type Architecture,
    architectureOf,
    defaultInstanceType,
    PLATFORMS,
    type Platform,
    WINDOWS_ARCHITECTURE,
} from "../instances/instanceTypes";
import {
    describeValue,
    isEventual,
    isMap,
    nameProblems,
    notAMap,
    type Problem,
    pathTo,
    unknownKeys,
} from "./problems";
import { tagProblems } from "./tags";

// What single instances and those of fleets have in common.

const SMALLEST_VOLUME_GIB: Readonly<Record<Platform, number>> = { linux: 8, windows: 30 };
const LARGEST_VOLUME_GIB = 16_384;
const LONGEST_USER_DATA_BYTES = 16_384;

const DEFAULT_IMAGES: Readonly<Record<Platform, string>> = {
    linux: "Amazon Linux 2023",
    windows: "Windows Server 2025",
};

/** Checks one field, whose value may have any type; `path` names the field. */
type FieldCheck = (path: string, value: unknown, platform: Platform) => Generator<Problem>;

type InputField = "ami" | "instanceType" | "rootVolumeSizeGiB" | "userData";

/**
 * The fields whose values may be known only later; those are checked then, by the same functions.
 */
export const INPUT_CHECKS: Readonly<Record<InputField, FieldCheck>> = {
    ami: amiProblems,
    instanceType: instanceTypeProblems,
    rootVolumeSizeGiB: volumeSizeProblems,
    userData: userDataProblems,
};

const MACHINE_FIELDS = [...Object.keys(INPUT_CHECKS), "architecture", "platform", "tags"];

/** How the instances or the fleets of the arguments are checked. */
export interface MachineKind {
    /** The argument, such as `instances`. */
    readonly argument: string;
    /** A correct one without optional fields, as text. */
    readonly example: string;
    /** The fields that only this kind has, and how each is checked; absent ones, too. */
    readonly fields: Readonly<Record<string, (path: string, value: unknown) => Iterable<Problem>>>;
    /** The component's tags, of any type. */
    readonly commonTags: unknown;
}

/** What is wrong with a map of names to instances or fleets. */
export function* machineMapProblems(value: unknown, kind: MachineKind): Generator<Problem> {
    const { argument, example } = kind;
    if (!isMap(value)) {
        yield {
            path: argument,
            received: describeValue(value),
            allowed: `a map of names to ${argument}`,
            change: `Write for example { app: ${example} }.`,
        };
        return;
    }
    for (const [name, spec] of Object.entries(value)) {
        yield* nameProblems(argument, name);
        yield* specProblems(pathTo(argument, name), spec, kind);
    }
}

function* specProblems(
    path: string,
    spec: unknown,
    { example, fields, commonTags }: MachineKind,
): Generator<Problem> {
    const allFields = [...MACHINE_FIELDS, ...Object.keys(fields)].sort();
    if (!isMap(spec)) {
        yield notAMap(path, spec, allFields, `Write at least ${example}.`);
        return;
    }
    for (const [field, check] of Object.entries(fields)) {
        yield* check(`${path}.${field}`, spec[field]);
    }
    yield* choiceProblems(`${path}.platform`, spec.platform, PLATFORMS);
    yield* choiceProblems(`${path}.architecture`, spec.architecture, ARCHITECTURES);
    const platform = spec.platform === "windows" ? "windows" : "linux";
    for (const [field, check] of Object.entries(INPUT_CHECKS)) {
        const value = spec[field];
        const isOpen = value === undefined || isEventual(value);
        yield* isOpen ? [] : check(`${path}.${field}`, value, platform);
    }
    yield* matchProblems(path, spec);
    if (spec.tags !== undefined) {
        yield* tagProblems(`${path}.tags`, spec.tags, commonTags);
    }
    yield* unknownKeys(path, spec, allFields);
}

function* choiceProblems(
    path: string,
    value: unknown,
    choices: readonly string[],
): Generator<Problem> {
    if (value !== undefined && !choices.some((choice) => choice === value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: choices.map(describeValue).join(" or "),
            change: "Write one of these, or leave it out.",
        };
    }
}

/** What is wrong with platform, architecture and instance type together. */
export function* matchProblems(
    path: string,
    spec: { readonly [field in "platform" | "architecture" | "instanceType"]?: unknown },
): Generator<Problem> {
    const { platform, architecture, instanceType } = spec;
    const isWindows = platform === "windows";
    if (isWindows && isArchitecture(architecture) && architecture !== WINDOWS_ARCHITECTURE) {
        yield {
            path: `${path}.architecture`,
            received: describeValue(architecture),
            allowed: `${describeValue(WINDOWS_ARCHITECTURE)} for Windows`,
            change: "Leave it out: EC2 has no Windows for ARM.",
        };
    }
    const wanted = isWindows ? WINDOWS_ARCHITECTURE : architecture;
    if (!isInstanceType(instanceType) || !isArchitecture(wanted)) {
        return;
    }
    const actual = architectureOf(instanceType);
    if (actual !== wanted) {
        yield {
            path: `${path}.instanceType`,
            received: `${describeValue(instanceType)}, which is ${actual}`,
            allowed: `a type whose architecture is ${wanted}`,
            change: isWindows
                ? "Choose another type, such as t3.medium: EC2 has no Windows for ARM."
                : `Choose another type, or write ${actual} in ${path}.architecture.`,
        };
    }
}

function* instanceTypeProblems(
    path: string,
    value: unknown,
    platform: Platform,
): Generator<Problem> {
    if (!isInstanceType(value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: "an EC2 instance type",
            change: `Write for example ${describeValue(defaultInstanceType(platform, "arm64"))}.`,
        };
    }
}

function* amiProblems(path: string, value: unknown, platform: Platform): Generator<Problem> {
    if (typeof value !== "string" || !/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: 'the id of an image, such as "ami-0123456789abcdef0"',
            change: `Write its id, or leave it out for ${DEFAULT_IMAGES[platform]}.`,
        };
    }
}

function* volumeSizeProblems(path: string, value: unknown, platform: Platform): Generator<Problem> {
    const smallest = SMALLEST_VOLUME_GIB[platform];
    const size = Number.isInteger(value) ? Number(value) : Number.NaN;
    if (!(size >= smallest && size <= LARGEST_VOLUME_GIB)) {
        yield {
            path,
            received: describeValue(value),
            allowed: `a whole number from ${smallest} to ${LARGEST_VOLUME_GIB}`,
            change: "Write the size in GiB, without quotes and unit.",
        };
    }
}

/** What EC2Launch runs; it ignores any other text without a word. */
const WINDOWS_USER_DATA = /<(powershell|script)>|^version:/im;

/** The text itself is never shown: it may hold what is nobody's business. */
function* userDataProblems(path: string, value: unknown, platform: Platform): Generator<Problem> {
    const bytes = typeof value === "string" ? Buffer.byteLength(value) : undefined;
    if (bytes === undefined || bytes < 1 || bytes > LONGEST_USER_DATA_BYTES) {
        yield {
            path,
            received: bytes === undefined ? kindOf(value) : `a text of ${bytes} bytes`,
            allowed: `a text of 1 to ${LONGEST_USER_DATA_BYTES} bytes`,
            change: bytes ? "Shorten it." : "Write a script, or leave it out.",
        };
    } else if (platform === "windows" && !WINDOWS_USER_DATA.test(String(value))) {
        yield {
            path,
            received: "a text that Windows would not run",
            allowed: "a script in <powershell> or <script>, or tasks of EC2Launch",
            change: "Write <powershell> before the script and </powershell> behind it.",
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
