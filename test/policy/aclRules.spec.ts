import assert from "node:assert/strict";
import { type AddressRange, parseCidr } from "../../policy/network/cidr";
import type { Acl, AclRule, Told } from "../../policy/network/model";
import { aclPasses, type Packets } from "../../policy/network/ssm/aclRules";
import { open, told } from "../../policy/network/told";

// Whether a network ACL lets TCP 443 to 10.0.0.0/24 out, by its rules alone.

function range(cidr: string): AddressRange {
    const parsed = parseCidr(cidr);
    assert.ok(parsed, cidr);
    return parsed;
}

/** A value that nobody knows. */
function later<T>(reason: string): Told<T> {
    return open({ uncertainty: "unknown", reason });
}

function rule(number: number, action: "allow" | "deny", more: Partial<AclRule> = {}): AclRule {
    return {
        label: `rule ${number}`,
        number: told(number),
        direction: told("egress"),
        action: told(action),
        protocol: told(6),
        ports: told({ from: 443, to: 443 }),
        ranges: [told(range("10.0.0.0/24"))],
        ...more,
    };
}

const allPackets: Packets = { range: told(range("10.0.0.0/24")), ports: { from: 443, to: 443 } };
const unknownFar: Packets = { ...allPackets, range: later("far end") };
const ofHalf = (half: 0 | 128) => ({ ranges: [told(range(`10.0.0.${half}/25`))] });
const ofAll = { ranges: [told(range("0.0.0.0/0"))] };
const allows = rule(200, "allow");

/** The outcome in short: `passed`, `blocked: …`, or the doubts. */
function outcome(rules: readonly AclRule[], packets = allPackets, doubts: Acl["doubts"] = []) {
    const acl = { key: "acl", urn: "acl", label: "acl", rules, doubts };
    const found = aclPasses(acl, "egress", packets);
    switch (found.is) {
        case "passed":
            return "passed";
        case "blocked":
            return `blocked: ${found.by}`;
        case "open":
            return `open: ${found.doubts.map(({ reason }) => reason).join(", ")}`;
    }
}

const unmatched = "blocked: no rule allows all of it";

