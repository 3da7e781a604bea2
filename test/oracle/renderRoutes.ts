import { isIpv6 } from "./address";
import type { Route, Target, Vpc } from "./network";
import { type Inputs, Reference, type Stack } from "./resources";

/** Gateways, tables, their routes and associations. */
export function renderRoutes(stack: Stack, vpc: Vpc): void {
    const vpcId = stack.ref("vpc", vpc.name);
    renderGateways(stack, vpc, vpcId);
    for (const { name, routes } of vpc.routeTables) {
        renderTable(stack, vpc, "routeTable", name, { vpcId }, routes);
    }
    renderMainTable(stack, vpc, vpcId);
    for (const { name, routeTable } of vpc.subnets) {
        if (routeTable === undefined) continue;
        stack.add("routeTableAssociation", name, {
            subnetId: stack.ref("subnet", name),
            routeTableId: stack.ref("routeTable", routeTable),
        });
    }
    renderNeighbours(stack, vpc, vpcId);
}

function renderGateways(stack: Stack, vpc: Vpc, vpcId: Reference): void {
    const { name } = vpc;
    if (vpc.internetGateway) {
        const inline = stack.random.chance(60);
        const id = stack.add("internetGateway", name, inline ? { vpcId } : {});
        const attachment = { internetGatewayId: id, vpcId };
        if (!inline) stack.add("internetGatewayAttachment", name, attachment);
    }
    if (vpc.egressOnlyGateway) stack.add("egressOnlyGateway", name, { vpcId });
    for (const { name, subnet, isPublic } of vpc.natGateways) {
        const subnetId = stack.ref("subnet", subnet);
        if (!isPublic) {
            stack.add("natGateway", name, { subnetId, connectivityType: "private" });
            continue;
        }
        const allocationId = stack.add("address", name, { domain: "vpc" });
        const spelled = stack.random.chance(50) ? { connectivityType: "public" } : {};
        stack.add("natGateway", name, { subnetId, allocationId, ...spelled });
    }
}

function renderTable(
    stack: Stack,
    vpc: Vpc,
    kind: "routeTable" | "defaultRouteTable",
    name: string,
    inputs: Inputs,
    routes: readonly Route[],
    id?: Reference,
): void {
    const written = routes.map((route) => targetOf(stack, vpc, route.target));
    const inline = stack.random.chance(50) && isJoinable(stack, written);
    const list = routes.map(({ destination }, index) => ({
        ...(stack.random.chance(20) ? NOT_SET : {}),
        [isIpv6(destination) ? "ipv6CidrBlock" : "cidrBlock"]: destination,
        ...written[index],
    }));
    const given = inline && routes.length > 0 ? { ...inputs, routes: list } : inputs;
    // A refresh puts routes of their own into the list that the program left out.
    const answered = stack.random.chance(50) ? { routes: list } : {};
    const routeTableId = stack.add(kind, name, given, answered, id);
    if (!inline) renderStandalone(stack, vpc, name, routeTableId, routes);
}

/** Some programs, and all states, have empty texts for what is not set. */
const NOT_SET = {
    cidrBlock: "",
    ipv6CidrBlock: "",
    destinationPrefixListId: "",
    gatewayId: "",
    natGatewayId: "",
    transitGatewayId: "",
    networkInterfaceId: "",
};

function renderStandalone(
    stack: Stack,
    vpc: Vpc,
    table: string,
    routeTableId: Reference,
    routes: readonly Route[],
): void {
    routes.forEach(({ destination, target }, index) => {
        const key = isIpv6(destination) ? "destinationIpv6CidrBlock" : "destinationCidrBlock";
        stack.add("route", `${table}-route${index}`, {
            routeTableId,
            [key]: destination,
            ...targetOf(stack, vpc, target),
        });
    });
}

function renderMainTable(stack: Stack, vpc: Vpc, vpcId: Reference): void {
    const name = `${vpc.name}-main`;
    const { mainTable } = vpc;
    switch (mainTable.is) {
        case "made by AWS":
            return;
        case "moved": {
            const routeTableId = stack.ref("routeTable", mainTable.to);
            stack.add("mainTableAssociation", name, { vpcId, routeTableId });
            return;
        }
        case "adopted": {
            const table = stack.part("vpc", vpc.name, "defaultRouteTableId", "rtb");
            if (stack.random.chance(30)) {
                // Routes may be put into the table that AWS made without adopting it.
                renderStandalone(stack, vpc, name, table, mainTable.routes);
                return;
            }
            const inputs = { defaultRouteTableId: table };
            const id = stack.adopting("defaultRouteTable", name, table);
            renderTable(stack, vpc, "defaultRouteTable", name, inputs, mainTable.routes, id);
        }
    }
}

/**
 * Whether each unknown id in inline elements has one resource only that it can be of. `gatewayId` takes an id
 * of any gateway of the VPC, so beside an unknown one there must be no gateway but its own.
 */
function isJoinable(stack: Stack, elements: readonly Inputs[]): boolean {
    if (stack.mode === "known") return true;
    const ids = elements.flatMap((element) => Object.entries(element)).filter(isReference);
    const gateways = ids.filter(([key]) => GATEWAY_KEYS.includes(key));
    const anyGateway = ids.some(([key]) => key === "gatewayId");
    return (
        distinct(ids.filter(([key]) => key === "natGatewayId")) <= 1 &&
        (!anyGateway || distinct(gateways) === 1)
    );
}

const GATEWAY_KEYS = ["gatewayId", "natGatewayId", "egressOnlyGatewayId"];

function isReference(entry: [string, unknown]): entry is [string, Reference] {
    return entry[1] instanceof Reference;
}

function distinct(ids: readonly [string, Reference][]): number {
    return new Set(ids.map(([, { urn }]) => urn)).size;
}

function targetOf(stack: Stack, vpc: Vpc, target: Target): Inputs {
    switch (target.is) {
        case "local":
            return { gatewayId: "local" };
        case "internet gateway":
            return { gatewayId: stack.ref("internetGateway", vpc.name) };
        case "egress-only gateway":
            return { egressOnlyGatewayId: stack.ref("egressOnlyGateway", vpc.name) };
        case "nat gateway":
            return { natGatewayId: stack.ref("natGateway", target.name) };
        case "vpn gateway":
            return { gatewayId: stack.ref("vpnGateway", vpc.name) };
        case "transit gateway":
            return { transitGatewayId: stack.ref("transitGateway", vpc.name) };
        case "peering":
            return { vpcPeeringConnectionId: stack.ref("peering", vpc.name) };
        case "network interface":
            return { networkInterfaceId: stack.ref("networkInterface", vpc.name) };
    }
}

/** What routes of the VPC lead to besides its own gateways, each if some route does. */
function renderNeighbours(stack: Stack, vpc: Vpc, vpcId: Reference): void {
    const main = vpc.mainTable.is === "adopted" ? vpc.mainTable.routes : [];
    const used = new Set(
        [...vpc.routeTables.flatMap((table) => table.routes), ...main].map(
            ({ target }) => target.is,
        ),
    );
    const { name } = vpc;
    const [first] = vpc.subnets;
    if (used.has("vpn gateway")) stack.add("vpnGateway", name, { vpcId });
    if (used.has("transit gateway")) stack.add("transitGateway", name, {});
    if (used.has("peering")) {
        const peerVpcId = "vpc-0fedcba9876543210";
        stack.add("peering", name, { vpcId, peerVpcId, peerOwnerId: "123456789012" });
    }
    if (used.has("network interface") && first !== undefined) {
        stack.add("networkInterface", name, { subnetId: stack.ref("subnet", first.name) });
    }
}
