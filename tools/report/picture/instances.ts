import type { Machine, Network } from "../../../policy/network/model";
import { signatureOf } from "../../../policy/network/ssm/outcome";
import { groupLine } from "./groupLine";
import type { Shape } from "./picture";
import type { Verdicts } from "./verdicts";

/** Instances that are alike: in one subnet, with the same security groups and the same verdict. */
export interface InstanceGroup {
    readonly shape: Shape;
    readonly subnet: string;
    /** Any of them. */
    readonly machine: Machine;
}

/** So many kinds of instances in a subnet can be told apart; of more, only the verdict is shown. */
const MOST_KINDS = 5;

/** What stands in each subnet; a fleet stands in each of its subnets. */
export function instanceGroups(
    network: Network,
    verdicts: Verdicts,
    nextId: (letter: string) => string,
): InstanceGroup[] {
    const bySubnet = new Map<string, Machine[]>();
    for (const machine of network.machines) {
        for (const subnet of placesOf(machine)) {
            bySubnet.set(subnet, [...(bySubnet.get(subnet) ?? []), machine]);
        }
    }
    return [...bySubnet].flatMap(([subnet, inSubnet]) =>
        grouped(inSubnet, verdicts).map((group) => ({
            subnet,
            machine: group[0] as Machine,
            shape: { ...shapeOf(group, verdicts, network), id: nextId("i") },
        })),
    );
}

/** Instances that stand in no subnet of this stack. */
export function strayInstances(
    network: Network,
    verdicts: Verdicts,
    nextId: (letter: string) => string,
): Shape[] {
    const strays = network.machines.filter((machine) => placesOf(machine).length === 0);
    return grouped(strays, verdicts).map((group) => ({
        ...shapeOf(group, verdicts, network),
        id: nextId("i"),
    }));
}

const placesOf = ({ subnets }: Machine) => [...subnets.certain, ...subnets.possible];

function grouped(machines: readonly Machine[], verdicts: Verdicts): Machine[][] {
    const verdictOn = ({ urn }: Machine) =>
        `${verdicts.of("ssm-path", urn)} ${verdicts.statementsAgainst("ssm-path", urn)}`;
    const kinds = by(machines, (machine) => `${verdictOn(machine)} ${signatureOf(machine.groups)}`);
    return kinds.length <= MOST_KINDS ? kinds : by(machines, verdictOn);
}

function by(machines: readonly Machine[], key: (machine: Machine) => string): Machine[][] {
    const groups = new Map<string, Machine[]>();
    for (const machine of machines) {
        const group = groups.get(key(machine));
        if (group) {
            group.push(machine);
        } else {
            groups.set(key(machine), [machine]);
        }
    }
    return [...groups.values()];
}

function shapeOf(
    group: readonly Machine[],
    verdicts: Verdicts,
    network: Network,
): Omit<Shape, "id"> {
    const [{ urn } = { urn: "" }] = group;
    const mark = verdicts.of("ssm-path", urn);
    const against = verdicts.statementsAgainst("ssm-path", urn);
    return {
        kind: "instances",
        mark,
        lines: [
            ...namesOf(group.map(({ label }) => label)),
            ...groupLine(
                group.map(({ groups }) => groups),
                network,
            ),
            ...(against.length > 0 ? [`${mark}: ${against.join(", ")}`] : []),
        ],
    };
}

/** Three by their names, more by the first and the last, in the order of the numbers in them. */
function namesOf(labels: readonly string[]): string[] {
    if (labels.length <= 3) {
        return [...labels];
    }
    const sorted = [...labels].sort((one, other) =>
        one.localeCompare(other, "en", { numeric: true }),
    );
    return [`${labels.length} alike`, `${sorted[0]}`, `… ${sorted.at(-1)}`];
}
