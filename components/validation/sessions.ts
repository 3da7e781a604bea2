import { parseAvailabilityZone } from "../availabilityZones";
import { SESSION_DEFAULTS } from "../sessions/sessionSettings";
import { describeValue, isEventual, isMap, notAMap, type Problem, unknownKeys } from "./problems";
import { retentionProblems } from "./retention";
import { bucketProblems } from "./s3";

const LONGEST_IDLE_MINUTES = 60;
const LONGEST_DURATION_MINUTES = 1440;
const LONGEST_PROFILE = 512;
const LONGEST_PREFIX = 200;

/** Of Linux, and of directories that Linux may be joined to. */
const USER_NAME = /^[A-Za-z_][A-Za-z0-9_.@-]{0,99}$/;

/** No part is `.` or `..`, and none holds what a policy would take for a wildcard. */
const KEY_PREFIX = /^[A-Za-z0-9_][\w.-]*(\/[A-Za-z0-9_][\w.-]*)*$/;

/** https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN */
const KEY_ARN = /^arn:[a-z-]+:kms:([a-z0-9-]+):\d{12}:key\/[\w-]+$/;

/** The checks of the fields, which are all optional; `region` is the network's if it is known. */
const CHECKS: Readonly<
    Record<string, (path: string, value: unknown, region?: string) => Iterable<Problem>>
> = {
    idleTimeoutMinutes: (path, value) =>
        minutesProblems(path, value, LONGEST_IDLE_MINUTES, SESSION_DEFAULTS.idleTimeoutMinutes),
    maxDurationMinutes: (path, value) =>
        minutesProblems(path, value, LONGEST_DURATION_MINUTES, SESSION_DEFAULTS.maxDurationMinutes),
    shellProfile: shellProfileProblems,
    runAs: runAsProblems,
    kmsKey: (path, value, region) =>
        value === "create" || isEventual(value) ? [] : kmsKeyProblems(path, value, region),
    cloudWatchLogs: logGroupProblems,
    s3Logs: logBucketProblems,
};
const FIELDS = Object.keys(CHECKS).sort();

/**
 * What is wrong with the settings of sessions; `zones` are the component's Availability Zones, of any
 * type.
 */
export function* sessionsProblems(value: unknown, zones: unknown): Generator<Problem> {
    if (!isMap(value)) {
        yield notAMap("sessions", value, FIELDS, "Write for example { idleTimeoutMinutes: 20 }.");
        return;
    }
    const region = regionOf(zones);
    for (const [field, check] of Object.entries(CHECKS)) {
        const given = value[field];
        yield* given === undefined ? [] : check(`sessions.${field}`, given, region);
    }
    yield* unknownKeys("sessions", value, FIELDS);
}

/** What is wrong with the ARN of a key; `region` is the network's if it is known. */
export function* kmsKeyProblems(path: string, value: unknown, region?: string): Generator<Problem> {
    if (value === "create") {
        // Whether there is a resource must not depend on what is known only later.
        yield {
            path,
            received: '"create" as a value that is known only later',
            allowed: '"create" itself, or the ARN of a KMS key',
            change: 'Write "create" as it is, not as an Output or a promise.',
        };
        return;
    }
    const [, keyRegion] = (typeof value === "string" && KEY_ARN.exec(value)) || [];
    if (keyRegion === undefined) {
        yield {
            path,
            received: describeValue(value),
            allowed: '"create", or the ARN of a KMS key',
            change: 'An alias will not do: policies name the key itself. Write for example "create".',
        };
    } else if (region !== undefined && keyRegion !== region) {
        yield {
            path,
            received: describeValue(value),
            allowed: `a key of ${region}`,
            change: "Choose a key of the network's Region, or a replica there of a multi-Region key.",
        };
    }
}

function regionOf(zones: unknown): string | undefined {
    const [first] = Array.isArray(zones) ? zones : [];
    return typeof first === "string" ? parseAvailabilityZone(first)?.region : undefined;
}

