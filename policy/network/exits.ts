import type { AddressRange } from "./cidr";
import { foundIn, Lists, lookUp, present } from "./collections";
import type { Doubt, Network, RouteTable, TableRoute, Target } from "./model";
import { mostOfOneOwner, publicPart, translatedPart } from "./publicSpace";
import { longestPrefixes, shared, sizeOf } from "./ranges";
import { gateways } from "./read/routeTargets";
import { isTrusted } from "./routeVerdict";
import { routesInEffect } from "./routing";
import { toldIn } from "./told";
import type { Step } from "./verdict";

/** A way from a route table to the Internet. */
export interface Exit {
    /** Route and gateway, and those behind a private NAT gateway. */
    readonly steps: readonly Step[];
    /** Whether only so many public addresses together make it one. */
    readonly isDefault: boolean;
    /** In words: in and out, or out only. */
    readonly way: string;
}

/** The ways out of a route table, and what may be one. */
export interface Exits {
    readonly paths: readonly Exit[];
    readonly doubts: readonly Doubt[];
}

/** Public addresses that a route leads somewhere. */
interface Part {
    readonly route: TableRoute;
    readonly steps: readonly Step[];
    readonly target: Target;
    readonly ranges: readonly AddressRange[];
}

/** The ways by which a route table leads to the Internet. */
export function exitsOf(table: RouteTable, network: Network, trusted: readonly string[]): Exits {
    const { internet, outside, doubts, mayBeShadowed } = follow(table, network, trusted, []);
    const isMuch = (parts: readonly Part[]) =>
        ([4, 6] as const).some((family) => {
            const ranges = distinct(parts.flatMap(({ ranges }) => ranges)).filter(
                (range) => range.family === family,
            );
            return sizeOf(ranges) > mostOfOneOwner[family];
        });
    // So much public space cannot be behind routes of which nobody knows the destination.
    const isCertain = !mayBeShadowed || isMuch(internet);
    const exit =
        (isDefault: boolean) =>
        ({ steps, target }: Part): Exit => ({ steps, isDefault, way: wayOf(target) });
    return {
        paths: [
            ...(isCertain ? internet.map(exit(false)) : []),
            ...(isMuch(outside) ? outside.map(exit(true)) : []),
        ],
        doubts: [...doubts, ...(isCertain ? [] : internet.map(({ route }) => shadowDoubt(route)))],
    };
}

interface Followed {
    readonly internet: readonly Part[];
    readonly outside: readonly Part[];
    readonly doubts: readonly Doubt[];
    /** Whether a route of which nobody knows the destination may be in effect instead. */
    readonly mayBeShadowed: boolean;
}

const nowhere: Followed = { internet: [], outside: [], doubts: [], mayBeShadowed: false };

/**
 * Where a table leads public addresses.
 *
 * @param visited the subnets of the private NAT gateways on the way, so that the way ends
 * @param within the addresses that come this way; all, at its start
 */
function follow(
    table: RouteTable,
    network: Network,
    trusted: readonly string[],
    visited: readonly string[],
    within?: readonly AddressRange[],
): Followed {
    const vpc = foundIn(network.vpcs, table.vpc);
    const blocks = vpc?.ranges ?? [];
    const own = present(blocks.map(toldIn));
    const parts = partsOf(table, own, within);
    const results = [
        ...parts.map((part) => followPart(part, network, trusted, visited)),
        ...openRoutes(table, trusted),
    ];
    return {
        internet: results.flatMap(({ internet }) => internet),
        outside: results.flatMap(({ outside }) => outside),
        doubts: [...results.flatMap(({ doubts }) => doubts), ...table.doubts],
        // Addresses of the VPC's own are never far, and which these are may be unknown.
        mayBeShadowed:
            results.some(({ mayBeShadowed }) => mayBeShadowed) ||
            blocks.some(({ is }) => is === "open"),
    };
}

interface RoutePart {
    readonly route: TableRoute;
    readonly ranges: readonly AddressRange[];
}

