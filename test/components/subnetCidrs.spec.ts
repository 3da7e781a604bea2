import assert from "node:assert/strict";
import { BlockList } from "node:net";
import fc from "fast-check";
import { subnetCidrs } from "../../components/subnetCidrs";

/** Any block from /16 to /24 without host bits, as bits: the oracle below knows no arithmetic. */
const anyVpc = fc
    .integer({ min: 16, max: 24 })
    .chain((length) =>
        fc.array(fc.constantFrom("0", "1"), { minLength: length, maxLength: length }),
    )
    .map((bits) => bits.join(""));

/** Writes the block that has these first bits. */
function cidrOf(bits: string): string {
    return `${addressOf(bits.padEnd(32, "0"))}/${bits.length}`;
}

function addressOf(bits: string): string {
    return [0, 8, 16, 24].map((at) => Number.parseInt(bits.slice(at, at + 8), 2)).join(".");
}

/** The eight eighths of a block, in order: what halving it three times gives. */
function eighthsOf(bits: string): string[] {
    const halves = (blocks: string[]) => blocks.flatMap((block) => [`${block}0`, `${block}1`]);
    return halves(halves(halves([bits])));
}

function blockList(cidr: string): BlockList {
    const [address = "", length] = cidr.split("/");
    const list = new BlockList();
    list.addSubnet(address, Number(length));
    return list;
}

describe("the plan of the subnets", () => {
    it("gives each zone letter its own eighth of the VPC", () => {
        assert.deepEqual(subnetCidrs("10.0.0.0/16"), {
            a: "10.0.0.0/19",
            b: "10.0.32.0/19",
            c: "10.0.64.0/19",
            d: "10.0.96.0/19",
            e: "10.0.128.0/19",
            f: "10.0.160.0/19",
            g: "10.0.192.0/19",
        });
    });

    it("crosses the octets of a small VPC's addresses rightly", () => {
        assert.deepEqual(Object.values(subnetCidrs("192.168.255.0/24")), [
            "192.168.255.0/27",
            "192.168.255.32/27",
            "192.168.255.64/27",
            "192.168.255.96/27",
            "192.168.255.128/27",
            "192.168.255.160/27",
            "192.168.255.192/27",
        ]);
        assert.equal(subnetCidrs("172.16.8.0/21").g, "172.16.14.0/24");
    });

    it("handles addresses whose first bit is set", () => {
        assert.equal(subnetCidrs("255.255.0.0/16").g, "255.255.192.0/19");
    });

    it("refuses what is not a CIDR block", () => {
        assert.throws(() => subnetCidrs("10.0.0.0"), {
            message: "not an IPv4 CIDR block: 10.0.0.0",
        });
    });

    // fast-check prints seed and path of a failure.
    it("is, for any VPC, its first seven eighths in the order of the letters", () => {
        fc.assert(
            fc.property(anyVpc, (vpc) => {
                const expected = eighthsOf(vpc).slice(0, 7).map(cidrOf);
                assert.deepEqual(Object.entries(subnetCidrs(cidrOf(vpc))), [
                    ...[..."abcdefg"].map((letter, index) => [letter, expected[index]]),
                ]);
            }),
        );
    });

    it("puts any zones' subnets within the VPC, disjoint, and off the last eighth", () => {
        const anyLetters = fc.uniqueArray(fc.constantFrom(..."abcdefg"), { minLength: 2 });
        fc.assert(
            fc.property(anyVpc, anyLetters, fc.nat(), (vpc, letters, seed) => {
                const plan: Record<string, string> = subnetCidrs(cidrOf(vpc));
                const cidrs = letters.map((letter) => plan[letter] ?? "");
                const subnets = [...cidrs, cidrOf(`${vpc}111`)].map(blockList);
                // Any address: the host part of the VPC's block, chosen at random.
                const host = (BigInt(seed) % 2n ** BigInt(32 - vpc.length)).toString(2);
                const address = addressOf(vpc + host.padStart(32 - vpc.length, "0"));
                assert.ok(subnets.filter((subnet) => subnet.check(address)).length <= 1);
                const within = blockList(cidrOf(vpc));
                for (const cidr of cidrs) {
                    assert.ok(within.check(cidr.split("/")[0] ?? ""), cidr);
                    assert.equal(cidr.split("/")[1], `${vpc.length + 3}`);
                }
            }),
        );
    });
});
