import assert from "node:assert/strict";
import { block, holds, overlap } from "../oracle/address";
import { compare } from "../oracle/compare";
import { generate } from "../oracle/generate";
import { BLOCKED, type Changes, HARMLESS, OPENED, UNDECIDED } from "../oracle/handMade";
import { holdBetween, UNKNOWN_ORIGINS, UNKNOWN_VALUES } from "../oracle/metamorphic";
import type { Network, Route, Vpc } from "../oracle/network";
import { render } from "../oracle/render";
import { forgottenOneByOne } from "../oracle/resourceChanges";
import { UNKNOWN } from "../oracle/resources";
import { rightNetwork } from "../oracle/rightNetwork";
import { walk } from "../oracle/walk";

const ALL = { ...OPENED, ...HARMLESS, ...BLOCKED, ...UNDECIDED };
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);

function verdicts(network: Network): Record<string, string> {
    return Object.fromEntries(walk(network).map(({ subject, verdict }) => [subject, verdict]));
}

describe("The packet walk", () => {
    const right = { near: "proved", far: "proved", side: "proved", instance: "proved" };
    const groups: [string, Changes, Record<string, string>][] = [
        ["finds a path to the Internet by", OPENED, { ...right, near: "violated" }],
        ["finds nothing wrong with", HARMLESS, right],
        ["finds Systems Manager out of reach with", BLOCKED, { ...right, instance: "violated" }],
        ["leaves it open with", UNDECIDED, { ...right, instance: "either" }],
    ];
    for (const [finds, changes, expected] of groups) {
        for (const [what, change] of Object.entries(changes)) {
            it(`${finds} ${what}`, () => {
                const found = verdicts(rightNetwork(change));
                // The way out of the private NAT gateway's subnet is its own, too.
                if (what.startsWith("a private NAT gateway in a subnet")) delete found.side;
                assert.deepEqual({ ...expected, ...found }, expected);
            });
        }
    }
});

describe("The pack on networks made by hand", () => {
    for (const [what, change] of Object.entries(ALL)) {
        it(`says what the packet walk says with ${what}`, () => {
            const network = rightNetwork(change);
            for (let spelling = 0; spelling < 6; spelling += 1) {
                for (const mode of ["known", "first preview"] as const) {
                    compare(network, mode, spelling, `${what}, spelling ${spelling}, ${mode}`);
                }
            }
        });
    }
});

describe("The pack before all is known", () => {
    for (const [what, change] of Object.entries(ALL)) {
        for (const [property, origin, mode] of [
            [UNKNOWN_VALUES, "known", "first preview"],
            [UNKNOWN_ORIGINS, "unknown", "known"],
        ] as const) {
            it(`says of values of ${origin} origin nothing that it takes back with ${what}`, () => {
                const resources = render(rightNetwork(change), mode, SEED);
                for (const changed of forgottenOneByOne(resources, origin)) {
                    holdBetween(property, resources, changed, `${mode}, seed ${SEED}`);
                }
            });
        }
    }
});

describe("Generated networks", () => {
    const networks = Array.from({ length: 2_000 }, (_, index) => generate(SEED, index));

    it("are the same for the same seed and index, and others for others", () => {
        assert.deepEqual(generate(SEED, 7), generate(SEED, 7));
        assert.notDeepEqual(generate(SEED, 7), generate(SEED, 8));
        assert.notDeepEqual(generate(SEED, 7), generate(SEED + 1, 7));
    });

    it("have nothing that AWS would refuse but a second private DNS name", () => {
        networks.forEach((network, index) => {
            for (const vpc of network.vpcs) assertAwsTakes(vpc, `seed ${SEED}, network ${index}`);
        });
    });

    it("have names of their own, and references to what there is", () => {
        networks.forEach((network, index) => {
            const where = `seed ${SEED}, network ${index}`;
            for (const mode of ["known", "first preview"] as const) {
                const resources = render(network, mode, index);
                const urns = new Set(resources.map(({ urn }) => urn));
                assert.equal(urns.size, resources.length, where);
                for (const urn of resources.flatMap((one) => Object.values(one.references))) {
                    for (const one of urn) assert(urns.has(one), `${where}: ${one}`);
                }
                assert.equal(JSON.stringify(resources).includes(UNKNOWN), mode !== "known", where);
            }
        });
    });
});

function assertAwsTakes(vpc: Vpc, where: string): void {
    const main = vpc.mainTable.is === "adopted" ? [vpc.mainTable.routes] : [];
    for (const routes of [...vpc.routeTables.map((table) => table.routes), ...main]) {
        assertDistinct(routes.map(key), `${where}: destinations`);
        for (const { target } of routes) {
            if (target.is === "internet gateway") assert(vpc.internetGateway, where);
            if (target.is === "egress-only gateway") assert(vpc.egressOnlyGateway, where);
        }
    }
    const blocks = vpc.cidrs.map(block);
    vpc.subnets.forEach((subnet, index) => {
        const own = block(subnet.cidr);
        assert(
            blocks.some((one) => holds(one, own.first) && holds(one, own.last)),
            `${where}: ${subnet.cidr} is outside`,
        );
        for (const other of vpc.subnets.slice(index + 1)) {
            assert(!overlap(own, block(other.cidr)), `${where}: ${subnet.cidr} twice`);
        }
    });
    const adopted = vpc.defaultAcl.is === "adopted" ? [vpc.defaultAcl.rules] : [];
    for (const rules of [...vpc.networkAcls.map((acl) => acl.rules), ...adopted]) {
        const numbers = rules.map(({ direction, number }) => `${direction} ${number}`);
        assertDistinct(numbers, `${where}: numbers`);
    }
}

function key({ destination }: Route): string {
    const { first, length } = block(destination);
    return `${first}/${length}/${typeof first}`;
}

function assertDistinct(keys: readonly string[], where: string): void {
    assert.equal(new Set(keys).size, keys.length, `${where}: ${keys}`);
}
