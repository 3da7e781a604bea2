import { Belongings, Lists } from "../collections";
import type { Endpoint, Network } from "../model";
import { toldIn } from "../told";

/** More hints than a few would hide what is missing. */
export const mostHints = 3;

/** The endpoints that stand in each VPC, or may. */
export function endpointsByVpc({ endpoints }: Network): (vpc: string) => readonly Endpoint[] {
    const found = new Belongings<Endpoint>();
    for (const endpoint of endpoints) {
        found.add(endpoint.vpc, endpoint);
    }
    return (vpc) => found.around(vpc);
}

/** A few endpoints of each service, whatever the order of the resources. */
export function endpointsByService({
    endpoints,
}: Network): (service: string) => readonly Endpoint[] {
    const found = new Lists<string | undefined, Endpoint>();
    for (const endpoint of [...endpoints].sort((one, other) => (one.urn < other.urn ? -1 : 1))) {
        found.add(toldIn(endpoint.service)?.suffix, endpoint);
    }
    return (service) => found.of(service).slice(0, mostHints);
}
