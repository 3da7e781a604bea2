import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

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
