import { isEverything } from "./cidr";
import type { Destination, Route, RouteTarget } from "./facts";
import type { Property } from "./known";

/** What a route means for a private network, and what decides it. */
export type RouteVerdict =
    | { readonly is: "private" }
    /** Leads to the Internet, whatever its destination. */
    | { readonly is: "internet"; readonly target: RouteTarget }
    /** Leads out of the VPC, with everything (or perhaps with everything: the doubt). */
    | {
          readonly is: "default";
          readonly target: RouteTarget;
          readonly destination: Property<Destination> | undefined;
          readonly certain: boolean;
      }
    /** The target names no gateway. */
    | { readonly is: "malformed"; readonly target: RouteTarget }
    /** The gateway has an id that only the update will tell. */
    | { readonly is: "undecided"; readonly target: RouteTarget }
    /** No target at all that the pack knows. */
    | { readonly is: "aimless" };

/**
 * Judges a route. A route to the Internet is one whatever its destination: half of the world, or one
 * public address, is a path too. To any other network only a default route counts.
 */
export function judgeRoute(route: Route): RouteVerdict {
    const { targets, destinations } = route;
    const internet = targets.find(({ gateway }) => gateway?.leads === "internet");
    if (internet) {
        return { is: "internet", target: internet };
    }
    const malformed = targets.find(({ gateway, id }) => !gateway && id.known.state === "malformed");
    if (malformed) {
        return { is: "malformed", target: malformed };
    }
    const undecided = targets.find(({ gateway }) => !gateway);
    const everything = destinations.find(isDefault);
    // An unknown id can be that of any gateway; "local" is a word, not an id.
    const outside =
        targets.find(({ gateway }) => leavesVpc(gateway?.leads, destinations)) ??
        (everything ? undecided : undefined);
    if (outside && everything) {
        return { is: "default", target: outside, destination: everything, certain: true };
    }
    const perhaps = destinations.find(mayBeDefault);
    if (outside && (perhaps || destinations.length === 0)) {
        return { is: "default", target: outside, destination: perhaps, certain: false };
    }
    if (undecided) {
        return { is: "undecided", target: undecided };
    }
    return targets.length === 0 ? { is: "aimless" } : { is: "private" };
}

/**
 * `gatewayId: vpce-…` with a prefix list is the route that AWS adds for a gateway endpoint (S3,
 * DynamoDB): the traffic stays with AWS. With addresses it is a Gateway Load Balancer endpoint, that
 * is, an appliance which may forward anywhere.
 */
function leavesVpc(
    leads: string | undefined,
    destinations: readonly Property<Destination>[],
): boolean {
    return leads === "outside" || (leads === "endpoint" && !destinations.some(isPrefixList));
}

function isPrefixList({ known }: Property<Destination>): boolean {
    return known.state === "value" && "prefixList" in known.value;
}

function isDefault({ known }: Property<Destination>): boolean {
    return known.state === "value" && !("prefixList" in known.value) && isEverything(known.value);
}

// What a prefix list holds is not in the program; it may be everything.
function mayBeDefault(destination: Property<Destination>): boolean {
    return destination.known.state !== "value" || isPrefixList(destination);
}
