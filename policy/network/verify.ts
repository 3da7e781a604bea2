import { networkOf } from "./graph";
import { internetPath } from "./internetPath";
import { type SsmOptions, ssmPath } from "./ssmPath";
import type { StackResource } from "./stack";
import type { Answer } from "./verdict";

export type { StackResource } from "./stack";
export type { Answer } from "./verdict";

/** What the configuration of the two policies says. */
export interface Options extends SsmOptions {
    /** Targets outside the VPC to which a default route may lead, by kind, id or ARN. */
    readonly trustedDefaultRoutes?: readonly string[];
}

/**
 * Answers both questions about a stack, for every subnet, way in and instance. Nothing here needs the
 * engine or the policy SDK.
 */
export function verify(
    resources: readonly StackResource[],
    { trustedDefaultRoutes = [], ...options }: Options = {},
): readonly Answer[] {
    const network = networkOf(resources);
    return [...internetPath(network, trustedDefaultRoutes), ...ssmPath(network, options)];
}
