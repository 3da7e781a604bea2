import type { PolicyPackArgs } from "@pulumi/policy";
import { endpointPrivateDns } from "./endpointPrivateDns";
import { noInternetGateway } from "./noInternetGateway";
import { noInternetRoute } from "./noInternetRoute";
import { noPublicIp } from "./noPublicIp";
import { noSshIngress } from "./noSshIngress";

/**
 * All policies of the pack. Each call gives policies with a memory of their own: some remember what
 * the resource view saw until the stack view runs, and one pack process serves both.
 */
export function createPolicies(): PolicyPackArgs["policies"] {
    return [
        noPublicIp(),
        noSshIngress(),
        noInternetGateway(),
        noInternetRoute(),
        endpointPrivateDns(),
    ];
}
