import { awsTypes } from "../../../policy/network/types";
import { idOf, unknown } from "../../support/policyServer";
import { byReference, of } from "./networks";
import { internet, list, PATH, privateNat, route, to, viaInternet, viaNat } from "./routeParts";
import { add, rowsOf, set } from "./rows";

// What stays in doubt beside something certain, and what is certain beside a doubt.

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;
const DOUBT = "no-internet-path app-a unknown 39";
const wall = { networkInterfaceId: "eni-0a1" };

export const doubtfulRouteRows = rowsOf(byReference, [
    [
        "an unknown destination to an unknown gateway",
        add(to(unknown.string, { gatewayId: unknown.string })),
        DOUBT,
        open("30"),
    ],
    ["an unknown destination to the VPC itself", add(to(unknown.string, { gatewayId: "local" }))],
    ["a public block to the VPC itself", add(to("8.8.8.0/24", { gatewayId: "local" }))],
    [
        "the route of a gateway endpoint",
        add(route({ destinationPrefixListId: "pl-0a1" }, { gatewayId: "vpce-0a1" })),
    ],
    [
        "a private NAT gateway that gets other addresses than lead on",
        add(privateNat, internet, to("9.0.0.0/8", viaNat), to("8.0.0.0/8", viaInternet, "table-b")),
        "no-internet-path app-b violated 39",
    ],
    [
        "a private NAT gateway that forwards to itself",
        add(privateNat, to("0.0.0.0/0", viaNat), {
            ...to("0.0.0.0/0", viaNat, "table-b"),
            name: "loop",
        }),
    ],
    [
        "a private NAT gateway in a subnet of another stack",
        add(
            { ...privateNat, inputs: { ...privateNat.inputs, subnetId: "subnet-elsewhere" } },
            to("0.0.0.0/0", viaNat),
        ),
        DOUBT,
    ],
    [
        "a NAT gateway of an unknown kind",
        add(
            { ...privateNat, inputs: { ...privateNat.inputs, connectivityType: unknown.string } },
            to("0.0.0.0/0", viaNat),
        ),
        DOUBT,
    ],
    [
        "a private NAT gateway that is zonal",
        add(
            { ...privateNat, inputs: { ...privateNat.inputs, availabilityMode: "zonal" } },
            to("0.0.0.0/0", viaNat),
        ),
    ],
    [
        "a private NAT gateway that is regional, and so public",
        add(
            { ...privateNat, inputs: { ...privateNat.inputs, availabilityMode: "regional" } },
            to("0.0.0.0/0", viaNat),
        ),
        PATH,
    ],
    [
        "a route that cannot be read",
        set("table-a", { routes: [unknown.object] }),
        DOUBT,
        open("30"),
    ],
    [
        "a part of the VPC to an unknown gateway",
        add(to("10.0.1.0/24", { gatewayId: unknown.string })),
        open("30"),
    ],
    [
        "a prefix list with the subnet of the endpoints before the local route",
        add(list("part", "10.0.1.0/24"), route({ destinationPrefixListId: idOf("part") }, wall)),
        violated("30"),
    ],
    [
        "such a list behind a static route of the same addresses",
        add(
            list("part", "10.0.1.0/24"),
            route({ destinationPrefixListId: idOf("part") }, wall),
            to("10.0.1.0/24", { gatewayId: "local" }),
        ),
    ],
    [
        "a prefix list with an unknown entry",
        add(list("part", unknown.string), route({ destinationPrefixListId: idOf("part") }, wall)),
        DOUBT,
        open("30"),
    ],
    [
        "a prefix list with an entry of its own resource",
        add(
            list("part"),
            of(awsTypes.managedPrefixListEntry, "entry", {
                prefixListId: idOf("part"),
                cidr: "10.0.1.0/24",
            }),
            route({ destinationPrefixListId: idOf("part") }, wall),
        ),
        violated("30"),
    ],
]);
