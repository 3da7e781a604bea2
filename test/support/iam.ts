import assert from "node:assert/strict";
import { runSimulation, runUnsafeSimulation } from "@cloud-copilot/iam-simulate";

// Evaluates policies of identities by a simulator of IAM, which knows which resources and context keys
// each action has. What AWS puts into a request is not proved by that: it stands in the requests, after
// AWS's documentation.

/** An IAM policy as AWS takes it. */
export interface PolicyJson {
    readonly Version: string;
    readonly Statement: readonly StatementJson[];
}

export interface StatementJson {
    readonly Sid: string;
    readonly Effect: string;
    readonly Action: string | readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** One question to IAM. A call to AWS may ask several, and is allowed if all answers are yes. */
export interface Request {
    readonly action: string;
    readonly resource: string;
    readonly context: Readonly<Record<string, string | string[]>>;
}

/** The simulator knows no ARN without an account, as those of AWS's own documents: they get this one. */
const AWS_ITSELF = "000000000000";

/** Actions whose resource AWS documents in its sample policies only: the simulator knows of none. */
const RESOURCE_FROM_SAMPLES = ["ssmmessages:OpenDataChannel"];

/** Whether the policies of a principal together allow the request. */
export async function allows(
    principal: string,
    policies: readonly PolicyJson[],
    request: Request,
): Promise<boolean> {
    const simulation = {
        request: {
            principal,
            action: request.action,
            resource: {
                resource: withAccount(request.resource),
                // Only the identity's policies are asked: whose the resource is, they say themselves.
                accountId: principal.split(":")[4] ?? "",
            },
            contextVariables: { ...request.context },
        },
        identityPolicies: policies.map((policy, index) => ({
            name: `policy ${index}`,
            policy: JSON.parse(withAccount(JSON.stringify(policy))),
        })),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
    };
    if (RESOURCE_FROM_SAMPLES.includes(request.action)) {
        return runUnsafeSimulation(simulation, {}) === "Allowed";
    }
    const outcome = await runSimulation(simulation, {});
    assert.ok(outcome.resultType === "single", JSON.stringify({ request, outcome }));
    assert.deepEqual(outcome.result.ignoredContextKeys, [], request.action);
    return outcome.result.analysis.identityAnalysis?.result === "Allowed";
}

function withAccount(text: string): string {
    return text.replaceAll(/(:ssm:[a-z0-9-]+:):/g, `$1${AWS_ITSELF}:`);
}
