import { block, halves, isIpv6, overlap, sameBlock, written } from "./address";
import { type Draft, fresh, routeLists, targetFor, type VpcDraft } from "./draft";
import type { Route, Subnet, Target } from "./network";
import type { Random } from "./random";

const PRIVATE = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "10.64.0.0/10",
    "10.200.7.0/24",
    "10.201.3.9/32",
    "192.168.128.0/17",
    "198.18.0.0/15",
    "203.0.113.0/24",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "198.51.100.0/24",
    "127.0.0.0/8",
    "240.0.0.0/4",
];
const PRIVATE_IPV6 = ["fd00::/8", "fc00::/7", "2001:db8::/32", "fd12:3456:789a::/48"];
const HALVES = ["0.0.0.0/1", "128.0.0.0/1"];
const QUARTERS = ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"];
const WORLD = ["0.0.0.0/0", "0.0.0.0/0", "7.7.7.7/0"];
const WORLD_IPV6 = ["::/0", "::/0", "2000::/3", "2001:db8::1/0", "::/1", "2000::/4", "3000::/4"];
const ODD = ["0.0.0.0/5", "8.0.0.0/5", "10.0.0.0/7", "172.0.0.0/8", "192.0.0.0/8", "224.0.0.0/3"];

/** Adds a route, unless the table has one of the same destination. */
export function addRoute(routes: Draft<Route>[], route: Draft<Route>): void {
    const added = block(route.destination);
    if (!routes.some(({ destination }) => sameBlock(block(destination), added))) routes.push(route);
}

/** A route that takes nothing to the Internet. */
export function harmlessRoute(vpc: VpcDraft, random: Random): Draft<Route> {
    const ipv6 = vpc.ipv6Cidr !== undefined && random.chance(25);
    const destination = random.chance(75)
        ? random.pick(ipv6 ? PRIVATE_IPV6 : PRIVATE)
        : publicBlock(ipv6, random);
    return { destination, target: random.pick(AWAY) };
}

const AWAY: readonly Target[] = [
    { is: "transit gateway" },
    { is: "peering" },
    { is: "vpn gateway" },
    { is: "network interface" },
];

/** Any route that AWS takes, on any table of the VPC. */
export function anyRoute(vpc: VpcDraft, random: Random): void {
    const lists = routeLists(vpc);
    if (lists.length === 0) return;
    const ipv6 = vpc.ipv6Cidr !== undefined && random.chance(35);
    const destination = anyDestination(ipv6, random);
    // Inside of a VPC's block AWS takes the blocks of subnets only, see `innerRoute`.
    if (inside(vpc, destination)) return;
    addRoute(random.pick(lists), { destination, target: anyTarget(vpc, destination, random) });
}

/** A way to everything in the table of some subnet. */
export function defaultRoute(vpc: VpcDraft, random: Random): void {
    const { routeTable } = random.pick(vpc.subnets);
    if (routeTable === undefined && vpc.mainTable.is === "made by AWS") {
        vpc.mainTable = { is: "adopted", routes: [] };
    }
    const lists = routeLists(vpc);
    const table = vpc.routeTables.find(({ name }) => name === routeTable);
    const destination = vpc.ipv6Cidr !== undefined && random.chance(40) ? "::/0" : "0.0.0.0/0";
    const target = anyTarget(vpc, destination, random);
    addRoute(table?.routes ?? random.pick(lists), { destination, target });
}

/** Many routes, of which some are within others. */
export function manyRoutes(vpc: VpcDraft, random: Random): void {
    for (let left = random.between(3, 8); left > 0; left -= 1) anyRoute(vpc, random);
}

/** A private NAT gateway in each subnet but one, which leads to the one of the next subnet. */
export function natChain(vpc: VpcDraft, random: Random): void {
    const [first, ...others] = random.shuffled(vpc.subnets);
    let before = first;
    for (const subnet of others) {
        const name = fresh(vpc, "private-nat");
        vpc.natGateways.push({ name, subnet: subnet.name, isPublic: false });
        leadOn(vpc, before, { is: "nat gateway", name }, random);
        before = subnet;
    }
    leadOn(vpc, before, anyTarget(vpc, "0.0.0.0/0", random), random);
}

