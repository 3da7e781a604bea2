import type { AddressRange } from "../cidr";
import type { Route } from "../facts";
import { refer, referenceAt } from "../join";
import { type Kinds, vpcTypes } from "../kinds";
import { elementsAt, text, valueIn } from "../known";
import { madeWith } from "../made";
import type { Doubt, RouteTable, TableRoute, Target, Told } from "../model";
import type { Node, Stack } from "../stack";
import { doubtAbout, open, told, toldIn } from "../told";
import { awsTypes } from "../types";
import type { PrefixListRanges } from "./prefixListRanges";
import { unknownGateway } from "./routeSources";
import { routeReader, withGateway, withoutComputedTargets } from "./routes";
import { vpcOf } from "./subnets";
import { targetReader } from "./tableTargets";

/** Reads all route tables, those that AWS makes with the VPCs included. */
export function readRouteTables(
    stack: Stack,
    kinds: Kinds,
    lists: PrefixListRanges,
): Map<string, RouteTable> {
    const holders = stack.ofTypes(awsTypes.routeTable, awsTypes.defaultRouteTable);
    const routes = new Map<string, TableRoute[]>();
    const doubts = new Map<string, Doubt[]>();
    const targetOf = targetReader(stack, kinds);
    /** Routes of which nobody can tell in which table they are. */
    const strays: Doubt[] = [];
    for (const node of [...holders, ...stack.ofTypes(awsTypes.route)]) {
        const table =
            node.type === awsTypes.route
                ? refer(kinds.routeTable, referenceAt(node, "routeTableId"))
                : told(kinds.routeTable.keyOf(node) ?? node.urn);
        if (table.is === "open") {
            if (table.doubt.uncertainty === "unknown") {
                strays.push({ ...table.doubt, urn: node.urn });
            }
            continue;
        }
        const key = table.value;
        for (const read of routeReader(node.type)?.(node.inputs) ?? []) {
            const route = valueIn(read);
            if (route) {
                push(routes, key, tableRoute(node, route, lists, targetOf));
            } else {
                push(doubts, key, doubtAbout(node.label, read));
            }
        }
    }
    for (const [key, doubt] of propagations(stack, kinds)) {
        push(doubts, key, doubt);
    }
    const tables = new Map<string, RouteTable>();
    const add = (key: string, urn: string, label: string, vpc: Told<string>) =>
        tables.set(key, {
            key,
            urn,
            label,
            vpc,
            routes: routes.get(key) ?? [],
            doubts: [...(doubts.get(key) ?? []), ...strays],
        });
    for (const { urn, label } of stack.ofTypes(...vpcTypes)) {
        add(madeWith.routeTable(urn), urn, `main route table of ${label}`, told(urn));
    }
    for (const node of holders) {
        const key = kinds.routeTable.keyOf(node) ?? node.urn;
        const made = tables.get(key);
        add(key, node.urn, node.label, made ? made.vpc : vpcOf(node, kinds));
    }
    return tables;
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
    const list = lists.get(key);
    if (list) {
        list.push(value);
    } else {
        lists.set(key, [value]);
    }
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
    const isUnresolved = route.targets.some(
        ({ id, gateway }) => !gateway && id.known.state === "unknown",
    );
    return isUnresolved
        ? withGateway(
              route,
              unknownGateway(
                  source(node),
                  node.type === awsTypes.route ? node.sources("gatewayId").map(source) : undefined,
                  node.sources("routes").map(source),
              ),
          )
        : route;
}

function destinationsOf(
    node: Node,
    route: Route,
    lists: PrefixListRanges,
): Told<readonly AddressRange[]>[] {
    const { prefixList } = route;
    const byAddress = route.destinations.map(
        (destination): Told<readonly AddressRange[]> =>
            destination.known.state === "value"
                ? told([destination.known.value])
                : open(doubtAbout(node.label, destination)),
    );
    if (prefixList.known.state === "absent") {
        return byAddress.length > 0
            ? byAddress
            : [open({ uncertainty: "unknown", reason: `${node.label} has no destination` })];
    }
    const key = node.type === awsTypes.route ? "destinationPrefixListId" : "routes";
    const list = refer(lists.kind, { node, key, property: prefixList });
    return [...byAddress, list.is === "told" ? lists.rangesOf(list.value) : list];
}

/** Tables to which VPN gateways and route servers add routes that no program shows. */
function propagations(stack: Stack, kinds: Kinds): [string, Doubt][] {
    const doubt = (node: Node): Doubt => ({
        uncertainty: "external",
        reason: `${node.label} lets another network announce routes`,
        urn: node.urn,
    });
    const standalone = stack
        .ofTypes(awsTypes.vpnRoutePropagation, awsTypes.routeServerPropagation)
        .flatMap((node): [string, Doubt][] => {
            const key = toldIn(refer(kinds.routeTable, referenceAt(node, "routeTableId")));
            return key === undefined ? [] : [[key, doubt(node)]];
        });
    const inline = stack
        .ofTypes(awsTypes.routeTable, awsTypes.defaultRouteTable)
        .filter(({ inputs }) => elementsAt(inputs, "propagatingVgws", text).length > 0)
        .map((node): [string, Doubt] => [kinds.routeTable.keyOf(node) ?? node.urn, doubt(node)]);
    return [...standalone, ...inline];
}
