import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * Where a component's resources are: what ARNs and names of services are made of. AWS answers
 * before anything is created, hence all of it is known in a first preview.
 */
export interface Place {
    /** Such as `aws`, `aws-us-gov` or `aws-cn`. */
    readonly partition: pulumi.Output<string>;
    /** The end of the partition's host names, such as `amazonaws.com`. */
    readonly dnsSuffix: pulumi.Output<string>;
    /** The provider's Region, such as `eu-central-1`. */
    readonly region: pulumi.Output<string>;
    /** The provider's account: 12 digits. */
    readonly accountId: pulumi.Output<string>;
}

export function placeOf(options: pulumi.InvokeOptions): Place {
    const { partition, dnsSuffix } = aws.getPartitionOutput({}, options);
    const { region } = aws.getRegionOutput({}, options);
    const { accountId } = aws.getCallerIdentityOutput({}, options);
    return { partition, dnsSuffix, region, accountId };
}

/** The ARN of a resource of this account and Region, such as `instance/*` of `ec2`. */
export function ownArn(
    { partition, region, accountId }: Place,
    service: string,
    resource: pulumi.Input<string>,
): pulumi.Output<string> {
    return pulumi.interpolate`arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** The ARN of a resource of Systems Manager that AWS publishes in this Region: it is of no account. */
export function publishedBySsm(
    { partition, region }: Place,
    resource: string,
): pulumi.Output<string> {
    return pulumi.interpolate`arn:${partition}:ssm:${region}::${resource}`;
}

/** The ARN that stands for this account, and for all its users and roles. */
export function accountArn({ partition, accountId }: Place): pulumi.Output<string> {
    return pulumi.interpolate`arn:${partition}:iam::${accountId}:root`;
}
