import { networkOf } from "../network/graph";
import type { Network } from "../network/model";
import type { StackResource } from "../network/stack";
import type { Answer } from "../network/verdict";
import { createPack, type Pack } from "../policies";
import type { Violation } from "../report";
import type { WaiverRegister } from "../waivers/register";
import { type Config, configOf, type Level } from "./packConfig";

/** A finding of one policy, at the level at which the engine would report it. */
export interface StateFinding extends Violation {
    readonly policy: string;
    readonly level: "mandatory" | "advisory";
}

/** A policy, and the level that the configuration gives it. */
export interface AnalyzedPolicy {
    readonly policy: Policy;
    readonly level: Level;
}

/** What the pack says of a stack. */
export interface Analysis {
    readonly findings: readonly StateFinding[];
    readonly policies: readonly AnalyzedPolicy[];
    /** What each of the two proofs answers, unless it is disabled. */
    readonly answers: ReadonlyMap<string, readonly Answer[]>;
    readonly waivers: WaiverRegister;
    readonly network: Network;
}

type Policy = Pack["policies"][number];
type View = (args: object, report: (violation: Violation) => void) => void;

/** The findings alone of `analyzeStack`. */
export function analyzeResources(
    resources: readonly StackResource[],
    config?: Config,
    now?: Date,
): readonly StateFinding[] {
    return analyzeStack(resources, config, now).findings;
}

/**
 * Has all policies of the pack judge a stack, without engine and SDK: the same policies, called as the SDK
 * would, the views of each resource first and those of the whole stack after them.
 *
 * @param config without what `configFlaws` names
 */
export function analyzeStack(
    resources: readonly StackResource[],
    config: Config = {},
    now = new Date(),
): Analysis {
    const { policies: all, proofs, waivers } = createPack(now);
    const policies = all.map((policy) => ({
        policy,
        level: configOf(policy.name, config).level ?? defaultLevel(policy),
    }));
    const findings: StateFinding[] = [];
    const runs = policies.flatMap(({ policy, level }) => {
        const { options } = configOf(policy.name, config);
        return level === "disabled" ? [] : [runOf(policy, level, options, findings)];
    });
    for (const { type, name, urn, inputs = {} } of resources) {
        for (const { ofResource } of runs) {
            ofResource({ type, name, urn, props: inputs });
        }
    }
    const stack = { resources: policyResources(resources) };
    for (const { ofStack } of runs) {
        ofStack(stack);
    }
    const network = proofs.network() ?? networkOf(resources);
    return { findings, policies, answers: proofs.answers, waivers, network };
}

function defaultLevel({ enforcementLevel }: Policy): Level {
    return enforcementLevel === "advisory" || enforcementLevel === "disabled"
        ? enforcementLevel
        : "mandatory";
}

/** Both views of a policy, that add to the findings. */
function runOf(
    policy: Policy,
    level: StateFinding["level"],
    options: object,
    findings: StateFinding[],
) {
    const report = (violation: Violation) => {
        findings.push({
            ...violation,
            policy: policy.name,
            level: violation.enforcementLevel ?? level,
        });
    };
    const viewsOf = (kind: "validateResource" | "validateStack") => {
        const views = [(policy as Partial<Record<typeof kind, View | View[]>>)[kind] ?? []].flat();
        return (args: object) => {
            for (const view of views) {
                view({ ...args, getConfig: () => options }, report);
            }
        };
    };
    return { ofResource: viewsOf("validateResource"), ofStack: viewsOf("validateStack") };
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
