/** What real packets say about a network. */
import type { Network } from "../oracle/network";
import { internetTest } from "./internetPath";
import type { Packets } from "./packets";
import { type Outcomes, type Plan, withMorePatience } from "./plan";
import { hasNatInside, type Reach, systemsManagerTest } from "./systemsManager";

export interface Observation {
    readonly question: "no-internet-path" | "ssm-path";
    /** Name of the subnet, or of the instance. */
    readonly subject: string;
    /** `untold`: packets do not decide it. */
    readonly packets: Reach | "untold";
}

export interface Count {
    connected: number;
    refused: number;
}

export async function observe(
    { vpcs }: Network,
    packets: Packets,
    count: Count,
    manner: "quickly" | "patiently" = "quickly",
): Promise<readonly Observation[]> {
    const observations: Observation[] = [];
    const carryOut = async (plan: Plan): Promise<Outcomes> => {
        const outcomes = await packets.carryOut(
            manner === "patiently" ? withMorePatience(plan) : plan,
        );
        for (const outcome of outcomes) count[outcome === null ? "refused" : "connected"] += 1;
        return outcomes;
    };
    for (const vpc of vpcs) {
        const internet = internetTest(vpc);
        const open = internet.openSubnets(await carryOut(internet.plan));
        for (const { name } of vpc.subnets) {
            const packets = open.includes(name) ? "connected" : "refused";
            observations.push({ question: "no-internet-path", subject: name, packets });
        }
        const systemsManager = systemsManagerTest(vpc);
        const outcomes: Outcomes[] = [];
        for (const plan of systemsManager.plans) outcomes.push(await carryOut(plan));
        const isUntold = hasNatInside(vpc);
        for (const [{ name }, reach] of systemsManager.reach(outcomes)) {
            const packets = isUntold ? "untold" : reach;
            observations.push({ question: "ssm-path", subject: name, packets });
        }
    }
    return observations;
}
