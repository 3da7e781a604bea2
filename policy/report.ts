import type { PolicyResource, ReportViolation } from "@pulumi/policy";
import type { Exposure } from "./network/facts";
import { notDecrypted, type Property } from "./network/known";

/** What is wrong with a resource, and what to change. */
export interface Problem {
    readonly what: string;
    readonly fix: string;
}

/** A finding as the SDK takes it. */
interface Violation {
    readonly message: string;
    /** The resource; without it, the finding is one of the whole stack. */
    readonly urn?: string;
    /** Instead of the level that is configured for the policy. */
    readonly enforcementLevel?: "advisory";
}

// The SDK's typings hide that a violation may be an object. The string form repeats the policy's
// description in each finding; the object form prints the message alone, and takes the URN from
// nowhere but itself.
type ReportObject = (violation: Violation) => void;

/** Reports a problem of one resource: what is wrong, why it matters, what to change. */
export function reportProblem(
    report: ReportViolation,
    urn: string,
    why: string,
    { what, fix }: Problem,
): void {
    (report as unknown as ReportObject)({ message: [what, why, fix].join("\n"), urn });
}

/** Reports what concerns no resource but the stack as a whole. */
export function reportOnStack(report: ReportViolation, message: string): void {
    (report as unknown as ReportObject)({ message });
}

/** A report function that has every violation changed before it is reported. */
export function revised(
    report: ReportViolation,
    revise: (violation: Violation) => Violation,
): ReportViolation {
    const through: ReportObject = (violation) =>
        (report as unknown as ReportObject)(revise(violation));
    return through as unknown as ReportViolation;
}

/** Why a property cannot be judged by its value. */
export function doubt({ path, shown, known }: Property<unknown>): string {
    return known.state === "malformed"
        ? `${path} is ${shown}, which is not ${known.expected}.`
        : `Cannot be proved: ${path} is ${shown}.`;
}

/** The fix for a property that cannot be judged. */
export function settle({ path, shown, known }: Property<unknown>): string {
    if (known.state === "malformed") {
        return `Correct ${path}.`;
    }
    return shown.includes(notDecrypted)
        ? "Analyze where Pulumi can decrypt the secrets of the stack."
        : `Give ${path} a value that is known before the update.`;
}

/** The problem of an exposure, unless it is surely closed. */
export function exposureProblem({ opens, effect, fix }: Exposure): Problem | undefined {
    switch (opens.known.state) {
        case "absent":
            return undefined;
        case "value":
            return opens.known.value
                ? {
                      what:
                          opens.path === ""
                              ? `${effect}.`
                              : `${opens.path} (${opens.shown}) ${effect}.`,
                      fix,
                  }
                : undefined;
        default:
            return { what: doubt(opens), fix: `${settle(opens)} ${fix}` };
    }
}

/** The resources in an order that does not depend on which of them was ready first. */
export function byUrn(resources: readonly PolicyResource[]): PolicyResource[] {
    return [...resources].sort((a, b) => (a.urn < b.urn ? -1 : Number(a.urn > b.urn)));
}
