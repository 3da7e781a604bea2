import { MOST_TAGS, NAME_TAG, NETWORK_TAG, OWN_TAGS } from "../tags";
import { describeValue, isMap, type Problem, pathTo } from "./problems";

const CALLERS_TAGS = MOST_TAGS - OWN_TAGS;

/**
 * What AWS allows in keys and values:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html
 */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * What is wrong with the caller's tags at a path; `commonTags`, of any type, are those that resources
 * have besides.
 */
export function* tagProblems(
    path: string,
    tags: unknown,
    commonTags: unknown = {},
): Generator<Problem> {
    if (!isMap(tags)) {
        yield {
            path,
            received: describeValue(tags),
            allowed: "a map of keys to texts",
            change: 'Write for example { environment: "dev" }.',
        };
        return;
    }
    const common = isMap(commonTags) ? commonTags : {};
    const count = Object.keys({ ...common, ...tags }).length;
    // Too many tags of the component are told of it.
    if (count > CALLERS_TAGS && Object.keys(common).length <= CALLERS_TAGS) {
        yield {
            path,
            received: `${count} tags${Object.keys(common).length > 0 ? ", with the component's" : ""}`,
            allowed: `up to ${CALLERS_TAGS} tags`,
            change: `Remove ${count - CALLERS_TAGS}: AWS allows ${MOST_TAGS}, and ${OWN_TAGS} are the component's own.`,
        };
    }
    yield* entryProblems(path, tags);
}

/**
 * What is wrong with the tags that all resources have; `bootstrapEgress`, of any type, is undefined
 * if it is off.
 */
export function* commonTagProblems(tags: unknown, bootstrapEgress: unknown): Generator<Problem> {
    const path = "tags";
    yield* tagProblems(path, tags);
    if (!isMap(tags)) {
        return;
    }
    const keys = Object.keys(tags);
    if (keys.length === CALLERS_TAGS && bootstrapEgress !== undefined) {
        yield {
            path,
            received: `${keys.length} tags together with bootstrapEgress`,
            allowed: `up to ${CALLERS_TAGS - 1} tags while it is on`,
            change: `Remove 1: AWS allows ${MOST_TAGS}, and what is temporary has ${OWN_TAGS + 1} of the component's own.`,
        };
    }
    yield* sameKeyProblems(path, keys);
    for (const key of keys.filter((key) => key !== NAME_TAG && isSameKey(key, NAME_TAG))) {
        yield {
            path: pathTo(path, key),
            received: `the key ${describeValue(key)}`,
            allowed: `keys that differ from "${NAME_TAG}" in more than capital letters`,
            change: `Write "${NAME_TAG}" or another key: the component's role has that tag, and IAM takes both for the same.`,
        };
    }
}

/** IAM finds a tag by its key whatever the case: of two such keys it takes one, or refuses both. */
export function* sameKeyProblems(path: string, keys: readonly string[]): Generator<Problem> {
    for (const [index, key] of keys.entries()) {
        if (keys.slice(0, index).some((other) => isSameKey(other, key))) {
            yield {
                path: pathTo(path, key),
                received: `the key ${describeValue(key)} once more`,
                allowed: "keys that differ in more than capital letters",
                change: "Remove one of them: IAM takes both for the same.",
            };
        }
    }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
function isSameKey(one: string, other: string): boolean {
    return one.toLowerCase() === other.toLowerCase();
}

/** What is wrong with the keys and values of the tags at a path. */
export function* entryProblems(
    path: string,
    tags: Readonly<Record<string, unknown>>,
): Generator<Problem> {
    for (const [key, value] of Object.entries(tags)) {
        yield* keyProblems(pathTo(path, key), key);
        yield* valueProblems(pathTo(path, key), value);
    }
}

function* keyProblems(path: string, key: string): Generator<Problem> {
    const received = `the key ${describeValue(key)}`;
    // IAM takes keys that differ in capital letters only for the same.
    if (key.toLowerCase() === NETWORK_TAG) {
        yield {
            path,
            received,
            allowed: `any key but ${NETWORK_TAG}`,
            change: "Remove it: permission to open sessions may depend on this tag.",
        };
    } else if (/^aws:/i.test(key)) {
        yield {
            path,
            received,
            allowed: 'a key that does not begin with "aws:"',
            change: "Choose another key: AWS keeps these for itself.",
        };
    } else if (key.length < 1 || key.length > 128 || !TAG_TEXT.test(key)) {
        yield {
            path,
            received,
            allowed: "1 to 128 letters, digits, spaces or any of _ . : / = + - @",
            change: "Choose another key.",
        };
    }
}

function* valueProblems(path: string, value: unknown): Generator<Problem> {
    if (typeof value !== "string" || value.length > 256 || !TAG_TEXT.test(value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: "a text of up to 256 letters, digits, spaces or any of _ . : / = + - @",
            change:
                typeof value === "number" || typeof value === "boolean"
                    ? `Put it in quotes: "${value}".`
                    : "Choose another value.",
        };
    }
}
