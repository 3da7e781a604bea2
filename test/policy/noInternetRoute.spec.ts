import assert from "node:assert/strict";
import { holdsRoutes } from "../../policy/network/read/routes";
import { awsTypes } from "../../policy/network/types";
import { createPolicies } from "../../policy/policies";
import {
    analyze,
    analyzeResource,
    analyzeStack,
    type IdOf,
    idOf,
    type Mode,
    type Resource,
    unknown,
    urnOf,
} from "../support/policyServer";
import { advises, eachTypeHasRows, fails, passes, type Row, table } from "./table";

type Props = Record<string, unknown>;
type Spelling = (destination: string, target: Props) => Resource;

/** The same route on its own, and in the list of either table. */
const spellings: Readonly<Record<string, Spelling>> = {
    "a route": (destination, target) => ({
        type: awsTypes.route,
        name: "it",
        inputs: {
            routeTableId: "rtb-1",
            ...destined(destination, "destinationCidrBlock"),
            ...target,
        },
        computed: ["networkInterfaceId", "instanceId", "state", "origin"],
    }),
    "a table": (destination, target) => ({
        type: awsTypes.routeTable,
        name: "it",
        inputs: { routes: [{ ...destined(destination, "cidrBlock"), ...target }] },
    }),
    "a default table": (destination, target) => ({
        type: awsTypes.defaultRouteTable,
        name: "it",
        inputs: { routes: [{ ...destined(destination, "cidrBlock"), ...target }] },
    }),
};

/** A destination under the key that fits it. */
function destined(destination: string, ipv4Key: string): Props {
    const ipv6Key = ipv4Key === "cidrBlock" ? "ipv6CidrBlock" : "destinationIpv6CidrBlock";
    const key = destination.startsWith("pl-")
        ? "destinationPrefixListId"
        : destination.includes(":")
          ? ipv6Key
          : ipv4Key;
    return { [key]: destination };
}

const gateway = (type: string, name = "gateway"): Resource => ({ type, name });
const narrow = "10.1.0.0/16";
const everywhere = [narrow, "0.0.0.0/0", "0.0.2.0/0", "128.0.0.0/1", "::/0", "pl-1"];

/** Targets by key that lead to the Internet whatever the destination, and whatever the id. */
const internetKeys = ["natGatewayId", "egressOnlyGatewayId", "carrierGatewayId"];
const outsideKeys = [
    "transitGatewayId",
    "vpcPeeringConnectionId",
    "networkInterfaceId",
    "instanceId",
    "coreNetworkArn",
    "localGatewayId",
    "odbNetworkArn",
    "vpcEndpointId",
];
const internetTypes = [
    awsTypes.internetGateway,
    awsTypes.internetGatewayAttachment,
    awsTypes.egressOnlyInternetGateway,
    awsTypes.natGateway,
    awsTypes.carrierGateway,
];

