import type { Endpoint, Network } from "../../../policy/network/model";
import { reachFindings } from "../../../policy/network/ssm/reach";
import { all, toldIn } from "../../../policy/network/told";
import { verdictOf } from "../../../policy/network/verdict";
import { type EndpointGroup, serviceOf } from "./endpoints";
import type { InstanceGroup } from "./instances";
import { type Arrow, type Mark, worst } from "./picture";

/** So many arrows in one VPC can be followed; of more, those within a zone and the wrong ones are shown. */
const MOST_ARROWS = 24;

/**
 * What the proof says of the way from instances to endpoints: addresses, security groups, network ACLs and
 * routes. That a service which nobody requires is out of reach is no mistake, and no arrow.
 *
 * @param required the services that every instance must reach
 */
export function reachArrows(
    instances: readonly InstanceGroup[],
    endpoints: readonly EndpointGroup[],
    required: readonly string[],
    network: Network,
): Arrow[] {
    const vpcOf = (subnet: string) => {
        const found = network.subnets.get(subnet);
        return found && toldIn(found.vpc);
    };
    const arrows = instances.flatMap((from) =>
        endpoints
            .filter(({ subnet }) => vpcOf(subnet) === vpcOf(from.subnet))
            .flatMap((to) => {
                const mark = worst(
                    to.endpoints.map((endpoint) =>
                        markOf(from, to.subnet, endpoint, required, network),
                    ),
                );
                const arrow = { from: from.shape.id, to: to.shape.id, label: "443", mark };
                return mark === "plain" ? [] : [{ arrow, isNear: from.subnet === to.subnet }];
            }),
    );
    const shown =
        arrows.length <= MOST_ARROWS
            ? arrows
            : arrows.filter(({ arrow, isNear }) => isNear || arrow.mark !== "proved");
    return shown.map(({ arrow }) => arrow);
}

function markOf(
    { machine, subnet }: InstanceGroup,
    to: string,
    endpoint: Endpoint,
    required: readonly string[],
    network: Network,
): Mark {
    const from = network.subnets.get(subnet);
    if (!from) {
        return "plain";
    }
    const verdict = verdictOf(
        reachFindings(machine, from, { ...endpoint, subnets: all([to]) }, network),
    );
    return verdict === "proved" || required.includes(serviceOf(endpoint)) ? verdict : "plain";
}
