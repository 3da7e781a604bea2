import {
    describeValue,
    duplicateProblems,
    isMap,
    notAMap,
    type Problem,
    switchProblems,
    unknownKeys,
} from "./problems";

const SWITCHES = ["amazonLinux", "systemsManager"];
const LISTS = ["readBuckets", "writeBuckets"];
const FIELDS = [...SWITCHES, ...LISTS].sort();

/** AWS allows 20,480 characters in an endpoint's policy; this many buckets of the longest names fit. */
const MOST_BUCKETS = 50;

/**
 * What AWS allows as the name of a general purpose bucket. Names of other things that stand for a
 * bucket have an ending of their own.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const NO_BUCKET_NAME =
    /\.\.|^(\d+\.){3}\d+$|^(xn--|sthree-|amzn-s3-demo-)|(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** What is wrong with the access to S3. */
export function* s3Problems(value: unknown): Generator<Problem> {
    const path = "s3";
    if (!isMap(value)) {
        yield notAMap(path, value, FIELDS, "Write for example { amazonLinux: true }.");
        return;
    }
    for (const field of SWITCHES) {
        yield* switchProblems(`${path}.${field}`, value[field]);
    }
    for (const field of LISTS) {
        yield* listProblems(`${path}.${field}`, value[field]);
    }
    yield* unknownKeys(path, value, FIELDS);
}

function* listProblems(path: string, value: unknown): Generator<Problem> {
    if (value === undefined) {
        return;
    }
    if (!Array.isArray(value) || value.length > MOST_BUCKETS) {
        yield {
            path,
            received: Array.isArray(value) ? `${value.length} buckets` : describeValue(value),
            allowed: `a list of up to ${MOST_BUCKETS} names of buckets`,
            change: 'Write for example ["my-bucket"].',
        };
        return;
    }
    for (const [index, bucket] of value.entries()) {
        yield* bucketProblems(`${path}[${index}]`, bucket);
        yield* duplicateProblems(path, value, index);
    }
}

/** What is wrong with the name of a bucket. */
export function* bucketProblems(path: string, bucket: unknown): Generator<Problem> {
    if (typeof bucket !== "string" || !BUCKET_NAME.test(bucket) || NO_BUCKET_NAME.test(bucket)) {
        yield {
            path,
            received: describeValue(bucket),
            allowed: "the name of a bucket: 3 to 63 lower-case letters, digits, hyphens and dots",
            change: adviceFor(bucket),
        };
    }
}

function adviceFor(bucket: unknown): string {
    if (typeof bucket === "string" && /[*?]/.test(bucket)) {
        return "Name each bucket: a wildcard would admit buckets of anybody.";
    }
    if (typeof bucket === "string" && /^(arn:|s3:)/.test(bucket)) {
        return "Write the bucket's name alone.";
    }
    return 'Write the name of a bucket of this account, such as "my-bucket".';
}
