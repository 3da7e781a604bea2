import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { gatewayReader } from "../network/read/gateways";
import { eachResource } from "./eachResource";
import { exposureJudge } from "./exposures";

const why =
    "With it, one route is enough to open a path between a private subnet and the Internet.";

/** No gateway between a VPC and the Internet. */
export function noInternetGateway(): ResourceValidationPolicy & StackValidationPolicy {
    return {
        name: "no-internet-gateway",
        displayName: "No Internet gateways",
        description:
            "Prohibits Internet, egress-only, carrier and public NAT gateways, because with one of " +
            "them a single route opens a path between a subnet and the Internet.",
        enforcementLevel: "mandatory",
        severity: "high",
        tags: ["network", "internet"],
        remediationSteps:
            "1. Create VPC endpoints for the AWS services that the network uses.\n" +
            "2. Remove the routes to the gateway, then the gateway.\n" +
            '3. Set `connectivityType: "private"` on NAT gateways that only translate between networks.',
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html",
        ...eachResource(exposureJudge(gatewayReader), why),
    };
}
