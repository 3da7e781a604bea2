import type { EmulatedResource, Ledger } from "./account";
import { tellingId } from "./ids";
import { elementsOf, isObject, type Properties, type PropertyValue } from "./properties";

const ROUTE = "aws:ec2/route:Route";
const TABLES = ["aws:ec2/defaultRouteTable:DefaultRouteTable", "aws:ec2/routeTable:RouteTable"];

/** How the table spells the destinations of its routes, by the spelling of the route resource. */
const DESTINATIONS: Readonly<Record<string, string>> = {
    destinationCidrBlock: "cidrBlock",
    destinationIpv6CidrBlock: "ipv6CidrBlock",
    destinationPrefixListId: "destinationPrefixListId",
};

const NOT_IN_TABLE = ["region", "routeTableId"];

/**
 * A route table as a reading finds it: with the routes that it lists itself and those that are
 * resources of their own. As AWS tells no difference, they show also in the inputs, if these list any.
 */
export function withLiveRoutes(table: EmulatedResource, account: Ledger): EmulatedResource {
    if (!TABLES.includes(table.type)) {
        return table;
    }
    const listed = new Set(elementsOf(table.inputs.routes).map(destinationOf));
    const shown = elementsOf(table.outputs.routes).filter((route) => {
        const destination = destinationOf(route);
        return listed.has(destination) || !account.wasDeleted(ROUTE, idOf(table, destination));
    });
    const known = new Set(shown.map(destinationOf));
    const added = routesOf(table.id, account)
        .map(({ inputs }) => inTable(inputs))
        .filter((route) => !known.has(destinationOf(route)));
    const routes = [...shown, ...added];
    return {
        ...table,
        inputs: table.inputs.routes === undefined ? table.inputs : { ...table.inputs, routes },
        outputs: { ...table.outputs, routes },
    };
}

/**
 * What an update of a table does to routes that are resources of their own: those that its state shows
 * and its new inputs do not list go. Without a list nothing goes.
 */
export function removeUnlistedRoutes(
    table: Pick<EmulatedResource, "id" | "outputs" | "type">,
    inputs: Properties,
    account: Ledger,
): void {
    if (!TABLES.includes(table.type) || inputs.routes === undefined) {
        return;
    }
    const listed = new Set(elementsOf(inputs.routes).map(destinationOf));
    const gone = new Set(
        elementsOf(table.outputs.routes)
            .map(destinationOf)
            .filter((destination) => !listed.has(destination)),
    );
    for (const route of routesOf(table.id, account)) {
        if (gone.has(destinationOf(inTable(route.inputs)))) {
            account.remove(ROUTE, route.id);
        }
    }
}

function routesOf(tableId: string, account: Ledger): EmulatedResource[] {
    return account.ofType(ROUTE).filter(({ inputs }) => inputs.routeTableId === tableId);
}

/** The id of the route resource that leads to a destination. */
function idOf(table: EmulatedResource, destination: PropertyValue = ""): string {
    const inputs = { routeTableId: table.id, destinationCidrBlock: destination };
    return tellingId(ROUTE, inputs) ?? "";
}

/** A route resource's inputs in the spelling of a table. */
function inTable(inputs: Properties): Properties {
    const told = Object.entries(inputs).filter(
        ([name]) => !NOT_IN_TABLE.includes(name) && !name.startsWith("__"),
    );
    return Object.fromEntries(told.map(([name, value]) => [DESTINATIONS[name] ?? name, value]));
}

function destinationOf(route: PropertyValue): PropertyValue | undefined {
    const spellings = isObject(route) ? Object.values(DESTINATIONS).map((name) => route[name]) : [];
    return spellings.find((value) => value !== undefined && value !== "");
}
