import {
    describeValue,
    isMap,
    nameProblems,
    notAMap,
    type Problem,
    pathTo,
    switchProblems,
    unknownKeys,
} from "./problems";
import { entryProblems, sameKeyProblems } from "./tags";

const SWITCHES = ["managedPolicy", "portForwarding", "requireMfa"];
const FIELDS = ["instanceTags", ...SWITCHES].sort();

/** AWS allows 6,144 characters in a managed policy; this many tags of the longest keys and values fit. */
const MOST_INSTANCE_TAGS = 2;

/** What is wrong with the operators. */
export function* operatorProblems(operators: unknown): Generator<Problem> {
    const path = "operators";
    if (!isMap(operators)) {
        yield {
            path,
            received: describeValue(operators),
            allowed: "a map of names to what they may do",
            change: "Write for example { all: {} }.",
        };
        return;
    }
    for (const [name, spec] of Object.entries(operators)) {
        yield* nameProblems(path, name);
        yield* specProblems(pathTo(path, name), spec);
    }
}

function* specProblems(path: string, spec: unknown): Generator<Problem> {
    if (!isMap(spec)) {
        yield notAMap(path, spec, FIELDS, "Write {} for sessions on all instances.");
        return;
    }
    yield* spec.instanceTags === undefined
        ? []
        : instanceTagProblems(`${path}.instanceTags`, spec.instanceTags);
    for (const field of SWITCHES) {
        yield* switchProblems(`${path}.${field}`, spec[field]);
    }
    yield* unknownKeys(path, spec, FIELDS);
}

function* instanceTagProblems(path: string, tags: unknown): Generator<Problem> {
    if (!isMap(tags) || Object.keys(tags).length > MOST_INSTANCE_TAGS) {
        yield {
            path,
            received: isMap(tags) ? `${Object.keys(tags).length} tags` : describeValue(tags),
            allowed: `a map of up to ${MOST_INSTANCE_TAGS} tags`,
            change: 'Write for example { team: "payments" }.',
        };
        return;
    }
    yield* entryProblems(path, tags);
    yield* sameKeyProblems(path, Object.keys(tags));
}
