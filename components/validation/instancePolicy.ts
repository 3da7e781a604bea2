import { describeValue, isEventual, isMap, type Problem, pathTo, unknownKeys } from "./problems";

const PATH = "instancePolicy";
const CHOICES = ["managed-core", "managed-default", "session-only", "default-host-management"];
const FIELDS = ["policyArns"];

/** AWS attaches no more managed policies to a role, unless its quota is raised. */
const MOST_POLICIES = 10;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const POLICY_ARN = /^arn:[a-z-]+:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+$/;

/** AWS's policies that have a choice of their own, by the end of their ARNs. */
const CHOICE_OF: ReadonlyMap<string, string> = new Map([
    [":aws:policy/AmazonSSMManagedInstanceCore", "managed-core"],
    [":aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy", "managed-default"],
]);

/** What of sessions is the agent's work, for which it needs permissions. */
const AGENTS_WORK = ["kmsKey", "cloudWatchLogs", "s3Logs"];

/** What is wrong with the permissions of instances; `sessions` are the settings of sessions, of any type. */
export function* instancePolicyProblems(value: unknown, sessions: unknown): Generator<Problem> {
    if (value === "default-host-management") {
        yield* hostManagementProblems(sessions);
        return;
    }
    if (isMap(value)) {
        yield* policyArnsProblems(`${PATH}.policyArns`, value.policyArns);
        yield* unknownKeys(PATH, value, FIELDS);
        return;
    }
    if (!CHOICES.some((choice) => choice === value)) {
        yield {
            path: PATH,
            received: describeValue(value),
            allowed: `${CHOICES.join(", ")}, or a map of ${FIELDS.join(", ")}`,
            change: 'Write "managed-core" to have what AWS recommends.',
        };
    }
}

/** With it the agent does all its work by a role of the account's, which is not the network's to change. */
function* hostManagementProblems(sessions: unknown): Generator<Problem> {
    const given = isMap(sessions)
        ? AGENTS_WORK.filter((field) => sessions[field] !== undefined)
        : [];
    if (given.length > 0) {
        yield {
            path: PATH,
            received: `"default-host-management" together with ${given.map((field) => `sessions.${field}`).join(", ")}`,
            allowed: `"default-host-management" without ${AGENTS_WORK.join(", ")} in sessions`,
            change: 'Choose "session-only": the role of Default Host Management has no permission for these.',
        };
    }
}

function* policyArnsProblems(path: string, value: unknown): Generator<Problem> {
    const keys = isMap(value) ? Object.keys(value) : [];
    if (!isMap(value) || keys.length === 0 || keys.length > MOST_POLICIES) {
        yield {
            path,
            received: keys.length > 0 ? `${keys.length} policies` : describeValue(value),
            allowed: `a map of 1 to ${MOST_POLICIES} names to policies' ARNs`,
            change: 'Write for example { agent: "arn:aws:iam::123456789012:policy/agent" }.',
        };
        return;
    }
    for (const [index, key] of keys.entries()) {
        const arn = value[key];
        yield* keyProblems(path, key);
        yield* isEventual(arn) ? [] : policyArnProblems(pathTo(path, key), arn);
        const same = keys.slice(0, index).find((other) => value[other] === arn);
        if (same !== undefined) {
            yield {
                path: pathTo(path, key),
                received: `the same policy as ${describeValue(same)}`,
                allowed: "each policy once",
                change: "Remove one of them: AWS attaches a policy once, and detaches it at the first removal.",
            };
        }
    }
}

function* keyProblems(path: string, key: string): Generator<Problem> {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,30}$/.test(key)) {
        yield {
            path,
            received: `the name ${describeValue(key)}`,
            allowed: 'names of a letter and up to 30 letters, digits or "-"',
            change: "Choose another name, such as agent.",
        };
    }
}

/** What is wrong with the ARN of a managed policy. */
export function* policyArnProblems(path: string, value: unknown): Generator<Problem> {
    if (typeof value !== "string" || !POLICY_ARN.test(value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: "the ARN of a managed policy",
            change: 'Write for example "arn:aws:iam::123456789012:policy/agent".',
        };
        return;
    }
    const [, choice] = [...CHOICE_OF].find(([ending]) => value.endsWith(ending)) ?? [];
    if (choice) {
        yield {
            path,
            received: describeValue(value),
            allowed: "policies that are no choice of their own",
            change:
                `Write instancePolicy: "${choice}" instead, and attach what else instances may do to the role ` +
                "instanceRoleName: attached twice, the policy would go when one of the two is removed.",
        };
    }
}
