import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope";

const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

export interface SecurityGroups {
    readonly endpoints: aws.ec2.SecurityGroup;
    readonly instances: aws.ec2.SecurityGroup;
    /** Until these exist no instance reaches an endpoint. */
    readonly rules: readonly pulumi.Resource[];
}

/**
 * Creates the two security groups. Instances may open HTTPS connections to endpoints; nothing else
 * is allowed, in any direction. Answers need no rule.
 *
 * The rules are resources of their own because each group's rule names the other group.
 */
export function createSecurityGroups(scope: Scope, vpc: aws.ec2.Vpc): SecurityGroups {
    const endpoints = createGroup(
        scope,
        vpc,
        "endpoint-security-group",
        "Interface endpoints: HTTPS from the instances only",
    );
    const instances = createGroup(
        scope,
        vpc,
        "instance-security-group",
        "Instances: nothing in, HTTPS to the interface endpoints out",
    );

    const ingressName = scope.nameOf("endpoint-ingress", "https");
    const ingress = new aws.vpc.SecurityGroupIngressRule(
        ingressName,
        {
            ...HTTPS,
            securityGroupId: endpoints.id,
            referencedSecurityGroupId: instances.id,
            description: "HTTPS from the instances",
            tags: scope.tagsOf(ingressName),
        },
        scope.options,
    );

    const egressName = scope.nameOf("instance-egress", "https");
    const egress = new aws.vpc.SecurityGroupEgressRule(
        egressName,
        {
            ...HTTPS,
            securityGroupId: instances.id,
            referencedSecurityGroupId: endpoints.id,
            description: "HTTPS to the interface endpoints",
            tags: scope.tagsOf(egressName),
        },
        scope.options,
    );
    return { endpoints, instances, rules: [ingress, egress] };
}

/**
 * A group without rules admits nothing and, as the provider removes AWS's first rule, lets nothing
 * out.
 */
function createGroup(
    scope: Scope,
    vpc: aws.ec2.Vpc,
    role: string,
    description: string,
): aws.ec2.SecurityGroup {
    const name = scope.nameOf(role);
    return new aws.ec2.SecurityGroup(
        name,
        { vpcId: vpc.id, description, tags: scope.tagsOf(name) },
        scope.options,
    );
}
