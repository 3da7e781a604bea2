import type {
    PolicyPackArgs,
    ReportViolation,
    ResourceValidation,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";
import { reportFlaws, revised, type Violation } from "../report";
import { flawsIn, schemaOf } from "../settings/options";
import type { Run } from "../settings/run";

type Policy = PolicyPackArgs["policies"][number];
type Views = Partial<ResourceValidationPolicy & StackValidationPolicy>;

/**
 * The policy with what can be configured: its options, of which it reports what is wrong once, and what
 * the settings and waivers make of every finding of both its views.
 */
export function configured(policy: Policy, run: Run): Policy {
    const { validateResource, validateStack }: Views = policy;
    const through = (report: ReportViolation): ReportViolation =>
        revised(report, (violation) => waived(policy.name, weighed(violation, run), run));
    let isChecked = false;
    const check = (config: unknown, report: ReportViolation, urn?: string): void => {
        const flaws = isChecked ? [] : flawsIn(policy.name, config);
        isChecked = true;
        if (flaws.length > 0) {
            reportFlaws(report, urn, flaws);
        }
    };
    const resourceViews = [validateResource ?? []].flat().map(
        (judge): ResourceValidation =>
            (args, report) => {
                check(args.getConfig(), report, args.urn);
                return judge(args, through(report));
            },
    );
    // The SDK tells by the presence of a view which kinds of policy this is.
    return {
        ...policy,
        ...schemaOf(policy.name),
        ...(validateResource && { validateResource: resourceViews }),
        ...(validateStack && {
            validateStack: (args, report) => {
                check(args.getConfig(), report);
                return validateStack(args, through(report));
            },
        }),
    };
}

/** A finding that is not certain at the level that the settings give it; they only ever lower it. */
function weighed(violation: Violation, { settings }: Run): Violation {
    const { uncertainty, message } = violation;
    return uncertainty === undefined || settings[uncertainty] === "mandatory"
        ? violation
        : {
              ...violation,
              message: `${message} (Advice only: settings.${uncertainty} is "advisory".)`,
              enforcementLevel: "advisory",
          };
}

/** A finding with what the waivers say of it. */
function waived(policy: string, violation: Violation, { waivers }: Run): Violation {
    // A waiver names a resource: what concerns the stack as a whole cannot be waived.
    if (violation.urn === undefined) {
        return violation;
    }
    const { message, waiver } = waivers.judge(policy, violation.urn, violation.message);
    return { ...violation, message, ...(waiver && { enforcementLevel: "advisory", waiver }) };
}
