/** `ssm-path`: each instance connects to each interface of the endpoints of Systems Manager. */
import type { Endpoint, Instance, Vpc } from "../oracle/network";
import { aclRuleset } from "./acls";
import { cidrOf, isWithin, parseBlock } from "./addresses";
import { groupRuleset } from "./groups";
import { addInternet } from "./internet";
import { type Member, SERVICES, worldsOf } from "./members";
import {
    type Connection,
    connect,
    forwarder,
    host,
    newPlan,
    type Outcomes,
    type Plan,
} from "./plan";
import { addRouter } from "./router";
import { blocksOf, routesOf } from "./routing";

/** `depends`: on the ports that the instance's system takes. */
export type Reach = "connected" | "refused" | "depends";

export interface SystemsManagerTest {
    readonly plans: readonly Plan[];
    /** What each instance reaches, by the outcomes of each plan's connections. */
    readonly reach: (outcomes: readonly Outcomes[]) => readonly (readonly [Instance, Reach])[];
}

/** Of the ports that instances take for their own end, all systems take some of 49152-60999. */
const EPHEMERAL = { from: 32_768, to: 65_535 };
const CERTAIN = { from: 49_152, to: 60_999 };

export function systemsManagerTest(vpc: Vpc): SystemsManagerTest {
    const asked = vpc.instances.map((instance) => ({ instance, endpoints: endpointsOf(vpc) }));
    const worlds = asked.some(({ endpoints }) => endpoints !== "unresolved") ? worldsOf(vpc) : [];
    const plans = worlds.map((members) => planOf(vpc, members));
    const reach = (outcomes: readonly Outcomes[]) =>
        asked.map(({ instance, endpoints }) => {
            if (endpoints === "unresolved") return [instance, "refused"] as const;
            const failed = worlds.flatMap((members, index) => {
                const from = members
                    .filter((member) => member.is === "instance" && member.of === instance.name)
                    .map(({ name }) => name);
                return (plans[index]?.connections ?? []).filter(
                    (connection, place) =>
                        from.includes(connection.from) && outcomes[index]?.[place] === null,
                );
            });
            return [instance, judge(failed)] as const;
        });
    return { plans, reach };
}

function judge(failed: readonly Connection[]): Reach {
    if (failed.length === 0) return "connected";
    const certain = failed.some(
        ({ sourcePort }) => CERTAIN.from <= sourcePort && sourcePort <= CERTAIN.to,
    );
    return certain ? "refused" : "depends";
}

/** Whom the names of the services mean in the VPC: that is no question of packets. */
function endpointsOf(vpc: Vpc): readonly Endpoint[] | "unresolved" {
    if (!vpc.dnsSupport || !vpc.dnsHostnames) return "unresolved";
    const found = SERVICES.map((service) =>
        vpc.endpoints.filter((endpoint) => endpoint.service === service && endpoint.privateDns),
    );
    const isResolved = found.every(
        ([first, ...others]) => first !== undefined && first.subnets.length > 0 && !others.length,
    );
    return isResolved ? found.flat() : "unresolved";
}

/** Whether NAT stands between the VPC's subnets: AWS may let packets through, but promises nothing. */
export function hasNatInside(vpc: Vpc): boolean {
    const own = blocksOf(vpc);
    return vpc.subnets
        .flatMap((subnet) => routesOf(vpc, subnet))
        .some(
            ({ destination, target }) =>
                target.is === "nat gateway" &&
                own.some((block) => isWithin(parseBlock(destination), block)),
        );
}

function planOf(vpc: Vpc, members: readonly Member[]): Plan {
    const plan = newPlan();
    const subnets = vpc.subnets.flatMap((subnet, index) => {
        const inside = members.filter((member) => member.subnet === subnet.name);
        return inside.length > 0 ? [{ subnet, cable: `s${index}`, inside }] : [];
    });
    const attached = subnets.map(({ subnet, cable }) => ({
        cable,
        subnet,
        has: [cidrOf(parseBlock(subnet.cidr))],
    }));
    const exits = addRouter(plan, vpc, attached, "routes within the VPC");
    if (exits.length > 0) addInternet(plan, exits, [], 0);
    for (const { subnet, cable, inside } of subnets) {
        const lines = inside.flatMap(({ name, addresses }) =>
            addresses.map((address) => `route add ${address} dev ${name}`),
        );
        const wire = `wire-${cable}`;
        forwarder(plan, wire, [...lines, "route add 0.0.0.0/0 dev up"], {
            nft: aclRuleset(vpc, subnet),
        });
        connect(plan, ["router", cable], [wire, "up"]);
        for (const member of inside) {
            const listens = member.is === "endpoint" ? [443] : [];
            const nft = groupRuleset(vpc, member, members);
            host(plan, member.name, member.addresses, { nft, listens });
            connect(plan, [wire, member.name], [member.name, "eth"]);
        }
    }
    plan.connections.push(...connectionsOf(vpc, members));
    return plan;
}

/** From each address and to each address, each from all ports: each filter looks at one of the two only. */
function connectionsOf(vpc: Vpc, members: readonly Member[]): readonly Connection[] {
    const asked = endpointsOf(vpc);
    if (asked === "unresolved") return [];
    const names = asked.map(({ name }) => name);
    const clients = members.filter((member) => member.is === "instance");
    const servers = members.filter(({ is, of }) => is === "endpoint" && names.includes(of));
    const ports = portsToldApart(vpc);
    return clients.flatMap((client) =>
        servers.flatMap((server) =>
            pairs(client.addresses, server.addresses).flatMap(([source, to]) =>
                ports.map((sourcePort) => ({
                    from: client.name,
                    source,
                    sourcePort,
                    to,
                    port: 443,
                })),
            ),
        ),
    );
}

function pairs(ones: readonly string[], others: readonly string[]): readonly [string, string][] {
    return Array.from({ length: Math.max(ones.length, others.length) }, (_, index) => [
        ones[index % ones.length] ?? "",
        others[index % others.length] ?? "",
    ]);
}

function portsToldApart(vpc: Vpc): readonly number[] {
    const rules = [
        ...vpc.networkAcls.flatMap((acl) => acl.rules),
        ...(vpc.defaultAcl.is === "adopted" ? vpc.defaultAcl.rules : []),
    ];
    const edges = rules.flatMap(({ fromPort, toPort }) => [
        fromPort - 1,
        fromPort,
        toPort,
        toPort + 1,
    ]);
    const always = [EPHEMERAL.from, CERTAIN.from - 1, CERTAIN.from, CERTAIN.to, CERTAIN.to + 1];
    return [...new Set([...always, EPHEMERAL.to, ...edges])].filter(
        (port) => EPHEMERAL.from <= port && port <= EPHEMERAL.to,
    );
}
