import type { ResourceValidation } from "@pulumi/policy";
import { bagOf } from "../network/known";
import type { ExposureReader } from "../network/read/exposure";
import { exposureProblem, reportProblem } from "../report";

/** Judges resources by what they open: each such property is a finding of its own. */
export function withoutExposures(
    readerOf: (type: string) => ExposureReader | undefined,
    why: string,
): ResourceValidation {
    return ({ type, props, urn }, report) => {
        for (const exposure of readerOf(type)?.(bagOf(props)) ?? []) {
            const problem = exposureProblem(exposure);
            if (problem) {
                reportProblem(report, urn, why, problem);
            }
        }
    };
}
