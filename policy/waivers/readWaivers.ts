import { at, type Bag, list, type Meaning, type Property, show, valueIn } from "../network/known";
import { misfits, strangers } from "../settings/flaws";
import type { Waiver } from "./waiver";

/** How long a reason is, in characters: longer than "testing", and short enough for a message. */
export const reasonLength = { min: 10, max: 500 };

/** How long a name of who allows it is at most, in characters. */
export const longestApprover = 100;

/** How long a URN, and thus a type or a name, is at most, in characters. */
export const longestUrn = 2048;

const properties = ["policy", "urn", "type", "name", "reason", "expires", "approvedBy"];

/** A text that is compared, character by character. */
const exact: Meaning<string> = {
    expected: `a text of up to ${longestUrn} characters`,
    of: (raw) => (typeof raw === "string" && raw.length <= longestUrn ? raw : undefined),
};

/** A text that is shown: line breaks and other runs of white space are single spaces. */
function line(min: number, max: number): Meaning<string> {
    return {
        expected: `a text of ${min} to ${max} characters`,
        of: (raw) => {
            const words = typeof raw === "string" ? raw.trim().replace(/\s+/g, " ") : "";
            // By characters, as the engine counts: some have two units of a string's length.
            const length = [...words].length;
            return min <= length && length <= max ? words : undefined;
        },
    };
}

const reasons = line(reasonLength.min, reasonLength.max);
const approvers = line(1, longestApprover);

/** A day of the calendar, written YYYY-MM-DD. */
export const calendarDate: Meaning<string> = {
    expected: "a calendar date written YYYY-MM-DD",
    of: (raw) => {
        const date = new Date(typeof raw === "string" ? `${raw}T00:00:00Z` : Number.NaN);
        // Anything but YYYY-MM-DD makes no date, or is written otherwise as a day; a day that no month
        // has is one of the next month.
        const day = Number.isNaN(date.valueOf()) ? undefined : dayOf(date);
        return day === raw ? day : undefined;
    },
};

/** The day of a moment in UTC, written YYYY-MM-DD: in this form the later of two days is greater. */
export function dayOf(moment: Date): string {
    return moment.toISOString().slice(0, 10);
}

/** Reads the waivers in the configuration of the policy `settings`, and what is wrong with each. */
export function readWaivers(
    config: unknown,
    policies: readonly string[],
    today: string,
): readonly Waiver[] {
    const waivers = at({ path: "settings", raw: config }, "waivers", list);
    const policy: Meaning<string> = {
        expected: policies.join(", "),
        of: (raw) => policies.find((name) => name === raw),
    };
    // Unlike map, this reads what a sparse list leaves out.
    return Array.from(valueIn(waivers) ?? [], (raw, index) =>
        readEntry({ path: `${waivers.path}[${index}]`, raw }, policy, today),
    );
}

function readEntry(entry: Bag, policies: Meaning<string>, today: string): Waiver {
    const place = entry.path;
    if (typeof entry.raw !== "object" || entry.raw === null || Array.isArray(entry.raw)) {
        const flaws = [`${place} is ${show(entry.raw)}; allowed: an object.`];
        return { place, subject: {}, terms: {}, flaws };
    }
    const policy = at(entry, "policy", policies);
    const urn = at(entry, "urn", exact);
    const type = at(entry, "type", exact);
    const name = at(entry, "name", exact);
    const reason = at(entry, "reason", reasons);
    const expires = at(entry, "expires", calendarDate);
    const approvedBy = at(entry, "approvedBy", approvers);
    const given = [urn, type, name].filter(({ known }) => known.state !== "absent");
    const lastDay = valueIn(expires);
    return {
        place,
        subject: {
            policy: valueIn(policy),
            urn: valueIn(urn),
            type: valueIn(type),
            name: valueIn(name),
        },
        terms: { expires: lastDay, approvedBy: valueIn(approvedBy), reason: valueIn(reason) },
        flaws: [
            ...strangers(entry, properties),
            ...misfits([
                [policy, policies],
                ...given.map((part) => [part, exact] as const),
                [reason, reasons],
                [expires, calendarDate],
                [approvedBy, approvers],
            ]),
            ...vagueness(entry, given),
            ...(lastDay !== undefined && lastDay < today
                ? [`${place} expired on ${lastDay}.`]
                : []),
        ],
    };
}

function vagueness({ path }: Bag, given: readonly Property<string>[]): string[] {
    const names = given.map((part) => part.path.slice(path.length + 1)).join(", ");
    return names === "urn" || names === "type, name"
        ? []
        : [`${path} names its resource by ${names || "nothing"}; allowed: urn, or type and name.`];
}
