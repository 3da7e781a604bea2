import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readableError } from "./failures";

/** The services that get an interface endpoint if nobody chooses others. */
export const DEFAULT_SERVICES: string[] = ["ssm", "ssmmessages", "ec2messages"];

/**
 * What a network may do without, and AWS is retiring.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
 */
export const LEGACY_SERVICE = "ec2messages";

/** Why a network may do without it. */
export const WITHOUT_LEGACY_SERVICE =
    "SSM agents from version 3.3.40.0 on do without, as they use ssmmessages; images with an older agent " +
    "must be updated";

/** What the provider puts in front of a service's short name; some partitions have another one, too. */
const COMMON_PREFIX = "com.amazonaws";

/** The provider's words for a service that does not exist; all its other errors mean something else. */
const NOT_OFFERED =
    /no matching (?:EC2 )?VPC Endpoint Service found|InvalidServiceName|couldn't find resource/;

/**
 * The services to make a network with: those wanted, without `ec2messages` where AWS does not offer
 * it (any more), about which there is a warning. Any other service that AWS does not offer stays in
 * the list, so that the network says what is wrong with it.
 *
 * AWS is asked in every preview and update. When it stops offering `ec2messages` in the Region, the
 * next update deletes its endpoint and changes nothing else.
 *
 * @param wanted the services' short names; by default `ssm`, `ssmmessages` and `ec2messages`
 * @param opts the provider, if the network has one of its own
 * @throws pulumi.RunError if AWS cannot be asked
 * @example
 * ```ts
 * import { offeredServices, SsmOnlyNetwork } from "./components";
 *
 * export = async () => {
 *     const services = await offeredServices();
 *     new SsmOnlyNetwork("internal", {
 *         availabilityZones: ["eu-central-1a", "eu-central-1b"],
 *         services,
 *     });
 * };
 * ```
 */
export async function offeredServices(
    wanted: readonly string[] = DEFAULT_SERVICES,
    opts: pulumi.InvokeOptions = {},
): Promise<string[]> {
    // What comes from a configuration file may be anything: the network says what is wrong with it.
    if (!Array.isArray(wanted)) {
        return wanted as unknown as string[];
    }
    if (
        !wanted.includes(LEGACY_SERVICE) ||
        (await findService(LEGACY_SERVICE, "Interface", opts)) !== undefined
    ) {
        return [...wanted];
    }
    const offered = wanted.filter((service) => service !== LEGACY_SERVICE);
    pulumi.log.warn(
        `AWS does not offer the service ${LEGACY_SERVICE} in this Region: it is left out. SSM agents from ` +
            "version 3.3.40.0 on do without, as they use ssmmessages; images with an older agent must be " +
            `updated. To silence this warning, name the services without it: ${JSON.stringify(offered)}.`,
    );
    return offered;
}

/**
 * Asks AWS for a service in the provider's Region.
 *
 * @param service its short name, which is all that stands behind the Region
 * @returns undefined if AWS does not offer it
 * @throws pulumi.RunError if AWS cannot be asked, for want of credentials, permission or a network
 */
export async function findService(
    service: string,
    serviceType: "Interface" | "Gateway",
    options: pulumi.InvokeOptions,
): Promise<aws.ec2.GetVpcEndpointServiceResult | undefined> {
    const found = await lookUp({ service, serviceType }, options);
    if (found) {
        return found;
    }
    // In China some names begin with the partition's own prefix, and which ones may change.
    const { reverseDnsPrefix } = await aws.getPartition({}, options);
    if (reverseDnsPrefix === COMMON_PREFIX) {
        return undefined;
    }
    const { region } = await aws.getRegion({}, options);
    const serviceName = `${reverseDnsPrefix}.${region}.${service}`;
    return lookUp({ serviceName, serviceType }, options);
}

async function lookUp(
    args: aws.ec2.GetVpcEndpointServiceArgs,
    options: pulumi.InvokeOptions,
): Promise<aws.ec2.GetVpcEndpointServiceResult | undefined> {
    try {
        return await aws.ec2.getVpcEndpointService(args, options);
    } catch (error) {
        const { message } = error as Error;
        if (NOT_OFFERED.test(message)) {
            return undefined;
        }
        throw readableError(
            `AWS cannot be asked whether it offers ${args.service ?? args.serviceName}: ${message}`,
        );
    }
}
