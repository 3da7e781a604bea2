import { analyzeResources, type StateFinding } from "../../policy/analysis/analyze";
import { type Config, configOf } from "../../policy/analysis/packConfig";
import type { StackResource } from "../../policy/network/stack";
import { UsageError } from "../commandLine";

/** What a reason begins with that nobody has reviewed, and an approver that nobody is. */
export const PLACEHOLDER = "TO REVIEW";

/** Long enough to know the finding again; the pack would take 500 characters. */
const LONGEST_REASON = 200;

/** A waiver for one policy and one resource, as `settings.waivers` of the pack's configuration takes it. */
export interface DraftedWaiver {
    readonly policy: string;
    readonly urn: string;
    readonly reason: string;
    readonly expires: string;
    readonly approvedBy: string;
}

/** What all drafted waivers have in common. */
export type Terms = Pick<DraftedWaiver, "expires" | "approvedBy">;

/** A list of waivers to review. */
export interface Draft {
    /** The pack's configuration: all that it held, and the new waivers behind its own. */
    readonly config: Config;
    readonly added: readonly DraftedWaiver[];
    /** Mandatory findings that no waiver allows, such as those on the stack as a whole. */
    readonly remaining: readonly StateFinding[];
    /** What the pack says of the waivers that the configuration held and that match no finding. */
    readonly unused: readonly string[];
}

/**
 * Drafts a waiver for each policy and resource with a mandatory finding, as the pack itself judges the
 * stack with this configuration: what is waived already gets no second one.
 *
 * @throws UsageError if the pack finds its settings wrong, or the configuration switches the policy
 * `settings` off: then no waiver is in force
 */
export function draftWaivers(
    resources: readonly StackResource[],
    config: Config,
    terms: Terms,
    now = new Date(),
): Draft {
    if (configOf("settings", config).level === "disabled") {
        throw new UsageError(
            'The configuration disables the policy "settings", and with it all waivers. ' +
                'Add "settings": { "enforcementLevel": "mandatory" }.',
        );
    }
    const findings = analyzeResources(resources, config, now);
    const flaw = findings.find(({ policy }) => policy === "settings");
    if (flaw) {
        throw new UsageError(flaw.message);
    }
    const toWaive = findings.filter(isMandatory);
    const candidates = waiversFor(toWaive, terms);
    // Whether a waiver can allow a finding, the pack decides: it judges the stack once more with all of them.
    const judged = analyzeResources(resources, withWaivers(config, candidates), now);
    const inVain = new Set(judged.filter(isMandatory).map(subjectOf));
    const added = candidates.filter((waiver) => !inVain.has(subjectOf(waiver)));
    return {
        config: withWaivers(config, added),
        added,
        remaining: toWaive.filter((finding) => inVain.has(subjectOf(finding))),
        unused: findings
            .filter(({ policy }) => policy === "unused-waivers")
            .map(({ message }) => message),
    };
}

/** The waivers that a configuration holds, as they stand there. */
export function waiversIn(config: Config): readonly unknown[] {
    const { waivers = [] }: { waivers?: readonly unknown[] } = configOf("settings", config).options;
    return waivers;
}

function isMandatory({ level }: StateFinding): boolean {
    return level === "mandatory";
}

function subjectOf({ policy, urn }: { readonly policy: string; readonly urn?: string }): string {
    return `${policy} ${urn}`;
}

/** One for each policy and resource, by policy and URN. */
function waiversFor(findings: readonly StateFinding[], terms: Terms): DraftedWaiver[] {
    const bySubject = new Map<string, DraftedWaiver>();
    for (const finding of findings) {
        const { policy, urn, message } = finding;
        const subject = subjectOf(finding);
        if (urn !== undefined && !bySubject.has(subject)) {
            bySubject.set(subject, { policy, urn, reason: reasonToReview(message), ...terms });
        }
    }
    return [...bySubject]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, waiver]) => waiver);
}

/** What is wrong: the first line of the finding, with the list below it. */
function reasonToReview(message: string): string {
    const [what = "", ...lines] = message.split("\n");
    const end = lines.findIndex((line) => !line.startsWith("- "));
    const reason = [`${PLACEHOLDER}: ${what}`, ...lines.slice(0, end < 0 ? undefined : end)].join(
        " ",
    );
    // By characters, as the pack counts: some have two units of a string's length.
    const characters = [...reason];
    return characters.length <= LONGEST_REASON
        ? reason
        : `${characters.slice(0, LONGEST_REASON - 1).join("")}…`;
}

function withWaivers(config: Config, added: readonly DraftedWaiver[]): Config {
    if (added.length === 0) {
        return config;
    }
    const { settings = {} } = config;
    const own = typeof settings === "string" ? { enforcementLevel: settings } : settings;
    return { ...config, settings: { ...Object(own), waivers: [...waiversIn(config), ...added] } };
}
