import { awsTypes } from "../../../policy/network/types";
import { idOf, unknown } from "../../support/policyServer";
import { byReference, of } from "./networks";
import { DOUBT, internet, nat, PATH, to, transit, viaInternet, viaNat } from "./routeParts";
import { add, both, type Change, drop, rowsOf, set } from "./rows";

/** Nothing else than the main table is in effect for the first subnet. */
const onMainTable: Change = drop("association-a");

export const tableRows = rowsOf(byReference, [
    [
        "the main table with a NAT route, which serves no subnet",
        both(add(nat), set("main", { routes: [{ cidrBlock: "0.0.0.0/0", ...viaNat }] })),
    ],
    [
        "a subnet that falls back to such a main table",
        both(
            onMainTable,
            add(nat),
            set("main", { routes: [{ cidrBlock: "0.0.0.0/0", ...viaNat }] }),
        ),
        PATH,
    ],
    [
        "a route of its own in the main table",
        both(onMainTable, add(internet, to("0.0.0.0/0", viaInternet, "main"))),
        PATH,
    ],
    ["a subnet that falls back to the empty main table", onMainTable],
    ["a subnet that falls back to the main table as AWS makes it", both(onMainTable, drop("main"))],
    [
        "a main table that became another one",
        both(
            onMainTable,
            add(
                internet,
                of(awsTypes.routeTable, "public", {
                    vpcId: idOf("vpc"),
                    routes: [{ cidrBlock: "0.0.0.0/0", ...viaInternet }],
                }),
                of(awsTypes.mainRouteTableAssociation, "moved", {
                    vpcId: idOf("vpc"),
                    routeTableId: idOf("public"),
                }),
            ),
        ),
        PATH,
    ],
    [
        "a main table that became one of another stack",
        both(
            onMainTable,
            add(
                of(awsTypes.mainRouteTableAssociation, "moved", {
                    vpcId: idOf("vpc"),
                    routeTableId: "rtb-elsewhere",
                }),
            ),
        ),
        "no-internet-path app-a unknown 29",
        "ssm-path app unknown 30",
    ],
    [
        "a table with an Internet route that serves no subnet",
        add(
            internet,
            of(awsTypes.routeTable, "public", {
                vpcId: idOf("vpc"),
                routes: [{ cidrBlock: "0.0.0.0/0", ...viaInternet }],
            }),
        ),
    ],
    [
        "an association with a table of another stack",
        set("association-a", { routeTableId: "rtb-elsewhere" }),
        "no-internet-path app-a unknown 29",
        "ssm-path app unknown 30",
    ],
    [
        "an association with an unknown table",
        set("association-a", { routeTableId: unknown.string }),
        "no-internet-path app-a unknown 29",
        "ssm-path app unknown 30",
    ],
    [
        "a route in an unknown table",
        add(
            of(awsTypes.route, "stray", {
                routeTableId: unknown.string,
                destinationCidrBlock: "0.0.0.0/0",
                ...transit,
            }),
        ),
        DOUBT,
        "no-internet-path app-b unknown 39",
        "ssm-path app unknown 30",
    ],
    [
        "routes that a VPN gateway announces",
        set("table-a", { propagatingVgws: ["vgw-0a1"] }),
        DOUBT,
    ],
    [
        "routes that a VPN gateway announces, by a resource of its own",
        add(
            of(awsTypes.vpnRoutePropagation, "vpn", {
                routeTableId: idOf("table-a"),
                vpnGatewayId: "vgw-0a1",
            }),
        ),
        DOUBT,
    ],
    [
        "a local route that is shadowed towards the endpoints",
        add(to("10.0.1.0/24", { networkInterfaceId: "eni-0a1" })),
        "ssm-path app violated 30",
    ],
    [
        "a local route that is shadowed for one address",
        add(to("10.0.1.7/32", { vpcEndpointId: "vpce-0a1" })),
        "ssm-path app violated 30",
    ],
    [
        "a local route that another target replaces",
        set("table-a", { routes: [{ cidrBlock: "10.0.0.0/16", networkInterfaceId: "eni-0a1" }] }),
        "ssm-path app violated 30",
    ],
    [
        "a local route that is shadowed on the way back",
        add(to("10.0.0.0/24", { networkInterfaceId: "eni-0a1" }, "table-b")),
        "ssm-path app violated 30",
    ],
    [
        "a local route that is shadowed for another subnet",
        add(to("10.0.9.0/24", { networkInterfaceId: "eni-0a1" })),
    ],
    [
        "the local route, written out",
        set("table-a", { routes: [{ cidrBlock: "10.0.0.0/16", gatewayId: "local" }] }),
    ],
]);
