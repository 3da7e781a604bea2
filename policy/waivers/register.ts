import { readWaivers } from "./readWaivers";
import { type Subject, type Terms, type Waiver, withoutEffect } from "./waiver";

/** What becomes of a finding. */
export interface Judgement {
    readonly message: string;
    /** The waiver that is in force for it. */
    readonly waiver: Waiver | undefined;
}

/** The waivers of one run of the pack, and which of them were for a finding. */
export interface WaiverRegister {
    /** The policies whose findings can be waived. */
    readonly policies: readonly string[];
    /** Reads the configuration of the policy `waivers`: once, because a run has only one. */
    read(config: unknown): void;
    /** Judges a finding of a policy on a resource. Until waivers are read, none is waived. */
    judge(policy: string, urn: string, message: string): Judgement;
    /** All waivers, in force or not. */
    all(): readonly Waiver[];
    /** The waivers that were for none of the findings. */
    unused(): readonly Waiver[];
}

/** @param today the day, in UTC, on which all waivers are judged, written YYYY-MM-DD */
export function createWaiverRegister(policies: readonly string[], today: string): WaiverRegister {
    const used = new Set<Waiver>();
    let waivers: readonly Waiver[] | undefined;
    return {
        policies,
        read: (config) => {
            waivers ??= readWaivers(config, policies, today);
        },
        judge: (policy, urn, message) => {
            const finding = subjectOf(policy, urn);
            const found = (waivers ?? []).filter(({ subject }) => matches(subject, finding));
            for (const waiver of found) {
                used.add(waiver);
            }
            return judgement(message, found);
        },
        all: () => waivers ?? [],
        unused: () => (waivers ?? []).filter((waiver) => !used.has(waiver)),
    };
}

/** A URN ends in the resource's types, its ancestors' before its own, and its name. */
function subjectOf(policy: string, urn: string): Subject {
    const [, , types = "", ...name] = urn.split("::");
    return { policy, urn, type: types.slice(types.lastIndexOf("$") + 1), name: name.join("::") };
}

/**
 * Whether a waiver, in force or not, is for a finding.
 *
 * What it leaves open agrees with any finding, so that a flawed one is told where it was meant to help.
 * INVARIANT: one without a flaw names its policy, and its resource by `urn` or by `type` and `name`.
 */
function matches(subject: Waiver["subject"], finding: Subject): boolean {
    const agrees = (part: keyof Subject) =>
        subject[part] === undefined || subject[part] === finding[part];
    const namesResource = (subject.urn ?? subject.name) !== undefined;
    return namesResource && agrees("policy") && agrees("urn") && agrees("type") && agrees("name");
}

/** A finding's message with what the waivers that are for it say. */
function judgement(message: string, waivers: readonly Waiver[]): Judgement {
    const inForce = waivers.find(({ flaws }) => flaws.length === 0);
    const [what, ...more] = message.split("\n");
    const flawed = waivers.filter(({ flaws }) => flaws.length > 0).map(withoutEffect);
    const lines = [what, ...flawed, ...more];
    return {
        message: (inForce ? [waivedBy(inForce.terms), ...lines] : lines).join("\n"),
        waiver: inForce,
    };
}

function waivedBy({ expires, approvedBy, reason }: Terms): string {
    return `WAIVED until ${expires} by ${approvedBy}: ${reason}`;
}
