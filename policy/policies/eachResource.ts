import type { ResourceValidation, StackValidationPolicy } from "@pulumi/policy";
import { type Bag, bagOf, isEmpty } from "../network/known";
import { byUrn, type Problem, reportProblem } from "../report";

/** What a policy has against a resource of one type, by its properties. */
export type Judge = (bag: Bag) => readonly Problem[];

/** Both views of a policy that judges each resource by itself. */
export interface Views {
    readonly validateResource: ResourceValidation;
    readonly validateStack: StackValidationPolicy["validateStack"];
}

/**
 * Judges resources one by one, by their inputs.
 *
 * A resource without any input is one that a program only reads (`.get`), of which a state holds nothing
 * but outputs: what it leaves out means nothing. So a problem of its properties is one only if the
 * outputs, which the stack view sees, have it as well.
 *
 * @param judgeOf the judge of a type of resources, under a configuration; none if the policy has nothing
 *   against the type
 */
export function eachResource(
    judgeOf: (type: string, config: unknown) => Judge | undefined,
    why: string,
): Views {
    const withoutInputs = new Set<string>();
    return {
        validateResource: ({ type, props, urn, getConfig }, report) => {
            const judge = judgeOf(type, getConfig());
            const bag = bagOf(props);
            for (const problem of judge?.(bag) ?? []) {
                if (isEmpty(bag) && !problem.isExistence) {
                    withoutInputs.add(urn);
                } else {
                    reportProblem(report, urn, why, problem);
                }
            }
        },
        validateStack: ({ resources, getConfig }, report) => {
            const left = withoutInputs.size > 0 ? byUrn(resources) : [];
            for (const { type, props, urn } of left.filter(({ urn }) => withoutInputs.has(urn))) {
                for (const problem of judgeOf(type, getConfig())?.(bagOf(props)) ?? []) {
                    if (!problem.isExistence) {
                        reportProblem(report, urn, why, problem);
                    }
                }
            }
        },
    };
}
