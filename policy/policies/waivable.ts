import type {
    PolicyPackArgs,
    ReportViolation,
    ResourceValidation,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";
import { revised } from "../report";
import type { WaiverRegister } from "../waivers/register";

type Policy = PolicyPackArgs["policies"][number];
type Views = Partial<ResourceValidationPolicy & StackValidationPolicy>;

/** The policy, with every finding of both its views passed through the waivers. */
export function waivable(policy: Policy, register: WaiverRegister): Policy {
    const { validateResource, validateStack }: Views = policy;
    const through = (report: ReportViolation): ReportViolation =>
        revised(report, (violation) => {
            // A waiver names a resource: what concerns the stack as a whole cannot be waived.
            if (violation.urn === undefined) {
                return violation;
            }
            const { message, waived } = register.judge(
                policy.name,
                violation.urn,
                violation.message,
            );
            return { ...violation, message, ...(waived && { enforcementLevel: "advisory" }) };
        });
    const resourceViews = [validateResource ?? []].flat().map(
        (judge): ResourceValidation =>
            (args, report) =>
                judge(args, through(report)),
    );
    // The SDK tells by the presence of a view which kinds of policy this is.
    return {
        ...policy,
        ...(validateResource && { validateResource: resourceViews }),
        ...(validateStack && {
            validateStack: (args, report) => validateStack(args, through(report)),
        }),
    };
}
