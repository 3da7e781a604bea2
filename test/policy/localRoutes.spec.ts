import assert from "node:assert/strict";
import { type AddressRange, parseCidr } from "../../policy/network/cidr";
import type {
    Doubt,
    Network,
    RouteTable,
    Subnet,
    TableRoute,
    Told,
} from "../../policy/network/model";
import { gateways } from "../../policy/network/read/routeTargets";
import { staysLocal } from "../../policy/network/ssm/localRoutes";
import { open, told } from "../../policy/network/told";

// Whether the packets from one subnet to another stay in the VPC, by the routes of the first.

const unknown = (reason: string): Doubt => ({ uncertainty: "unknown", reason });
const external = (reason: string): Doubt => ({ uncertainty: "external", reason });

function ranges(...cidrs: string[]): AddressRange[] {
    return cidrs.map((cidr) => {
        const parsed = parseCidr(cidr);
        assert.ok(parsed, cidr);
        return parsed;
    });
}

/** A route to blocks of addresses; a doubt stands for a destination that nobody knows. */
function route(
    label: string,
    target: keyof typeof gateways,
    ...to: (string | Doubt)[]
): TableRoute {
    return {
        urn: label,
        label,
        destinations: to.map((each) =>
            typeof each === "string" ? told(ranges(each)) : open(each),
        ),
        isListed: false,
        target: told({
            gateway: gateways[target],
            label: target,
            literal: undefined,
            isService: false,
        }),
    };
}

interface Case {
    readonly routes?: readonly TableRoute[];
    readonly doubts?: readonly Doubt[];
    /** The blocks of the VPC. */
    readonly vpc?: readonly Told<AddressRange>[];
    /** The block of the subnet at the other end. */
    readonly to?: Told<AddressRange>;
    readonly table?: Told<string>;
}

const [whole, second, far] = ranges("10.0.0.0/16", "10.1.0.0/16", "10.0.1.0/24");
assert.ok(whole && second && far);

/** The outcome in short: `passed`, `blocked: …`, or the doubts. */
function outcome({
    routes = [],
    doubts = [],
    vpc = [told(whole as AddressRange)],
    to = told(far as AddressRange),
    table = told("table"),
}: Case): string {
    const held: RouteTable = {
        key: "table",
        urn: "table",
        label: "table",
        vpc: told("vpc"),
        routes,
        doubts,
    };
    const subnet = (key: string, ipv4: Told<AddressRange>): Subnet => ({
        key,
        urn: key,
        label: key,
        vpc: told("vpc"),
        ipv4,
        isIpv6Only: false,
        isRead: false,
        routeTable: table,
        isMainTable: false,
        acl: told("acl"),
    });
    const network = {
        routeTables: new Map([["table", held]]),
        vpcs: new Map([["vpc", { ranges: vpc }]]),
    } as unknown as Network;
    const found = staysLocal(subnet("near", told(far as AddressRange)), subnet("far", to), network);
    switch (found.is) {
        case "passed":
            return "passed";
        case "blocked":
            return `blocked: ${found.by}`;
        case "open":
            return `open: ${found.doubts.map(({ reason }) => reason).join(", ")}`;
    }
}

const later = open<AddressRange>(unknown("block"));
const led = (by: string, target: string) =>
    `blocked: ${by} of table leads far to ${target} instead of local`;
const mayLead = (label: string) =>
    `open: ${label} of table may lead far elsewhere, of which the addresses are not known`;
const mayBeLess = (label: string) =>
    `open: ${label} may be for less than the addresses of the VPC of far, which are known only after the update`;

