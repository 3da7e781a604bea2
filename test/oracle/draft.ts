import type { Network, Route, Target, Vpc } from "./network";
import type { Random } from "./random";

/** A network that may still be changed. */
export type Draft<T> = { -readonly [Key in keyof T]: Draft<T[Key]> };
export type VpcDraft = Draft<Vpc>;
export type NetworkDraft = Draft<Network>;

/** The lists of routes of a VPC that can be added to. */
export function routeLists(vpc: VpcDraft): Draft<Route>[][] {
    const own = vpc.routeTables.map((table) => table.routes);
    return vpc.mainTable.is === "adopted" ? [...own, vpc.mainTable.routes] : own;
}

/** A name that nothing in the VPC has. */
export function fresh(vpc: VpcDraft, role: string): string {
    const taken = [
        ...vpc.routeTables,
        ...vpc.networkAcls,
        ...vpc.securityGroups,
        ...vpc.natGateways,
        ...vpc.endpoints,
    ];
    let name = `${vpc.name}-${role}`;
    for (let next = 2; taken.some((one) => one.name === name); next += 1) {
        name = `${vpc.name}-${role}${next}`;
    }
    return name;
}

/** A target that AWS lets a route of the VPC have, with what it needs. */
export function targetFor(
    vpc: VpcDraft,
    kind: Target["is"],
    publicNat: boolean,
    random: Random,
): Target {
    switch (kind) {
        case "internet gateway":
            vpc.internetGateway = true;
            return { is: kind };
        case "egress-only gateway":
            vpc.egressOnlyGateway = true;
            return { is: kind };
        case "nat gateway":
            return { is: kind, name: natFor(vpc, publicNat, random) };
        default:
            return { is: kind };
    }
}

function natFor(vpc: VpcDraft, isPublic: boolean, random: Random): string {
    const found = vpc.natGateways.filter((nat) => nat.isPublic === isPublic);
    if (found.length > 0 && random.chance(80)) return random.pick(found).name;
    const name = fresh(vpc, isPublic ? "nat" : "private-nat");
    vpc.natGateways.push({ name, subnet: random.pick(vpc.subnets).name, isPublic });
    if (isPublic) vpc.internetGateway = true;
    return name;
}
