import { type AddressRange, parseCidr } from "../cidr";
import type { Gateway, Route, RouteTarget } from "../facts";
import {
    anything,
    at,
    type Bag,
    certain,
    elementsAt,
    type Meaning,
    mapped,
    object,
    type Property,
    text,
    valueIn,
} from "../known";
import { awsTypes } from "../types";
import { gatewayId, gateways } from "./routeTargets";

/** A route, or an element of a list of routes that cannot be read as one. */
export type ReadRoute = Property<Route>;

type Reader = (bag: Bag) => ReadRoute[];

/** The targets that the name of the property tells, whatever its value. */
const targetKeys: readonly (readonly [string, Gateway])[] = [
    ["natGatewayId", gateways.nat],
    ["egressOnlyGatewayId", gateways.egressOnly],
    ["carrierGatewayId", gateways.carrier],
    ["transitGatewayId", gateways.transit],
    ["vpcPeeringConnectionId", gateways.peering],
    ["networkInterfaceId", gateways.networkInterface],
    ["instanceId", gateways.instance],
    ["coreNetworkArn", gateways.coreNetwork],
    ["localGatewayId", gateways.localGateway],
    ["odbNetworkArn", gateways.odbNetwork],
    ["vpcEndpointId", gateways.applianceEndpoint],
];

function targetsOf(bag: Bag): RouteTarget[] {
    const byId = at(bag, "gatewayId", gatewayId);
    const literal = (key: string) => valueIn(at(bag, key, text));
    return [
        { id: byId, literal: literal("gatewayId"), gateway: valueIn(byId) },
        ...targetKeys.map(([key, gateway]) => ({
            id: at(bag, key, anything),
            literal: literal(key),
            gateway,
        })),
    ].filter(({ id }) => id.known.state !== "absent");
}

// The provider computes these two for every route, so in the outputs of a preview they are unknown
// although the route leads elsewhere.
const computedKeys: ReadonlySet<string> = new Set(["networkInterfaceId", "instanceId"]);

/** A route of the outputs, without the targets that are unknown only because they are computed. */
export function withoutComputedTargets(route: Route): Route {
    const declared = route.targets.filter(
        ({ id }) => !(computedKeys.has(id.path) && id.known.state === "unknown"),
    );
    // A route has one target: with no other, it is an unknown one after all.
    return declared.length > 0 ? { ...route, targets: declared } : route;
}

/** A route with the kind of gateway that its unknown `gatewayId` names, asked only where there is such a one. */
export function withGateway(route: Route, gatewayOf: () => Gateway | undefined): Route {
    return {
        ...route,
        targets: route.targets.map((target) =>
            target.id.known.state === "unknown" && !target.gateway
                ? { ...target, gateway: gatewayOf() }
                : target,
        ),
    };
}

/** Addresses as the destination of a route. */
export const cidr: Meaning<AddressRange> = {
    expected: "a CIDR block",
    of: (raw) => (typeof raw === "string" ? parseCidr(raw) : undefined),
};

const prefixListId: Meaning<string> = { ...text, expected: "the id of a prefix list" };

function routeOf(bag: Bag, ipv4Key: string, ipv6Key: string): Route {
    return {
        path: bag.path,
        targets: targetsOf(bag),
        destinations: [at(bag, ipv4Key, cidr), at(bag, ipv6Key, cidr)].filter(
            ({ known }) => known.state !== "absent",
        ),
        prefixList: at(bag, "destinationPrefixListId", prefixListId),
    };
}

const standalone: Reader = (bag) => [
    certain(routeOf(bag, "destinationCidrBlock", "destinationIpv6CidrBlock")),
];

const inline: Reader = (bag) =>
    elementsAt(bag, "routes", object).map((element) =>
        mapped(element, (route) => routeOf(route, "cidrBlock", "ipv6CidrBlock")),
    );

const readers: ReadonlyMap<string, Reader> = new Map([
    [awsTypes.route, standalone],
    [awsTypes.routeTable, inline],
    [awsTypes.defaultRouteTable, inline],
]);

/** Whether resources of this type hold routes. */
export function holdsRoutes(type: string): boolean {
    return readers.has(type);
}

/** The routes that a resource of this type holds. */
export function routesOf(type: string, bag: Bag): ReadRoute[] {
    return readers.get(type)?.(bag) ?? [];
}
