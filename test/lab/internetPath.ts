/** `no-internet-path`: a probe in each subnet and the Internet try to connect to each other. */
import type { Vpc } from "../oracle/network";
import { added } from "./added";
import {
    type Address,
    contains,
    EDGES_OF_THE_INTERNET,
    endOf,
    type Family,
    isPublic,
    parseBlock,
    startsBetween,
    textOf,
} from "./addresses";
import { addInternet, exitOf, INTERNET } from "./internet";
import { type Connection, connect, host, newPlan, type Outcomes, type Plan } from "./plan";
import { addRouter } from "./router";
import { blocksOf, routesOf } from "./routing";

export interface InternetTest {
    readonly plan: Plan;
    /** Names of the subnets that have a path, by the outcomes of the plan's connections. */
    readonly openSubnets: (outcomes: Outcomes) => readonly string[];
}

/** Public addresses that all packets of a VPC treat alike, and the first of them. */
interface Part {
    readonly sample: Address;
    readonly size: bigint;
}

/** More addresses than that behind another network: it is taken for the way to the Internet. */
const MANY = { 4: 1n << 24n, 6: 1n << 112n } as const;
const PORTS = [22, 443];

export function internetTest(vpc: Vpc): InternetTest {
    const plan = newPlan();
    const parts = partsOf(vpc);
    const attached = vpc.subnets.map((subnet, index) => ({
        cable: `probe${index}`,
        subnet,
        has: added.probe(index),
    }));
    const exits = addRouter(plan, vpc, attached, "all routes");
    const samples = parts.map(({ sample }) => textOf(sample));
    addInternet(plan, exits, samples, vpc.subnets.length);
    for (const { cable, has } of attached) {
        host(plan, cable, has, { listens: [22] });
        connect(plan, ["router", cable], [cable, "eth"]);
    }
    const tried = vpc.subnets.flatMap((subnet, index) =>
        parts.flatMap((part) =>
            connectionsOf(index, part, exits).map((connection) => ({
                subnet,
                probe: index,
                part,
                connection,
            })),
        ),
    );
    plan.connections.push(...tried.map(({ connection }) => connection));
    const openSubnets = (outcomes: Outcomes) =>
        vpc.subnets
            .filter((subnet) => {
                const connected = tried.flatMap((one, index) => {
                    const seen = outcomes[index] ?? null;
                    if (one.subnet !== subnet || seen === null) return [];
                    const isInward = one.connection.from === INTERNET;
                    const exit = isInward ? "igw" : exitOf(exits, one.probe, seen);
                    return [{ exit, part: one.part }];
                });
                return isPath(connected);
            })
            .map(({ name }) => name);
    return { plan, openSubnets };
}

function connectionsOf(probe: number, { sample }: Part, exits: readonly string[]): Connection[] {
    const of = sample.family === 4 ? 0 : 1;
    const outward = PORTS.map((port) => ({
        from: `probe${probe}`,
        source: added.probe(probe)[of],
        sourcePort: 0,
        to: textOf(sample),
        port,
    }));
    if (!exits.includes("igw")) return outward;
    const inward = {
        from: INTERNET,
        source: textOf(sample),
        sourcePort: 0,
        to: added.publicProbe(probe)[of],
        port: 22,
    };
    return [...outward, inward];
}

function isPath(connected: readonly { readonly exit: string; readonly part: Part }[]): boolean {
    const through = connected.filter(({ exit }) => !OTHER_NETWORKS.includes(exit));
    if (through.length > 0) return true;
    const parts = [...new Set(connected.map(({ part }) => part))];
    return ([4, 6] as const).some((family) => {
        const sizes = parts.filter(({ sample }) => sample.family === family);
        return sizes.reduce((sum, { size }) => sum + size, 0n) > MANY[family];
    });
}

const OTHER_NETWORKS = ["tgw", "pcx", "vgw", "eni"];

function partsOf(vpc: Vpc): readonly Part[] {
    const own = blocksOf(vpc);
    const routes = vpc.subnets.flatMap((subnet) => routesOf(vpc, subnet));
    const blocks = [
        ...EDGES_OF_THE_INTERNET,
        ...own,
        ...routes.map(({ destination }) => parseBlock(destination)),
    ];
    return ([4, 6] as const).flatMap((family: Family) => {
        const starts = startsBetween(family, blocks);
        return starts
            .map((number, index) => ({
                sample: { family, number },
                size: (starts[index + 1] ?? endOf(family)) - number,
            }))
            .filter(({ sample }) => isPublic(sample) && !own.some((one) => contains(one, sample)));
    });
}
