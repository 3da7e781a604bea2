import type { Exposure } from "../facts";
import { at, is, oneOf, orElse } from "../known";
import { awsTypes } from "../types";
import { existing, type ExposureReader as Reader } from "./exposure";

/** The connectivity of a NAT gateway; public, if left out. */
export const isPublic = oneOf(
    new Map([
        ["public", true],
        ["private", false],
    ]),
    '"public" or "private"',
);

/** The availability mode of a NAT gateway: a regional one is always public. */
export const isRegional = oneOf(
    new Map([
        ["regional", true],
        ["zonal", false],
    ]),
    '"regional" or "zonal"',
);

const privateNat = 'Set connectivityType to "private", or remove the NAT gateway.';

// AWS makes a NAT gateway public unless told otherwise, and a regional one always.
const natGateway: Reader = (bag) => {
    const byType: Exposure = {
        opens: orElse(at(bag, "connectivityType", isPublic), true),
        effect: "makes the NAT gateway public",
        fix: privateNat,
    };
    const byMode: Exposure = {
        opens: at(bag, "availabilityMode", isRegional),
        effect: "makes the NAT gateway regional, and those are always public",
        fix: "Leave availabilityMode out, or remove the NAT gateway.",
    };
    return [is(byType.opens, false) ? byMode : byType];
};

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
    [
        awsTypes.internetGateway,
        existing(
            "An Internet gateway connects its VPC with the Internet, both ways",
            "Remove the Internet gateway. (awsx.ec2.Vpc always creates one: build the VPC from aws.ec2.)",
        ),
    ],
    [
        awsTypes.internetGatewayAttachment,
        existing(
            "The attachment connects a VPC with the Internet, both ways",
            "Remove the attachment and its Internet gateway.",
        ),
    ],
    [
        awsTypes.egressOnlyInternetGateway,
        existing(
            "An egress-only Internet gateway lets IPv6 traffic out to the Internet",
            "Remove the egress-only Internet gateway.",
        ),
    ],
    [
        awsTypes.carrierGateway,
        existing(
            "A carrier gateway connects its VPC with the carrier's network and the Internet",
            "Remove the carrier gateway.",
        ),
    ],
    [awsTypes.natGateway, natGateway],
]);

/** The reader of the ways to the Internet that a resource of this type is, if there is one. */
export function gatewayReader(type: string): Reader | undefined {
    return readers.get(type);
}
