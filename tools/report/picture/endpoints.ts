import type { Endpoint, Network } from "../../../policy/network/model";
import { signatureOf } from "../../../policy/network/ssm/outcome";
import { toldIn } from "../../../policy/network/told";
import { groupLine } from "./groupLine";
import type { Shape } from "./picture";
import type { Verdicts } from "./verdicts";

/** The interface endpoints in one subnet with the same security groups, of which findings say the same. */
export interface EndpointGroup {
    readonly shape: Shape;
    readonly subnet: string;
    readonly endpoints: readonly Endpoint[];
}

export function endpointGroups(
    network: Network,
    verdicts: Verdicts,
    nextId: (letter: string) => string,
): EndpointGroup[] {
    const groups = new Map<string, { subnet: string; endpoints: Endpoint[] }>();
    for (const endpoint of network.endpoints.filter((each) => toldIn(each.isGateway) !== true)) {
        for (const subnet of [...endpoint.subnets.certain, ...endpoint.subnets.possible]) {
            const mark = verdicts.onWay(endpoint.urn);
            const key = `${subnet} ${mark} ${signatureOf(endpoint.groups)}`;
            const group = groups.get(key) ?? { subnet, endpoints: [] };
            group.endpoints.push(endpoint);
            groups.set(key, group);
        }
    }
    return [...groups.values()].map((group) => ({
        ...group,
        shape: {
            id: nextId("e"),
            kind: "endpoints",
            mark: verdicts.onWay(group.endpoints[0]?.urn ?? ""),
            lines: [
                group.endpoints.length === 1 ? "VPC endpoint" : "VPC endpoints",
                ...[...group.endpoints.map(serviceOf)].sort(),
                ...groupLine(
                    group.endpoints.map(({ groups }) => groups),
                    network,
                ),
            ],
        },
    }));
}

/** The service of an endpoint, such as `ssm`. */
export function serviceOf({ service, label }: Endpoint): string {
    return toldIn(service)?.suffix ?? label;
}
