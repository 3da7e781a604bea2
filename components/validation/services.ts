import { describeValue, duplicateProblems, type Problem } from "./problems";

/** Without these no session can be opened. */
const REQUIRED_SERVICES = ["ssm", "ssmmessages"];

/**
 * AWS offers these through gateway endpoints, which are routes and not addresses in a subnet, and what
 * to do instead of naming them.
 */
const GATEWAY_SERVICES: ReadonlyMap<string, string> = new Map([
    ["s3", "Remove it, and say in the argument s3 which buckets instances reach."],
    ["dynamodb", "Remove it: the argument s3 gives the only gateway endpoint there can be."],
]);

/** What is wrong with the list of services. */
export function* servicesProblems(value: unknown): Generator<Problem> {
    const path = "services";
    if (!Array.isArray(value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: "a list of services' short names",
            change: `Write for example ${JSON.stringify(REQUIRED_SERVICES)}.`,
        };
        return;
    }
    for (const [index, service] of value.entries()) {
        yield* serviceProblems(`${path}[${index}]`, service);
        yield* duplicateProblems(path, value, index);
    }
    const missing = REQUIRED_SERVICES.filter((service) => !value.includes(service));
    if (missing.length > 0) {
        yield {
            path,
            received: describeValue(value),
            allowed: "a list that has ssm and ssmmessages",
            change: `Add ${missing.join(" and ")}: sessions cannot do without.`,
        };
    }
}

function* serviceProblems(path: string, service: unknown): Generator<Problem> {
    const received = describeValue(service);
    if (typeof service !== "string" || !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(service)) {
        yield {
            path,
            received,
            allowed: "a service's short name: lower-case letters, digits, hyphens and dots",
            change: 'Write for example "logs" or "codeartifact.api".',
        };
        return;
    }
    if (/(^|\.)(com\.amazonaws|aws\.api)\./.test(service)) {
        yield {
            path,
            received,
            allowed: "a service's short name",
            change: "Write only what stands behind the Region.",
        };
    }
    const instead = GATEWAY_SERVICES.get(service);
    if (instead) {
        yield {
            path,
            received,
            allowed: "services that instances reach through interface endpoints here",
            change: instead,
        };
    }
}
