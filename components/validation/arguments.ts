import { zonesProblems } from "./availabilityZones";
import { bootstrapEgressProblems } from "./bootstrapEgress";
import { cidrProblems } from "./cidrBlock";
import { dnsFirewallProblems } from "./dnsFirewall";
import { fleetProblems } from "./fleets";
import { flowLogsProblems } from "./flowLogs";
import { instancePolicyProblems } from "./instancePolicy";
import { instanceProblems } from "./instances";
import { operatorProblems } from "./operators";
import {
    describeProblem,
    describeValue,
    isMap,
    type Problem,
    switchProblems,
    unknownKeys,
} from "./problems";
import { s3Problems } from "./s3";
import { servicesProblems } from "./services";
import { sessionsProblems } from "./sessions";
import { commonTagProblems } from "./tags";

/** Arguments of any type. */
type Args = Readonly<Record<string, unknown>>;

/** The checks of the arguments that have defaults; `args` are all of them. */
const CHECKS: Readonly<Record<string, (value: unknown, args: Args) => Iterable<Problem>>> = {
    cidrBlock: cidrProblems,
    services: servicesProblems,
    instances: (value, { availabilityZones, tags }) =>
        instanceProblems(value, availabilityZones, tags),
    fleets: (value, { availabilityZones, tags }) => fleetProblems(value, availabilityZones, tags),
    instancePolicy: (value, { sessions }) => instancePolicyProblems(value, sessions),
    operators: operatorProblems,
    sessions: (value, { availabilityZones }) => sessionsProblems(value, availabilityZones),
    s3: s3Problems,
    codeArtifact: (value) => switchProblems("codeArtifact", value),
    bootstrapEgress: (value, { availabilityZones }) =>
        bootstrapEgressProblems(value, availabilityZones),
    flowLogs: flowLogsProblems,
    dnsFirewall: dnsFirewallProblems,
    checkBlockPublicAccess: (value) => switchProblems("checkBlockPublicAccess", value),
    tags: (value, { bootstrapEgress }) => commonTagProblems(value, bootstrapEgress),
};

const ARGUMENTS = ["availabilityZones", ...Object.keys(CHECKS)].sort();

/** What people who have a network already look for. */
const EXISTING_NETWORK = ["vpc", "vpcId", "subnets", "subnetIds"];

/**
 * AWS keeps what stands in front: of security groups `sg-`, of documents of Systems Manager its own
 * names, in capital letters, too.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html
 */
const NAME = /^(?!sg-|aws|amazon|amzn)[a-z][a-z0-9_.-]{0,39}$/i;

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
    yield* zonesProblems(args.availabilityZones);
    for (const [argument, check] of Object.entries(CHECKS)) {
        const value = args[argument];
        yield* value === undefined ? [] : check(value, args);
    }
    yield* existingNetworkProblems(args);
    const others = Object.entries(args).filter(([key]) => !EXISTING_NETWORK.includes(key));
    yield* unknownKeys(undefined, Object.fromEntries(others), ARGUMENTS);
}

function* existingNetworkProblems(args: Args): Generator<Problem> {
    for (const key of EXISTING_NETWORK.filter((key) => key in args)) {
        yield {
            path: key,
            received: describeValue(args[key]),
            allowed:
                "no existing network: what others own in it could break the promise at any time",
            change: "Remove it: the component builds a VPC of its own. Move the instances there.",
        };
    }
}

function* nameProblems(name: unknown): Generator<Problem> {
    if (typeof name !== "string" || !NAME.test(name)) {
        yield {
            path: "name",
            received: describeValue(name),
            allowed:
                'a letter and up to 39 letters, digits, "-", "_" or ".", without "sg-", "aws", "amazon" ' +
                'or "amzn" in front',
            change: "Choose such a name: those of roles, security groups and documents begin with it.",
        };
    }
}