describe("The way to another subnet of the VPC", () => {
    const rows: [string, Case, string][] = [
        ["is local without a route", {}, "passed"],
        ["is local beside a default route", { routes: [route("r", "nat", "0.0.0.0/0")] }, "passed"],
        [
            "is diverted by a route to the VPC",
            { routes: [route("r", "instance", "10.0.0.0/16")] },
            led("r", "instance"),
        ],
        [
            "is diverted by a route to the subnet",
            { routes: [route("r", "instance", "10.0.1.0/24")] },
            led("r", "instance"),
        ],
        [
            "is diverted by a route to a part of it",
            { routes: [route("r", "instance", "10.0.1.7/32")] },
            led("r", "instance"),
        ],
        [
            "is local beside a route to another part of the VPC",
            { routes: [route("r", "instance", "10.0.2.0/24")] },
            "passed",
        ],
        [
            "is local by a route to the VPC itself",
            { routes: [route("r", "local", "10.0.1.0/24")] },
            "passed",
        ],
        [
            "is diverted by the narrower of two routes, of which the wider is local",
            { routes: [route("w", "local", "10.0.0.0/16"), route("n", "instance", "10.0.1.0/24")] },
            led("n", "instance"),
        ],
        [
            "is local by the narrower of two routes, of which the wider leads away",
            { routes: [route("w", "instance", "10.0.0.0/16"), route("n", "local", "10.0.1.0/24")] },
            "passed",
        ],
        [
            "is not in doubt for an unknown target beside one that surely diverts",
            {
                routes: [
                    { ...route("u", "instance", "10.0.1.0/25"), target: open(unknown("target")) },
                    route("r", "instance", "10.0.1.128/25"),
                ],
            },
            led("r", "instance"),
        ],
        [
            "is in doubt for an unknown target",
            {
                routes: [
                    { ...route("u", "instance", "10.0.1.0/24"), target: open(unknown("target")) },
                ],
            },
            "open: target",
        ],
        [
            "is in doubt for an unknown destination",
            { routes: [route("r", "instance", unknown("destination"))] },
            "open: destination",
        ],
        [
            "is not in doubt for an unknown destination in the VPC itself",
            { routes: [route("r", "local", unknown("destination"))] },
            "passed",
        ],
        [
            "is diverted for certain by one route beside another in doubt",
            {
                routes: [
                    route("d", "instance", unknown("destination")),
                    route("r", "instance", "10.0.1.0/24"),
                ],
            },
            led("r", "instance"),
        ],
        [
            "is in doubt for a route that cannot be read",
            { doubts: [unknown("unread")] },
            "open: unread",
        ],
        [
            "is local whatever other networks announce",
            { doubts: [external("announced")] },
            "passed",
        ],
        [
            "is diverted for certain beside a route that cannot be read",
            { routes: [route("r", "instance", "10.0.1.0/24")], doubts: [unknown("unread")] },
            led("r", "instance"),
        ],
        ["is in doubt with a table in doubt", { table: open(external("table")) }, "open: table"],
        [
            "is in doubt with a table of another stack",
            { table: told("other") },
            "open: other is outside this stack",
        ],
        [
            "is local beside a route to all of the VPC, if the subnet is in a second block",
            {
                routes: [route("r", "instance", "10.1.0.0/16")],
                vpc: [told(second as AddressRange), told(whole as AddressRange)],
            },
            "passed",
        ],
        // Of an unknown block of the VPC, so much is sure that it holds the subnet.
        ["is local in an unknown VPC without a route", { vpc: [later] }, "passed"],
        [
            "is local in an unknown VPC beside a default route",
            { vpc: [later], routes: [route("r", "nat", "0.0.0.0/0")] },
            "passed",
        ],
        [
            "is diverted in an unknown VPC by a route to the subnet",
            { vpc: [later], routes: [route("r", "instance", "10.0.1.0/24")] },
            led("r", "instance"),
        ],
        [
            "is in doubt in an unknown VPC by a route to more than the subnet",
            { vpc: [later], routes: [route("r", "instance", "10.0.0.0/23")] },
            mayBeLess("r"),
        ],
        [
            "is in doubt in an unknown VPC by a route that begins with the subnet",
            {
                vpc: [later],
                routes: [route("r", "instance", "10.0.1.0/24", "10.0.0.0/20")],
                to: told(ranges("10.0.0.0/24")[0] as AddressRange),
            },
            mayBeLess("r"),
        ],
        [
            "is in doubt in an unknown VPC by a route that ends with the subnet",
            {
                vpc: [later],
                routes: [route("r", "instance", "10.0.0.0/20")],
                to: told(ranges("10.0.15.0/24")[0] as AddressRange),
            },
            mayBeLess("r"),
        ],
        [
            "is local in an unknown VPC beside a route to more than a VPC can have",
            { vpc: [later], routes: [route("r", "instance", "10.0.0.0/15")] },
            "passed",
        ],
        [
            "is in doubt in an unknown VPC by a route to nearly as much",
            { vpc: [later], routes: [route("r", "instance", "10.0.0.0/16")] },
            mayBeLess("r"),
        ],
        [
            "is local in an unknown VPC beside a route elsewhere",
            { vpc: [later], routes: [route("r", "instance", "10.8.0.0/16")] },
            "passed",
        ],
        // Of an unknown subnet, only a default route is surely none for its addresses.
        ["to an unknown subnet is local without a route", { to: later }, "passed"],
        [
            "to an unknown subnet is local beside a default route",
            { to: later, routes: [route("r", "nat", "0.0.0.0/0")] },
            "passed",
        ],
        [
            "to an unknown subnet is local beside routes of IPv6",
            { to: later, routes: [route("r", "nat", "2001:db8::/32")] },
            "passed",
        ],
        [
            "to an unknown subnet is in doubt for the first half",
            { to: later, routes: [route("r", "nat", "0.0.0.0/1")] },
            mayLead("r"),
        ],
        [
            "to an unknown subnet is in doubt for the second half",
            { to: later, routes: [route("r", "nat", "128.0.0.0/1")] },
            mayLead("r"),
        ],
        [
            "to an unknown subnet is in doubt for an unknown destination",
            { to: later, routes: [route("r", "nat", unknown("destination"))] },
            mayLead("r"),
        ],
        [
            "to an unknown subnet is in doubt for one destination beside a default route",
            { to: later, routes: [route("r", "nat", "0.0.0.0/0", "10.0.0.0/8")] },
            mayLead("r"),
        ],
        [
            "to an unknown subnet is in doubt for a list that has more than everything",
            {
                to: later,
                routes: [
                    {
                        ...route("r", "nat"),
                        destinations: [told(ranges("0.0.0.0/0", "10.0.0.0/8"))],
                    },
                ],
            },
            mayLead("r"),
        ],
        [
            "to an unknown subnet is local by routes to the VPC itself",
            { to: later, routes: [route("r", "local", "10.0.0.0/16")] },
            "passed",
        ],
        [
            "to an unknown subnet is in doubt for a route that cannot be read",
            { to: later, doubts: [unknown("unread")] },
            "open: unread",
        ],
    ];
    for (const [title, given, expected] of rows) {
        it(title, () => assert.equal(outcome(given), expected));
    }
});
