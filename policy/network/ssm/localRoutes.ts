import type { AddressRange } from "../cidr";
import type { Doubt, Network, RouteTable, Subnet, TableRoute } from "../model";
import { type Entry, intersection, longestPrefixes } from "../ranges";
import { toldIn } from "../told";
import { blockedUnless, type Outcome, passed } from "./outcome";

/**
 * Whether traffic from a subnet to another of the VPC takes the local route: a route for just the
 * addresses of the VPC replaces it, and one for fewer of them goes before it.
 */
export function staysLocal(from: Subnet, to: Subnet, network: Network): Outcome {
    const table = network.routeTables.get(toldIn(from.routeTable) ?? "");
    if (!table) {
        const doubt =
            from.routeTable.is === "open"
                ? from.routeTable.doubt
                : external(`${from.label} has no route table here`);
        return { is: "open", doubts: [doubt] };
    }
    const diverting = table.routes.filter(({ target }) => {
        const told = toldIn(target);
        return !told || (told.gateway.leads !== "local" && !told.isService);
    });
    const judged =
        diverting.length === 0
            ? passed
            : to.ipv4?.is === "told"
              ? inEffect(table, diverting, to.ipv4.value, to, network)
              : ofUnknownSubnet(table, diverting, to);
    // What other networks announce never goes before a local route; what nobody can read may.
    const doubts = table.doubts.filter(({ uncertainty }) => uncertainty === "unknown");
    return judged.is === "passed" && doubts.length > 0 ? { is: "open", doubts } : judged;
}

function external(reason: string): Doubt {
    return { uncertainty: "external", reason };
}

function inEffect(
    table: RouteTable,
    diverting: readonly TableRoute[],
    destination: AddressRange,
    to: Subnet,
    network: Network,
): Outcome {
    const vpc = network.vpcs.get(toldIn(to.vpc) ?? "");
    const blocks = vpc?.ranges ?? [];
    const near = (range: AddressRange) => intersection(range, destination) !== undefined;
    const local = blocks.flatMap((block) => toldIn(block) ?? []).filter(near);
    const entries: Entry<TableRoute | undefined>[] = [
        ...table.routes.flatMap((route) =>
            route.destinations
                .flatMap((ranges) => toldIn(ranges) ?? [])
                .filter(near)
                .map((range) => ({ range, rank: route.isListed ? 1 : 0, owner: route })),
        ),
        // Of a block that nobody knows, so much is sure that it holds its subnets.
        ...(local.length > 0 ? local : [destination]).map((range) => ({
            range,
            rank: 2,
            owner: undefined,
        })),
    ];
    const diverted = new Set(diverting);
    const owners = longestPrefixes(entries)
        .filter(({ range }) => near(range))
        .flatMap(({ owners }) => owners)
        .filter((owner) => owner !== undefined && diverted.has(owner));
    const open = diverting.flatMap((route) =>
        route.destinations.flatMap((ranges) =>
            ranges.is === "open" ? [{ ...ranges.doubt, urn: route.urn }] : [],
        ),
    );
    const between = local.length > 0 ? [] : unsure(diverting, destination, to);
    const [first] = owners;
    if (!first) {
        const doubts = [...open, ...between];
        return doubts.length > 0 ? { is: "open", doubts } : passed;
    }
    const doubts = first.target.is === "open" ? [first.target.doubt] : [];
    const target = toldIn(first.target)?.label ?? "a target that nobody knows";
    return blockedUnless(
        doubts,
        `${first.label} of ${table.label} leads ${to.label} to ${target} instead of local`,
    );
}

/** Routes that hold the subnet, and may be for all of the VPC or for less of it. */
function unsure(diverting: readonly TableRoute[], destination: AddressRange, to: Subnet): Doubt[] {
    const isBetween = (range: AddressRange) =>
        range.first <= destination.first &&
        range.last >= destination.last &&
        range.last - range.first < 1n << 24n;
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
    const isDefault = ({ family, first, last }: AddressRange) =>
        family === 6 || (first === 0n && last === (1n << 32n) - 1n);
    const doubtful = diverting.filter(
        (route) => !route.destinations.every((each) => toldIn(each)?.every(isDefault)),
    );
    return doubtful.length === 0
        ? passed
        : {
              is: "open",
              doubts: doubtful.map((route) => ({
                  uncertainty: "unknown",
                  reason: `${route.label} of ${table.label} may lead ${to.label} elsewhere, of which the addresses are not known`,
                  urn: route.urn,
              })),
          };
}
