import type { Gateway } from "../facts";
import type { Meaning } from "../known";
import { awsTypes } from "../types";

/** The kinds of route targets. A NAT gateway counts as one to the Internet also where it is private:
 * what it leads to is decided by another table, which may change without this route. */
export const gateways = {
    internet: { leads: "internet", name: "an Internet gateway" },
    egressOnly: { leads: "internet", name: "an egress-only Internet gateway" },
    nat: { leads: "internet", name: "a NAT gateway" },
    carrier: { leads: "internet", name: "a carrier gateway" },
    vpn: { leads: "outside", name: "a VPN gateway", kind: "vpn-gateway" },
    transit: { leads: "outside", name: "a transit gateway", kind: "transit-gateway" },
    peering: {
        leads: "outside",
        name: "a VPC peering connection",
        kind: "vpc-peering-connection",
    },
    networkInterface: {
        leads: "outside",
        name: "a network interface",
        kind: "network-interface",
    },
    instance: { leads: "outside", name: "an instance", kind: "instance" },
    coreNetwork: { leads: "outside", name: "a core network", kind: "core-network" },
    localGateway: { leads: "outside", name: "a local gateway", kind: "local-gateway" },
    odbNetwork: { leads: "outside", name: "an ODB network", kind: "odb-network" },
    applianceEndpoint: {
        leads: "outside",
        name: "a Gateway Load Balancer endpoint",
        kind: "gateway-load-balancer-endpoint",
    },
    endpoint: {
        leads: "endpoint",
        name: "a VPC endpoint",
        kind: "gateway-load-balancer-endpoint",
    },
    local: { leads: "local", name: "the VPC itself" },
} as const satisfies Record<string, Gateway>;

/** The kinds of targets outside the VPC, to which the configuration can allow a default route. */
export const trustableKinds: readonly string[] = [
    ...new Set(Object.values<Gateway>(gateways).flatMap(({ kind }) => kind ?? [])),
];

// `gatewayId` is documented for Internet and VPN gateways, but the API takes other ids too, and shows
// every route to a VPC endpoint this way.
const byPrefix: ReadonlyMap<string, Gateway> = new Map<string, Gateway>([
    ["igw", gateways.internet],
    ["eigw", gateways.egressOnly],
    ["nat", gateways.nat],
    ["cagw", gateways.carrier],
    ["vgw", gateways.vpn],
    ["tgw", gateways.transit],
    ["pcx", gateways.peering],
    ["eni", gateways.networkInterface],
    ["i", gateways.instance],
    ["lgw", gateways.localGateway],
    ["vpce", gateways.endpoint],
]);

/** The kind of gateway that an id names by its prefix. */
export const gatewayId: Meaning<Gateway> = {
    expected: 'the id of a gateway, or "local"',
    of: (raw) => {
        const id = typeof raw === "string" ? raw.trim().toLowerCase() : "";
        return id === "local" ? gateways.local : byPrefix.get(id.split("-", 1)[0] ?? "");
    },
};

const byType: ReadonlyMap<string, Gateway> = new Map<string, Gateway>([
    [awsTypes.internetGateway, gateways.internet],
    [awsTypes.internetGatewayAttachment, gateways.internet],
    [awsTypes.egressOnlyInternetGateway, gateways.egressOnly],
    [awsTypes.natGateway, gateways.nat],
    [awsTypes.carrierGateway, gateways.carrier],
    [awsTypes.vpnGateway, gateways.vpn],
    [awsTypes.vpnGatewayAttachment, gateways.vpn],
    [awsTypes.vpcEndpoint, gateways.endpoint],
]);

// What else the values of a table come from. The dependencies of an inline list are those of all its
// elements together, so these say nothing about one unknown `gatewayId` among them. A VPC or a subnet
// is none of them: by its id a program can look up the Internet gateway of its VPC.
const neverGatewayId: ReadonlySet<string> = new Set([
    awsTypes.managedPrefixList,
    awsTypes.networkInterface,
    awsTypes.instance,
    awsTypes.transitGateway,
    awsTypes.transitGatewayVpcAttachment,
    awsTypes.vpcPeeringConnection,
]);

/**
 * The kind of gateway that an unknown `gatewayId` will name, by the types of the resources that it is
 * computed from. Undecided where they are of different kinds, and where any of them (a stack
 * reference, a component) could hand on a gateway of any kind.
 */
export function gatewayOfDependencies(types: readonly string[]): Gateway | undefined {
    const kinds = new Set(
        types.filter((type) => !neverGatewayId.has(type)).map((type) => byType.get(type)),
    );
    return kinds.size === 1 ? [...kinds][0] : undefined;
}
