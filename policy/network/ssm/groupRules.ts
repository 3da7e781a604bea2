import { type AddressRange, everyAddress } from "../cidr";
import { present } from "../collections";
import type { Doubt, GroupRule, Network, Peer, SecurityGroup, Several, Told } from "../model";
import { holdsPort } from "../ports";
import { intersection, sizeOf, withoutAll } from "../ranges";
import { doubtIn, eitherOf, toldIn } from "../told";
import { blockedUnless, type Outcome, oneOfThem, passed } from "./outcome";

/** The port on which the services of AWS answer. */
export const https = 443;
const tcp = 6;

/** Who is at the other end: the addresses that it may have, and the groups that it carries. */
export interface OtherEnd {
    readonly label: string;
    readonly ranges: readonly Told<AddressRange>[];
    readonly carries: Several<string>;
}

type Way = "ingress" | "egress";

/**
 * Whether the groups of an interface, all together, admit TCP 443 to or from all of another end.
 * Security groups only allow; they are stateful, so that answers need no rule.
 */
export function groupsAdmit(
    carried: Several<string>,
    way: Way,
    other: OtherEnd,
    { groups }: Network,
): Outcome {
    const found = (keys: readonly string[]) => present(keys.map((key) => groups.get(key)));
    const certain = found(carried.certain);
    const judge = (carriers: readonly SecurityGroup[]) =>
        rulesAdmit(carriers, way, other, carried.doubts);
    if (carried.possible.length === 0) {
        return judge(certain);
    }
    return oneOfThem(
        found(carried.possible).map((group) => judge([...certain, group])),
        {
            uncertainty: "unknown",
            reason: "nobody can tell which of several security groups an interface carries",
        },
    );
}

function rulesAdmit(
    carriers: readonly SecurityGroup[],
    way: Way,
    other: OtherEnd,
    carrierDoubts: readonly Doubt[],
): Outcome {
    const admissions = carriers.flatMap((group) =>
        group[way].flatMap((rule) => rule.peers.map((peer) => admission(rule, peer, other))),
    );
    const covered = admissions.flatMap(({ ranges }) => ranges);
    const left = other.ranges.map((range) => remainder(range, covered));
    if (
        left.every(({ isCovered }) => isCovered) ||
        admissions.some(({ isEverything }) => isEverything)
    ) {
        return passed;
    }
    const doubts = [
        ...admissions.flatMap(({ doubts }) => doubts),
        ...present(left.map(({ doubt }) => doubt)),
        ...carriers.flatMap((group) => group.doubts),
        ...carrierDoubts,
    ];
    return blockedUnless(eitherOf(doubts), blockersOf(carriers, way, other));
}

/** What one peer of a rule admits of the other end. */
interface Admission {
    readonly isEverything: boolean;
    readonly ranges: readonly AddressRange[];
    /** Why it may admit more. */
    readonly doubts: readonly Doubt[];
}

const nothing: Admission = { isEverything: false, ranges: [], doubts: [] };

function admission(rule: GroupRule, peer: Peer, other: OtherEnd): Admission {
    const fit = fitOf(rule);
    if (fit === "no") {
        return nothing;
    }
    const admitted =
        peer.is === "group" ? byGroup(peer.group, other) : byAddress(peer.ranges, other);
    if (fit === "yes") {
        return admitted;
    }
    const isAnything = admitted.isEverything || admitted.ranges.length + admitted.doubts.length > 0;
    return isAnything ? { ...nothing, doubts: fit } : nothing;
}

/** Whether a rule is for TCP 443, or why nobody knows. */
export function fitOf({ protocol, ports }: GroupRule): "yes" | "no" | readonly Doubt[] {
    const isOther = protocol.is === "told" && protocol.value !== "all" && protocol.value !== tcp;
    const isElsewhere = ports.is === "told" && !holdsPort(ports.value, https);
    if (isOther || (isElsewhere && protocol.is === "told")) {
        return "no";
    }
    const doubts = present<Doubt>([protocol, ports].map(doubtIn));
    return doubts.length > 0 ? doubts : "yes";
}

function byGroup(group: Told<string>, { carries }: OtherEnd): Admission {
    if (group.is === "open") {
        return { ...nothing, doubts: [group.doubt] };
    }
    if (carries.certain.includes(group.value)) {
        return { ...nothing, isEverything: true };
    }
    // A group outside the stack is not this one, but one of which nobody knows the id may be.
    const unknown = carries.doubts.filter(({ uncertainty }) => uncertainty === "unknown");
    const perhaps: Doubt = {
        uncertainty: "unknown",
        reason: "nobody can tell which of several security groups the other end carries",
    };
    const doubts = carries.possible.includes(group.value) ? [perhaps, ...unknown] : unknown;
    return { ...nothing, doubts };
}

function byAddress(ranges: Told<readonly AddressRange[]>, { ranges: ends }: OtherEnd): Admission {
    if (ranges.is === "open") {
        return { ...nothing, doubts: [ranges.doubt] };
    }
    const isNear = (range: AddressRange) =>
        ends.some((end) => end.is === "open" || intersection(range, end.value) !== undefined);
    return { ...nothing, ranges: ranges.value.filter(isNear) };
}

/** Whether all addresses of an end are covered; those that nobody knows may be among the covered ones. */
function remainder(
    range: Told<AddressRange>,
    covered: readonly AddressRange[],
): { readonly isCovered: boolean; readonly doubt: Doubt | undefined } {
    const whole = toldIn(range) ?? everyAddress[4];
    const left = withoutAll([whole], covered);
    const isUntouched = sizeOf(left) === sizeOf([whole]);
    return { isCovered: left.length === 0, doubt: isUntouched ? undefined : doubtIn(range) };
}

/** What the rules that are there say instead. */
function blockersOf(carriers: readonly SecurityGroup[], way: Way, { label }: OtherEnd): string {
    const named = carriers.map((group) => group.label).join(", ");
    const rules = carriers.flatMap((group) => group[way]);
    const elsewhere = rules.filter((rule) => fitOf(rule) !== "no").map((rule) => rule.label);
    const direction = way === "egress" ? "let out TCP 443 to" : "let in TCP 443 from";
    const why =
        rules.length === 0
            ? `there is no ${way} rule at all`
            : elsewhere.length === 0
              ? `no ${way} rule is for TCP 443`
              : `what is for TCP 443 is not for all of it: ${elsewhere.slice(0, 3).join(", ")}`;
    const verb = carriers.length > 1 ? "do" : "does";
    return `${named} ${verb} not ${direction} ${label}: ${why}`;
}
