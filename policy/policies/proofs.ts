import type { PolicyResource, ResourceValidation } from "@pulumi/policy";
import { networkOf } from "../network/graph";
import { at, bagOf, text, valueIn } from "../network/known";
import type { Network } from "../network/model";
import type { StackResource } from "../network/stack";
import { awsTypes } from "../network/types";
import type { Answer } from "../network/verdict";

/** What both proofs share: what programs declare, and the facts that it is joined to. */
export interface Proofs {
    /** Remembers what the program declares: in a preview, outputs leave unknown what it does not set. */
    readonly remember: ResourceValidation;
    /**
     * The network of the stack, built once for all policies that ask in one run. A policy that asks again
     * sees another stack.
     */
    networkFor(policy: string, resources: readonly PolicyResource[]): Network;
    /** The network that the last policy asked about; none before the first. */
    network(): Network | undefined;
    /** What each policy has answered, under its own configuration. */
    readonly answers: Map<string, readonly Answer[]>;
}

const relevant: ReadonlySet<string> = new Set(Object.values(awsTypes));

/** @returns proofs with a memory of their own, for one run of the pack */
export function createProofs(): Proofs {
    const declared = new Map<string, unknown>();
    const served = new Set<string>();
    const answers = new Map<string, readonly Answer[]>();
    let network: Network | undefined;
    return {
        answers,
        network: () => network,
        remember: ({ type, urn, props }) => {
            if (relevant.has(type)) {
                declared.set(urn, props);
            }
        },
        networkFor: (policy, resources) => {
            if (!network || served.has(policy)) {
                served.clear();
                answers.clear();
                network = networkOf(
                    resources
                        .filter(({ type }) => relevant.has(type))
                        .map((resource) => stackResource(resource, declared.get(resource.urn))),
                );
            }
            served.add(policy);
            return network;
        },
    };
}

function stackResource(
    { type, urn, name, props, propertyDependencies, provider }: PolicyResource,
    inputs: unknown,
): StackResource {
    return {
        type,
        urn,
        name,
        inputs,
        outputs: props,
        references: Object.fromEntries(
            Object.entries(propertyDependencies).map(([key, sources]) => [
                key,
                sources.map((source) => source.urn),
            ]),
        ),
        region: valueIn(at(bagOf(provider?.props), "region", text)),
    };
}
