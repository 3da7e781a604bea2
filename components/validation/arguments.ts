import { zonesProblems } from "./availabilityZones";
import { cidrProblems } from "./cidrBlock";
import { instanceProblems } from "./instances";
import { describeProblem, describeValue, isMap, type Problem, unknownKeys } from "./problems";
import { servicesProblems } from "./services";
import { tagProblems } from "./tags";

const ARGUMENTS = ["availabilityZones", "cidrBlock", "instances", "services", "tags"];

/**
 * Everything that is wrong with a component's name and arguments, a line each. The values may have
 * any type: TypeScript has not seen what comes from a configuration file.
 */
export function problemsIn(name: unknown, args: unknown): string[] {
    return [...nameProblems(name), ...argumentProblems(args)].map(describeProblem);
}

function* argumentProblems(args: unknown): Generator<Problem> {
    if (!isMap(args)) {
        yield {
            path: "args",
            received: describeValue(args),
            allowed: "a map of arguments",
            change: 'Write at least { availabilityZones: ["eu-central-1a", "eu-central-1b"] }.',
        };
        return;
    }
    const { availabilityZones, cidrBlock, instances, services, tags } = args;
    yield* zonesProblems(availabilityZones);
    yield* cidrBlock === undefined ? [] : cidrProblems(cidrBlock);
    yield* services === undefined ? [] : servicesProblems(services);
    yield* instances === undefined ? [] : instanceProblems(instances, availabilityZones);
    yield* tags === undefined ? [] : tagProblems(tags);
    yield* unknownKeys(undefined, args, ARGUMENTS);
}

function* nameProblems(name: unknown): Generator<Problem> {
    if (typeof name !== "string" || !/^(?!sg-)[A-Za-z][A-Za-z0-9_.-]{0,39}$/.test(name)) {
        yield {
            path: "name",
            received: describeValue(name),
            allowed:
                'a letter and up to 39 letters, digits, "-", "_" or ".", without "sg-" in front',
            change: "Choose such a name: those of roles and security groups begin with it.",
        };
    }
}
