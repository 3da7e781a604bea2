import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import { idOf, type Mode, type Resource, unknown } from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { factsOf, named, nameIn, shown } from "./facts";

// The routes of a table: their names, their destinations and where they lead.

type Props = Record<string, unknown>;

const vpc = of(awsTypes.vpc, "vpc", { cidrBlock: "10.0.0.0/16" });
const subnet = of(awsTypes.subnet, "subnet", { vpcId: idOf("vpc"), cidrBlock: "10.0.0.0/24" });
const table = (routes?: readonly Props[]): Resource =>
    of(awsTypes.routeTable, "table", { vpcId: idOf("vpc"), routes });
const route = (more: Props): Resource =>
    of(awsTypes.route, "route", {
        routeTableId: idOf("table"),
        destinationCidrBlock: "0.0.0.0/0",
        ...more,
    });
const nat = (name: string, more: Props = {}): Resource =>
    of(awsTypes.natGateway, name, { subnetId: idOf("subnet"), ...more });
const privateNat = (name: string) => nat(name, { connectivityType: "private" });

function tableIn(resources: readonly Resource[], mode: Mode = "first preview") {
    return named(factsOf([vpc, subnet, ...resources], mode).routeTables, "table");
}

/** Where the only route of the table leads: its name, and by which subnet it is forwarded. */
function target(resources: readonly Resource[], mode?: Mode): unknown {
    const [only, ...others] = tableIn(resources, mode).routes;
    assert.ok(only && others.length === 0);
    if (only.target.is === "open") {
        return shown(only.target);
    }
    const { label, forwardsBy, isService } = only.target.value;
    return [label, forwardsBy && shown(forwardsBy), isService];
}

const PUBLIC = (label: string) => [label, undefined, false];

describe("A route to a NAT gateway", () => {
    const byOwn = (natGatewayId: unknown) => [table(), route({ natGatewayId })];
    const byList = (natGatewayId: unknown) => [table([{ cidrBlock: "0.0.0.0/0", natGatewayId }])];
    const inline = "a NAT gateway (routes[0].natGatewayId: known only after the update)";

    it("leads out, unless that is private", () => {
        const found = target([...byOwn(idOf("nat")), nat("nat")]);
        assert.deepEqual(found, PUBLIC("a NAT gateway (NAT gateway nat)"));
        const isPublic = nat("nat", { connectivityType: "public" });
        assert.deepEqual(target([...byList(idOf("nat")), isPublic]), PUBLIC(inline));
    });

    it("leads on by the subnet of a private one", () => {
        const found = target([...byOwn(idOf("nat")), privateNat("nat")]);
        assert.deepEqual(found, ["a NAT gateway (NAT gateway nat)", "subnet", false]);
        const listed = target([...byList(idOf("nat")), privateNat("nat")]);
        assert.deepEqual(listed, [inline, "subnet", false]);
    });

    it("leads on by the subnet of a private one whose id is known", () => {
        const found = target([...byList(idOf("nat")), privateNat("nat")], "known");
        const label = 'a NAT gateway (routes[0].natGatewayId: "nat-nat")';
        assert.deepEqual(found, [label, "subnet", false]);
    });

    it("leads out by one outside the stack", () => {
        const label = 'a NAT gateway (natGatewayId: "nat-9")';
        assert.deepEqual(target(byOwn("nat-9")), PUBLIC(label));
        assert.deepEqual(target([...byOwn("nat-9"), privateNat("nat")], "known"), PUBLIC(label));
    });

    it("leads on by the subnet of a private one whose id is written as that of a gateway", () => {
        const routes = [{ cidrBlock: "0.0.0.0/0", gatewayId: "nat-nat" }];
        const found = target([table(routes), privateNat("nat")], "known");
        const label = 'a NAT gateway (routes[0].gatewayId: "nat-nat")';
        assert.deepEqual(found, [label, "subnet", false]);
    });

    it("leads out by one whose id is no text", () => {
        assert.deepEqual(
            target([...byOwn(7), privateNat("nat")], "known"),
            PUBLIC("a NAT gateway (natGatewayId: 7)"),
        );
    });

    it("is in doubt with one that nobody knows", () => {
        assert.equal(
            target([...byOwn(unknown.string), privateNat("nat")]),
            "unknown: natGatewayId of route route is known only after the update",
        );
    });

    it("leads out by one of two that are both public, whichever it is", () => {
        const found = target([...byList(idOf("one", "two")), nat("one"), nat("two")]);
        assert.deepEqual(found, PUBLIC(inline));
    });

    it("is in doubt with one of two of which one is private", () => {
        for (const both of [
            [privateNat("one"), nat("two")],
            [nat("one"), privateNat("two")],
            [privateNat("one"), privateNat("two")],
        ]) {
            assert.equal(
                target([...byList(idOf("one", "two")), ...both]),
                "unknown: nobody can tell which NAT gateway routes[0].natGatewayId of route table table means",
            );
        }
    });

    it("is in doubt with one of an unknown kind", () => {
        const kind = nat("nat", { connectivityType: unknown.string });
        assert.equal(
            target([...byOwn(idOf("nat")), kind]),
            "unknown: connectivityType of NAT gateway nat is known only after the update",
        );
    });
});

