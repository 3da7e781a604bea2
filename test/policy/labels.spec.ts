import assert from "node:assert/strict";
import { stackOf } from "../../policy/network/stack";
import { awsTypes } from "../../policy/network/types";

// What messages call a resource.

const labelOf = (type: string) => {
    const urn = `urn:${type}`;
    const resource = {
        ...{ type, name: "it", urn, inputs: { a: 1 }, outputs: {} },
        ...{ references: {}, region: undefined },
    };
    const [node, ...others] = stackOf([resource]).ofTypes(type);
    assert.ok(node && others.length === 0);
    return node.label;
};

describe("The label of a resource", () => {
    for (const [type, label] of [
        [awsTypes.natGateway, "NAT gateway it"],
        [awsTypes.vpc, "VPC it"],
        [awsTypes.networkAcl, "network ACL it"],
        [awsTypes.eip, "Elastic IP it"],
        [awsTypes.ec2Fleet, "fleet it"],
        [awsTypes.securityGroup, "security group it"],
        ["aws:lambda/function:Function", "function it"],
        ["aws:ec2/vpcIpv4CidrBlock:VpcIpv4CidrBlock", "VPC ipv4 cidr block it"],
        ["pulumi:providers:aws", "pulumi:providers:aws it"],
    ] as const) {
        it(`is "${label}" for ${type}`, () => assert.equal(labelOf(type), label));
    }
});