function commonRows(what: string, of: Spelling): Row[] {
    const briefly = (to: string, target: Props) => [
        ...["0.0.0.0/0", "::/0", unknown.string, ""].map((destination) =>
            fails(`${what} ${destination} to ${to}`, of(destination, target)),
        ),
        advises(`${what} pl-1 to ${to}`, of("pl-1", target)),
        passes(`${what} ${narrow} to ${to}`, of(narrow, target)),
    ];
    const leads = (to: string, target: Props, ...more: Resource[]) => [
        ...["0.0.0.0/0", "0.0.2.0/0", "255.255.255.255/0", "::/0", "0::0/0", "2001:DB8::/0"].map(
            (destination) =>
                fails(`${what} ${destination} to ${to}`, of(destination, target), ...more),
        ),
        ...[narrow, "0.0.0.0/1", "10.0.0.0/8", "0.0.0.0/32", "::/1", "2001:db8::/32"].map(
            (destination) =>
                passes(`${what} ${destination} to ${to}`, of(destination, target), ...more),
        ),
        advises(`${what} with a prefix list to ${to}`, of("pl-1", target), ...more),
        fails(`${what} with an unknown destination to ${to}`, of(unknown.string, target), ...more),
        fails(`${what} without a destination to ${to}`, of("", target), ...more),
        ...["0.0.0.0", "0/0", "0.0.0.0/33", "::/129", "any"].map((destination) =>
            fails(
                `${what} ${destination}, which is none, to ${to}`,
                of(destination, target),
                ...more,
            ),
        ),
    ];
    return [
        ...everywhere.flatMap((destination) => [
            ...internetKeys.flatMap((key) =>
                ["some-1", unknown.string, 7].map((id) =>
                    fails(
                        `${what} ${destination} with ${key} ${id}`,
                        of(destination, { [key]: id }),
                    ),
                ),
            ),
            ...["igw-1", "IGW-1", "eigw-1", "nat-1", "cagw-1"].map((gatewayId) =>
                fails(`${what} ${destination} to ${gatewayId}`, of(destination, { gatewayId })),
            ),
            ...internetTypes.map((type) =>
                fails(
                    `${what} ${destination} to a new ${type}`,
                    of(destination, { gatewayId: idOf("gateway") }),
                    gateway(type),
                ),
            ),
            passes(`${what} ${destination} to local`, of(destination, { gatewayId: "local" })),
        ]),
        ...outsideKeys.flatMap((key) => [
            ...briefly(key, { [key]: "some-1" }),
            ...briefly(`an unknown ${key}`, { [key]: unknown.string }),
        ]),
        ...["tgw-1", "pcx-1", "eni-1", "i-1", "lgw-1"].flatMap((gatewayId) =>
            briefly(gatewayId, { gatewayId }),
        ),
        ...leads("a VPN gateway", { gatewayId: "vgw-1" }),
        ...leads("a new VPN gateway", { gatewayId: idOf("gateway") }, gateway(awsTypes.vpnGateway)),

        passes(`${what} of a gateway endpoint`, of("pl-1", { gatewayId: "vpce-1" })),
        passes(
            `${what} of a gateway endpoint that is new`,
            of("pl-1", { gatewayId: idOf("gateway") }),
            gateway(awsTypes.vpcEndpoint),
        ),
        fails(`${what} 0.0.0.0/0 to an endpoint`, of("0.0.0.0/0", { gatewayId: "vpce-1" })),
        passes(`${what} ${narrow} to an endpoint`, of(narrow, { gatewayId: "vpce-1" })),
        fails(`${what} unknown to an endpoint`, of(unknown.string, { gatewayId: "vpce-1" })),

        fails(`${what} to an unknown gateway`, of(narrow, { gatewayId: unknown.string })),
        fails(`${what} 0.0.0.0/0 to one`, of("0.0.0.0/0", { gatewayId: unknown.string })),
        ...["gateway", 7, true, {}, ["igw-1"]].map((gatewayId) =>
            fails(`${what} to ${JSON.stringify(gatewayId)}`, of(narrow, { gatewayId })),
        ),
        fails(`${what} without a target`, of(narrow, {})),
        fails(`${what} with an empty target`, of(narrow, { gatewayId: "", natGatewayId: null })),
        fails(
            `${what} with two targets`,
            of(narrow, { gatewayId: "vgw-1", natGatewayId: "nat-1" }),
        ),
    ];
}

/** A table whose routes take their gateways from these. */
const tableTo = (...routes: { cidrBlock?: unknown; gatewayId?: IdOf; [key: string]: unknown }[]) =>
    ({ type: awsTypes.routeTable, name: "it", inputs: { routes } }) satisfies Resource;
const vpn = gateway(awsTypes.vpnGateway, "vpn");
const internet = gateway(awsTypes.internetGateway, "internet");