describe("The target of a route", () => {
    it("is the worst of several, in whatever order", () => {
        const internet = { gatewayId: "igw-1" };
        const outside = { transitGatewayId: "tgw-1" };
        const service = { vpcEndpointId: "vpce-1" };
        const labelOf = (more: Props) => (target([table(), route(more)]) as string[])[0];
        const toInternet = 'an Internet gateway (gatewayId: "igw-1")';
        assert.equal(labelOf({ ...outside, ...internet }), toInternet);
        assert.equal(labelOf({ ...internet, ...outside }), toInternet);
        const toOutside = 'a transit gateway (transitGatewayId: "tgw-1")';
        assert.equal(labelOf({ gatewayId: "local", ...outside }), toOutside);
        assert.equal(labelOf({ ...outside, gatewayId: "local" }), toOutside);
        assert.equal(
            labelOf(service),
            'a Gateway Load Balancer endpoint (vpcEndpointId: "vpce-1")',
        );
    });

    it("is also an interface that the provider tells, beside another target", () => {
        const found = target([table(), route({ gatewayId: "local", networkInterfaceId: "eni-1" })]);
        assert.deepEqual(found, PUBLIC('a network interface (networkInterfaceId: "eni-1")'));
    });

    it("is in doubt if there is none that the pack knows", () => {
        assert.equal(target([table(), route({})]), "unknown: route route has no known target");
    });

    it("is in doubt with an unknown id, which may be that of an Internet gateway", () => {
        assert.equal(
            target([table(), route({ gatewayId: unknown.string })]),
            "unknown: gatewayId of route route is known only after the update, which may be an Internet gateway",
        );
    });

    it("is called by the one resource that it comes from, if the route is of its own", () => {
        const gateway = (name: string) =>
            of(awsTypes.internetGateway, name, { vpcId: idOf("vpc") });
        const labelOf = (resources: Resource[]) =>
            (target([...resources, gateway("one"), gateway("two")]) as string[])[0];
        assert.equal(
            labelOf([table(), route({ gatewayId: idOf("one") })]),
            "an Internet gateway (internet gateway one)",
        );
        const later = "known only after the update";
        assert.equal(
            labelOf([table(), route({ gatewayId: idOf("one", "two") })]),
            `an Internet gateway (gatewayId: ${later})`,
        );
        assert.equal(
            labelOf([table([{ cidrBlock: "0.0.0.0/0", gatewayId: idOf("one") }])]),
            `an Internet gateway (routes[0].gatewayId: ${later})`,
        );
    });

    it("is a service of AWS if a gateway endpoint has the addresses of a list", () => {
        const endpoint = { gatewayId: "vpce-1" };
        const listed = { destinationCidrBlock: undefined, destinationPrefixListId: "pl-1" };
        const label = 'a VPC endpoint (gatewayId: "vpce-1")';
        assert.deepEqual(target([table(), route({ ...endpoint, ...listed })]), [
            label,
            undefined,
            true,
        ]);
        assert.deepEqual(target([table(), route(endpoint)]), [label, undefined, false]);
        const [appliance] = tableIn([
            table(),
            route({ vpcEndpointId: "vpce-1", ...listed }),
        ]).routes;
        assert.equal(appliance?.target.is === "told" && appliance.target.value.isService, false);
    });
});

