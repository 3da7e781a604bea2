import type { PolicyResource, ReportViolation } from "@pulumi/policy";
import type { Exposure } from "./network/facts";
import { is, notDecrypted, type Property } from "./network/known";
import type { Flaws } from "./settings/flaws";
import type { Uncertainty } from "./settings/settings";
import type { Waiver } from "./waivers/waiver";

/** What is wrong with a resource, and what to change. */
export interface Problem {
    readonly what: string;
    readonly fix: string;
    /** Why it may be none after all; left out if it surely is one. */
    readonly uncertainty?: Uncertainty | undefined;
    /** Whether the resource is the problem by its mere existence, whatever its properties. */
    readonly isExistence?: boolean;
}

/** A finding as the SDK takes it, with what decides its level. */
export interface Violation {
    readonly message: string;
    /** The resource; without it, the finding is one of the whole stack. */
    readonly urn?: string;
    readonly uncertainty?: Uncertainty | undefined;
    /** Instead of the level that is configured for the policy. */
    readonly enforcementLevel?: "advisory";
    /** The waiver that makes it advice. */
    readonly waiver?: Waiver;
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
    { what, fix, uncertainty }: Problem,
): void {
    const message = [what, why, fix].join("\n");
    (report as unknown as ReportObject)({ message, urn, uncertainty });
}

/** Reports what is wrong with the pack's configuration, at the first resource that the pack sees. */
export function reportFlaws(report: ReportViolation, urn: string | undefined, flaws: Flaws): void {
    const message = [
        `The pack's configuration is wrong: ${flaws.join(" ")}`,
        "What a policy does not understand, it cannot do.",
        "Correct the file of --policy-pack-config, or the configuration in the policy group.",
    ].join("\n");
    (report as unknown as ReportObject)(urn === undefined ? { message } : { message, urn });
}

/**
 * Reports what concerns no resource but the stack as a whole.
 *
 * @param enforcementLevel instead of the level of the policy
 */
export function reportOnStack(
    report: ReportViolation,
    message: string,
    enforcementLevel?: "advisory",
): void {
    (report as unknown as ReportObject)({ message, ...(enforcementLevel && { enforcementLevel }) });
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

/** Why the doubt about properties may turn out to be none; wrong values among them surely will not. */
export function uncertaintyOf(
    ...properties: readonly Property<unknown>[]
): Uncertainty | undefined {
    return properties.every(({ known }) => known.state === "unknown") ? "unknown" : undefined;
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
    if (opens.known.state === "absent" || is(opens, false)) {
        return undefined;
    }
    if (!is(opens, true)) {
        return {
            what: doubt(opens),
            fix: `${settle(opens)} ${fix}`,
            uncertainty: uncertaintyOf(opens),
        };
    }
    const isExistence = opens.path === "";
    const what = isExistence ? `${effect}.` : `${opens.path} (${opens.shown}) ${effect}.`;
    return { what, fix, isExistence };
}

/** The resources in an order that does not depend on which of them was ready first. */
export function byUrn(resources: readonly PolicyResource[]): PolicyResource[] {
    // No two have the same.
    return [...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** Answers in an order that does not depend on that of the resources. */
export function bySubject<T extends { readonly subject: string }>(answers: readonly T[]): T[] {
    return [...answers].sort((a, b) =>
        a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0,
    );
}
