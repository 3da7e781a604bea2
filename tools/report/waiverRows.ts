import type { Analysis } from "../../policy/analysis/analyze";
import type { Waiver } from "../../policy/waivers/waiver";

/** A waiver of the configuration, and what becomes of it. */
export interface WaiverRow {
    /** Where it stands, such as `settings.waivers[0]`. */
    readonly place: string;
    readonly policy: string;
    /** The URN, or type and name. */
    readonly resource: string;
    readonly expires: string;
    readonly approvedBy: string;
    readonly reason: string;
    /** How many days are left after today: 0 on the last one, negative once it has expired. */
    readonly daysLeft: number | undefined;
    readonly effect: "in force" | "matches no finding" | "without effect";
    /** Why it is without effect, in sentences. */
    readonly flaws: readonly string[];
}

/** All waivers of the configuration, those that end first at the top. */
export function waiverRows({ waivers }: Analysis, day: string): WaiverRow[] {
    const unused = new Set(waivers.unused());
    const end = ({ daysLeft = Number.POSITIVE_INFINITY }: WaiverRow) => daysLeft;
    return waivers
        .all()
        .map((waiver) => rowOf(waiver, unused.has(waiver), day))
        .sort((one, other) => (end(one) === end(other) ? 0 : end(one) - end(other)));
}

function rowOf(waiver: Waiver, isUnused: boolean, day: string): WaiverRow {
    const { place, subject, terms, flaws } = waiver;
    const { policy = "", urn, type = "", name = "" } = subject;
    return {
        place,
        policy,
        resource: urn ?? `${type} ${name}`,
        expires: terms.expires ?? "",
        approvedBy: terms.approvedBy ?? "",
        reason: terms.reason ?? "",
        daysLeft: terms.expires === undefined ? undefined : daysFrom(day, terms.expires),
        effect: flaws.length > 0 ? "without effect" : isUnused ? "matches no finding" : "in force",
        flaws,
    };
}

const DAY_MS = 24 * 60 * 60 * 1000;

function daysFrom(from: string, to: string): number {
    return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