function* minutesProblems(
    path: string,
    value: unknown,
    longest: number,
    example: number,
): Generator<Problem> {
    if (!Number.isInteger(value) || Number(value) < 1 || Number(value) > longest) {
        yield {
            path,
            received: describeValue(value),
            allowed: `a whole number of minutes from 1 to ${longest}`,
            change: `Write for example ${example}, without quotes.`,
        };
    }
}

function* shellProfileProblems(path: string, value: unknown): Generator<Problem> {
    const systems = ["linux", "windows"];
    if (!isMap(value)) {
        // What it is, and not what it holds: that may be a secret.
        yield {
            ...notAMap(path, value, systems, 'Write for example { linux: "exec bash" }.'),
            received: `no map but ${Array.isArray(value) ? "a list" : typeof value}`,
        };
        return;
    }
    for (const system of systems) {
        yield* value[system] === undefined
            ? []
            : profileProblems(`${path}.${system}`, value[system]);
    }
    yield* unknownKeys(path, value, systems);
}

/** What it holds is never shown: it may be a secret, though everybody who opens a session can read it. */
function* profileProblems(path: string, value: unknown): Generator<Problem> {
    const allowed = `commands in up to ${LONGEST_PROFILE} characters, without "{{"`;
    if (typeof value !== "string") {
        yield {
            path,
            received: `no text but ${typeof value}`,
            allowed,
            change: "Write it in quotes.",
        };
    } else if (value.length > LONGEST_PROFILE) {
        yield {
            path,
            received: `${value.length} characters`,
            allowed,
            change: "Put the commands into a script on the instances, and write its path.",
        };
    } else if (value.includes("{{")) {
        yield {
            path,
            received: 'commands with "{{"',
            allowed,
            change: "Remove it: Systems Manager takes it for the name of a parameter.",
        };
    }
}

function* runAsProblems(path: string, value: unknown): Generator<Problem> {
    if (typeof value !== "string" || !USER_NAME.test(value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: "the name of a user of the instances' Linux",
            change: 'Write for example "ec2-user", or leave it out to have ssm-user.',
        };
    }
}

function* logGroupProblems(path: string, value: unknown): Generator<Problem> {
    const fields = ["retentionDays"];
    if (!isMap(value)) {
        yield notAMap(path, value, fields, "Write for example {} to keep logs for a year.");
        return;
    }
    yield* value.retentionDays === undefined
        ? []
        : retentionProblems(`${path}.retentionDays`, value.retentionDays);
    yield* unknownKeys(path, value, fields);
}

function* logBucketProblems(path: string, value: unknown): Generator<Problem> {
    const fields = ["bucketName", "keyPrefix"];
    if (!isMap(value)) {
        yield notAMap(path, value, fields, 'Write for example { bucketName: "my-session-logs" }.');
        return;
    }
    const { bucketName, keyPrefix } = value;
    yield* isEventual(bucketName) ? [] : logBucketNameProblems(`${path}.bucketName`, bucketName);
    yield* keyPrefix === undefined ? [] : keyPrefixProblems(`${path}.keyPrefix`, keyPrefix);
    yield* unknownKeys(path, value, fields);
}

/**
 * What is wrong with the name of a bucket of session logs. S3's certificate is not valid for names with
 * dots: the agent would try HTTP then, which instances cannot open, and sessions stay blank for minutes.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging-s3.html
 */
export function* logBucketNameProblems(path: string, name: unknown): Generator<Problem> {
    yield* bucketProblems(path, name);
    if (typeof name === "string" && name.includes(".")) {
        yield {
            path,
            received: describeValue(name),
            allowed: "the name of a bucket without dots",
            change: "Choose another bucket: the agent cannot open HTTPS connections to this one.",
        };
    }
}

function* keyPrefixProblems(path: string, value: unknown): Generator<Problem> {
    if (typeof value !== "string" || !KEY_PREFIX.test(value) || value.length > LONGEST_PREFIX) {
        yield {
            path,
            received: describeValue(value),
            allowed: `letters, digits, "_", "." and "-" between slashes, up to ${LONGEST_PREFIX} characters`,
            change: 'Write for example "sessions/production", without a slash at either end.',
        };
    }
}
