import { MOST_TAGS, NETWORK_TAG, OWN_TAGS } from "../tags";
import { describeValue, isMap, type Problem, pathTo } from "./problems";

const CALLERS_TAGS = MOST_TAGS - OWN_TAGS;

/**
 * What AWS allows in keys and values:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html
 */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** What is wrong with the caller's tags. */
export function* tagProblems(tags: unknown): Generator<Problem> {
    const path = "tags";
    if (!isMap(tags)) {
        yield {
            path,
            received: describeValue(tags),
            allowed: "a map of keys to texts",
            change: 'Write for example { environment: "dev" }.',
        };
        return;
    }
    const keys = Object.keys(tags);
    if (keys.length > CALLERS_TAGS) {
        yield {
            path,
            received: `${keys.length} tags`,
            allowed: `up to ${CALLERS_TAGS} tags`,
            change: `Remove ${keys.length - CALLERS_TAGS}: AWS allows ${MOST_TAGS}, and ${OWN_TAGS} are the component's own.`,
        };
    }
    for (const [key, value] of Object.entries(tags)) {
        yield* keyProblems(pathTo(path, key), key);
        yield* valueProblems(pathTo(path, key), value);
    }
}

function* keyProblems(path: string, key: string): Generator<Problem> {
    const received = `the key ${describeValue(key)}`;
    if (key === NETWORK_TAG) {
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
