import { type AddressRange, everyAddress, isSameRange } from "../cidr";
import { foundIn, lookUp, present } from "../collections";
import type { Doubt, Network, RouteTable, Subnet, TableRoute } from "../model";
import { intersection, sizeOf } from "../ranges";
import { routesInEffect } from "../routing";
import { toldIn } from "../told";
import { type Outcome, passed, passedUnless } from "./outcome";

/**
 * Whether traffic from a subnet to another of the VPC takes the local route: a route for just the
 * addresses of the VPC replaces it, and one for fewer of them goes before it.
 */
export function staysLocal(from: Subnet, to: Subnet, network: Network): Outcome {
    const found = lookUp(network.routeTables, from.routeTable);
    if (found.is === "open") {
        return { is: "open", doubts: [found.doubt] };
    }
    const table = found.value;
    const diverting = table.routes.filter(({ target }) => {
        const told = toldIn(target);
        return !told || (told.gateway.leads !== "local" && !told.isService);
    });
    const judged =
        diverting.length === 0
            ? passed
            : to.ipv4.is === "told"
              ? inEffect(table, diverting, to.ipv4.value, to, network)
              : ofUnknownSubnet(table, diverting, to);
    // What other networks announce never goes before a local route; what nobody can read may.
    const doubts = table.doubts.filter(({ uncertainty }) => uncertainty === "unknown");
    return judged.is === "passed" ? passedUnless(doubts) : judged;
}

function inEffect(
    table: RouteTable,
    diverting: readonly TableRoute[],
    destination: AddressRange,
    to: Subnet,
    network: Network,
): Outcome {
    const blocks = foundIn(network.vpcs, to.vpc)?.ranges ?? [];
    const near = (range: AddressRange) => intersection(range, destination) !== undefined;
    const local = present(blocks.map(toldIn)).filter(near);
    // Of a block that nobody knows, so much is sure that it holds its subnets.
    const owners = routesInEffect(table.routes, local.length > 0 ? local : [destination])
        .filter(({ range }) => near(range))
        .flatMap(({ owners }) => present(owners))
        .filter((owner) => diverting.includes(owner));
    const open = diverting.flatMap((route) =>
        route.destinations.flatMap((ranges) =>
            ranges.is === "open" ? [{ ...ranges.doubt, urn: route.urn }] : [],
        ),
    );
    const between = local.length > 0 ? [] : unsure(diverting, destination, to);
    const first = owners.find(({ target }) => target.is === "told") ?? owners[0];
    if (!first) {
        return passedUnless([...open, ...between]);
    }
    return first.target.is === "open"
        ? { is: "open", doubts: [first.target.doubt] }
        : {
              is: "blocked",
              by: `${first.label} of ${table.label} leads ${to.label} to ${first.target.value.label} instead of local`,
          };
}

/** A block of a VPC is a /16 at most: the local route goes before wider ones. */
const mostOfBlock = 1n << 16n;

/** Routes that hold the subnet, and may be for all of the VPC or for less of it. */
function unsure(diverting: readonly TableRoute[], destination: AddressRange, to: Subnet): Doubt[] {
    const isBetween = (range: AddressRange) =>
        range.first <= destination.first &&
        range.last >= destination.last &&
        sizeOf([range]) <= mostOfBlock;
    return diverting
        .filter((route) => route.destinations.some((each) => toldIn(each)?.some(isBetween)))
        .map((route) => ({
            uncertainty: "unknown",
            reason: `${route.label} may be for less than the addresses of the VPC of ${to.label}, which are known only after the update`,
            urn: route.urn,
        }));
}

/** Only a default route is surely none for the addresses of a subnet that nobody knows. */
function ofUnknownSubnet(table: RouteTable, diverting: readonly TableRoute[], to: Subnet): Outcome {
    const isDefault = (range: AddressRange) =>
        range.family === 6 || isSameRange(range, everyAddress[4]);
    const doubtful = diverting.filter(
        (route) => !route.destinations.every((each) => toldIn(each)?.every(isDefault)),
    );
    return passedUnless(
        doubtful.map((route) => ({
            uncertainty: "unknown",
            reason: `${route.label} of ${table.label} may lead ${to.label} elsewhere, of which the addresses are not known`,
            urn: route.urn,
        })),
    );
}
