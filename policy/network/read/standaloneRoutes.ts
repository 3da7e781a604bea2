import type { PolicyResource } from "@pulumi/policy";
import { type AddressRange, isSameRange } from "../cidr";
import type { Route } from "../facts";
import { at, bagOf, text, valueIn } from "../known";
import { awsTypes } from "../types";
import { routesOf } from "./routes";

/**
 * The routes that resources of their own add to each route table, by the table's URN and by its id.
 * The outputs of a table list these too, although they belong to the other resource.
 */
export function standaloneRoutes(resources: readonly PolicyResource[]): Map<string, Route[]> {
    const byTable = new Map<string, Route[]>();
    for (const { type, props, propertyDependencies } of resources) {
        if (type !== awsTypes.route) {
            continue;
        }
        const bag = bagOf(props);
        const routes = routesOf(type, bag).flatMap((route) => valueIn(route) ?? []);
        const id = valueIn(at(bag, "routeTableId", text));
        // A known id is better than a dependency: it says which table, not which may be.
        const tables = id ? [id] : (propertyDependencies.routeTableId ?? []).map(({ urn }) => urn);
        for (const table of tables) {
            const known = byTable.get(table) ?? [];
            known.push(...routes);
            byTable.set(table, known);
        }
    }
    return byTable;
}

/** Whether two routes have the same destination, so that in one table they are the same route. */
export function isSameRoute(one: Route, other: Route): boolean {
    const list = valueIn(one.prefixList);
    return (
        (list !== undefined && list === valueIn(other.prefixList)) ||
        one.destinations.some((a) =>
            other.destinations.some((b) => isSameDestination(valueIn(a), valueIn(b))),
        )
    );
}

/** Whether two destinations are the same; not if one is missing. */
export function isSameDestination(one?: AddressRange, other?: AddressRange): boolean {
    return one !== undefined && other !== undefined && isSameRange(one, other);
}
