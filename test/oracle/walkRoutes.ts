import { type Address, type Block, block, holds, sameBlock } from "./address";
import type { Route, Subnet, Target, Vpc } from "./network";

export interface Line {
    readonly block: Block;
    readonly target: Target;
}

/** The table in effect for a subnet: its own, else the main one. */
export function effectiveTable(vpc: Vpc, subnet: Subnet): readonly Line[] {
    return tableOf(vpc, declaredRoutes(vpc, subnet));
}

/** Declared routes plus the implicit local ones, unless a route of the same prefix replaces these. */
export function tableOf(vpc: Vpc, routes: readonly Route[]): readonly Line[] {
    const lines: Line[] = routes.map(({ destination, target }) => ({
        block: block(destination),
        target,
    }));
    for (const own of blocksOf(vpc)) {
        if (!lines.some((line) => sameBlock(line.block, own))) {
            lines.push({ block: own, target: { is: "local" } });
        }
    }
    return lines;
}

/** The line of the longest prefix that holds the address. */
export function lookUp(table: readonly Line[], address: Address): Target | undefined {
    let best: Line | undefined;
    for (const line of table) {
        if (!holds(line.block, address)) continue;
        if (best === undefined || line.block.length > best.block.length) best = line;
    }
    return best?.target;
}

export function blocksOf(vpc: Vpc): readonly Block[] {
    const cidrs = vpc.ipv6Cidr === undefined ? vpc.cidrs : [...vpc.cidrs, vpc.ipv6Cidr];
    return cidrs.map(block);
}

function declaredRoutes(vpc: Vpc, subnet: Subnet): readonly Route[] {
    if (subnet.routeTable !== undefined) return named(vpc.routeTables, subnet.routeTable).routes;
    switch (vpc.mainTable.is) {
        case "made by AWS":
            return [];
        case "adopted":
            return vpc.mainTable.routes;
        case "moved":
            return named(vpc.routeTables, vpc.mainTable.to).routes;
    }
}

export function named<T extends { readonly name: string }>(all: readonly T[], name: string): T {
    const found = all.find((one) => one.name === name);
    if (found === undefined) throw new RangeError(`nothing is called ${name}`);
    return found;
}
