import { calendarDate, dayOf, longestApprover } from "../../policy/waivers/readWaivers";
import { optionsIn, UsageError } from "../commandLine";
import { PLACEHOLDER, type Terms } from "./draft";

const DEFAULT_DAYS = 30;
const MOST_DAYS = 3650;
const DAY_MS = 24 * 60 * 60 * 1000;

export const usage = `npm run waivers -- --state FILE [OPTIONS]

  --state FILE               state to judge ("pulumi stack export --file FILE")
  --policy-pack-config FILE  configuration of the pack that the waivers are added to; default: none
  --expires YYYY-MM-DD       last day of the new waivers, in UTC
  --days N                   the same as a number of days from today; default: ${DEFAULT_DAYS}
  --approved-by NAME         who allows the new waivers; default: "${PLACEHOLDER}"
  --out FILE                 where to write the configuration, which may be the one that is read;
                             default: standard output

Exit code 0: the waivers allow all that is mandatory; 1: not all of it can be waived; 2: there is no list.`;

/** What the command line asks for. */
export interface Options {
    readonly state: string;
    readonly config: string | undefined;
    /** `undefined` is the standard output. */
    readonly out: string | undefined;
    readonly terms: Terms;
}

const accepted = {
    state: { type: "string" },
    "policy-pack-config": { type: "string" },
    expires: { type: "string" },
    days: { type: "string" },
    "approved-by": { type: "string", default: PLACEHOLDER },
    out: { type: "string" },
    help: { type: "boolean", short: "h" },
} as const;

/** @throws UsageError that says what is wrong and what is allowed */
export function readOptions(args: readonly string[], now = new Date()): Options | "help" {
    const values = optionsIn(args, accepted, usage);
    if (values.help) {
        return "help";
    }
    if (values.state === undefined) {
        throw new UsageError(`--state is not given.\n\n${usage}`);
    }
    return {
        state: values.state,
        config: values["policy-pack-config"],
        out: values.out,
        terms: {
            expires: lastDay(values.expires, values.days, now),
            approvedBy: approver(values["approved-by"]),
        },
    };
}

function lastDay(expires: string | undefined, days: string | undefined, now: Date): string {
    if (expires === undefined) {
        return dayOf(new Date(now.valueOf() + daysIn(days ?? String(DEFAULT_DAYS)) * DAY_MS));
    }
    if (days !== undefined) {
        throw new UsageError("--expires and --days are both given; allowed: one of them.");
    }
    const today = dayOf(now);
    if (calendarDate.of(expires, "--expires") === undefined) {
        throw new UsageError(
            `--expires is "${expires}"; allowed: a calendar date such as ${today}.`,
        );
    }
    if (expires < today) {
        throw new UsageError(
            `--expires is "${expires}", which is past; allowed: ${today} or later.`,
        );
    }
    return expires;
}

function daysIn(text: string): number {
    const days = /^\d+$/.test(text) ? Number(text) : 0;
    if (days < 1 || days > MOST_DAYS) {
        throw new UsageError(
            `--days is "${text}"; allowed: a whole number from 1 to ${MOST_DAYS}.`,
        );
    }
    return days;
}

function approver(text: string): string {
    const name = text.trim();
    if (name === "" || [...name].length > longestApprover) {
        throw new UsageError(
            `--approved-by is "${text}"; allowed: a text of 1 to ${longestApprover} characters.`,
        );
    }
    return name;
}
