import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument } from "./policyDocument";
import type { Scope } from "./scope";

export interface InstanceRole {
    readonly role: aws.iam.Role;
    readonly profile: aws.iam.InstanceProfile;
    /** Until this exists the agent may not register with Systems Manager. */
    readonly attachment: aws.iam.RolePolicyAttachment;
}

/** Creates the role with which the agent on the instances talks to Systems Manager. */
export function createInstanceRole(scope: Scope): InstanceRole {
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
    const attachment = new aws.iam.RolePolicyAttachment(
        scope.nameOf("instance-role-policy", "ssm"),
        {
            role: role.name,
            policyArn: pulumi.interpolate`arn:${scope.place.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
        },
        scope.options,
    );
    const profileName = scope.nameOf("instance-profile");
    const profile = new aws.iam.InstanceProfile(
        profileName,
        { role: role.name, tags: scope.tagsOf(profileName) },
        scope.options,
    );
    return { role, profile, attachment };
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
