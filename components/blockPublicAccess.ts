import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope";

/**
 * Warns if the account does not block public access to its VPCs in this Region. It is a wall behind
 * the wall: with it, an Internet gateway that somebody attaches by mistake opens nothing.
 *
 * The options are read as a resource that Pulumi neither creates nor changes nor deletes. They must
 * not belong to a stack like this one: deleting them sets them to `off` for the whole account.
 */
export function checkBlockPublicAccess(scope: Scope, hasBootstrapEgress: boolean): void {
    const { region } = scope.place;
    const options = aws.ec2.VpcBlockPublicAccessOptions.get(
        scope.nameOf("block-public-access"),
        region,
        {},
        scope.options,
    );
    pulumi.all([options.internetGatewayBlockMode, region]).apply(([mode, region]) => {
        const warning = warningOf(mode, region, hasBootstrapEgress);
        if (warning) {
            pulumi.log.warn(warning, scope.options.parent);
        }
    });
}

function warningOf(mode: string, region: string, hasBootstrapEgress: boolean): string | undefined {
    if (mode === "off") {
        return (
            `VPC Block Public Access is off in ${region}: an Internet gateway that somebody attaches ` +
            "opens a VPC. If nothing in the account needs the Internet in this Region, switch it on, " +
            "outside of this stack, because it concerns all VPCs: aws ec2 " +
            "modify-vpc-block-public-access-options --internet-gateway-block-mode block-bidirectional " +
            `--region ${region}`
        );
    }
    if (mode === "block-bidirectional" && hasBootstrapEgress) {
        return (
            `VPC Block Public Access blocks all traffic of Internet gateways in ${region}: bootstrap ` +
            "egress leads nowhere unless this VPC is excluded. Exclude it for that time, outside of " +
            "this stack: aws ec2 create-vpc-block-public-access-exclusion " +
            "--internet-gateway-exclusion-mode allow-egress --vpc-id <the VPC's id> " +
            `--region ${region}`
        );
    }
    return undefined;
}
