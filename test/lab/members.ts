/** The interfaces whose packets count for Systems Manager, and the addresses they get. */
import type { Subnet, Vpc } from "../oracle/network";
import { type Block, contains, parseBlock, startsBetween, textOf } from "./addresses";

export interface Member {
    readonly name: string;
    readonly is: "instance" | "endpoint";
    /** Name of the instance or of the endpoint. */
    readonly of: string;
    readonly subnet: string;
    /** Names of groups, the default group by its name as well. */
    readonly groups: readonly string[];
    readonly addresses: readonly string[];
}

type Place = Omit<Member, "addresses">;

export const SERVICES = ["ssm", "ssmmessages"];

/**
 * Each interface may have any address of its subnet. So it gets one of each part of the subnet that some
 * rule or route tells from the others; where a part is too small for all who are in the subnet, they take
 * turns, each turn in a world of its own.
 */
export function worldsOf(vpc: Vpc): readonly (readonly Member[])[] {
    const places = placesOf(vpc);
    const parts = new Map(vpc.subnets.map((subnet) => [subnet.name, partsOf(vpc, subnet)]));
    const placesIn = (subnet: string) => places.filter((place) => place.subnet === subnet);
    const turns = vpc.subnets.map(({ name }) => {
        const count = placesIn(name).length;
        return (parts.get(name) ?? []).some((part) => part.size < count) ? count : 1;
    });
    return Array.from({ length: Math.max(...turns) }, (_, turn) =>
        places.map((place) => {
            const neighbours = placesIn(place.subnet);
            const seat = (neighbours.indexOf(place) + turn) % neighbours.length;
            const own = (parts.get(place.subnet) ?? []).filter((part) => seat < part.size);
            const addresses = own.map(({ first }) =>
                textOf({ family: 4, number: first + BigInt(seat) }),
            );
            return { ...place, addresses };
        }),
    );
}

function placesOf(vpc: Vpc): readonly Place[] {
    const instances = vpc.instances.map(({ name, subnet, securityGroups }) => ({
        is: "instance" as const,
        of: name,
        subnet,
        groups: carried(securityGroups),
    }));
    const endpoints = vpc.endpoints
        .filter(({ service }) => SERVICES.includes(service))
        .flatMap(({ name, subnets, securityGroups }) =>
            subnets.map((subnet) => ({
                is: "endpoint" as const,
                of: name,
                subnet,
                groups: carried(securityGroups),
            })),
        );
    return [...instances, ...endpoints].map((place, index) => ({ ...place, name: `m${index}` }));
}

function carried(groups: readonly string[]): readonly string[] {
    return groups.length === 0 ? ["default"] : groups;
}

function partsOf(vpc: Vpc, subnet: Subnet): readonly { first: bigint; size: number }[] {
    const whole = parseBlock(subnet.cidr);
    const starts = startsBetween(4, [whole, ...blocksToldApart(vpc)]).filter((start) =>
        contains(whole, { family: 4, number: start }),
    );
    return starts.map((first, index) => ({
        first,
        size: Number((starts[index + 1] ?? whole.last + 1n) - first),
    }));
}

function blocksToldApart(vpc: Vpc): readonly Block[] {
    const aclRules = [
        ...vpc.networkAcls.flatMap(({ rules }) => rules),
        ...(vpc.defaultAcl.is === "adopted" ? vpc.defaultAcl.rules : []),
    ];
    const groupRules = [
        ...vpc.securityGroups.flatMap(({ rules }) => rules),
        ...(vpc.defaultGroup.is === "adopted" ? vpc.defaultGroup.rules : []),
    ];
    const routes = [
        ...vpc.routeTables.flatMap((table) => table.routes),
        ...(vpc.mainTable.is === "adopted" ? vpc.mainTable.routes : []),
    ];
    return [
        ...aclRules.map(({ cidr }) => cidr),
        ...groupRules.flatMap(({ peer }) => (peer.is === "cidr" ? [peer.cidr] : [])),
        ...routes.map(({ destination }) => destination),
    ].map(parseBlock);
}
