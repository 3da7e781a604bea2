import type { Gateway } from "../facts";
import { at, type Bag, valueIn } from "../known";
import { cidr, routesOf } from "./routes";
import { gatewayOfDependencies } from "./routeTargets";
import { isSameDestination } from "./standaloneRoutes";

/** A resource that a value is computed from, as far as the kind of a gateway goes. */
export interface RouteSource {
    readonly type: string;
    readonly bag: Bag;
}

/**
 * The kind of gateway that an unknown `gatewayId` in the routes of a resource names, by what it is
 * computed from.
 *
 * @param gatewayIds what `gatewayId` is computed from, where the resource is a route
 * @param routes what `routes` is computed from, where it holds a list of them
 */
export function unknownGateway(
    table: RouteSource,
    gatewayIds: readonly RouteSource[] | undefined,
    routes: readonly RouteSource[],
): Gateway | undefined {
    const sources = gatewayIds ?? routes.filter((source) => !isDestination(source, table));
    return gatewayOfDependencies(sources.map(({ type }) => type));
}

/** Whether a table has a route to just the addresses of another resource, a VPC or a subnet. */
function isDestination({ bag }: RouteSource, table: RouteSource): boolean {
    const addresses = valueIn(at(bag, "cidrBlock", cidr));
    return routesOf(table.type, table.bag)
        .flatMap((route) => valueIn(route)?.destinations ?? [])
        .some((destination) => isSameDestination(valueIn(destination), addresses));
}
