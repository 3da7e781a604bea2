import { at, bagOf, text, valueIn } from "../../../policy/network/known";
import type { Network, RouteTable, Subnet } from "../../../policy/network/model";
import type { StackResource } from "../../../policy/network/stack";
import { toldIn } from "../../../policy/network/told";
import type { Shape } from "./picture";

/** What stands at the boxes of a picture, line by line. */
export interface Labels {
    ofSubnet(subnet: Subnet): string[];
    ofVpc(key: string | undefined): string[];
    zoneOf(subnet: Subnet): string;
}

export function labelsOf(
    network: Network,
    resources: readonly StackResource[],
    tables: ReadonlyMap<string, Shape>,
): Labels {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const property = (urn: string, key: string): string | undefined => {
        const { inputs, outputs } = byUrn.get(urn) ?? {};
        return valueIn(at(bagOf(inputs), key, text)) ?? valueIn(at(bagOf(outputs), key, text));
    };
    const listed = (...lines: readonly (string | undefined)[]) =>
        lines.flatMap((line) => line ?? []);
    return {
        ofSubnet: ({ urn, label, routeTable }) => {
            const table = network.routeTables.get(toldIn(routeTable) ?? "");
            const isDrawn = table !== undefined && tables.has(table.key);
            const routes = table && !isDrawn ? routesInWords(table, network) : undefined;
            return listed(label, property(urn, "cidrBlock"), routes);
        },
        ofVpc: (key) => {
            const vpc = network.vpcs.get(key ?? "");
            return vpc
                ? listed(vpc.label, property(vpc.urn, "cidrBlock"), toldIn(vpc.region))
                : ["a VPC that is not in this stack"];
        },
        zoneOf: ({ urn }) =>
            property(urn, "availabilityZone") ??
            property(urn, "availabilityZoneId") ??
            "a zone that is not told",
    };
}

/** What a subnet's routes come to, where its table is not drawn. */
function routesInWords(table: RouteTable, { endpoints }: Network): string {
    const services = endpoints
        .filter(({ routeTables }) => routeTables.certain.includes(table.key))
        .map(({ service, label }) => `gateway endpoint ${toldIn(service)?.suffix ?? label}`);
    return `routes: ${["local", ...new Set(services)].join(", ")}`;
}
