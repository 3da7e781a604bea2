/**
 * A waiver: an entry of the pack's configuration that allows the findings of one policy on one resource
 * until a day. No configuration makes anything in this folder throw.
 */
export interface Waiver {
    /** Where it stands, such as `settings.waivers[2]`. */
    readonly place: string;
    /** What can be read of the findings that it is for. */
    readonly subject: Readonly<Partial<Subject>>;
    /** Until when it allows them, who allows them, and why: each `undefined` where it cannot be read. */
    readonly terms: Terms;
    /** Why it allows nothing; empty if it is in force. */
    readonly flaws: readonly string[];
}

/** What whoever allows a finding says of that. */
export interface Terms {
    /** The last day, in UTC, written YYYY-MM-DD. */
    readonly expires?: string | undefined;
    readonly approvedBy?: string | undefined;
    readonly reason?: string | undefined;
}

/** What tells a finding from others: a waiver names its policy, and `urn` or `type` and `name`. */
export interface Subject {
    readonly policy: string;
    readonly urn: string;
    readonly type: string;
    readonly name: string;
}

/** Of the flaws, each in a sentence. */
export function withoutEffect({ flaws }: Waiver): string {
    return `Waiver without effect: ${flaws.join(" ")}`;
}

/** What to say of a waiver that was for none of the findings. */
export function unusedMessage(waiver: Waiver): string {
    if (waiver.flaws.length > 0) {
        return `${withoutEffect(waiver)}\nCorrect or remove it.`;
    }
    const { policy, urn, type, name } = waiver.subject;
    // In quotes, because a space too many is a reason not to match.
    const finding = `${policy} on ${urn ? JSON.stringify(urn) : `${type} ${JSON.stringify(name)}`}`;
    return `${waiver.place} matches no finding of this stack: ${finding}.\nRemove it, unless another stack needs it.`;
}
