import { at, type Bag, type Meaning, type Property, show, valueIn } from "../network/known";
import type { Waiver } from "./waiver";

/** How long a reason is, in characters: longer than "testing", and short enough for a message. */
export const reasonLength = { min: 10, max: 500 };

/** How long a name of who allows it is at most, in characters. */
export const longestApprover = 100;

/** How long a URN, and thus a type or a name, is at most, in characters. */
export const longestUrn = 2048;

const properties = ["policy", "urn", "type", "name", "reason", "expires", "approvedBy"];

const list: Meaning<readonly unknown[]> = {
    expected: "a list",
    of: (raw) => (Array.isArray(raw) ? raw : undefined),
};

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

const calendarDate: Meaning<string> = {
    expected: "a calendar date written YYYY-MM-DD",
    of: (raw) => {
        if (typeof raw !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(raw)) {
            return undefined;
        }
        // A day that no month has either makes no date at all or is one of the next month.
        const date = new Date(`${raw}T00:00:00Z`);
        return !Number.isNaN(date.valueOf()) && dayOf(date) === raw ? raw : undefined;
    },
};

/** The day of a moment in UTC, written YYYY-MM-DD: in this form the later of two days is greater. */
export function dayOf(moment: Date): string {
    return moment.toISOString().slice(0, 10);
}

/** Reads the configuration of the policy `waivers`: every entry, and what is wrong with it. */
export function readWaivers(
    config: unknown,
    policies: readonly string[],
    today: string,
): readonly Waiver[] {
    const bag: Bag = { path: "waivers", raw: config };
    const entries = at(bag, "entries", list);
    const flaws = [
        ...strangers(bag, ["entries"]),
        ...(entries.known.state === "absent" ? [] : misfits([[entries, list]])),
    ];
    // What is wrong with the configuration as a whole is told like an entry that is for no finding.
    const whole = flaws.length > 0 ? [{ place: bag.path, subject: {}, terms: "", flaws }] : [];
    const policy: Meaning<string> = {
        expected: policies.join(", "),
        of: (raw) => policies.find((name) => name === raw),
    };
    return [
        ...whole,
        // Unlike map, this reads what a sparse list leaves out.
        ...Array.from(valueIn(entries) ?? [], (raw, index) =>
            readEntry({ path: `${entries.path}[${index}]`, raw }, policy, today),
        ),
    ];
}

function readEntry(entry: Bag, policies: Meaning<string>, today: string): Waiver {
    const place = entry.path;
    if (typeof entry.raw !== "object" || entry.raw === null || Array.isArray(entry.raw)) {
        const flaws = [`${place} is ${show(entry.raw)}; allowed: an object.`];
        return { place, subject: {}, terms: "", flaws };
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
        terms: `until ${lastDay} by ${valueIn(approvedBy)}: ${valueIn(reason)}`,
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

function strangers({ path, raw }: Bag, allowed: readonly string[]): string[] {
    const keys = typeof raw === "object" && raw !== null ? Object.keys(raw) : [];
    return keys
        .filter((key) => !allowed.includes(key))
        .map((key) => `${path} has a property ${show(key)}; allowed: ${allowed.join(", ")}.`);
}

/** Those that have no value, among properties that must have one. */
function misfits(required: readonly (readonly [Property<unknown>, Meaning<unknown>])[]): string[] {
    return required
        .filter(([{ known }]) => known.state !== "value")
        .map(([{ path, shown }, { expected }]) => `${path} is ${shown}; allowed: ${expected}.`);
}

function vagueness({ path }: Bag, given: readonly Property<string>[]): string[] {
    const names = given.map((part) => part.path.slice(path.length + 1)).join(", ");
    return names === "urn" || names === "type, name"
        ? []
        : [`${path} names its resource by ${names || "nothing"}; allowed: urn, or type and name.`];
}
