/** Properties of the pack's answers alone: how they may change if a stack is changed in a known way. */
import { answersOf } from "./compare";
import type { Network } from "./network";
import {
    type Change,
    denied,
    routed,
    splitGroupRule,
    splitRoute,
    withoutGroupRule,
} from "./networkChanges";
import type { Answer, StackResource } from "./pack";
import type { Random } from "./random";
import { render } from "./render";
import { forgotten, renamed, renamedUrn, reordered } from "./resourceChanges";
import type { Mode } from "./resources";

type Verdict = Answer["verdict"];

export interface Property {
    readonly name: string;
    /** A changed stack; undefined if there is nothing to change. */
    readonly changed: (
        network: Network,
        resources: readonly StackResource[],
        mode: Mode,
        random: Random,
    ) => readonly StackResource[] | undefined;
    readonly allows: (question: Answer["question"], before: Verdict, after: Verdict) => boolean;
    /** The URN of a subject in the changed stack. */
    readonly subject?: (urn: string) => string;
}

const same: Property["allows"] = (_question, before, after) => before === after;

const leftOrUnknown: Property["allows"] = (_question, before, after) =>
    after === "unknown" || after === before;

const RANKS = { violated: 0, unknown: 1, proved: 2 } as const;

/** The answers to this question get no better; those to the other one stay. */
function noBetter(worse: Answer["question"]): Property["allows"] {
    return (question, before, after) =>
        question === worse ? RANKS[after] <= RANKS[before] : before === after;
}

function byNetwork(change: Change): Property["changed"] {
    return (network, _resources, mode, random) => {
        const changed = change(network, random);
        return changed && render(changed, mode, random.below(2 ** 31));
    };
}

export const UNKNOWN_VALUES: Property = {
    name: "what is not known yet makes an answer unknown, or leaves it",
    changed: (_network, resources, _mode, random) => forgotten(resources, "known", random),
    allows: leftOrUnknown,
};

export const UNKNOWN_ORIGINS: Property = {
    name: "what comes from no resource of the stack makes an answer unknown, or leaves it",
    changed: (_network, resources, _mode, random) => forgotten(resources, "unknown", random),
    allows: leftOrUnknown,
};

export const PROPERTIES: readonly Property[] = [
    {
        name: "the order of resources, lists and references says nothing",
        changed: (_network, resources, _mode, random) => reordered(resources, random),
        allows: same,
    },
    {
        name: "names and ids say nothing",
        changed: (_network, resources) => renamed(resources),
        allows: same,
        subject: renamedUrn,
    },
    {
        name: "the spelling says nothing",
        changed: byNetwork((network) => network),
        allows: same,
    },
    {
        name: "two routes to the halves of a block are as one to the block",
        changed: byNetwork(splitRoute),
        allows: same,
    },
    {
        name: "two rules of a security group for the halves of a block are as one for the block",
        changed: byNetwork(splitGroupRule),
        allows: same,
    },
    {
        name: "a deny more in a network ACL opens no way to Systems Manager",
        changed: byNetwork(denied),
        allows: noBetter("ssm-path"),
    },
    {
        name: "a rule less in a security group opens no way to Systems Manager",
        changed: byNetwork(withoutGroupRule),
        allows: noBetter("ssm-path"),
    },
    {
        name: "a route more, inside no other, closes no way to the Internet",
        changed: byNetwork(routed),
        allows: (question, before, after) =>
            question === "ssm-path" || RANKS[after] <= RANKS[before],
    },
    UNKNOWN_VALUES,
    UNKNOWN_ORIGINS,
];

/** Throws if the property does not hold for the network; false if there was nothing to change. */
export function hold(
    property: Property,
    network: Network,
    mode: Mode,
    random: Random,
    where: string,
): boolean {
    const resources = render(network, mode, random.below(2 ** 31));
    const changed = property.changed(network, resources, mode, random);
    if (changed === undefined) return false;
    holdBetween(property, resources, changed, `${where}, ${mode}: ${JSON.stringify(network)}`);
    return true;
}

/** Throws unless the property allows the answers about the changed stack. */
export function holdBetween(
    property: Property,
    resources: readonly StackResource[],
    changed: readonly StackResource[],
    where: string,
): void {
    const after = answersOf(changed);
    for (const [key, { question, subject, verdict: before }] of answersOf(resources)) {
        const now = after.get(`${question} ${property.subject?.(subject) ?? subject}`)?.verdict;
        if (now !== undefined && property.allows(question, before, now)) continue;
        throw new Error(
            [
                property.name,
                `${key}: ${before}, and ${now} after the change`,
                where,
                `Before: ${JSON.stringify(without(resources, changed))}`,
                `After: ${JSON.stringify(without(changed, resources))}`,
            ].join("\n"),
        );
    }
}

/** The resources that are not in the other list too. */
function without(all: readonly StackResource[], others: readonly StackResource[]) {
    const texts = new Set(others.map((one) => JSON.stringify(one)));
    return all.filter((one) => !texts.has(JSON.stringify(one)));
}
