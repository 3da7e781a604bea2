import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "../policyDocument";
import type { Scope } from "../scope";
import { createInstancePolicy, type InstancePolicy } from "./instancePolicy";

export interface InstanceRole {
    readonly role: aws.iam.Role;
    readonly profile: aws.iam.InstanceProfile;
    /** Until these exist the agent may not register with Systems Manager. */
    readonly permissions: readonly pulumi.Resource[];
}

/** Creates the role with which the agent on the instances talks to Systems Manager. */
export function createInstanceRole(scope: Scope, policy: InstancePolicy): InstanceRole {
    const roleName = scope.nameOf("instance-role");
    const role = new aws.iam.Role(
        roleName,
        {
            description: "Lets EC2 instances be managed by AWS Systems Manager",
            assumeRolePolicy: trustInEc2(scope),
            tags: scope.tagsOf(roleName),
        },
        scope.options,
    );
    const permissions = createInstancePolicy(scope, role, policy);
    const profileName = scope.nameOf("instance-profile");
    const profile = new aws.iam.InstanceProfile(
        profileName,
        { role: role.name, tags: scope.tagsOf(profileName) },
        scope.options,
    );
    return { role, profile, permissions };
}

function trustInEc2(scope: Scope): pulumi.Output<string> {
    const ec2 = aws.getServicePrincipalOutput({ serviceName: "ec2" }, scope.options);
    return policyDocument([
        {
            Sid: "InstancesAssumeRole",
            Effect: "Allow",
            Principal: { Service: ec2.name },
            Action: "sts:AssumeRole",
        },
    ]);
}
