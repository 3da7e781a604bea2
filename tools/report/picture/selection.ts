import type { Network, Subnet } from "../../../policy/network/model";
import { toldIn } from "../../../policy/network/told";
import { type Mark, worst } from "./picture";
import type { Verdicts } from "./verdicts";

/** So much of a network fits into one picture that can be read. */
const MOST_VPCS = 6;
const MOST_SUBNETS = 12;

/** A VPC and its subnets; without a key where the stack does not tell in which VPC they are. */
export interface ChosenVpc {
    readonly key: string | undefined;
    readonly subnets: readonly Subnet[];
}

export interface Selection {
    readonly vpcs: readonly ChosenVpc[];
    /** What was left out, in sentences. */
    readonly omissions: readonly string[];
}

/** Chooses what to draw: what is violated before what is unknown before what is proved. */
export function selectionOf(network: Network, verdicts: Verdicts): Selection {
    const markOf = subnetMarks(network, verdicts);
    const byVpc = new Map<string | undefined, Subnet[]>(
        [...network.vpcs.keys()].map((key) => [key, []]),
    );
    for (const subnet of network.subnets.values()) {
        const key = toldIn(subnet.vpc);
        byVpc.set(key, [...(byVpc.get(key) ?? []), subnet]);
    }
    const vpcs = urgentFirst([...byVpc], ([, subnets]) => worst(subnets.map(markOf)));
    const omissions: string[] = [];
    const leaveOut = (what: string, marks: readonly Mark[]) => {
        if (marks.length > 0) {
            const wrong = marks.filter((mark) => mark === "violated" || mark === "unknown").length;
            omissions.push(
                `Not drawn: ${marks.length} more ${what}, ${wrong === 0 ? "of which nothing is found" : `${wrong} of them with findings, which the table shows`}.`,
            );
        }
    };
    const chosen = vpcs.slice(0, MOST_VPCS).map(([key, all]): ChosenVpc => {
        const subnets = urgentFirst(all, markOf);
        leaveOut(
            `subnets of ${network.vpcs.get(key ?? "")?.label ?? "an unknown VPC"}`,
            subnets.slice(MOST_SUBNETS).map(markOf),
        );
        return { key, subnets: subnets.slice(0, MOST_SUBNETS) };
    });
    leaveOut(
        "VPCs",
        vpcs.slice(MOST_VPCS).map(([, subnets]) => worst(subnets.map(markOf))),
    );
    return { vpcs: chosen, omissions };
}

/** Of each subnet what the proofs say of it and of what stands in it. */
function subnetMarks({ machines }: Network, verdicts: Verdicts): (subnet: Subnet) => Mark {
    const inside = new Map<string, Mark>();
    for (const { urn, subnets } of machines) {
        const mark = verdicts.of("ssm-path", urn);
        for (const key of [...subnets.certain, ...subnets.possible]) {
            inside.set(key, worst([mark, inside.get(key) ?? "plain"]));
        }
    }
    return ({ key, urn }) =>
        worst([verdicts.of("no-internet-path", urn), inside.get(key) ?? "plain"]);
}

const urgency: readonly Mark[] = ["violated", "unknown", "proved", "plain"];

function urgentFirst<T>(things: readonly T[], markOf: (thing: T) => Mark): T[] {
    const rank = (thing: T) => urgency.indexOf(markOf(thing));
    return [...things].sort((one, other) => rank(one) - rank(other));
}
