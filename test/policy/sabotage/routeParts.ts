import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource } from "../../support/policyServer";
import { of } from "./networks";

// Gateways, and routes to them, for the rows about routes and tables.

type Props = Record<string, unknown>;

export const internet = of(awsTypes.internetGateway, "internet", { vpcId: idOf("vpc") });
export const egressOnly = of(awsTypes.egressOnlyInternetGateway, "egress-only", {
    vpcId: idOf("vpc"),
});
export const nat = of(awsTypes.natGateway, "nat", { subnetId: idOf("app-b") });
export const privateNat = of(awsTypes.natGateway, "nat", {
    subnetId: idOf("app-b"),
    connectivityType: "private",
});

/** A route in the table of the first subnet, as a resource of its own. */
export const route = (destination: Props, target: Props, table = "table-a"): Resource =>
    of(awsTypes.route, `route-${Object.values(destination).join("-")}`, {
        routeTableId: idOf(table),
        ...destination,
        ...target,
    });
export const to = (destinationCidrBlock: string, target: Props, table?: string) =>
    route({ destinationCidrBlock }, target, table);
export const to6 = (destinationIpv6CidrBlock: string, target: Props) =>
    route({ destinationIpv6CidrBlock }, target);
export const list = (name: string, ...cidrs: string[]): Resource =>
    of(awsTypes.managedPrefixList, name, {
        addressFamily: "IPv4",
        entries: cidrs.map((cidr) => ({ cidr })),
    });

export const transit = { transitGatewayId: "tgw-0a1" };
export const peering = { vpcPeeringConnectionId: "pcx-0a1" };
export const viaInternet = { gatewayId: idOf("internet") };
export const viaNat = { natGatewayId: idOf("nat") };

export const PATH = "no-internet-path app-a violated 39";
export const DOUBT = "no-internet-path app-a unknown 39";