describe("A route", () => {
    it("is called by its place and all of its destinations", () => {
        const labels = (resources: Resource[]) =>
            tableIn(resources).routes.map(({ label }) => label);
        const both = { destinationIpv6CidrBlock: "::/0", gatewayId: "igw-1" };
        assert.deepEqual(labels([table(), route(both)]), ['route route ("0.0.0.0/0", "::/0")']);
        assert.deepEqual(labels([table([{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }])]), [
            'routes[0] of route table table ("0.0.0.0/0")',
        ]);
        const nowhere = route({ destinationCidrBlock: undefined, gatewayId: "igw-1" });
        assert.deepEqual(labels([table(), nowhere]), ["route route (no destination)"]);
    });

    it("without a destination is in doubt about it", () => {
        const nowhere = route({ destinationCidrBlock: undefined, gatewayId: "igw-1" });
        const [only] = tableIn([table(), nowhere]).routes;
        assert.deepEqual(only?.destinations.map(shown), [
            "unknown: route route has no destination",
        ]);
    });

    it("of an unknown gateway leads to the one kind that the list is computed from", () => {
        const routes = [
            { cidrBlock: "0.0.0.0/0", gatewayId: unknown.string },
            { cidrBlock: "10.9.0.0/16", transitGatewayId: "tgw-1" },
        ];
        const computed = {
            ...table(routes),
            inputs: { ...table(routes).inputs, hint: idOf("vpc") },
        };
        const [first, second] = tableIn([computed]).routes;
        assert.equal(first?.target.is, "open");
        assert.equal(
            second?.target.is === "told" && second.target.value.label,
            'a transit gateway (routes[1].transitGatewayId: "tgw-1")',
        );
    });

    it("is of the table that it names, or may be of any", () => {
        const elsewhere = of(awsTypes.routeTable, "elsewhere", { vpcId: idOf("vpc") });
        const stray = route({ routeTableId: unknown.string, gatewayId: "igw-1" });
        const { routes, doubts } = tableIn([table(), elsewhere, stray]);
        assert.deepEqual(routes, []);
        assert.deepEqual(
            doubts.map(({ reason, urn }) => [reason, nameIn(urn ?? "")]),
            [["routeTableId of route route is known only after the update", "route"]],
        );
        const outside = route({ routeTableId: "rtb-9", gatewayId: "igw-1" });
        assert.deepEqual(tableIn([table(), outside]).doubts, []);
    });

    it("to a prefix list has the addresses of that list", () => {
        const list = of(awsTypes.managedPrefixList, "list", { entries: [{ cidr: "10.9.0.0/16" }] });
        const entry = (prefixListId: unknown) =>
            of(awsTypes.managedPrefixListEntry, "entry", { prefixListId, cidr: "10.8.0.0/16" });
        const sizes = (resources: Resource[], mode?: Mode) => {
            const [only] = tableIn([table(), ...resources], mode).routes;
            return only?.destinations.map((each) =>
                each.is === "told" ? each.value.length : shown(each),
            );
        };
        const listed = (destinationPrefixListId: unknown) =>
            route({ destinationCidrBlock: undefined, destinationPrefixListId, gatewayId: "igw-1" });
        assert.deepEqual(sizes([list, listed(idOf("list"))]), [1]);
        assert.deepEqual(sizes([list, entry(idOf("list")), listed(idOf("list"))]), [2]);
        assert.deepEqual(sizes([list, entry(idOf("list")), listed(idOf("list"))], "known"), [2]);
        assert.deepEqual(sizes([list, entry("pl-9"), listed(idOf("list"))], "known"), [1]);
        assert.deepEqual(sizes([list, listed("pl-9")]), [
            'external: destinationPrefixListId of route route is "pl-9", a prefix list outside this stack',
        ]);
        const unread = of(awsTypes.managedPrefixList, "list", { entries: [unknown.object] });
        assert.deepEqual(sizes([unread, listed(idOf("list"))]), [
            "unknown: entries[0] of managed prefix list list is known only after the update",
        ]);
        const more = of(awsTypes.managedPrefixList, "more", { entries: [] });
        const [table1, table2] = [
            listed(idOf("list")),
            { ...listed(idOf("more")), name: "second" },
        ];
        assert.deepEqual(
            tableIn([table(), list, more, table1, table2]).routes.map(
                ({ destinations: [each] }) => each?.is === "told" && each.value.length,
            ),
            [1, 0],
        );
        const inList = [{ destinationPrefixListId: idOf("list"), gatewayId: "igw-1" }];
        const [only] = tableIn([list, table(inList)]).routes;
        assert.equal(only?.destinations[0]?.is, "told");
    });

    it("to the list of a gateway endpoint has none of a VPC's addresses", () => {
        const endpoint = {
            ...of(awsTypes.vpcEndpoint, "s3", { vpcId: idOf("vpc"), vpcEndpointType: "Gateway" }),
            outputs: { prefixListId: "pl-3" },
        };
        const listed = route({
            destinationCidrBlock: undefined,
            destinationPrefixListId: "pl-3",
            gatewayId: "igw-1",
        });
        const [only] = tableIn([table(), endpoint, listed], "known").routes;
        assert.deepEqual(only?.destinations.map(shown), [[]]);
        const unborn = { ...endpoint, outputs: {} };
        const byEndpoint = route({
            destinationCidrBlock: undefined,
            destinationPrefixListId: idOf("s3"),
            gatewayId: "igw-1",
        });
        const [other] = tableIn([table(), unborn, byEndpoint]).routes;
        assert.deepEqual(other?.destinations.map(shown), [[]]);
    });
});

describe("The table that AWS makes with a VPC", () => {
    it("is called by the VPC and has no routes", () => {
        const { routeTables } = factsOf([vpc]);
        const { label, routes, doubts, vpc: owner } = named(routeTables, "vpc#route-table");
        assert.deepEqual(
            [label, routes, doubts, shown(owner)],
            ["main route table of VPC vpc", [], [], "vpc"],
        );
    });
});
