import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { sshKeyReader } from "../network/read/sshKeys";
import { eachResource } from "./eachResource";
import { exposureJudge } from "./exposures";

const why =
    "Instances are reached through Session Manager, where IAM decides who may log in: a key outlives that decision.";

/** No key pairs and no other way in for SSH. */
export function noSshKey(): ResourceValidationPolicy & StackValidationPolicy {
    return {
        name: "no-ssh-key",
        displayName: "No SSH keys",
        description:
            "Prohibits key pairs, their use by whatever launches instances, and EC2 Instance Connect " +
            "endpoints, because IAM decides who may open a session, and a key outlives that decision.",
        enforcementLevel: "mandatory",
        severity: "high",
        tags: ["ssh", "access"],
        remediationSteps:
            "1. Give the instance a role with which its agent can register, such as one with the policy " +
            "`AmazonSSMManagedInstanceCore`.\n" +
            "2. Remove the name of the key pair, then the key pair; or the endpoint.\n" +
            "3. Open a session with `aws ssm start-session`.",
        url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-key-pairs.html",
        ...eachResource(exposureJudge(sshKeyReader), why),
    };
}
