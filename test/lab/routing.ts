/** Routes of a VPC as routes of Linux. */
import type { Route, Subnet, Target, Vpc } from "../oracle/network";
import { type Block, cidrOf, parseBlock } from "./addresses";

/** How the router calls its cable to where packets go that go nowhere; and what they meet there. */
export const NOWHERE = "nowhere";
/** The table in which the router finds the VPC's own addresses. */
export const DELIVERY = 1_000;
const FIRST_TABLE = 100;

/** The routes in effect for a subnet, besides the implicit local ones. */
export function routesOf(vpc: Vpc, subnet: Subnet): readonly Route[] {
    if (subnet.routeTable !== undefined) return tableOf(vpc, subnet.routeTable);
    switch (vpc.mainTable.is) {
        case "made by AWS":
            return [];
        case "adopted":
            return vpc.mainTable.routes;
        case "moved":
            return tableOf(vpc, vpc.mainTable.to);
    }
}

function tableOf(vpc: Vpc, name: string): readonly Route[] {
    const found = vpc.routeTables.find((table) => table.name === name);
    if (found === undefined) throw new RangeError(`no route table is called ${name}`);
    return found.routes;
}

export function blocksOf(vpc: Vpc): readonly Block[] {
    const texts = vpc.ipv6Cidr === undefined ? vpc.cidrs : [...vpc.cidrs, vpc.ipv6Cidr];
    return texts.map(parseBlock);
}

/** Where a route leads: a cable of the router, or none for a local route. */
export function cableOf(vpc: Vpc, target: Target): string | undefined {
    switch (target.is) {
        case "local":
            return undefined;
        case "nat gateway":
            return natCable(vpc.natGateways.findIndex(({ name }) => name === target.name));
        default:
            return CABLES[target.is];
    }
}

/** By the place of the gateway in the VPC's list. */
export function natCable(index: number): string {
    return `nat${index}`;
}

const CABLES = {
    "internet gateway": "igw",
    "egress-only gateway": "eigw",
    "transit gateway": "tgw",
    peering: "pcx",
    "vpn gateway": "vgw",
    "network interface": "eni",
} as const;

/**
 * The table of a subnet. A local route leaves it for the table of the VPC's own addresses: so it is as long
 * as the VPC's block, however small the subnets are.
 */
export function tableLines(vpc: Vpc, index: number, routes: readonly Route[]): string[] {
    const table = FIRST_TABLE + index;
    const cables = new Map<string, string | undefined>([
        ["0.0.0.0/0", NOWHERE],
        [ALL_IPV6, NOWHERE],
        ...blocksOf(vpc).map((block) => [cidrOf(block), undefined] as const),
        ...routes.map(
            ({ destination, target }) =>
                [cidrOf(parseBlock(destination)), cableOf(vpc, target)] as const,
        ),
    ]);
    return [...cables].map(([destination, cable]) =>
        cable === undefined
            ? `route add throw ${destination} table ${table}`
            : `route add ${destination} dev ${cable} table ${table}`,
    );
}

const ALL_IPV6 = cidrOf(parseBlock("::/0"));

/** For both families: what comes in by the cable is routed by the table of that subnet. */
export function comesFromSubnet(cable: string, index: number): string {
    return `rule add iif ${cable} lookup ${FIRST_TABLE + index} pref 100`;
}

/** For both families: all else is delivered, local routes and what comes in from outside. */
export const ELSE_DELIVER = `rule add lookup ${DELIVERY} pref 200`;

/** What the lab adds is local whatever the tables say, as if its addresses were the VPC's. */
export function deliversTo(block: string): string {
    return `rule add to ${block} lookup ${DELIVERY} pref 50`;
}
