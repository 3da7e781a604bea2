import type { Network } from "../../../policy/network/model";
import { toldIn } from "../../../policy/network/told";
import { serviceOf } from "./endpoints";
import type { InstanceGroup } from "./instances";
import type { Arrow, Shape } from "./picture";
import type { Verdicts } from "./verdicts";

/** Which of the statements says that there is an endpoint for each service. */
const EXISTS = 9;

/** An endpoint that a VPC lacks. */
export interface Missing {
    readonly shape: Shape;
    readonly vpc: string;
}

/**
 * What is not there and is looked for by instances that do not reach Systems Manager for want of an endpoint: a
 * shape for each service, and the arrows to it.
 */
export function missingEndpoints(
    instances: readonly InstanceGroup[],
    required: readonly string[],
    network: Network,
    verdicts: Verdicts,
    nextId: (letter: string) => string,
): { missing: Missing[]; arrows: Arrow[] } {
    const vpcOf = (subnet: string) => toldIn(network.subnets.get(subnet)?.vpc) ?? "";
    const lacking = instances.filter(({ machine }) =>
        verdicts.statementsAgainst("ssm-path", machine.urn).includes(EXISTS),
    );
    const missing = [...new Set(lacking.map(({ subnet }) => vpcOf(subnet)))].flatMap((vpc) => {
        const present = network.endpoints.filter(
            (endpoint) => toldIn(endpoint.vpc) === vpc || endpoint.vpc.is === "open",
        );
        // What nobody knows may be the one that is looked for.
        if (present.some(({ service }) => service.is === "open")) {
            return [];
        }
        const services = present.map(serviceOf);
        return required
            .filter((service) => !services.includes(service))
            .map((service): Missing => {
                const lines = [`no VPC endpoint ${service}`];
                return {
                    vpc,
                    shape: { id: nextId("m"), kind: "question", lines, mark: "violated" },
                };
            });
    });
    const arrows = lacking.flatMap(({ shape, subnet }) =>
        missing
            .filter(({ vpc }) => vpc === vpcOf(subnet))
            .map(
                (each): Arrow => ({
                    from: shape.id,
                    to: each.shape.id,
                    label: "",
                    mark: "violated",
                }),
            ),
    );
    return { missing, arrows };
}
