import assert from "node:assert/strict";
import { BlockList } from "node:net";
import fc from "fast-check";
import { parseAvailabilityZone } from "../../components/availabilityZones";
import { createNetwork } from "../../components/network";
import { reservedCidr, subnetCidrs } from "../../components/subnetCidrs";
import { recordPart } from "../support/part";

/** Any block from /16 to /24 without host bits, as bits: the oracle below knows no arithmetic. */
const anyVpc = fc
    .integer({ min: 16, max: 24 })
    .chain((length) =>
        fc.array(fc.constantFrom("0", "1"), { minLength: length, maxLength: length }),
    )
    .map((bits) => bits.join(""));

/** One to six zones, in any order. */
const anyLetters = fc
    .shuffledSubarray([..."abcdef"], { minLength: 1 })
    .map((letters): readonly string[] => letters);

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

/** The first and the last address of a block. */
function endsOf(cidr: string): string[] {
    const [address = "", length] = cidr.split("/");
    const bits = address
        .split(".")
        .map((octet) => Number(octet).toString(2).padStart(8, "0"))
        .join("")
        .slice(0, Number(length));
    return ["0", "1"].map((fill) => addressOf(bits.padEnd(32, fill)));
}

function blockList(cidr: string): BlockList {
    const [address = "", length] = cidr.split("/");
    const list = new BlockList();
    list.addSubnet(address, Number(length));
    return list;
}

const subnetName = (letter: string) => `net-subnet-${letter}`;

/** The inputs of the subnets of a network in the zones of these letters, by name. */
async function subnetsOf(cidr: string, letters: readonly string[]): Promise<Map<string, object>> {
    const zones = letters.flatMap((letter) => parseAvailabilityZone(`us-east-1${letter}`) ?? []);
    const { resources, errors } = await recordPart(
        (scope) => createNetwork(scope, cidr, zones, { hasBootstrapEgress: false }),
        {
            answers: {
                "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({
                    region: "us-east-1",
                    names: [..."abcdef"].map((letter) => `us-east-1${letter}`),
                }),
            },
        },
    );
    assert.deepEqual(errors, []);
    return new Map(
        resources
            .filter(({ type }) => type === "aws:ec2/subnet:Subnet")
            .map(({ name, inputs }) => [name, inputs] as const)
            .sort(([a], [b]) => a.localeCompare(b)),
    );
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

    it("reserves the last eighth", () => {
        assert.equal(reservedCidr("10.0.0.0/16"), "10.0.224.0/19");
        assert.equal(reservedCidr("192.168.255.0/24"), "192.168.255.224/27");
    });

    it("refuses what is not a CIDR block", () => {
        const message = "not an IPv4 CIDR block: 10.0.0.0";
        assert.throws(() => subnetCidrs("10.0.0.0"), { message });
        assert.throws(() => reservedCidr("10.0.0.0"), { message });
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

    it("reserves, in any VPC, the eighth of its eighths", () => {
        fc.assert(
            fc.property(anyVpc, (vpc) => {
                assert.equal(reservedCidr(cidrOf(vpc)), cidrOf(eighthsOf(vpc)[7] ?? ""));
            }),
        );
    });

    it("puts any zones' subnets within the VPC, disjoint, and off what is reserved", () => {
        fc.assert(
            fc.property(anyVpc, anyLetters, (vpc, letters) => {
                const plan: Record<string, string> = subnetCidrs(cidrOf(vpc));
                const subnets = letters.map((letter) => plan[letter] ?? "");
                const within = blockList(cidrOf(vpc));
                for (const subnet of subnets) {
                    const others = [...subnets, reservedCidr(cidrOf(vpc))]
                        .filter((other) => other !== subnet)
                        .map(blockList);
                    assert.equal(others.length, letters.length, "each has its own");
                    for (const address of endsOf(subnet)) {
                        assert.ok(within.check(address), `${address} is not in the VPC`);
                        assert.ok(!others.some((other) => other.check(address)), address);
                    }
                    assert.equal(subnet.split("/")[1], `${vpc.length + 3}`);
                }
            }),
        );
    });

    it("moves no subnet when zones come, go or change their order", async function () {
        this.timeout(30_000);
        await fc.assert(
            fc.asyncProperty(anyVpc, anyLetters, anyLetters, async (vpc, before, after) => {
                const old = await subnetsOf(cidrOf(vpc), before);
                const now = await subnetsOf(cidrOf(vpc), after);
                assert.deepEqual([...old.keys()], before.toSorted().map(subnetName));
                assert.deepEqual([...now.keys()], after.toSorted().map(subnetName));
                for (const [name, inputs] of now) {
                    assert.deepEqual(inputs, old.get(name) ?? inputs, name);
                }
            }),
            { numRuns: 12 },
        );
    });
});
