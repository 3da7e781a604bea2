import type { StackResource } from "../network/stack";
import { createPolicies } from "../policies";
import type { Violation } from "../report";

/** A finding of one policy. */
export interface StateFinding extends Violation {
    readonly policy: string;
}

/** The configuration of the pack: for each policy its options. */
export type Config = Readonly<Record<string, object>>;

type Policy = ReturnType<typeof createPolicies>[number];
type View = (args: object, report: (violation: Violation) => void) => void;

/**
 * Has all policies of the pack judge a stack, without engine and SDK: the same policies, called as the SDK
 * would, the views of each resource first and those of the whole stack after them.
 */
export function analyzeResources(
    resources: readonly StackResource[],
    config: Config = {},
    now = new Date(),
): StateFinding[] {
    const policies = createPolicies(now).filter((policy) => policy.enforcementLevel !== "disabled");
    const findings: StateFinding[] = [];
    const run = (policy: Policy, views: readonly View[], args: object) => {
        const report = (violation: Violation) =>
            findings.push({ ...violation, policy: policy.name });
        const getConfig = () => config[policy.name] ?? {};
        for (const view of views) {
            view({ ...args, getConfig }, report);
        }
    };
    const viewsOf = (policy: Policy, kind: "validateResource" | "validateStack"): View[] =>
        [(policy as Partial<Record<typeof kind, View | View[]>>)[kind] ?? []].flat();
    const ofResources = policies.map((policy) => ({
        policy,
        views: viewsOf(policy, "validateResource"),
    }));
    for (const { type, name, urn, inputs = {} } of resources) {
        for (const { policy, views } of ofResources) {
            run(policy, views, { type, name, urn, props: inputs });
        }
    }
    const stack = { resources: policyResources(resources) };
    for (const policy of policies) {
        run(policy, viewsOf(policy, "validateStack"), stack);
    }
    return findings;
}

/** A resource as stack policies see it. */
interface SeenResource {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    readonly props: unknown;
    readonly propertyDependencies: Record<string, SeenResource[]>;
    readonly provider: { readonly props: { readonly region: string | undefined } };
}

function policyResources(resources: readonly StackResource[]): SeenResource[] {
    const byUrn = new Map<string, SeenResource>();
    for (const { type, name, urn, outputs, region } of resources) {
        const provider = { props: { region } };
        byUrn.set(urn, { type, name, urn, props: outputs, propertyDependencies: {}, provider });
    }
    for (const { urn, references } of resources) {
        const { propertyDependencies = {} } = byUrn.get(urn) ?? {};
        for (const [key, urns] of Object.entries(references)) {
            propertyDependencies[key] = urns.flatMap((each) => byUrn.get(each) ?? []);
        }
    }
    return [...byUrn.values()];
}
