import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { internetPath } from "../network/internetPath";
import { trustedDefaultRoutes, valuesOf } from "../settings/options";
import type { Proofs } from "./proofs";
import { reportAnswers } from "./reportAnswers";

const name = "no-internet-path";

const why =
    "A private network has no way to or from the Internet: one route is enough, and security groups change without it.";

/** No path between any subnet of the stack and the Internet, proved from the joined resources. */
export function noInternetPath(proofs: Proofs): ResourceValidationPolicy & StackValidationPolicy {
    return {
        name,
        displayName: "No path to the Internet",
        description:
            "Prohibits every path between a subnet and the Internet, by whatever route its effective " +
            "table has, and everything else that lets the Internet in, because instances are " +
            "reached through Session Manager only.",
        enforcementLevel: "mandatory",
        severity: "high",
        tags: ["network", "internet", "proof"],
        remediationSteps:
            "1. Follow the witness from the subnet to the gateway, and remove the route that it names.\n" +
            "2. Associate each subnet with a route table of its own that has no such route.\n" +
            "3. Remove what is a way in by itself, such as a client VPN or an endpoint service.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html",
        validateResource: proofs.remember,
        validateStack: ({ resources, getConfig }, report) => {
            const trusted = valuesOf(trustedDefaultRoutes, getConfig());
            const answers = internetPath(proofs.networkFor(name, resources), trusted);
            proofs.answers.set(name, answers);
            // Of two policies that find the same fault, the one of the resource reports it.
            const own = answers.filter(({ reportedBy }) => reportedBy === undefined);
            reportAnswers(report, why, own);
        },
    };
}
