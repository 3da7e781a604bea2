/** The router of a VPC, and what its routes lead to inside of the VPC. */
import type { NatGateway, Subnet, Vpc } from "../oracle/network";
import { added } from "./added";
import { cidrOf, isWithin, parseBlock } from "./addresses";
import { connect, forwarder, hasAddress, type Plan } from "./plan";
import {
    blocksOf,
    cableOf,
    comesFromSubnet,
    DELIVERY,
    deliversTo,
    ELSE_DELIVER,
    NOWHERE,
    natCable,
    routesOf,
    tableLines,
} from "./routing";

/** What hangs on the router by a cable: packets from there meet the table of a subnet. */
export interface Attached {
    readonly cable: string;
    readonly subnet: Subnet;
    /** Addresses and blocks that are delivered there. */
    readonly has: readonly string[];
}

/** Adds the router; gives the cables of it that lead out, to which something has to be added. */
export function addRouter(
    plan: Plan,
    vpc: Vpc,
    attached: readonly Attached[],
    which: "all routes" | "routes within the VPC",
): readonly string[] {
    const own = blocksOf(vpc);
    const matters = (destination: string) =>
        which === "all routes" || own.some((block) => isWithin(parseBlock(destination), block));
    const tables = vpc.subnets.map((subnet) =>
        routesOf(vpc, subnet).filter(({ destination }) => matters(destination)),
    );
    const targets = tables.flat().map(({ target }) => cableOf(vpc, target));
    const cables = [...new Set(targets.filter((cable) => cable !== undefined))];
    const privateNats = vpc.natGateways.filter(
        ({ isPublic }, index) => !isPublic && cables.includes(natCable(index)),
    );
    const all = [...attached, ...privateNats.map((nat) => addPrivateNat(plan, vpc, nat))];
    addNowhere(plan, vpc);
    const rules = [
        ...all.map(({ cable, subnet }) => comesFromSubnet(cable, vpc.subnets.indexOf(subnet))),
        ELSE_DELIVER,
    ];
    const [ipv4, ipv6] = added.blocks;
    const lines = [
        ...added.router.flatMap((address) => hasAddress("lo", address)),
        ...rules,
        deliversTo(ipv4),
        ...tables.flatMap((routes, index) => tableLines(vpc, index, routes)),
        ...[{ cable: NOWHERE, has: ["0.0.0.0/0", "::/0"] }, ...all].flatMap(({ cable, has }) =>
            has.map((block) => `route add ${block} dev ${cable} table ${DELIVERY}`),
        ),
    ];
    forwarder(plan, "router", lines, { ip6: [...rules, deliversTo(ipv6)] });
    const inside = all.map(({ cable }) => cable);
    return cables.filter((cable) => !inside.includes(cable));
}

/** It sends what it gets back to the router, in its own name. */
function addPrivateNat(plan: Plan, vpc: Vpc, nat: NatGateway): Attached {
    const index = vpc.natGateways.indexOf(nat);
    const cable = natCable(index);
    const subnet = vpc.subnets.find(({ name }) => name === nat.subnet);
    if (subnet === undefined) throw new RangeError(`no subnet is called ${nat.subnet}`);
    const has = added.privateNat(index);
    const lines = [
        ...has.flatMap((address) => hasAddress("in", address)),
        "route add 0.0.0.0/0 dev in",
        "route add ::/0 dev in",
    ];
    const nft = `
table inet nat {
    chain out {
        type nat hook postrouting priority 100;
        oifname "in" masquerade
    }
}
`;
    forwarder(plan, cable, lines, { nft });
    connect(plan, ["router", cable], [cable, "in"]);
    return { cable, subnet, has };
}

/** Packets without a way meet a host that has all addresses, and no open port. */
function addNowhere(plan: Plan, vpc: Vpc): void {
    const lines = [
        ...["0.0.0.0/0", "::/0"].map((all) => `route add local ${all} dev lo table main`),
        ...[...blocksOf(vpc).map(cidrOf), ...added.blocks].map(
            (block) => `route add ${block} dev eth`,
        ),
    ];
    forwarder(plan, NOWHERE, lines);
    connect(plan, ["router", NOWHERE], [NOWHERE, "eth"]);
}
