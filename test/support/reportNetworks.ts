import { awsTypes } from "../../policy/network/types";
import { byReference, of } from "../policy/sabotage/networks";
import { idOf, type Resource } from "./policyServer";

// Networks to report on: correct ones of any size, and what spoils them.

/** A correct network of so many instances, half of them in each of two subnets. */
export function networkOf(instances: number): readonly Resource[] {
    const more = Array.from({ length: instances - 1 }, (_, index) =>
        of(awsTypes.instance, `app-${index + 2}`, {
            subnetId: idOf(index % 2 === 0 ? "app-b" : "app-a"),
            vpcSecurityGroupIds: [idOf("instances")],
            iamInstanceProfile: idOf("profile"),
            instanceType: "t4g.small",
            metadataOptions: { httpTokens: "required" },
            rootBlockDevice: { volumeType: "gp3", volumeSize: 10 },
        }),
    );
    return [...byReference, ...more];
}

/** A path from one of the subnets to the Internet. */
export const wayOut: readonly Resource[] = [
    of(awsTypes.internetGateway, "internet", { vpcId: idOf("vpc") }),
    of(awsTypes.route, "to-internet", {
        routeTableId: idOf("table-a"),
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: idOf("internet"),
    }),
];

/** A public address, which is a way in by itself. */
export const address = of(awsTypes.eip, "address");

/** An instance without a role, and one of which the role is somebody else's. */
export const spoiled: readonly Resource[] = [
    of(awsTypes.instance, "without-role", {
        subnetId: idOf("app-b"),
        vpcSecurityGroupIds: [idOf("instances")],
    }),
    of(awsTypes.instance, "in-doubt", {
        subnetId: idOf("app-b"),
        vpcSecurityGroupIds: [idOf("instances")],
        iamInstanceProfile: "profile-of-another-stack",
    }),
];
