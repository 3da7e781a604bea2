import * as pulumi from "@pulumi/pulumi";
import { parseAvailabilityZone } from "./availabilityZones";
import { createEndpoints } from "./endpoints";
import { readableError } from "./failures";
import { createInstanceRole } from "./instanceRole";
import { createInstances, startSessionCommands } from "./instances";
import type { Architecture } from "./instanceTypes";
import { createNetwork } from "./network";
import { createScope } from "./scope";
import { createSecurityGroups } from "./securityGroups";
import { problemsIn } from "./validation/arguments";
import { describeValue } from "./validation/problems";

/** The arguments of {@link SsmOnlyNetwork}. */
export interface SsmOnlyNetworkArgs {
    /**
     * The VPC's address range: an IPv4 CIDR block from /16 to /24 without host bits, within the
     * private ranges 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10. AWS would allow
     * public ranges too; they only hide the hosts on the Internet whose addresses they are. Each
     * Availability Zone has one eighth of the range. Changing it replaces everything.
     *
     * @default "10.0.0.0/16"
     */
    readonly cidrBlock?: string;
    /**
     * The names of two or more Availability Zones of the provider's Region, with letters from a to
     * g. Adding, removing or reordering zones changes nothing in the other ones' subnets.
     *
     * A zone that AWS does not list for the Region ends a preview with an error that names those it
     * does.
     */
    readonly availabilityZones: string[];
    /**
     * The services that get an interface endpoint, by the short names that AWS PrivateLink uses,
     * such as `logs`, `kms` or `codeartifact.api`. `ssm` and `ssmmessages` must be among them. An
     * endpoint stands in those of the zones where AWS offers the service; a service that the Region
     * lacks ends a preview with an error.
     *
     * `ec2messages` serves agents older than 3.3.40.0 only, and AWS is retiring it: where a Region
     * does not offer it, name the services without it.
     *
     * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-support.html
     * @default ["ssm", "ssmmessages", "ec2messages"]
     */
    readonly services?: string[];
    /**
     * The instances, by name: a letter and up to 62 letters, digits, hyphens or underscores. An
     * instance under a new name is a new instance.
     *
     * @default {} - no instances
     */
    readonly instances?: Record<string, InstanceSpec>;
    /**
     * Tags for every resource that can have them. They win over the component's own `Name`; the tag
     * `ssm-only:network` is the component's alone, because permission to open sessions may depend
     * on it.
     *
     * @default {} - `Name` and `ssm-only:network` only
     */
    readonly tags?: Record<string, string>;
}

/** An instance in a private subnet, with nothing that would let anybody connect to it. */
export interface InstanceSpec {
    /**
     * The Availability Zone, one of the component's. It has no default: one that depended on the list of
     * zones would replace the instance when the list changes. Changing it replaces the instance.
     */
    readonly availabilityZone: string;
    /**
     * The instance type. Changing it stops and starts the instance, as long as the architecture
     * stays.
     *
     * @default - t4g.nano, or t3.nano if the architecture is x86_64
     */
    readonly instanceType?: pulumi.Input<string>;
    /**
     * The processor architecture; it must be that of the instance type. An instance with the
     * default image keeps the image it was created with, hence its architecture: another one needs
     * another name.
     *
     * @default - that of the instance type; arm64 if there is none, or if it is known only later
     */
    readonly architecture?: Architecture;
    /**
     * The id of the image. It must bring the SSM agent along, and be of the architecture. Changing
     * it replaces the instance.
     *
     * @default - Amazon Linux 2023, the latest when the instance is created; later ones do not
     * replace it
     */
    readonly ami?: pulumi.Input<string>;
    /**
     * The size of the encrypted gp3 root volume in GiB: a whole number from 8 to 16384. It can
     * grow, not shrink.
     *
     * @default - the image's: 8 for Amazon Linux 2023
     */
    readonly rootVolumeSizeGiB?: pulumi.Input<number>;
    /**
     * A script or cloud-init document for the first start: up to 16384 bytes of text. It can
     * download nothing from the Internet. Changing it stops and starts the instance and does not
     * run it again.
     *
     * @default - none
     */
    readonly userData?: pulumi.Input<string>;
}

const DEFAULTS = {
    cidrBlock: "10.0.0.0/16",
    services: ["ssm", "ssmmessages", "ec2messages"],
    instances: {},
    tags: {},
} satisfies Partial<SsmOnlyNetworkArgs>;

