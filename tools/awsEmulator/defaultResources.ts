import type { Ledger } from "./account";
import { ec2Id } from "./ids";
import type { Properties } from "./properties";

/** The resources that come with a VPC: the output of the VPC that is their id. */
const DEFAULT_OF_VPC: Readonly<Record<string, string>> = {
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": "defaultNetworkAclId",
    "aws:ec2/defaultRouteTable:DefaultRouteTable": "defaultRouteTableId",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "defaultSecurityGroupId",
};

/** Whether resources of a type are adopted and given back, not created and deleted. */
export function isAdopted(type: string): boolean {
    return type in DEFAULT_OF_VPC;
}

/**
 * The id of the resource that AWS has made with the VPC. Undefined for other types.
 *
 * @throws Error in AWS's words if the adopted resource does not exist.
 */
export function adoptedId(type: string, inputs: Properties, account: Ledger): string | undefined {
    const output = DEFAULT_OF_VPC[type];
    if (!output) {
        return undefined;
    }
    if (inputs[output] !== undefined) {
        return String(inputs[output]);
    }
    if (inputs.vpcId === undefined) {
        return ec2Id("sg", "of the default VPC");
    }
    const vpc = account.find("aws:ec2/vpc:Vpc", String(inputs.vpcId));
    if (!vpc) {
        throw new Error(`InvalidVpcID.NotFound: The vpc ID '${inputs.vpcId}' does not exist`);
    }
    return String(vpc.outputs[output]);
}
