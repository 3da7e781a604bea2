/**
 * An oracle of the pack's two questions: a packet walk that tries addresses and ports one by one. It shares
 * no code with the pack, and knows nothing of resources.
 */
import type { Network } from "./network";
import { subnetsOnTheInternet } from "./walkInternet";
import { reachesSystemsManager } from "./walkSystemsManager";

export interface WalkAnswer {
    readonly question: "no-internet-path" | "ssm-path";
    /** Name of the subnet, or of the instance. */
    readonly subject: string;
    /** `either`: it depends on the operating system's ports, so the pack must not decide it. */
    readonly verdict: "proved" | "violated" | "either";
}

const VERDICTS = { reached: "proved", blocked: "violated", either: "either" } as const;

export function walk({ vpcs }: Network): readonly WalkAnswer[] {
    return vpcs.flatMap((vpc) => {
        const onTheInternet = subnetsOnTheInternet(vpc);
        return [
            ...vpc.subnets.map(
                (subnet): WalkAnswer => ({
                    question: "no-internet-path",
                    subject: subnet.name,
                    verdict: onTheInternet.includes(subnet) ? "violated" : "proved",
                }),
            ),
            ...vpc.instances.map(
                (instance): WalkAnswer => ({
                    question: "ssm-path",
                    subject: instance.name,
                    verdict: VERDICTS[reachesSystemsManager(vpc, instance)],
                }),
            ),
        ];
    });
}
