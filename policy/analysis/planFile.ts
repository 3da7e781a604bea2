import { readFileSync } from "node:fs";
import type { StackResource } from "../network/stack";
import { nameIn, type References, regionIn, withoutNulls } from "./stateFile";
import { parseTold } from "./told";

/** What stands in a plan for a value that only the update will tell, whatever its type. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Properties = Readonly<Record<string, unknown>>;

/** A resource as a plan holds it, as far as policies go. */
interface ResourcePlan {
    /** What the program declares, as a difference from what the state holds; none of what goes. */
    readonly goal?: {
        readonly type: string;
        readonly inputDiff?: Diff;
        readonly provider?: string;
        readonly propertyDependencies?: References;
    };
    readonly steps?: readonly string[];
    /** The outputs that the provider expects. */
    readonly state?: Properties;
}

interface Diff {
    readonly adds?: Properties;
    readonly updates?: Properties;
    readonly deletes?: readonly string[];
}

type Plans = Readonly<Record<string, ResourcePlan>>;

/**
 * The resources of a stack as they will be after the update that a preview has planned, from the file of
 * `pulumi preview --save-plan`: what the engine would show a policy pack in that preview.
 *
 * @param state the resources of the state from which the preview started; none for a new stack. A plan
 * holds of an input only how it changes.
 * @throws if the file is no plan, or plans changes to resources that the state does not have
 */
export function readPlan(file: string, state: readonly StackResource[] = []): StackResource[] {
    const { resourcePlans } = (parseTold(readFileSync(file, "utf8"), file) ?? {}) as {
        resourcePlans?: Plans;
    };
    if (typeof resourcePlans !== "object" || resourcePlans === null) {
        throw new Error(
            `${file} is no plan: expected JSON with "resourcePlans", as "pulumi preview --save-plan" writes it.`,
        );
    }
    const existing = new Map(state.map((resource) => [resource.urn, resource]));
    checkState(file, resourcePlans, existing);
    const planned = Object.entries(resourcePlans).flatMap(([urn, plan]) =>
        plannedResource(urn, plan, existing.get(urn), resourcePlans),
    );
    // A preview of some resources only plans nothing for the others, and they stay.
    const others = state.filter(({ urn }) => resourcePlans[urn] === undefined);
    return [...planned, ...others];
}

/** These steps start from nothing; all others from what the state holds. */
const beginnings = ["create", "import", "read"];

function checkState(
    file: string,
    plans: Plans,
    existing: ReadonlyMap<string, StackResource>,
): void {
    const missing = Object.entries(plans).find(
        ([urn, { goal, steps = [] }]) =>
            goal && !existing.has(urn) && !steps.some((step) => beginnings.includes(step)),
    );
    if (missing) {
        const [urn, { steps = [] }] = missing;
        throw new Error(
            `${file} plans "${steps.join(", ")}" for ${urn}, of which it holds the changes only. ` +
                'Give the state from which the preview started, too: "pulumi stack export --file state.json", and --state state.json.',
        );
    }
}

function plannedResource(
    urn: string,
    { goal, steps = [], state = {} }: ResourcePlan,
    before: StackResource | undefined,
    plans: Plans,
): StackResource[] {
    // What goes has no goal, and what is only read the engine shows to no policy.
    if (!goal || steps.includes("read")) {
        return [];
    }
    const isNew = steps.some((step) => step !== "same" && step !== "update" && step !== "refresh");
    const id = isNew ? UNKNOWN : (before?.outputs as { id?: string } | undefined)?.id;
    const [providerUrn = ""] = /^.*(?=::)/.exec(goal.provider ?? "") ?? [];
    const provider = plans[providerUrn]?.goal?.inputDiff;
    return [
        {
            urn,
            type: goal.type,
            name: nameIn(urn),
            inputs: changed(before?.inputs, goal.inputDiff),
            outputs: { ...state, ...(id !== undefined && { id }) },
            references: withoutNulls(goal.propertyDependencies),
            region: regionIn(provider?.adds) ?? regionIn(provider?.updates) ?? before?.region,
            // A plan does not tell it, and lines move: the file at least is likely to be the same.
            ...(before?.sourcePosition !== undefined && { sourcePosition: before.sourcePosition }),
        },
    ];
}

function changed(before: unknown, { adds = {}, updates = {}, deletes = [] }: Diff = {}): object {
    const old: Properties = { ...(before as Properties | undefined) };
    // What is made anew is planned as if nothing had been there: then something is added that is there.
    const isAnew = Object.keys(adds).some((key) => key in old);
    const kept = Object.entries(isAnew ? {} : old).filter(([key]) => !deletes.includes(key));
    return { ...Object.fromEntries(kept), ...adds, ...updates };
}
