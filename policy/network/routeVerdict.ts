import { type AddressRange, holdEverything } from "./cidr";
import type { Route, RouteTarget } from "./facts";
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
          readonly destination: Property<AddressRange> | undefined;
          readonly certain: boolean;
      }
    /** Leads out of the VPC, with whatever its prefix list holds. */
    | { readonly is: "listed"; readonly target: RouteTarget }
    /** The target or the prefix list names none. */
    | { readonly is: "malformed"; readonly property: Property<unknown> }
    /** The gateway has an id that only the update will tell. */
    | { readonly is: "undecided"; readonly target: RouteTarget }
    /** No target at all that the pack knows. */
    | { readonly is: "aimless" };

/**
 * Judges a route. A route to the Internet is one whatever its destination: half of the world, or one
 * public address, is a path too. To any other network only a default route counts.
 *
 * @param trusted the targets outside the VPC to which a default route may lead, by kind, id or ARN
 */
export function judgeRoute(route: Route, trusted: readonly string[]): RouteVerdict {
    const { targets, destinations, prefixList } = route;
    const internet = targets.find(({ gateway }) => gateway?.leads === "internet");
    if (internet) {
        return { is: "internet", target: internet };
    }
    const malformed = targets.find(({ gateway, id }) => !gateway && id.known.state === "malformed");
    if (malformed) {
        return { is: "malformed", property: malformed.id };
    }
    const undecided = targets.find(({ gateway }) => !gateway);
    const everything = destinations.find(isDefault);
    // An unknown id can be that of any gateway, also of a trusted one; "local" is a word, not an id.
    const isCertainlyOut = everything && trusted.length === 0;
    const outside =
        targets.find((target) => leavesVpc(target, route) && !isTrusted(target, trusted)) ??
        (isCertainlyOut ? undecided : undefined);
    if (outside && everything) {
        return { is: "default", target: outside, destination: everything, certain: true };
    }
    const perhaps = destinations.find(({ known }) => known.state !== "value");
    const isListed = prefixList.known.state !== "absent";
    if (outside && (perhaps || (destinations.length === 0 && !isListed))) {
        return { is: "default", target: outside, destination: perhaps, certain: false };
    }
    if (outside && isListed) {
        return prefixList.known.state === "malformed"
            ? { is: "malformed", property: prefixList }
            : { is: "listed", target: outside };
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
function leavesVpc({ gateway }: RouteTarget, { prefixList }: Route): boolean {
    return (
        gateway?.leads === "outside" ||
        (gateway?.leads === "endpoint" && prefixList.known.state === "absent")
    );
}

/** Whether a target is trusted, by its kind or by its id or ARN. */
export function isTrusted(
    { gateway, literal }: Pick<RouteTarget, "gateway" | "literal">,
    trusted: readonly string[],
): boolean {
    return trusted.some((target) => target === gateway?.kind || target === literal);
}

function isDefault({ known }: Property<AddressRange>): boolean {
    return known.state === "value" && holdEverything([known.value]);
}