function leadOn(vpc: VpcDraft, subnet: Draft<Subnet> | undefined, target: Target, random: Random) {
    if (subnet === undefined) return;
    const destination = random.pick(["0.0.0.0/0", "0.0.0.0/0", "128.0.0.0/1"]);
    subnet.routeTable = fresh(vpc, "leading-table");
    vpc.routeTables.push({ name: subnet.routeTable, routes: [{ destination, target }] });
}

/** The halves or quarters of the world, as if nobody would see that they are all of it. */
export function splitWorld(vpc: VpcDraft, random: Random): void {
    const lists = routeLists(vpc);
    if (lists.length === 0) return;
    const routes = random.pick(lists);
    const parts = random.chance(50) ? HALVES : QUARTERS;
    for (const destination of random.some(parts, 1, parts.length)) {
        addRoute(routes, { destination, target: anyTarget(vpc, destination, random) });
    }
}

/** Away to another network by several blocks that are together just one of many, or not quite. */
export function manyBlocks(vpc: VpcDraft, random: Random): void {
    const lists = routeLists(vpc);
    if (lists.length === 0) return;
    const routes = random.pick(lists);
    const [one, other] = halves(`${random.pick([3, 18, 52, 200])}.0.0.0/8`);
    for (const destination of random.some([one, other, "9.9.9.9/32", "44.1.0.0/16"], 2, 4)) {
        addRoute(routes, { destination, target: random.pick(AWAY) });
    }
}

/** More specific than the local route, or in its place. */
export function innerRoute(vpc: VpcDraft, random: Random): void {
    const lists = routeLists(vpc);
    if (lists.length === 0) return;
    const destination = random.chance(70)
        ? random.pick(vpc.subnets).cidr
        : random.pick([...vpc.cidrs, ...(vpc.ipv6Cidr === undefined ? [] : [vpc.ipv6Cidr])]);
    const isBlock = destination === vpc.ipv6Cidr || vpc.cidrs.includes(destination);
    const kinds: Target["is"][] = isBlock ? ["local", "network interface"] : ["network interface"];
    if (!isIpv6(destination)) kinds.push("nat gateway");
    const target = targetFor(vpc, random.pick(kinds), random.chance(50), random);
    addRoute(random.pick(lists), { destination, target });
}

export function anyTarget(vpc: VpcDraft, destination: string, random: Random): Target {
    const away: Target["is"][] = ["transit gateway", "peering", "vpn gateway", "network interface"];
    const out: Target["is"][] = isIpv6(destination)
        ? ["internet gateway", "egress-only gateway"]
        : ["internet gateway", "nat gateway", "nat gateway"];
    return targetFor(vpc, random.pick([...away, ...out]), random.chance(50), random);
}

function anyDestination(ipv6: boolean, random: Random): string {
    const chosen = random.below(10);
    if (chosen < 3) return random.pick(ipv6 ? WORLD_IPV6 : WORLD);
    if (chosen < 5) return random.pick(ipv6 ? PRIVATE_IPV6 : PRIVATE);
    if (chosen < 8) return publicBlock(ipv6, random);
    return random.pick(ipv6 ? WORLD_IPV6 : [...HALVES, ...QUARTERS, ...ODD]);
}

/** A block with public addresses, with or without host bits, of all lengths from /8 or /16 on. */
function publicBlock(ipv6: boolean, random: Random): string {
    if (ipv6) {
        const first = random.pick(["2001:4860::", "2600:1f00::", "2a00:1450::", "3ffe::1"]);
        return `${first}/${random.pick([12, 15, 16, 17, 32, 48, 64, 128])}`;
    }
    const length = random.between(7, 32);
    const first = random.pick([3, 8, 9, 18, 52, 93, 151, 172, 192, 200, 203]);
    const address = `${first}.${random.below(256)}.${random.below(256)}.${random.below(256)}`;
    if (random.chance(30)) return `${address}/${length}`;
    return written(block(`${address}/${length}`).first, length);
}

function inside(vpc: VpcDraft, destination: string): boolean {
    const route = block(destination);
    const own = vpc.ipv6Cidr === undefined ? vpc.cidrs : [...vpc.cidrs, vpc.ipv6Cidr];
    return own.some((cidr) => {
        const vpcBlock = block(cidr);
        return overlap(vpcBlock, route) && route.length >= vpcBlock.length;
    });
}
