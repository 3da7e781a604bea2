import * as aws from "@pulumi/aws";
import { readableError, usedLater } from "./failures";
import type { Network, PrivateSubnet } from "./network";
import type { Scope } from "./scope";
import { describeProblem, describeValue } from "./validation/problems";

/**
 * Creates the interface endpoint of each service, with private DNS: the services' ordinary host
 * names then mean addresses in this VPC.
 *
 * @returns the endpoints by service
 */
export function createEndpoints(
    scope: Scope,
    network: Network,
    services: readonly string[],
    securityGroup: aws.ec2.SecurityGroup,
): ReadonlyMap<string, aws.ec2.VpcEndpoint> {
    return new Map(
        services.map((service) => [
            service,
            createEndpoint(scope, network, service, securityGroup),
        ]),
    );
}

function createEndpoint(
    scope: Scope,
    network: Network,
    service: string,
    securityGroup: aws.ec2.SecurityGroup,
): aws.ec2.VpcEndpoint {
    const name = scope.nameOf("endpoint", service);
    const offer = lookUp(scope, service);
    // A promise, not an Output: of a list in an Output a preview shows nothing while one id in it
    // is unknown; of a promised list it shows how many subnets there are, and which.
    const subnetIds = network.zonesConfirmed
        .then(() => offer)
        .then(({ availabilityZones }) =>
            subnetsFor(service, network.subnets, availabilityZones).map(({ subnet }) => subnet.id),
        );
    return new aws.ec2.VpcEndpoint(
        name,
        {
            vpcId: network.vpc.id,
            serviceName: usedLater(offer.then(({ serviceName }) => serviceName)),
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds: usedLater(subnetIds),
            securityGroupIds: [securityGroup.id],
            tags: scope.tagsOf(name),
        },
        scope.options,
    );
}

/** What AWS offers under the service's short name in the provider's Region and partition. */
async function lookUp(scope: Scope, service: string): Promise<aws.ec2.GetVpcEndpointServiceResult> {
    try {
        return await aws.ec2.getVpcEndpointService(
            { service, serviceType: "Interface" },
            scope.options,
        );
    } catch (error) {
        throw readableError(
            describeProblem({
                path: "services",
                received: describeValue(service),
                allowed: "services with an interface endpoint in this Region",
                change: `Correct or remove it. AWS answered: ${(error as Error).message}`,
            }),
        );
    }
}

/**
 * The subnets in zones where AWS offers the service: not every service is in every zone. Their
 * order is not the caller's, so that putting the zones into another order changes no endpoint.
 */
function subnetsFor(
    service: string,
    subnets: readonly PrivateSubnet[],
    zones: readonly string[],
): readonly PrivateSubnet[] {
    const served = subnets
        .filter(({ zone }) => zones.includes(zone.name))
        .toSorted((a, b) => a.zone.name.localeCompare(b.zone.name));
    if (served.length === 0) {
        throw readableError(
            describeProblem({
                path: "availabilityZones",
                received: subnets.map(({ zone }) => describeValue(zone.name)).join(", "),
                allowed: `at least one zone that has ${service}: ${zones.join(", ")}`,
                change: "Add one of these.",
            }),
        );
    }
    return served;
}