/** The public addresses for which each route is in effect. */
function partsOf(
    { routes }: RouteTable,
    own: readonly AddressRange[],
    within: readonly AddressRange[] | undefined,
): RoutePart[] {
    const parts = new Lists<TableRoute, AddressRange>();
    for (const { range, owners } of routesInEffect(routes, own)) {
        for (const route of present(owners)) {
            const target = toldIn(route.target);
            if (target?.gateway.leads === "local" || target?.isService) {
                continue;
            }
            const isPublicNat = target?.gateway === gateways.nat && !target.forwardsBy;
            const reached = [
                ...publicPart(range, own),
                ...(isPublicNat ? translatedPart(range) : []),
            ];
            for (const part of within ? shared(reached, within) : reached) {
                parts.add(route, part);
            }
        }
    }
    return parts.entries().map(([route, ranges]) => ({ route, ranges }));
}

function followPart(
    { route, ranges }: RoutePart,
    network: Network,
    trusted: readonly string[],
    visited: readonly string[],
): Followed {
    const { target } = route;
    if (target.is === "open") {
        return { ...nowhere, doubts: [{ ...target.doubt, urn: route.urn }] };
    }
    const steps: Step[] = [{ urn: route.urn, step: route.label }, { step: target.value.label }];
    const { forwardsBy } = target.value;
    if (!forwardsBy) {
        return sorted({ route, steps, target: target.value, ranges }, trusted);
    }
    // A private NAT gateway forwards by the table of its own subnet.
    const found = lookUp(network.subnets, forwardsBy);
    if (found.is === "open") {
        return { ...nowhere, doubts: [found.doubt] };
    }
    const subnet = found.value;
    if (visited.includes(subnet.key)) {
        return nowhere;
    }
    const table = lookUp(network.routeTables, subnet.routeTable);
    if (table.is === "open") {
        return { ...nowhere, doubts: [table.doubt] };
    }
    const behind = follow(table.value, network, trusted, [...visited, subnet.key], ranges);
    const prefixed = (part: Part): Part => ({
        ...part,
        steps: [...steps, { urn: subnet.urn, step: subnet.label }, ...part.steps],
    });
    // Only some addresses come this way: one route that may be of this table can lead all of them elsewhere.
    if (table.value.doubts.some(({ uncertainty }) => uncertainty === "unknown")) {
        return { ...nowhere, doubts: behind.doubts };
    }
    return {
        ...behind,
        internet: behind.internet.map(prefixed),
        outside: behind.outside.map(prefixed),
    };
}

function sorted(part: Part, trusted: readonly string[]): Followed {
    if (part.target.gateway.leads === "internet") {
        return { ...nowhere, internet: [part] };
    }
    return isTrusted(part.target, trusted) ? nowhere : { ...nowhere, outside: [part] };
}

/** What routes may do of which nobody knows the destination. */
function openRoutes({ routes }: RouteTable, trusted: readonly string[]): Followed[] {
    return routes.flatMap((route) => {
        const doubts = route.destinations.flatMap((destination) =>
            destination.is === "open" ? [{ ...destination.doubt, urn: route.urn }] : [],
        );
        if (doubts.length === 0) {
            return [];
        }
        const target = toldIn(route.target);
        if (!target) {
            return [{ ...nowhere, doubts, mayBeShadowed: true }];
        }
        const { gateway, isService } = target;
        const isHarmless =
            gateway.leads === "local" ||
            isService ||
            (gateway.leads !== "internet" && isTrusted(target, trusted));
        return isHarmless
            ? []
            : [{ ...nowhere, doubts, mayBeShadowed: gateway.leads !== "internet" }];
    });
}

/** Each address once: two lists may lead the same addresses out. */
function distinct(ranges: readonly AddressRange[]): AddressRange[] {
    const entries = ranges.map((range) => ({ range, rank: 0, owner: undefined }));
    return longestPrefixes(entries).map(({ range }) => range);
}

function wayOf({ gateway }: Target): string {
    return gateway === gateways.internet ? "in and out" : "out";
}

function shadowDoubt(route: TableRoute): Doubt {
    return {
        uncertainty: "unknown",
        reason: `${route.label} leads to the Internet unless routes shadow it of which nobody knows the destination`,
        urn: route.urn,
    };
}
