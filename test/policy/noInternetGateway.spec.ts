import { gatewayReader } from "../../policy/network/read/gateways";
import { awsTypes } from "../../policy/network/types";
import { type Resource, unknown } from "../support/policyServer";
import { eachTypeHasRows, fails, passes, table } from "./table";

const nat = (inputs: Record<string, unknown>): Resource => ({
    type: awsTypes.natGateway,
    name: "nat",
    inputs,
});

describe("no-internet-gateway", () => {
    table("no-internet-gateway", [
        ...[
            awsTypes.internetGateway,
            awsTypes.internetGatewayAttachment,
            awsTypes.egressOnlyInternetGateway,
            awsTypes.carrierGateway,
        ].map((type) => fails(type, { type, name: "gateway", inputs: { vpcId: unknown.string } })),
        passes("a VPN gateway", { type: awsTypes.vpnGateway, name: "vpn" }),
        passes("the same type of another package", {
            type: "aws-native:ec2:InternetGateway",
            name: "native",
        }),

        fails("a NAT gateway that sets nothing", nat({})),
        fails("a public NAT gateway", nat({ connectivityType: "public" })),
        passes("a private NAT gateway", nat({ connectivityType: "private" })),
        passes("a private NAT gateway in capitals", nat({ connectivityType: "PRIVATE" })),
        fails("a NAT gateway of an unknown type", nat({ connectivityType: unknown.string })),
        ...["internal", 1, true, {}, ["private"]].map((connectivityType) =>
            fails(
                `a NAT gateway of a type that is none: ${JSON.stringify(connectivityType)}`,
                nat({ connectivityType }),
            ),
        ),
        passes(
            "a private zonal NAT gateway",
            nat({ connectivityType: "private", availabilityMode: "zonal" }),
        ),
        ...["regional", "Regional", unknown.string, "global", 1].map((availabilityMode) =>
            fails(
                `a private NAT gateway with availabilityMode ${availabilityMode}`,
                nat({ connectivityType: "private", availabilityMode }),
            ),
        ),
        fails("a public regional NAT gateway once", nat({ availabilityMode: "regional" })),
    ]);

    eachTypeHasRows("no-internet-gateway", gatewayReader, (type) =>
        (
            [
                awsTypes.internetGateway,
                awsTypes.internetGatewayAttachment,
                awsTypes.egressOnlyInternetGateway,
                awsTypes.carrierGateway,
            ] as string[]
        ).includes(type),
    );
});
