import assert from "node:assert/strict";
import fc from "fast-check";
import { holdEverything, isSameRange, parseCidr } from "../../policy/network/cidr";
import { holdsPort, widestRange } from "../../policy/network/ports";

// Bits as text: slow, and nothing like the arithmetic under test.
function bitsOf(bytes: readonly number[]): string {
    return bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
}

/** The first and last address of a block by writing its bits out. */
function oracle(bits: string, prefix: number): { first: bigint; last: bigint } {
    const kept = bits.slice(0, prefix);
    return {
        first: BigInt(`0b${kept.padEnd(bits.length, "0")}`),
        last: BigInt(`0b${kept.padEnd(bits.length, "1")}`),
    };
}

const bytes = (length: number) => fc.array(fc.nat(255), { minLength: length, maxLength: length });

/** One of the spellings of an IPv6 address. */
function spell(address: readonly number[], style: number): string {
    const groups = Array.from({ length: 8 }, (_, i) =>
        ((address[2 * i] ?? 0) * 256 + (address[2 * i + 1] ?? 0)).toString(16),
    );
    const long = groups.map((group) => group.padStart(4, "0")).join(":");
    const embedded = [...groups.slice(0, 6), address.slice(12).join(".")].join(":");
    const zero = groups.indexOf("0");
    const short =
        zero < 0 ? long : `${groups.slice(0, zero).join(":")}::${groups.slice(zero + 1).join(":")}`;
    return [groups.join(":"), long, long.toUpperCase(), embedded, short][style] ?? long;
}

describe("CIDR blocks", () => {
    it("are the same IPv4 addresses as their bits, whatever the host bits", () => {
        fc.assert(
            fc.property(bytes(4), fc.nat(32), (address, prefix) => {
                assert.deepEqual(parseCidr(`${address.join(".")}/${prefix}`), {
                    family: 4,
                    ...oracle(bitsOf(address), prefix),
                });
            }),
        );
    });

    it("are the same IPv6 addresses as their bits, in every spelling", () => {
        const sparse = fc
            .tuple(bytes(16), fc.nat(7))
            .map(([address, zero]) =>
                address.map((byte, i) => (Math.floor(i / 2) === zero ? 0 : byte)),
            );
        fc.assert(
            fc.property(sparse, fc.nat(128), fc.nat(4), (address, prefix, style) => {
                assert.deepEqual(parseCidr(`${spell(address, style)}/${prefix}`), {
                    family: 6,
                    ...oracle(bitsOf(address), prefix),
                });
            }),
        );
    });

    it("are everything exactly with a prefix of 0", () => {
        fc.assert(
            fc.property(bytes(4), fc.nat(32), (address, prefix) => {
                const range = parseCidr(`${address.join(".")}/${prefix}`);
                assert.equal(range && holdEverything([range]), prefix === 0);
            }),
        );
        for (const everything of [
            "0.0.0.0/0",
            "255.1.2.3/0",
            "::/0",
            "0:0::0:0/0",
            "::1.2.3.4/0",
        ]) {
            const range = parseCidr(everything);
            assert.ok(range && holdEverything([range]), everything);
        }
    });

    for (const [cidrs, expected] of [
        ["128.0.0.0/1 0.0.0.0/1", true],
        ["0.0.0.0/1 64.0.0.0/2 128.0.0.0/1", true],
        ["0.0.0.0/1 0.0.0.0/1 128.0.0.0/1 128.0.0.0/1", true],
        ["192.0.0.0/2 0.0.0.0/1 128.0.0.0/2", true],
        ["0.0.0.0/1 10.0.0.0/8 ::/0", true],
        ["0.0.0.0/1 192.0.0.0/2", false],
        ["128.0.0.0/1", false],
        ["0.0.0.0/1 ::/1 8000::/2", false],
        ["0.0.0.0/1 ::8000:0/97", false],
        ["", false],
    ] as const) {
        it(`are ${expected ? "" : "not "}everything together: ${cidrs || "none"}`, () => {
            const ranges = cidrs.split(" ").flatMap((cidr) => parseCidr(cidr) ?? []);
            assert.equal(holdEverything(ranges), expected);
        });
    }

    it("of IPv4 and IPv6 are never the same, though their numbers are", () => {
        const [v4, v6] = [parseCidr("0.0.0.1/32"), parseCidr("::1/128")];
        assert.ok(v4 && v6 && v4.first === v6.first && !isSameRange(v4, v6));
        assert.ok(isSameRange(v6, parseCidr("0::0.0.0.1/128") ?? v4));
    });

    for (const wrong of [
        "",
        "/",
        "/0",
        "0.0.0.0",
        "0.0.0.0/",
        "0.0.0.0/33",
        "0.0.0.0/-1",
        "0.0.0.0/0x0",
        "0.0.0.0/0000",
        "0.0.0/0",
        "0.0.0.0.0/0",
        "256.0.0.0/8",
        "010.0.0.0/8",
        "1.2.3.a/8",
        " 0.0.0.0/0",
        "0/0",
        "::/129",
        ":/0",
        ":::/0",
        "::1::/0",
        "1:2:3:4:5:6:7/0",
        "1:2:3:4:5:6:7:8:9/0",
        "1::2:3:4:5:6:7:8/0",
        "12345::/0",
        "g::/0",
        "fe80::1%eth0/64",
        "::1.2.3/0",
        "1.2.3.4::/0",
        "::/0/0",
    ]) {
        it(`are none as ${JSON.stringify(wrong)}`, () => {
            assert.equal(parseCidr(wrong), undefined);
        });
    }

    it("are none or a range, whatever the text, and never an exception", () => {
        const text = fc.string({ unit: fc.constantFrom(..."0123456789abf:./%-g ") });
        fc.assert(
            fc.property(text, (cidr) => {
                const range = parseCidr(cidr);
                assert.ok(range === undefined || range.first <= range.last);
            }),
            { numRuns: 1000 },
        );
    });
});

describe("ports", () => {
    const end = fc.option(fc.integer({ min: -1, max: 40 }), { nil: undefined });

    it("are in a range if they are among its ports, one by one", () => {
        fc.assert(
            fc.property(end, end, fc.nat(40), (from, to, port) => {
                const first = from === undefined || from === -1 ? 0 : from;
                const last = to === undefined || to === -1 ? 65535 : to;
                const ports: number[] = [];
                for (let next = first; next <= Math.min(last, 40); next++) {
                    ports.push(next);
                }
                assert.equal(holdsPort(widestRange(from, to), port), ports.includes(port));
            }),
        );
    });
});