describe("A network ACL", () => {
    const rows: [string, () => string, string][] = [
        ["lets pass what a rule allows", () => outcome([allows]), "passed"],
        ["blocks without a rule", () => outcome([]), unmatched],
        [
            "asks the rule of the lowest number first, wherever it stands",
            () => outcome([allows, rule(100, "deny")]),
            "blocked: rule 100 denies it",
        ],
        [
            "names the first rule that denies",
            () => outcome([rule(100, "deny", ofHalf(0)), rule(110, "deny", ofHalf(128))]),
            "blocked: rule 100 denies it",
        ],
        [
            "does not ask a rule for what an earlier one has decided",
            () => outcome([rule(300, "deny"), allows]),
            "passed",
        ],
        [
            "blocks if a rule denies a part",
            () => outcome([rule(100, "deny", ofHalf(128)), allows]),
            "blocked: rule 100 denies it",
        ],
        [
            "lets pass what two rules allow together",
            () => outcome([rule(100, "allow", ofHalf(0)), rule(110, "allow", ofHalf(128))]),
            "passed",
        ],
        ["blocks what no rule allows", () => outcome([rule(100, "allow", ofHalf(0))]), unmatched],
        [
            "has no use for rules of the other direction",
            () => outcome([rule(100, "deny", { direction: told("ingress") }), allows]),
            "passed",
        ],
        [
            "has no use for rules of another protocol",
            () => outcome([rule(100, "deny", { protocol: told(17) }), allows]),
            "passed",
        ],
        [
            "has no use for rules of IPv6",
            () => outcome([rule(100, "deny", { ranges: [told(range("::/0"))] }), allows]),
            "passed",
        ],
        [
            "has no use for rules of other ports",
            () => outcome([rule(100, "deny", { ports: told({ from: 80, to: 442 }) }), allows]),
            "passed",
        ],
        [
            "ignores the ports of a rule for all protocols",
            () => {
                const ports = told({ from: 80, to: 80 });
                return outcome([rule(100, "deny", { protocol: told("all"), ports }), allows]);
            },
            "blocked: rule 100 denies it",
        ],
        [
            "is open where a rule that comes first may deny",
            () => outcome([rule(100, "allow", { action: later("action") }), allows]),
            "open: action",
        ],
        [
            "is open where a rule that denies may be for these packets",
            () => outcome([rule(100, "deny", { ports: later("ports") }), allows]),
            "open: ports",
        ],
        [
            "lets pass what a rule that may come first allows, too",
            () => outcome([rule(100, "allow", { ports: later("ports") }), allows]),
            "passed",
        ],
        [
            "is open where only a rule in doubt allows",
            () => outcome([rule(100, "allow", { ports: later("ports") })]),
            "open: ports",
        ],
        [
            "blocks what a rule denies after one that may deny",
            () => outcome([rule(100, "deny", { ports: later("ports") }), rule(110, "deny")]),
            "blocked: rule 110 denies it",
        ],
        [
            "blocks what a rule denies beside the part that another may allow",
            () =>
                outcome([
                    rule(100, "allow", { ...ofHalf(0), ports: later("ports") }),
                    rule(110, "deny"),
                ]),
            "blocked: rule 110 denies it",
        ],
        [
            "is open where the part that a rule denies may be allowed before",
            () =>
                outcome([
                    rule(100, "allow", { ...ofHalf(0), ports: later("ports") }),
                    rule(110, "deny", ofHalf(0)),
                    allows,
                ]),
            "open: ports",
        ],
        [
            "is not in doubt for a rule that may deny other addresses",
            () => {
                const elsewhere = {
                    ranges: [told(range("10.9.0.0/24"))],
                    ports: later<never>("x"),
                };
                return outcome([rule(100, "deny", elsewhere), allows]);
            },
            "passed",
        ],
        [
            "takes a rule of an unknown number for the first",
            () => outcome([allows, rule(300, "deny", { number: later("number") })]),
            "open: number",
        ],
        [
            "takes a rule of an unknown protocol for one of all ports",
            () => {
                const ports = told({ from: 80, to: 80 });
                return outcome([rule(100, "deny", { protocol: later("protocol"), ports }), allows]);
            },
            "open: protocol",
        ],
        [
            "is open where nobody knows whose a rule is",
            () => outcome([allows], allPackets, [{ uncertainty: "unknown", reason: "stray" }]),
            "open: stray",
        ],
        [
            "does not surely block where nobody knows whose a rule is",
            () => outcome([], allPackets, [{ uncertainty: "unknown", reason: "stray" }]),
            "open: stray",
        ],
        [
            "lets pass to an unknown address what it allows to all",
            () => outcome([rule(100, "allow", ofAll)], unknownFar),
            "passed",
        ],
        [
            "blocks to an unknown address what it denies to all",
            () => outcome([rule(100, "deny", ofAll)], unknownFar),
            "blocked: rule 100 denies it",
        ],
        ["blocks to an unknown address without a rule", () => outcome([], unknownFar), unmatched],
        [
            "is open to an unknown address where it denies some",
            () => outcome([rule(100, "deny"), rule(200, "allow", ofAll)], unknownFar),
            "open: far end",
        ],
        [
            "is open to an unknown address where it allows some",
            () => outcome([allows], unknownFar),
            "open: far end",
        ],
        [
            "is open to an unknown address where it denies one half after the other may be allowed",
            () =>
                outcome(
                    [
                        rule(100, "allow", {
                            ranges: [told(range("0.0.0.0/1"))],
                            ports: later("p"),
                        }),
                        rule(110, "deny", ofAll),
                    ],
                    unknownFar,
                ),
            "open: p, far end",
        ],
    ];
    for (const [title, ask, expected] of rows) {
        it(title, () => assert.equal(ask(), expected));
    }

    it("blocks if one port of a range is not allowed, at either end", () => {
        const ports = { from: 1024, to: 65535 };
        const packets = { ...allPackets, ports };
        const allowing = (from: number, to: number) =>
            outcome([rule(100, "allow", { ports: told({ from, to }) })], packets);
        assert.equal(allowing(1024, 65535), "passed");
        assert.equal(allowing(1025, 65535), unmatched);
        assert.equal(allowing(1024, 65534), unmatched);
    });

    it("lets pass a range of ports that rules allow piece by piece", () => {
        const packets = { ...allPackets, ports: { from: 10, to: 30 } };
        const piece = (from: number, to: number) =>
            rule(100 + from, "allow", { ports: told({ from, to }) });
        assert.equal(outcome([piece(15, 20), piece(0, 14), piece(21, 99)], packets), "passed");
        assert.equal(outcome([piece(15, 20), piece(0, 14), piece(22, 99)], packets), unmatched);
        assert.equal(outcome([piece(15, 20), piece(0, 13), piece(21, 99)], packets), unmatched);
    });
});
