import { type Address, type Block, block, holds, neighbour } from "./address";
import type { Subnet, Vpc } from "./network";
import { blocksOf, effectiveTable, type Line, lookUp, named } from "./walkRoutes";

/** IPv4 blocks that are not of the Internet. */
const NOT_PUBLIC = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
].map(block);
const GLOBAL_IPV6 = block("2000::/3");
const DOCUMENTATION_IPV6 = block("2001:db8::/32");

const FIXED_STARTS = [...NOT_PUBLIC, GLOBAL_IPV6, DOCUMENTATION_IPV6].flatMap(startsOfBlock);

/** Addresses of all parts of the Internet, besides the boundaries of blocks. */
const SAMPLES: readonly Address[] = [
    ...["1.1.1.1", "8.8.8.8", "52.94.5.1", "93.184.216.34", "151.101.1.140", "200.1.2.3"].map(
        (address) => block(`${address}/32`).first,
    ),
    ...["2001:4860:4860::8888", "2600:9000::1", "2a00:1450::1", "3fff::1"].map(
        (address) => block(`${address}/128`).first,
    ),
];
const FIXED_PUBLIC = [...SAMPLES, ...FIXED_STARTS.flatMap(around)].filter(isOfTheInternet);

/** More than these leave to a network that is not in the model: it is taken for the way to the Internet. */
const MANY_IPV4 = 2n ** 24n;
const MANY_IPV6 = 2n ** 112n;

type Exit = "Internet" | "other network" | "nowhere";
type Tables = ReadonlyMap<string, readonly Line[]>;

/** The subnets from which a packet to some public address takes a way to the Internet. */
export function subnetsOnTheInternet(vpc: Vpc): readonly Subnet[] {
    const tables: Tables = new Map(vpc.subnets.map((one) => [one.name, effectiveTable(vpc, one)]));
    const own = blocksOf(vpc);
    const starts = startsOf([...tables.values()].flat(), own);
    const isPublic = (address: Address) =>
        isOfTheInternet(address) && !own.some((one) => holds(one, address));
    const publicOnes = [
        ...FIXED_PUBLIC.filter((address) => !own.some((one) => holds(one, address))),
        ...starts.flatMap(around).filter(isPublic),
    ];
    return vpc.subnets.filter((subnet) => {
        const exits = new Set(
            publicOnes.map((address) => exitOf(vpc, tables, subnet.name, address, [])),
        );
        if (exits.has("Internet")) return true;
        if (!exits.has("other network")) return false;
        const leaves = (start: Address) =>
            isPublic(start) && exitOf(vpc, tables, subnet.name, start, []) === "other network";
        const all = [...new Set([...FIXED_STARTS, ...starts])];
        return (
            sizeOf(all, "number", leaves) > MANY_IPV4 || sizeOf(all, "bigint", leaves) > MANY_IPV6
        );
    });
}

function exitOf(
    vpc: Vpc,
    tables: Tables,
    subnet: string,
    destination: Address,
    passed: readonly string[],
): Exit {
    const target = lookUp(tables.get(subnet) ?? [], destination);
    switch (target?.is) {
        case undefined:
        case "local":
            return "nowhere";
        case "internet gateway":
            return "Internet";
        case "egress-only gateway":
            return typeof destination === "bigint" ? "Internet" : "nowhere";
        case "nat gateway": {
            const nat = named(vpc.natGateways, target.name);
            if (nat.isPublic) return "Internet";
            if (passed.includes(nat.name)) return "nowhere";
            return exitOf(vpc, tables, nat.subnet, destination, [...passed, nat.name]);
        }
        default:
            return "other network";
    }
}

/** How many addresses of a family are such: all are, or none is, from one start to the next. */
function sizeOf(
    starts: readonly Address[],
    family: "number" | "bigint",
    such: (address: Address) => boolean,
): bigint {
    const end = family === "number" ? 2 ** 32 : 1n << 128n;
    const sorted = starts
        .filter((address) => typeof address === family)
        .sort((one, other) => (one < other ? -1 : 1));
    return sorted.reduce((sum: bigint, start, index) => {
        if (!such(start)) return sum;
        return sum + BigInt(sorted[index + 1] ?? end) - BigInt(start);
    }, 0n);
}

/** Where something may change: the first address of each block, and the first one after it. */
function startsOf(lines: readonly Line[], own: readonly Block[]): readonly Address[] {
    const blocks = [...lines.map((line) => line.block), ...own];
    return [...new Set(blocks.flatMap(startsOfBlock))];
}

function startsOfBlock({ first, last }: Block): Address[] {
    const after = neighbour(last, 1);
    return after === undefined ? [first] : [first, after];
}

function around(boundary: Address): Address[] {
    const before = neighbour(boundary, -1);
    return before === undefined ? [boundary] : [before, boundary];
}

function isOfTheInternet(address: Address): boolean {
    if (typeof address === "number") return !NOT_PUBLIC.some((one) => holds(one, address));
    return holds(GLOBAL_IPV6, address) && !holds(DOCUMENTATION_IPV6, address);
}
