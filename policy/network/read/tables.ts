import type { AddressRange } from "../cidr";
import { Belongings, strayDoubts } from "../collections";
import type { Route } from "../facts";
import { keyIn, refer, referenceAt } from "../join";
import { type Kinds, vpcTypes } from "../kinds";
import { elementsAt, text, valueIn } from "../known";
import { madeWith } from "../made";
import type { Doubt, RouteTable, TableRoute, Target, Told } from "../model";
import type { Node, Stack } from "../stack";
import { doubtAbout, open, orDoubt, told, toldAs } from "../told";
import { awsTypes } from "../types";
import type { PrefixListRanges } from "./prefixListRanges";
import { unknownGateway } from "./routeSources";
import { routesOf, withGateway, withoutComputedTargets } from "./routes";
import { vpcOf } from "./subnets";
import { targetReader } from "./tableTargets";

/** Reads all route tables, those that AWS makes with the VPCs included. */
export function readRouteTables(
    stack: Stack,
    kinds: Kinds,
    lists: PrefixListRanges,
): Map<string, RouteTable> {
    const holders = stack.ofTypes(awsTypes.routeTable, awsTypes.defaultRouteTable);
    const nodes = new Belongings<Node>();
    for (const node of holders) {
        nodes.add(told(keyIn(kinds.routeTable, node)), node);
    }
    for (const node of stack.ofTypes(awsTypes.route)) {
        nodes.add(refer(kinds.routeTable, referenceAt(node, "routeTableId")), node);
    }
    const strays = strayDoubts(nodes);
    const announced = propagations(stack, kinds);
    const targetOf = targetReader(stack, kinds);
    const tables = new Map<string, RouteTable>();
    const add = (key: string, urn: string, label: string, vpc: Told<string>) => {
        const own = routesIn(nodes.of(key), lists, targetOf);
        tables.set(key, {
            key,
            urn,
            label,
            vpc,
            ...own,
            doubts: [...own.doubts, ...announced.around(key).map(announcement), ...strays],
        });
    };
    for (const { urn, label } of stack.ofTypes(...vpcTypes)) {
        add(madeWith.routeTable(urn), urn, `main route table of ${label}`, told(urn));
    }
    for (const node of holders) {
        const key = keyIn(kinds.routeTable, node);
        const made = tables.get(key);
        add(key, node.urn, node.label, made ? made.vpc : vpcOf(node, kinds));
    }
    return tables;
}

/** The routes of a table, and what nobody can read of them. */
function routesIn(
    nodes: readonly Node[],
    lists: PrefixListRanges,
    targetOf: (node: Node, route: Route) => Told<Target>,
): { routes: TableRoute[]; doubts: Doubt[] } {
    const routes: TableRoute[] = [];
    const doubts: Doubt[] = [];
    for (const node of nodes) {
        for (const read of routesOf(node.type, node.inputs)) {
            const route = valueIn(read);
            if (route) {
                routes.push(tableRoute(node, route, lists, targetOf));
            } else {
                doubts.push(doubtAbout(node.label, read));
            }
        }
    }
    return { routes, doubts };
}

function tableRoute(
    node: Node,
    read: Route,
    lists: PrefixListRanges,
    targetOf: (node: Node, route: Route) => Told<Target>,
): TableRoute {
    const route = withoutComputedTargets(withResolvedGateway(node, read));
    const place = route.path === "" ? node.label : `${route.path} of ${node.label}`;
    const shown = [...route.destinations, route.prefixList]
        .filter(({ known }) => known.state !== "absent")
        .map((property) => property.shown);
    return {
        urn: node.urn,
        label: `${place} (${shown.join(", ") || "no destination"})`,
        destinations: destinationsOf(node, route, lists),
        isListed: route.prefixList.known.state !== "absent",
        target: targetOf(node, route),
    };
}

function withResolvedGateway(node: Node, route: Route): Route {
    const source = ({ type, inputs }: Node) => ({ type, bag: inputs });
    return withGateway(route, () =>
        unknownGateway(
            source(node),
            node.type === awsTypes.route ? node.sources("gatewayId").map(source) : undefined,
            node.sources("routes").map(source),
        ),
    );
}

function destinationsOf(
    node: Node,
    route: Route,
    lists: PrefixListRanges,
): Told<readonly AddressRange[]>[] {
    const { prefixList } = route;
    const byAddress = route.destinations.map((destination) =>
        toldAs(orDoubt(node.label, destination), (range): readonly AddressRange[] => [range]),
    );
    if (prefixList.known.state === "absent") {
        return byAddress.length > 0
            ? byAddress
            : [open({ uncertainty: "unknown", reason: `${node.label} has no destination` })];
    }
    const key = node.type === awsTypes.route ? "destinationPrefixListId" : "routes";
    const list = refer(lists.kind, { node, key, property: prefixList });
    return [...byAddress, lists.rangesOf(list)];
}

/** What lets VPN gateways and route servers add routes to tables that no program shows. */
function propagations(stack: Stack, kinds: Kinds): Belongings<Node> {
    const found = new Belongings<Node>();
    for (const node of stack.ofTypes(
        awsTypes.vpnRoutePropagation,
        awsTypes.routeServerPropagation,
    )) {
        found.add(refer(kinds.routeTable, referenceAt(node, "routeTableId")), node);
    }
    for (const node of stack.ofTypes(awsTypes.routeTable, awsTypes.defaultRouteTable)) {
        if (elementsAt(node.inputs, "propagatingVgws", text).length > 0) {
            found.add(told(keyIn(kinds.routeTable, node)), node);
        }
    }
    return found;
}

function announcement({ label, urn }: Node): Doubt {
    return {
        uncertainty: "external",
        reason: `${label} lets another network announce routes`,
        urn,
    };
}
