import assert from "node:assert/strict";
import fc from "fast-check";
import type { AddressRange } from "../../policy/network/cidr";
import { allowanceOf } from "../../policy/network/iam/allows";
import { document } from "../../policy/network/iam/document";
import { publicPart } from "../../policy/network/publicSpace";
import {
    type Entry,
    intersection,
    longestPrefixes,
    sizeOf,
    without,
} from "../../policy/network/ranges";

/** A block of a small address space, of both families. */
const block = fc
    .record({
        family: fc.constantFrom<4 | 6>(4, 6),
        bits: fc.integer({ min: 0, max: 5 }),
        number: fc.integer({ min: 0, max: 31 }),
    })
    .map(({ family, bits, number }): AddressRange => {
        const size = 1n << BigInt(bits);
        const first = (BigInt(number) / size) * size;
        return { family, first, last: first + size - 1n };
    });
const entry = fc.record({ range: block, rank: fc.integer({ min: 0, max: 2 }), owner: fc.nat(99) });

const addresses = Array.from({ length: 32 }, (_, address) => BigInt(address));
const holds = ({ first, last }: AddressRange, address: bigint) =>
    first <= address && address <= last;

/** Who is in effect for one address, by looking at every entry. */
function ownersAt(entries: readonly Entry<number>[], family: 4 | 6, address: bigint): number[] {
    const holding = entries.filter(({ range }) => range.family === family && holds(range, address));
    const smallest = Math.min(...holding.map(({ range }) => Number(range.last - range.first)));
    const longest = holding.filter(({ range }) => Number(range.last - range.first) === smallest);
    const rank = Math.min(...longest.map((each) => each.rank));
    return longest
        .filter((each) => each.rank === rank)
        .map(({ owner }) => owner)
        .sort();
}

describe("Ranges of addresses", () => {
    it("are in effect by the longest prefix, as one address after the other tells", () => {
        fc.assert(
            fc.property(fc.array(entry, { maxLength: 12 }), (entries) => {
                const pieces = longestPrefixes(entries);
                assert.ok(
                    pieces.every(({ range }) => range.first <= range.last),
                    "a piece is empty",
                );
                for (const family of [4, 6] as const) {
                    for (const address of addresses) {
                        const found = pieces.filter(
                            ({ range }) => range.family === family && holds(range, address),
                        );
                        assert.ok(found.length <= 1, "pieces overlap");
                        assert.deepEqual(
                            [...(found[0]?.owners ?? [])].sort(),
                            ownersAt(entries, family, address),
                        );
                    }
                }
            }),
        );
    });

    it("are cut, shared and counted as one address after the other tells", () => {
        fc.assert(
            fc.property(block, block, (one, other) => {
                const both = (address: bigint) =>
                    one.family === other.family && holds(one, address) && holds(other, address);
                const shared = intersection(one, other);
                const left = without([one], other);
                for (const address of addresses) {
                    assert.equal(shared !== undefined && holds(shared, address), both(address));
                    assert.equal(
                        left.some((range) => holds(range, address)),
                        holds(one, address) && !both(address),
                    );
                }
                const size = addresses.filter((address) => holds(one, address) && !both(address));
                assert.equal(sizeOf(left), BigInt(size.length));
            }),
        );
    });

    it("are public without those of the VPC's own", () => {
        const range = (first: bigint, last: bigint): AddressRange => ({ family: 4, first, last });
        const eight = 8n << 24n;
        assert.deepEqual(publicPart(range(eight, eight + 255n), [range(eight, eight + 15n)]), [
            range(eight + 16n, eight + 255n),
        ]);
        assert.deepEqual(publicPart(range(10n << 24n, (10n << 24n) + 9n), []), []);
    });
});

describe("Policy documents", () => {
    const judge = (...texts: object[]) =>
        allowanceOf(
            texts.map(
                (Statement) => document.of(JSON.stringify({ Statement }), "") ?? assert.fail(),
            ),
            {
                action: "ssm:UpdateInstanceInformation",
                satisfied: new Set(["aws:principalaccount"]),
            },
        );
    const allow = { Effect: "Allow", Action: "*", Resource: "*" };
    const deny = { ...allow, Effect: "Deny" };
    const own = { StringEquals: { "aws:PrincipalAccount": "1" } };
    const notOwn = { StringNotEquals: { "aws:PrincipalAccount": "1" } };
    const other = { Bool: { "aws:SecureTransport": "true" } };
    const cases: readonly [string, string, ...object[]][] = [
        ["allow what one of them allows", "yes", { ...allow, Action: "s3:*" }, allow],
        ["allow nothing that none of them names", "no", { ...allow, Action: "s3:*" }],
        ["allow nothing without a statement", "no"],
        ["deny what one of them denies", "no", allow, deny],
        ["allow what they deny to others only", "yes", allow, { ...deny, Condition: notOwn }],
        ["deny what they deny to this account", "no", allow, { ...deny, Condition: own }],
        ["allow what they allow to this account", "yes", { ...allow, Condition: own }],
        ["allow nothing that they allow to others only", "no", { ...allow, Condition: notOwn }],
        ["may allow on another condition", "perhaps", { ...allow, Condition: other }],
        ["may deny on another condition", "perhaps", allow, { ...deny, Condition: other }],
        ["may allow for some resources", "perhaps", { ...allow, Resource: "arn:aws:ssm:*" }],
        [
            "may allow for all resources but some",
            "perhaps",
            { ...allow, Resource: undefined, NotResource: "*" },
        ],
        ["allow for a list with all resources", "yes", { ...allow, Resource: ["x", "*"] }],
        ["may allow to one principal", "perhaps", { ...allow, Principal: { AWS: "arn" } }],
        ["allow to every principal", "yes", { ...allow, Principal: { AWS: ["arn", "*"] } }],
        ["leave out what they negate", "no", { ...allow, Action: undefined, NotAction: "ssm:*" }],
        ["match one character each", "yes", { ...allow, Action: "???:UpdateInstance*" }],
        ["match the whole action", "no", { ...allow, Action: "ssm:Update" }],
        ["know no regular expressions", "no", { ...allow, Action: "ssm:.*" }],
        ["know a condition without keys as one", "perhaps", { ...allow, Condition: { Bool: "x" } }],
    ];
    for (const [what, expected, ...texts] of cases) {
        it(`${what}: ${expected}`, () => {
            assert.equal(judge(...texts), expected);
        });
    }

    it("are none without an effect, and none of another shape", () => {
        for (const wrong of [
            "",
            "7",
            "[]",
            "null",
            '{"Statement":[{"Action":"*"}]}',
            '{"Statement":["x"]}',
        ]) {
            assert.equal(document.of(wrong, ""), undefined, wrong);
        }
        assert.equal(document.of(7, ""), undefined);
        assert.deepEqual(document.of("{}", ""), { statements: [] });
    });
});
