import type { Network, Several } from "../../../policy/network/model";
import { signatureOf } from "../../../policy/network/ssm/outcome";

/**
 * The security groups of things that are shown as one, as a line: one by its name, several by their number.
 * None where the things differ, or where nobody can tell.
 */
export function groupLine(
    sets: readonly Several<string>[],
    { groups }: Pick<Network, "groups">,
): string[] {
    const [first] = sets;
    const isSame = new Set(sets.map(signatureOf)).size === 1;
    if (!first || !isSame || first.possible.length + first.doubts.length > 0) {
        return [];
    }
    const [only, ...more] = first.certain;
    const label = groups.get(only ?? "")?.label;
    if (more.length > 0) {
        return [`${first.certain.length} security groups`];
    }
    return label === undefined ? [] : [label];
}
