import { type AddressRange, everyAddress, isSameRange } from "../cidr";
import { present } from "../collections";
import type { Acl, AclRule, Doubt, Told } from "../model";
import { allPorts, type PortRange } from "../ports";
import { intersection, without } from "../ranges";
import { doubtIn, toldIn } from "../told";
import { blockedUnless, type Outcome, passedUnless } from "./outcome";

const tcp = 6;

/** Packets: the addresses at the far end, and the ports at which they arrive. */
export interface Packets {
    readonly range: Told<AddressRange>;
    readonly ports: PortRange;
}

interface Box {
    readonly range: AddressRange;
    readonly ports: PortRange;
}

/** A rule that matches, as far as anybody can tell. */
interface Match {
    readonly rule: AclRule;
    /** What it matches at most. */
    readonly box: Box;
    readonly doubts: readonly Doubt[];
}

/**
 * Whether a network ACL lets all of some TCP packets pass: rules in ascending order, the first match
 * decides, and what none matches is denied. An ACL keeps no state.
 */
export function aclPasses(acl: Acl, direction: "ingress" | "egress", packets: Packets): Outcome {
    const whole = toldIn(packets.range) ?? everyAddress[4];
    let left: Box[] = [{ range: whole, ports: packets.ports }];
    const mayAllow: Match[] = [];
    const doubts: Doubt[] = [];
    let blocker: string | undefined;
    const deny = (hit: readonly Box[], by: string) => {
        const surely = mayAllow.reduce<readonly Box[]>((boxes, { box }) => cut(boxes, box), hit);
        // Of addresses that nobody knows, a part may be none of the packets.
        const isAll = packets.range.is === "told" || sameSize(surely, whole);
        if (surely.length > 0 && isAll) {
            blocker ??= by;
        } else if (hit.length > 0) {
            doubts.push(...mayAllow.flatMap((match) => match.doubts));
            if (packets.range.is === "open") {
                doubts.push(packets.range.doubt);
            }
        }
    };
    for (const match of matchesOf(acl, direction)) {
        const hit = present(left.map((box) => overlap(box, match.box)));
        if (hit.length === 0) {
            continue;
        }
        const action = toldIn(match.rule.action);
        if (match.doubts.length === 0) {
            if (action === "deny") {
                deny(hit, `${match.rule.label} denies it`);
            }
            left = cut(left, match.box);
            continue;
        }
        if (action !== "deny") {
            mayAllow.push(match);
        }
        if (action !== "allow") {
            doubts.push(...match.doubts);
        }
    }
    deny(left, "no rule allows all of it");
    // A rule that may be of this ACL may allow or deny anything before all others.
    return blocker === undefined
        ? passedUnless([...doubts, ...acl.doubts])
        : blockedUnless(acl.doubts, blocker);
}

/** The rules of one direction that can match TCP, the lowest number first; one without a number may be that. */
function matchesOf({ rules }: Acl, direction: "ingress" | "egress"): Match[] {
    return rules
        .filter((rule) => (toldIn(rule.direction) ?? direction) === direction)
        .filter(({ protocol }) => [undefined, "all", tcp].includes(toldIn(protocol)))
        .map((rule) => ({ rule, number: toldIn(rule.number) ?? 0 }))
        .sort((one, other) => one.number - other.number)
        .flatMap(({ rule }) => matchOf(rule));
}

function matchOf(rule: AclRule): Match[] {
    const { number, direction, action, protocol, ports, ranges } = rule;
    const doubts = present([number, direction, action, protocol, ports].map(doubtIn));
    // Of a rule for all protocols, as one of an unknown protocol may be, the ports do not count.
    const portsAtMost = (toldIn(protocol) === tcp ? toldIn(ports) : undefined) ?? allPorts;
    return ranges.map((range) => {
        const atMost = toldIn(range) ?? everyAddress[4];
        return {
            rule,
            box: { range: atMost, ports: portsAtMost },
            doubts: [...doubts, ...present([doubtIn(range)])],
        };
    });
}

function overlap(one: Box, other: Box): Box | undefined {
    const range = intersection(one.range, other.range);
    const from = Math.max(one.ports.from, other.ports.from);
    const to = Math.min(one.ports.to, other.ports.to);
    return range && from <= to ? { range, ports: { from, to } } : undefined;
}

/** What is left of boxes without another. */
function cut(boxes: readonly Box[], gone: Box): Box[] {
    return boxes.flatMap((box) => {
        const hole = overlap(box, gone);
        if (!hole) {
            return [box];
        }
        const { from, to } = hole.ports;
        return [
            ...without([box.range], hole.range).map((range) => ({ ...box, range })),
            ...[
                { from: box.ports.from, to: from - 1 },
                { from: to + 1, to: box.ports.to },
            ]
                .filter((ports) => ports.from <= ports.to)
                .map((ports) => ({ range: hole.range, ports })),
        ];
    });
}

function sameSize(boxes: readonly Box[], whole: AddressRange): boolean {
    return boxes.every(({ range }) => isSameRange(range, whole));
}
