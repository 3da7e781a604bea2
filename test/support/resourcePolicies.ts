import { createPolicies } from "../../policy/policies";

/** The policies that answer for the network as a whole; their tests build whole networks. */
export const PROOFS: readonly string[] = ["no-internet-path", "ssm-path", "proof-summary"];

/** The policies that find fault with single resources, of which a test need not build a whole network. */
export function resourcePolicies(now?: Date): ReturnType<typeof createPolicies> {
    return createPolicies(now).filter(({ name }) => !PROOFS.includes(name));
}
