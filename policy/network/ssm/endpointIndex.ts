import type { Endpoint, Network } from "../model";
import { toldIn } from "../told";

/** More hints than a few would hide what is missing. */
export const mostHints = 3;

/** The endpoints that stand in each VPC, or may. */
export function endpointsByVpc({ endpoints }: Network): (vpc: string) => readonly Endpoint[] {
    const found = new Map<string, Endpoint[]>();
    const anywhere: Endpoint[] = [];
    for (const endpoint of endpoints) {
        const { vpc } = endpoint;
        if (vpc.is === "told") {
            found.set(vpc.value, [...(found.get(vpc.value) ?? []), endpoint]);
        } else if (vpc.doubt.uncertainty === "unknown") {
            anywhere.push(endpoint);
        }
    }
    return (vpc) => [...(found.get(vpc) ?? []), ...anywhere];
}

/** A few endpoints of each service, whatever the order of the resources. */
export function endpointsByService({
    endpoints,
}: Network): (service: string) => readonly Endpoint[] {
    const found = new Map<string, Endpoint[]>();
    for (const endpoint of endpoints) {
        const service = toldIn(endpoint.service)?.suffix ?? "";
        const others = found.get(service);
        if (others) {
            others.push(endpoint);
        } else {
            found.set(service, [endpoint]);
        }
    }
    const few = new Map(
        [...found].map(([service, all]) => [
            service,
            all.sort((one, other) => (one.urn < other.urn ? -1 : 1)).slice(0, mostHints),
        ]),
    );
    return (service) => few.get(service) ?? [];
}
