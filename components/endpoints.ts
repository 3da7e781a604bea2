import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { endpointPolicy } from "./endpointPolicies";
import { readableError, usedLater } from "./failures";
import type { Network, PrivateSubnet } from "./network";
import type { Scope } from "./scope";
import { findService, LEGACY_SERVICE, WITHOUT_LEGACY_SERVICE } from "./serviceDiscovery";
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
    const offer = offerOf(scope, service);
    // A promise, not an Output: of a list in an Output a preview shows nothing while one id in it
    // is unknown; of a promised list it shows how many subnets there are, and which.
    const subnetIds = network.zonesConfirmed
        .then(() => offer)
        .then((told) => subnetsFor(service, network.subnets, told).map(({ subnet }) => subnet.id));
    // Where AWS does not tell, too: rather an update that fails than an endpoint for everybody.
    const policy = offer.then((told) =>
        told.vpcEndpointPolicySupported || isUntold(told)
            ? endpointPolicy(scope.place, service)
            : undefined,
    );
    return new aws.ec2.VpcEndpoint(
        name,
        {
            vpcId: network.vpc.id,
            serviceName: usedLater(offer.then(({ serviceName }) => serviceName)),
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            policy: pulumi.output(policy),
            subnetIds: usedLater(subnetIds),
            securityGroupIds: [securityGroup.id],
            tags: scope.tagsOf(name),
        },
        scope.options,
    );
}

async function offerOf(
    scope: Scope,
    service: string,
): Promise<aws.ec2.GetVpcEndpointServiceResult> {
    const offer = await findService(service, "Interface", scope.options);
    if (!offer) {
        throw readableError(
            describeProblem({
                path: "services",
                received: describeValue(service),
                allowed: "services that AWS offers interface endpoints for in this Region",
                change:
                    service === LEGACY_SERVICE
                        ? `Remove it, as offeredServices would. ${WITHOUT_LEGACY_SERVICE}.`
                        : "Correct or remove it, or the argument that needs it.",
            }),
        );
    }
    if (offer.privateDnsName === "" && !isUntold(offer)) {
        throw readableError(
            describeProblem({
                path: "services",
                received: `${describeValue(service)}, which has no private DNS name`,
                allowed: "services whose ordinary host name can lead to an endpoint",
                change: "Remove it: clients would not find the endpoint by themselves.",
            }),
        );
    }
    return offer;
}

/** In GovCloud, AWS has been seen to tell nothing but a service's name. */
function isUntold({ availabilityZones }: aws.ec2.GetVpcEndpointServiceResult): boolean {
    return availabilityZones.length === 0;
}

/**
 * The subnets in zones where AWS offers the service: not every service is in every zone. Their
 * order is not the caller's, so that putting the zones into another order changes no endpoint.
 */
function subnetsFor(
    service: string,
    subnets: readonly PrivateSubnet[],
    offer: aws.ec2.GetVpcEndpointServiceResult,
): readonly PrivateSubnet[] {
    const { availabilityZones } = offer;
    const served = subnets
        .filter(({ zone }) => isUntold(offer) || availabilityZones.includes(zone.name))
        .toSorted((a, b) => a.zone.name.localeCompare(b.zone.name));
    if (served.length === 0) {
        throw readableError(
            describeProblem({
                path: "availabilityZones",
                received: subnets.map(({ zone }) => describeValue(zone.name)).join(", "),
                allowed: `at least one zone that has ${service}: ${availabilityZones.join(", ")}`,
                change: "Add one of these.",
            }),
        );
    }
    return served;
}
