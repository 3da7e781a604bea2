import type { Endpoint, PrivateDnsSwitch } from "../facts";
import { at, type Bag, flag, oneOf, orElse, text } from "../known";

// The other types have no private DNS names, or (Resource, ServiceNetwork) none of an AWS service.
const isInterface = oneOf(
    new Map([
        ["interface", true],
        ["gateway", false],
        ["gatewayloadbalancer", false],
        ["resource", false],
        ["servicenetwork", false],
    ]),
    "a type of VPC endpoint",
);

/** Reads a VPC endpoint. The provider makes it a Gateway endpoint if the type is not set. */
export function readEndpoint(bag: Bag): Endpoint {
    return {
        isInterface: orElse(at(bag, "vpcEndpointType", isInterface), false),
        privateDns: at(bag, "privateDnsEnabled", flag),
    };
}

/** Reads a resource that switches the private DNS of an endpoint. */
export function readPrivateDnsSwitch(bag: Bag): PrivateDnsSwitch {
    return {
        endpointId: at(bag, "vpcEndpointId", text),
        enabled: at(bag, "privateDnsEnabled", flag),
    };
}
