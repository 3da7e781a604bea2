import { idOf, unknown } from "../../support/policyServer";
import { byReference } from "./networks";
import {
    DOUBT,
    egressOnly,
    internet,
    list,
    nat,
    PATH,
    peering,
    privateNat,
    route,
    to,
    to6,
    transit,
    viaInternet,
    viaNat,
} from "./routeParts";
import { add, both, rowsOf, set } from "./rows";

export const routeRows = rowsOf(byReference, [
    ["a default route to an Internet gateway", add(internet, to("0.0.0.0/0", viaInternet)), PATH],
    [
        "an inline default route to it",
        both(
            add(internet),
            set("table-a", { routes: [{ cidrBlock: "0.0.0.0/0", ...viaInternet }] }),
        ),
        PATH,
    ],
    [
        "a route of one public address to an Internet gateway",
        add(internet, to("8.8.8.8/32", viaInternet)),
        PATH,
    ],
    [
        "a public network to an Internet gateway of which the id is known",
        add(to("1.1.1.0/24", { gatewayId: "igw-0a1" })),
        PATH,
    ],
    ["a private network to an Internet gateway", add(internet, to("10.9.0.0/16", viaInternet))],
    [
        "documentation addresses to an Internet gateway",
        add(internet, to("203.0.113.0/24", viaInternet)),
    ],
    ["an IPv6 default route to an Internet gateway", add(internet, to6("::/0", viaInternet)), PATH],
    [
        "an IPv6 default route to an egress-only gateway",
        add(egressOnly, to6("::/0", { egressOnlyGatewayId: idOf("egress-only") })),
        PATH,
    ],
    ["local IPv6 addresses to an Internet gateway", add(internet, to6("fd00::/8", viaInternet))],
    [
        "a default route to a carrier gateway",
        add(to("0.0.0.0/0", { carrierGatewayId: "cagw-0a1" })),
        PATH,
    ],
    ["a default route to a public NAT gateway", add(nat, to("0.0.0.0/0", viaNat)), PATH],
    [
        "the addresses of NAT64 to a public NAT gateway",
        add(nat, to6("64:ff9b::/96", { natGatewayId: idOf("nat") })),
        PATH,
    ],
    [
        "the addresses of NAT64 to an Internet gateway, which translates nothing",
        add(internet, to6("64:ff9b::/96", viaInternet)),
    ],
    ["one public address to a public NAT gateway", add(nat, to("8.8.8.8/32", viaNat)), PATH],
    [
        "a default route to a NAT gateway of another stack",
        add(to("0.0.0.0/0", { natGatewayId: "nat-0a1" })),
        PATH,
    ],
    [
        "a default route to a private NAT gateway in a subnet without a way on",
        add(privateNat, to("0.0.0.0/0", viaNat)),
    ],
    [
        "a default route to a private NAT gateway in a subnet with a way on",
        add(privateNat, internet, to("0.0.0.0/0", viaNat), to("8.0.0.0/8", viaInternet, "table-b")),
        PATH,
        "no-internet-path app-b violated 39",
    ],
    [
        "a private NAT gateway whose subnet's table is elsewhere",
        both(
            add(privateNat, to("0.0.0.0/0", viaNat)),
            set("association-b", { routeTableId: "rtb-elsewhere" }),
        ),
        "no-internet-path app-a unknown 39",
        "no-internet-path app-b unknown 29",
        "ssm-path app unknown 30",
    ],
    ["a default route to a transit gateway", add(to("0.0.0.0/0", transit)), PATH],
    ["a default route with host bits to a transit gateway", add(to("0.0.2.0/0", transit)), PATH],
    [
        "halves of IPv4 to a transit gateway",
        add(to("0.0.0.0/1", transit), to("128.0.0.0/1", transit)),
        PATH,
    ],
    [
        "halves of IPv4 to two networks",
        add(to("0.0.0.0/1", transit), to("128.0.0.0/1", peering)),
        PATH,
    ],
    ["one half of IPv4 to a transit gateway", add(to("128.0.0.0/1", transit)), PATH],
    [
        "two public /8 networks to a transit gateway",
        add(to("8.0.0.0/8", transit), to("9.0.0.0/8", transit)),
        PATH,
    ],
    ["one public /8 network to a transit gateway", add(to("9.0.0.0/8", transit))],
    [
        "halves of IPv6 to a transit gateway",
        add(to6("::/1", transit), to6("8000::/1", transit)),
        PATH,
    ],
    ["the public half of IPv6 to a transit gateway", add(to6("::/1", transit)), PATH],
    ["the private half of IPv6 to a transit gateway", add(to6("8000::/1", transit))],
    [
        "private networks to a transit gateway",
        add(to("10.0.0.0/8", transit), to("172.16.0.0/12", transit), to("192.168.0.0/16", transit)),
    ],
    ["a default route to a peering connection", add(to("0.0.0.0/0", peering)), PATH],
    ["a default route to a VPN gateway", add(to("0.0.0.0/0", { gatewayId: "vgw-0a1" })), PATH],
    [
        "a default route to a network interface",
        add(to("0.0.0.0/0", { networkInterfaceId: "eni-0a1" })),
        PATH,
    ],
    [
        "a default route to a core network",
        add(to("0.0.0.0/0", { coreNetworkArn: "arn:aws:networkmanager::1:core-network/1" })),
        PATH,
    ],
    [
        "a default route to a local gateway",
        add(to("0.0.0.0/0", { localGatewayId: "lgw-0a1" })),
        PATH,
    ],
    [
        "a default route to a Gateway Load Balancer endpoint",
        add(to("0.0.0.0/0", { vpcEndpointId: "vpce-0a1" })),
        PATH,
    ],
    [
        "a prefix list that holds everything, to a transit gateway",
        add(
            list("all", "0.0.0.0/1", "128.0.0.0/1"),
            route({ destinationPrefixListId: idOf("all") }, transit),
        ),
        PATH,
    ],
    [
        "a prefix list of private networks to a transit gateway",
        add(
            list("private", "10.0.0.0/8"),
            route({ destinationPrefixListId: idOf("private") }, transit),
        ),
    ],
    [
        "a prefix list of one public address to an Internet gateway",
        add(
            internet,
            list("partner", "8.8.8.8/32"),
            route({ destinationPrefixListId: idOf("partner") }, viaInternet),
        ),
        PATH,
    ],
    [
        "a prefix list of another stack to a transit gateway",
        add(route({ destinationPrefixListId: "pl-0a1" }, transit)),
        DOUBT,
        "ssm-path app unknown 30",
    ],
    [
        "an unknown destination to an Internet gateway",
        add(internet, to(unknown.string, viaInternet)),
        DOUBT,
        "ssm-path app unknown 30",
    ],
    [
        "an unknown destination to a transit gateway",
        add(to(unknown.string, transit)),
        DOUBT,
        "ssm-path app unknown 30",
    ],
    [
        "an unknown gateway for everything",
        add(to("0.0.0.0/0", { gatewayId: unknown.string })),
        DOUBT,
    ],
    [
        "a public address that a more specific route keeps from the Internet",
        add(
            internet,
            to("8.8.8.0/24", viaInternet),
            to("8.8.8.0/25", transit),
            to("8.8.8.128/25", transit),
        ),
    ],
    [
        "a public network of which half is kept from the Internet",
        add(internet, to("8.8.8.0/24", viaInternet), to("8.8.8.0/25", transit)),
        PATH,
    ],
    [
        "a way to the Internet that unknown routes may shadow",
        add(internet, to("8.8.8.0/24", viaInternet), to(unknown.string, transit)),
        DOUBT,
        "ssm-path app unknown 30",
    ],
    [
        "a default route that unknown routes cannot shadow",
        add(internet, to("0.0.0.0/0", viaInternet), to(unknown.string, transit)),
        PATH,
        "ssm-path app unknown 30",
    ],
]);
