import type { ResourceValidationPolicy } from "@pulumi/policy";
import { gatewayReader } from "../network/read/gateways";
import { withoutExposures } from "./exposures";

const why =
    "With it, one route is enough to open a path between a private subnet and the Internet.";

/** No gateway between a VPC and the Internet. */
export function noInternetGateway(): ResourceValidationPolicy {
    return {
        name: "no-internet-gateway",
        displayName: "No Internet gateways",
        description:
            "Prohibits Internet, egress-only, carrier and public NAT gateways, because a private " +
            "network has no way to or from the Internet.",
        enforcementLevel: "mandatory",
        severity: "high",
        tags: ["network", "internet"],
        remediationSteps:
            "Remove the gateway and the routes to it. Use VPC endpoints to reach AWS services.",
        validateResource: withoutExposures(gatewayReader, why),
    };
}
