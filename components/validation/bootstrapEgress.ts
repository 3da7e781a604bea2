import { ownZoneProblems } from "./availabilityZones";
import { describeValue, isMap, notAMap, type Problem, unknownKeys } from "./problems";

const FIELDS = ["availabilityZone", "reason", "until"];

/** How far ahead the last day may be. */
const LONGEST_DAYS = 90;

/** Longer than "testing" and "because". */
const SHORTEST_REASON = 10;

const MILLISECONDS_PER_DAY = 24 * 60 * 60 * 1000;

/**
 * What is wrong with the temporary way to the Internet; `zones` are the component's Availability
 * Zones, of any type.
 */
export function* bootstrapEgressProblems(
    value: unknown,
    zones: unknown,
    now = new Date(),
): Generator<Problem> {
    const path = "bootstrapEgress";
    if (!isMap(value)) {
        yield notAMap(
            path,
            value,
            FIELDS,
            "Write all of these, or leave it out to have no way to the Internet.",
        );
        return;
    }
    yield* ownZoneProblems(`${path}.availabilityZone`, value.availabilityZone, zones);
    yield* reasonProblems(`${path}.reason`, value.reason);
    yield* untilProblems(`${path}.until`, value.until, now);
    yield* unknownKeys(path, value, FIELDS);
}

/**
 * How many days there are from today to a calendar date, both in UTC; negative if it is past.
 * Undefined if the value is no date of the form YYYY-MM-DD.
 */
export function daysUntil(date: unknown, now: Date): number | undefined {
    if (typeof date !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
        return undefined;
    }
    const midnight = new Date(`${date}T00:00:00Z`);
    // JavaScript takes some days that no calendar has, such as 30 February, for later ones.
    return Number.isNaN(midnight.getTime()) || dateOf(midnight) !== date
        ? undefined
        : daysSince1970(midnight) - daysSince1970(now);
}

function daysSince1970(time: Date): number {
    return Math.floor(time.getTime() / MILLISECONDS_PER_DAY);
}

function dateOf(time: Date): string {
    return time.toISOString().slice(0, "YYYY-MM-DD".length);
}

function dateIn(days: number, now: Date): string {
    return dateOf(new Date(now.getTime() + days * MILLISECONDS_PER_DAY));
}

function* reasonProblems(path: string, reason: unknown): Generator<Problem> {
    if (typeof reason !== "string" || reason.trim().length < SHORTEST_REASON) {
        yield {
            path,
            received: describeValue(reason),
            allowed: `a text of ${SHORTEST_REASON} or more characters`,
            change: "Say what the instances have to download, for whoever reads the warning.",
        };
    }
}

function* untilProblems(path: string, until: unknown, now: Date): Generator<Problem> {
    const days = daysUntil(until, now);
    const received = describeValue(until);
    const allowed = `a date from ${dateOf(now)} to ${dateIn(LONGEST_DAYS, now)}, the last day, as text`;
    if (days === undefined) {
        yield {
            path,
            received,
            allowed,
            change: `Write for example "${dateIn(14, now)}", with quotes.`,
        };
    } else if (days < 0) {
        yield {
            path,
            received: `${received}, which is past`,
            allowed,
            change: "Remove bootstrapEgress: that closes the way. If it is still needed, write a later date.",
        };
    } else if (days > LONGEST_DAYS) {
        yield {
            path,
            received: `${received}, ${days} days ahead`,
            allowed,
            change: "Write an earlier date: it can be put off when it comes near.",
        };
    }
}
