import type { ResourceValidationPolicy } from "@pulumi/policy";
import { publicAddressReader } from "../network/read/publicAddresses";
import { withoutExposures } from "./exposures";

const why = "A public address makes the resource reachable from the Internet, or able to reach it.";

/** No public IPv4 and no IPv6 address, assigned in any way. */
export function noPublicIp(): ResourceValidationPolicy {
    return {
        name: "no-public-ip",
        displayName: "No public IP addresses",
        description:
            "Prohibits public IPv4 addresses, IPv6 addresses and load balancers that face the " +
            "Internet, because instances are reached through Session Manager only.",
        enforcementLevel: "mandatory",
        severity: "high",
        tags: ["network", "public-access"],
        remediationSteps:
            "Remove the address, or the setting that assigns it. Reach instances with " +
            "`aws ssm start-session`, and AWS services through VPC endpoints.",
        validateResource: withoutExposures(publicAddressReader, why),
    };
}
