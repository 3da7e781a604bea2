import { type Draft, PLACEHOLDER, waiversIn } from "./draft";

const WHAT_TO_DO =
    `with "${PLACEHOLDER}". Keep those that somebody answers for, with the true reason, approver ` +
    "and last day. Delete the others, and mend what they waive.";

/** What a person has to know of a list of waivers, in lines: what is new, what expires when, what to do. */
export function summaryOf({ config, added, remaining, unused }: Draft): string[] {
    const waivers = waiversIn(config);
    const toReview = waivers.filter(isToReview).length;
    return [
        `${count(added.length, "new waiver")}${added.length > 0 ? ", by policy:" : "."}`,
        ...tally(added.map(({ policy }) => policy)),
        ...(waivers.length > 0 ? [`${count(waivers.length, "waiver")}, by last day:`] : []),
        ...tally(waivers.map((waiver) => String(Object(waiver).expires))),
        ...listed("Match nothing in this stack:", unused),
        ...listed(
            "Mandatory, and cannot be waived:",
            remaining.map(
                ({ policy, urn, message }) => `${policy} on ${urn ?? "the stack"}: ${message}`,
            ),
        ),
        ...(toReview > 0 ? [`REVIEW: ${count(toReview, "waiver")} ${WHAT_TO_DO}`] : []),
    ];
}

function isToReview(waiver: unknown): boolean {
    const { reason, approvedBy }: { reason?: unknown; approvedBy?: unknown } = Object(waiver);
    return [reason, approvedBy].some((text) => String(text).startsWith(PLACEHOLDER));
}

function count(number: number, what: string): string {
    return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** How often there is each text, in alphabetical order. */
function tally(texts: readonly string[]): string[] {
    return [...new Set(texts)]
        .sort()
        .map((text) => `  ${text}: ${texts.filter((other) => other === text).length}`);
}

function listed(heading: string, texts: readonly string[]): string[] {
    const items = texts.flatMap((text) => `  - ${text.replaceAll("\n", "\n    ")}`.split("\n"));
    return items.length === 0 ? [] : [heading, ...items];
}
