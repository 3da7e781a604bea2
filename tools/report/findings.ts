import type { StateFinding } from "../../policy/analysis/analyze";
import type { StackResource } from "../../policy/network/stack";
import type { Terms } from "../../policy/waivers/waiver";

/** A finding of a policy, as a report shows it. */
export interface Finding {
    readonly policy: string;
    readonly level: "mandatory" | "advisory";
    /** `undefined` for what concerns the stack as a whole. */
    readonly resource: Resource | undefined;
    /** What is wrong, why it matters, and what to change: each on a line or several. */
    readonly message: string;
    /** The terms of the waiver that makes it advice. */
    readonly waiver: Terms | undefined;
}

export interface Resource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** Where the program makes it, such as `project:///index.ts#12,7`. */
    readonly sourcePosition: string | undefined;
}

/** The findings in the order in which to work: mandatory ones first, then by policy and resource. */
export function findingsOf(
    findings: readonly StateFinding[],
    resources: readonly StackResource[],
): Finding[] {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const shown = findings.map(({ policy, level, urn, message, waiver }): Finding => {
        const resource = byUrn.get(urn ?? "");
        return {
            policy,
            level,
            resource: resource && {
                urn: resource.urn,
                type: resource.type,
                name: resource.name,
                sourcePosition: resource.sourcePosition,
            },
            // The first line of what is waived repeats the waiver.
            message: waiver ? message.slice(message.indexOf("\n") + 1) : message,
            waiver: waiver?.terms,
        };
    });
    const rank = ({ level, waiver }: Finding) => (level === "mandatory" ? 0 : waiver ? 2 : 1);
    const key = ({ policy, resource }: Finding) => `${policy} ${resource?.urn ?? ""}`;
    return shown.sort((one, other) => rank(one) - rank(other) || (key(one) < key(other) ? -1 : 1));
}
