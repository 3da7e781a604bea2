import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkedInput } from "../checkedInput";
import { policyDocument } from "../policyDocument";
import type { Scope } from "../scope";
import { policyArnProblems } from "../validation/instancePolicy";

/**
 * With which permissions the agent on the instances works. What sessions need for logs and a key
 * comes by itself.
 *
 * - `"managed-core"`: AWS's policy `AmazonSSMManagedInstanceCore`: sessions, Run Command, Patch
 *   Manager, Inventory, State Manager. **It also lets instances read every parameter of the account's
 *   Parameter Store in the Region.**
 * - `"managed-default"`: AWS's policy `AmazonSSMManagedEC2InstanceDefaultPolicy`: the same without
 *   parameters.
 * - `"session-only"`: what sessions take and nothing else: five actions.
 * - `"default-host-management"`: nothing. The account's Default Host Management Configuration gives
 *   permissions to each instance whose role has none; without it no session opens. It cannot be
 *   combined with logs or a key of sessions.
 * - `{ policyArns }`: managed policies that you choose, by names that you choose: letters, digits and
 *   hyphens. Up to 10. They must allow what `"session-only"` does.
 */
export type InstancePolicy =
    | "managed-core"
    | "managed-default"
    | "session-only"
    | "default-host-management"
    | { readonly policyArns: Readonly<Record<string, pulumi.Input<string>>> };

/**
 * What an agent needs to register and to serve sessions. None of these actions has a resource that a
 * policy could name.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
const SESSION_ACTIONS = [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
];

/**
 * Gives the instances' role its permissions. Each choice has resources of its own, so that another
 * choice adds its own before the former ones go: the agent always has one.
 *
 * @returns until these exist the agent may not register with Systems Manager
 */
export function createInstancePolicy(
    scope: Scope,
    role: aws.iam.Role,
    policy: InstancePolicy,
): readonly pulumi.Resource[] {
    const attach = (key: string, policyArn: pulumi.Input<string>) =>
        new aws.iam.RolePolicyAttachment(
            scope.nameOf("instance-role-policy", key),
            { role: role.name, policyArn },
            scope.options,
        );
    switch (policy) {
        case "managed-core":
            return [attach("ssm", managedByAws(scope, "AmazonSSMManagedInstanceCore"))];
        case "managed-default":
            return [
                attach(
                    "ssm-default",
                    managedByAws(scope, "AmazonSSMManagedEC2InstanceDefaultPolicy"),
                ),
            ];
        case "session-only":
            return [createSessionPolicy(scope, role)];
        case "default-host-management":
            return [];
        default:
            return Object.entries(policy.policyArns).map(([key, arn]) =>
                attach(
                    `own-${key}`,
                    checkedInput(arn, (known) =>
                        policyArnProblems(`instancePolicy.policyArns.${key}`, known),
                    ),
                ),
            );
    }
}

function createSessionPolicy(scope: Scope, role: aws.iam.Role): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
        scope.nameOf("instance-role-policy", "sessions"),
        {
            role: role.name,
            policy: policyDocument([
                {
                    Sid: "RegisterAndServeSessions",
                    Effect: "Allow",
                    Action: SESSION_ACTIONS,
                    Resource: "*",
                },
            ]),
        },
        scope.options,
    );
}

function managedByAws({ place }: Scope, name: string): pulumi.Output<string> {
    return pulumi.interpolate`arn:${place.partition}:iam::aws:policy/${name}`;
}
