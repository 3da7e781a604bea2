import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { ssmPath as answersOf } from "../network/ssmPath";
import { assume, hostManagement, requiredServices, valuesOf } from "../settings/options";
import type { Proofs } from "./proofs";
import { reportAnswers } from "./reportAnswers";

const name = "ssm-path";

const why =
    "An instance that does not reach Systems Manager can be reached by nobody: it has no other way in.";

/** Every instance of the stack reaches Systems Manager, proved from the joined resources. */
export function ssmPath(proofs: Proofs): ResourceValidationPolicy & StackValidationPolicy {
    return {
        name,
        displayName: "Every instance reaches Systems Manager",
        description:
            "Requires that every instance reaches `ssm` and `ssmmessages` through interface endpoints " +
            "of its VPC, by names, routes, network ACLs, security groups and role, because Session " +
            "Manager is the only way in.",
        enforcementLevel: "mandatory",
        severity: "high",
        tags: ["network", "ssm", "proof"],
        remediationSteps:
            "1. Create interface endpoints for `ssm` and `ssmmessages` with private DNS in the VPC, and " +
            "set `enableDnsSupport` and `enableDnsHostnames`.\n" +
            "2. Let TCP 443 from the instance's security group to that of the endpoints, both ways of " +
            "every network ACL, and leave the local route alone.\n" +
            "3. Give the instance a profile whose role has `AmazonSSMManagedInstanceCore`.",
        url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html",
        validateResource: proofs.remember,
        validateStack: ({ resources, getConfig }, report) => {
            const config = getConfig();
            const answers = answersOf(proofs.networkFor(name, resources), {
                requiredServices: valuesOf(requiredServices, config),
                isHostManaged: valuesOf(assume, config).includes(hostManagement),
            });
            proofs.answers.set(name, answers);
            reportAnswers(report, why, answers);
        },
    };
}