/**
 * Private EC2 instances that people reach only through AWS Systems Manager Session Manager.
 *
 * Creates
 * - a VPC with an emptied default security group and main route table; there is no gateway of any
 *   kind;
 * - in each Availability Zone a private subnet, whose own route table has no route but the VPC's;
 * - for each service an interface endpoint with private DNS, in each zone that has the service;
 * - a security group for endpoints and one for instances: HTTPS from these to those, nothing else;
 * - a role with the AWS managed policy `AmazonSSMManagedInstanceCore`, and its instance profile. The
 *   policy also lets instances read every parameter of the account's Parameter Store in the Region;
 * - the instances: no public address, no key pair, IMDSv2 only, encrypted root volume.
 *
 * Costs per month, in us-east-1 and without data (other Regions up to twice as much): 7.30 USD for
 * each endpoint in each zone, thus about 44 USD for three services in two zones; about 4 USD for
 * each t4g.nano with its 8 GiB volume. The rest is free.
 *
 * @example
 * ```ts
 * const network = new SsmOnlyNetwork("internal", {
 *     availabilityZones: ["eu-central-1a", "eu-central-1b"],
 *     instances: { app: { availabilityZone: "eu-central-1a", instanceType: "t4g.small" } },
 * });
 * export const { startSessionCommands } = network;
 * ```
 */
export class SsmOnlyNetwork extends pulumi.ComponentResource {
    /** The VPC's id. */
    public readonly vpcId: pulumi.Output<string>;
    /** The private subnets' ids, by the names of their Availability Zones. */
    public readonly subnetIds: pulumi.Output<Record<string, string>>;
    /** The interface endpoints' ids, by service. */
    public readonly endpointIds: pulumi.Output<Record<string, string>>;
    /** The id of the endpoints' security group. */
    public readonly endpointSecurityGroupId: pulumi.Output<string>;
    /** The id of the instances' security group. */
    public readonly instanceSecurityGroupId: pulumi.Output<string>;
    /** The ARN of the instances' role. */
    public readonly instanceRoleArn: pulumi.Output<string>;
    /** The name of the instances' role: attach to it what your instances may do beyond sessions. */
    public readonly instanceRoleName: pulumi.Output<string>;
    /** The instances' ids, by name. */
    public readonly instanceIds: pulumi.Output<Record<string, string>>;
    /** For each instance, by name, the command that opens a session on it. */
    public readonly startSessionCommands: pulumi.Output<Record<string, string>>;

    /**
     * @param name a letter and up to 39 letters, digits, hyphens, underscores or dots, without
     * `sg-` in front. It begins the names of all resources: changing it replaces them.
     * @throws pulumi.RunError that lists everything wrong with the name and the arguments. Values
     * that are known only later are checked then.
     */
    constructor(
        name: string,
        args: SsmOnlyNetworkArgs,
        opts: pulumi.ComponentResourceOptions = {},
    ) {
        checkArguments(name, args);
        super("ssm-only:index:SsmOnlyNetwork", name, args, opts);

        const cidrBlock = args.cidrBlock ?? DEFAULTS.cidrBlock;
        const services = args.services ?? DEFAULTS.services;
        const specs = args.instances ?? DEFAULTS.instances;
        const zones = args.availabilityZones.flatMap((zone) => parseAvailabilityZone(zone) ?? []);
        const scope = createScope(this, name, args.tags ?? DEFAULTS.tags);

        const network = createNetwork(scope, cidrBlock, zones);
        const groups = createSecurityGroups(scope, network.vpc);
        const endpoints = createEndpoints(scope, network, services, groups.endpoints);
        const { role, profile, attachment } = createInstanceRole(scope);
        const instances = createInstances(scope, specs, {
            subnets: network.subnets,
            securityGroup: groups.instances,
            profile,
            pathToSystemsManager: [
                ...endpoints.values(),
                ...groups.rules,
                ...network.subnets.map(({ routeTableAssociation }) => routeTableAssociation),
                attachment,
            ],
        });

        this.vpcId = network.vpc.id;
        this.subnetIds = outputMap(
            network.subnets.map(({ zone, subnet }) => [zone.name, subnet.id]),
        );
        this.endpointIds = outputMap([...endpoints].map(([service, { id }]) => [service, id]));
        this.endpointSecurityGroupId = groups.endpoints.id;
        this.instanceSecurityGroupId = groups.instances.id;
        this.instanceRoleArn = role.arn;
        this.instanceRoleName = role.name;
        this.instanceIds = outputMap([...instances].map(([key, { id }]) => [key, id]));
        this.startSessionCommands = outputMap(startSessionCommands(scope, instances));
        this.registerOutputs({
            vpcId: this.vpcId,
            subnetIds: this.subnetIds,
            endpointIds: this.endpointIds,
            endpointSecurityGroupId: this.endpointSecurityGroupId,
            instanceSecurityGroupId: this.instanceSecurityGroupId,
            instanceRoleArn: this.instanceRoleArn,
            instanceRoleName: this.instanceRoleName,
            instanceIds: this.instanceIds,
            startSessionCommands: this.startSessionCommands,
        });
    }
}

function checkArguments(name: unknown, args: unknown): void {
    const problems = problemsIn(name, args);
    if (problems.length > 0) {
        const list = problems.map((problem) => `\n  - ${problem}`).join("");
        throw readableError(
            `SsmOnlyNetwork ${describeValue(name)} cannot be made from this:${list}`,
        );
    }
}

function outputMap(
    entries: readonly (readonly [string, pulumi.Input<string>])[],
): pulumi.Output<Record<string, string>> {
    return pulumi.output(Object.fromEntries(entries));
}
