import type { ResourceValidationPolicy } from "@pulumi/policy";
import { sshKeyReader } from "../network/read/sshKeys";
import { withoutExposures } from "./exposures";

const why =
    "Instances are reached through Session Manager, where IAM decides who may log in: a key outlives that decision.";

/** No key pairs and no other way in for SSH. */
export function noSshKey(): ResourceValidationPolicy {
    return {
        name: "no-ssh-key",
        displayName: "No SSH keys",
        description:
            "Prohibits key pairs, instances that have one and EC2 Instance Connect endpoints, because " +
            "instances are reached through Session Manager only.",
        enforcementLevel: "mandatory",
        severity: "high",
        tags: ["ssh", "access"],
        remediationSteps:
            "Remove the key pair, its name or the endpoint. Open a session with " +
            "`aws ssm start-session`.",
        validateResource: withoutExposures(sshKeyReader, why),
    };
}