describe("no-internet-route", () => {
    table("no-internet-route", [
        ...Object.entries(spellings).flatMap(([what, of]) => commonRows(what, of)),
        ...[awsTypes.routeTable, awsTypes.defaultRouteTable].flatMap((type) => [
            passes(`${type} that sets nothing`, { type, name: "it", computed: ["id"] }),
            passes(`${type} without routes`, { type, name: "it", inputs: { routes: [] } }),
            fails(`${type} with unknown routes`, {
                type,
                name: "it",
                inputs: { routes: unknown.array },
            }),
            fails(`${type} with an unknown route`, {
                type,
                name: "it",
                inputs: { routes: [unknown.object] },
            }),
            fails(`${type} with a route that is none`, {
                type,
                name: "it",
                inputs: { routes: ["0.0.0.0/0"] },
            }),
            fails(`${type} with one route instead of a list`, {
                type,
                name: "it",
                inputs: { routes: { cidrBlock: narrow, natGatewayId: unknown.string } },
            }),
        ]),
        passes(
            "routes to two VPN gateways",
            tableTo(
                { cidrBlock: narrow, gatewayId: idOf("vpn") },
                { cidrBlock: "10.2.0.0/16", gatewayId: idOf("other") },
            ),
            vpn,
            gateway(awsTypes.vpnGateway, "other"),
        ),
        passes(
            "a route to a VPN gateway beside one to a transit gateway",
            tableTo(
                { cidrBlock: narrow, gatewayId: idOf("vpn") },
                { cidrBlock: "10.2.0.0/16", transitGatewayId: idOf("transit") },
            ),
            vpn,
            gateway(awsTypes.transitGateway, "transit"),
        ),
        {
            title: "fails each route of a table of which each is bad",
            stack: [
                tableTo(
                    { cidrBlock: narrow, natGatewayId: unknown.string },
                    { cidrBlock: "10.2.0.0/16", gatewayId: "local" as never },
                    { cidrBlock: "0.0.0.0/0", transitGatewayId: "tgw-1" },
                ),
            ],
            reported: ["it", "it"],
        },
        {
            title: "fails both halves of the world to an Internet gateway",
            stack: [
                tableTo(
                    { cidrBlock: "0.0.0.0/1", gatewayId: idOf("internet") },
                    { cidrBlock: "128.0.0.0/1", gatewayId: idOf("internet") },
                ),
                internet,
            ],
            reported: ["it", "it"],
        },
    ]);

    eachTypeHasRows("no-internet-route", holdsRoutes);

    const onlyRoutes = () => createPolicies().filter(({ name }) => name === "no-internet-route");
    const names = async (stack: Resource[], mode: Mode) =>
        (await analyze(onlyRoutes(), stack, mode)).map(({ urn }) => urn);

    it("cannot tell an unknown gateway that comes from one of two kinds, and fails closed", async () => {
        const either = spellings["a route"]?.(narrow, { gatewayId: idOf("vpn", "internet") });
        assert.ok(either);
        assert.deepEqual(await names([either, vpn, internet], "first preview"), [urnOf(either)]);
        const both = tableTo(
            { cidrBlock: narrow, gatewayId: idOf("vpn") },
            { cidrBlock: "10.2.0.0/16", gatewayId: idOf("internet") },
        );
        assert.deepEqual(await names([both, vpn, internet], "first preview"), [
            urnOf(both),
            urnOf(both),
        ]);
        assert.deepEqual(await names([both, vpn, internet], "known"), [urnOf(both)]);
    });

    it("cannot tell an unknown gateway that comes from elsewhere, and fails closed", async () => {
        const route = spellings["a route"]?.(narrow, { gatewayId: idOf("vpn", "other") });
        assert.ok(route);
        for (const type of ["pulumi:pulumi:StackReference", "my:index:Network"]) {
            const other = gateway(type, "other");
            assert.deepEqual(await names([route, vpn, other], "first preview"), [urnOf(route)]);
        }
    });

    it("cannot tell an unknown gateway that may be looked up by its VPC, and fails closed", async () => {
        const vpc: Resource = {
            type: awsTypes.vpc,
            name: "vpc",
            inputs: { cidrBlock: "10.9.0.0/16" },
        };
        // Beside the new VPN gateway, what `getInternetGateway` answers for a new VPC.
        const lookup = idOf("vpc");
        const toVpn = { cidrBlock: "10.2.0.0/16", gatewayId: idOf("vpn") };
        const table = tableTo(toVpn, { cidrBlock: narrow, gatewayId: lookup });
        assert.deepEqual(await names([table, vpn, vpc], "first preview"), [
            urnOf(table),
            urnOf(table),
        ]);
        const toVpc = { cidrBlock: "10.9.1.0/16", vpcPeeringConnectionId: lookup };
        const peered = tableTo(toVpn, toVpc);
        assert.deepEqual(await names([peered, vpn, vpc], "first preview"), []);
    });

    it("decides in the resource view what it can, and leaves the rest to the stack view", async () => {
        const route = spellings["a route"]?.(narrow, { gatewayId: idOf("internet") });
        assert.ok(route);
        const policies = onlyRoutes();
        const props = { destinationCidrBlock: narrow, gatewayId: unknown.string };
        assert.deepEqual(await analyzeResource(policies, route, props), []);
        const findings = await analyzeStack(policies, [route, internet], "first preview");
        assert.deepEqual(
            findings.map(({ urn }) => urn),
            [urnOf(route)],
        );
    });

    it("decides in the resource view a default route to whichever gateway", async () => {
        const route = spellings["a route"]?.("0.0.0.0/0", {});
        assert.ok(route);
        const props = { destinationCidrBlock: "0.0.0.0/0", gatewayId: unknown.string };
        assert.equal((await analyzeResource(onlyRoutes(), route, props)).length, 1);
    });

    it("decides from the outputs what is only read, and so has no inputs", async () => {
        const read = (gatewayId: string): Resource => ({
            type: awsTypes.routeTable,
            name: "read",
            outputs: { vpcId: "vpc-1", routes: [{ cidrBlock: narrow, gatewayId }] },
        });
        const names = async (...stack: Resource[]) =>
            (await analyze(onlyRoutes(), stack, "known")).map(({ urn }) => urn);
        assert.deepEqual(await names(read("igw-1")), [urnOf(read("igw-1"))]);
        assert.deepEqual(await names(read("vgw-1")), []);
    });

    it("decides from the outputs alone what the resource view has not seen", async () => {
        const route: Resource = {
            type: awsTypes.route,
            name: "route",
            inputs: {
                routeTableId: idOf("table"),
                destinationCidrBlock: "0.0.0.0/0",
                gatewayId: idOf("internet"),
            },
            computed: ["networkInterfaceId", "instanceId"],
        };
        const peer = { cidrBlock: narrow, vpcPeeringConnectionId: "pcx-1" };
        const added = { cidrBlock: "0.0.0.0/0", gatewayId: "igw-internet" };
        const list = (cidrBlock: string) => ({ cidrBlock, gatewayId: "igw-internet" });
        const prefixes = { destinationPrefixListId: "pl-1", transitGatewayId: "tgw-1" };
        const withRoutes = (...routes: unknown[]): Resource => ({
            type: awsTypes.routeTable,
            name: "table",
            outputs: { routes },
        });
        const alone = async (...stack: Resource[]) =>
            (await analyzeStack(onlyRoutes(), stack, "known")).map(({ urn }) => urn);

        const clean = withRoutes(peer, added);
        assert.deepEqual(await alone(clean, route, internet), [urnOf(route)]);
        assert.deepEqual(await alone(withRoutes(peer, list("0.0.0.0/1")), route, internet), [
            urnOf(route),
            urnOf(clean),
        ]);
        const ofOtherTable = { ...route, inputs: { ...route.inputs, routeTableId: "rtb-other" } };
        assert.deepEqual(await alone(clean, ofOtherTable, internet), [urnOf(route), urnOf(clean)]);
        const viaList: Resource = {
            type: awsTypes.route,
            name: "list",
            inputs: { routeTableId: idOf("table"), ...prefixes },
        };
        assert.deepEqual(await alone(withRoutes(prefixes), viaList), [urnOf(viaList)]);
        const otherList = { ...prefixes, destinationPrefixListId: "pl-2" };
        for (const more of [otherList, "not a route"]) {
            assert.deepEqual(await alone(withRoutes(prefixes, more), viaList), [
                urnOf(viaList),
                urnOf(clean),
            ]);
        }
        const byId = { ...route, inputs: { ...route.inputs, routeTableId: "id-table" } };
        assert.deepEqual(await alone(clean, byId, internet), [urnOf(route)]);
        assert.deepEqual(
            (await analyzeStack(onlyRoutes(), [route, clean, internet], "first preview")).map(
                ({ urn }) => urn,
            ),
            [urnOf(route)],
        );
    });

    it("does not take what the provider computes in a preview for a target", async () => {
        const route = (inputs: Props): Resource => ({
            type: awsTypes.route,
            name: "route",
            inputs: { destinationPrefixListId: "pl-1", ...inputs },
            computed: ["networkInterfaceId", "instanceId"],
        });
        const alone = async (...stack: Resource[]) =>
            (await analyzeStack(onlyRoutes(), stack, "first preview")).length;
        const endpoint = gateway(awsTypes.vpcEndpoint, "endpoint");
        assert.equal(await alone(route({ gatewayId: idOf("endpoint") }), endpoint), 0);
        assert.equal(await alone(route({})), 1);
    });

    it("tells the routes of a table that has no id yet by what the others depend on", async () => {
        const destination = (cidrBlock: string) => ({ cidrBlock, gatewayId: idOf("internet") });
        const table = tableTo(destination("0.0.0.0/0"));
        const route = (destinationCidrBlock: string): Resource => ({
            type: awsTypes.route,
            name: "route",
            inputs: { routeTableId: idOf("it"), destinationCidrBlock, gatewayId: idOf("internet") },
        });
        const alone = async (...stack: Resource[]) =>
            (await analyzeStack(onlyRoutes(), stack, "first preview")).map(({ urn }) => urn);
        const same = route("0.0.0.0/0");
        assert.deepEqual(await alone(table, same, internet), [urnOf(same)]);
        for (const other of [route("10.0.0.0/8"), route(unknown.string)]) {
            assert.deepEqual(await alone(table, other, internet), [urnOf(other), urnOf(table)]);
        }
    });

    it("does not report in a table's outputs what the program declares elsewhere", async () => {
        const bad = {
            ...tableTo(),
            outputs: { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
        };
        assert.deepEqual(await names([bad], "known"), []);
    });

    it("reports in the order of the URNs, whatever the order of the resources", async () => {
        const route = (name: string): Resource => ({
            type: awsTypes.route,
            name,
            inputs: { destinationCidrBlock: narrow, gatewayId: idOf("internet") },
        });
        const sorted = [urnOf(route("a")), urnOf(route("b")), urnOf(route("c"))];
        const stack = [route("c"), route("a"), internet, route("b")];
        assert.deepEqual(await names(stack, "first preview"), sorted);
    });
});
