import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { publicAddressReader } from "../network/read/publicAddresses";
import { eachResource } from "./eachResource";
import { exposureJudge } from "./exposures";

const why = "A public address makes the resource reachable from the Internet, or able to reach it.";

/** No public IPv4 and no IPv6 address, assigned in any way. */
export function noPublicIp(): ResourceValidationPolicy & StackValidationPolicy {
    return {
        name: "no-public-ip",
        displayName: "No public IP addresses",
        description:
            "Prohibits public IPv4 addresses, IPv6 addresses and load balancers that face the " +
            "Internet, because with one of them only routes and security groups stand between a " +
            "resource and the Internet.",
        enforcementLevel: "mandatory",
        severity: "high",
        tags: ["network", "public-access"],
        remediationSteps:
            "1. Remove the address, or the property that assigns it: the finding names it.\n" +
            "2. Set `internal: true` on load balancers.\n" +
            "3. Reach instances with `aws ssm start-session`, and AWS services through VPC endpoints.",
        url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
        framework: {
            name: "AWS Foundational Security Best Practices",
            version: "1.0.0",
            reference: "EC2.9",
            specification: "Amazon EC2 instances should not have a public IPv4 address",
        },
        ...eachResource(exposureJudge(publicAddressReader), why),
    };
}
