import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Network } from "./network";
import type { Scope } from "./scope";
import { daysUntil } from "./validation/bootstrapEgress";

/** A temporary way to the Internet, for what instances must download at their first start. */
export interface BootstrapEgress {
    /**
     * Where the one NAT gateway stands: one of the component's Availability Zones. Instances in other
     * zones use it, too. Changing it replaces the NAT gateway: connections to the Internet break.
     */
    readonly availabilityZone: string;
    /**
     * The last day, in UTC, as YYYY-MM-DD: today or up to 90 days ahead. From the day after, previews
     * and updates fail until this argument is removed or has a later date. Nothing is switched off by
     * the date itself: an update must do that.
     */
    readonly until: string;
    /** Why it is needed, in 10 or more characters: every preview and update shows it. */
    readonly reason: string;
}

/** Says of a resource that it goes when the phase ends, and of which day that is. */
const TEMPORARY_TAG = "ssm-only:temporary";

/** What packages and images are downloaded by. */
const PROTOCOLS = [
    { key: "https", port: 443 },
    { key: "http", port: 80 },
];

/**
 * Opens a way from the instances to the Internet, none back: a NAT gateway in a public subnet, a
 * default route to it in each private subnet, and rules that let instances use it.
 *
 * All of it is resources of its own, so that a policy can waive and an update remove exactly these.
 *
 * @returns until these exist, an instance has no way out: what its first start downloads fails
 */
export function createBootstrapEgress(
    scope: Scope,
    network: Network,
    instanceSecurityGroup: aws.ec2.SecurityGroup,
    args: BootstrapEgress,
    now = new Date(),
): readonly pulumi.Resource[] {
    warnOf(scope, args, now);
    const options = temporaryOptions(scope);
    const natGateway = createNatGateway(scope, network, args);
    const routes = network.subnets.map(
        ({ zone, routeTable }) =>
            new aws.ec2.Route(
                scope.nameOf("bootstrap-route", zone.letter),
                {
                    routeTableId: routeTable.id,
                    destinationCidrBlock: "0.0.0.0/0",
                    natGatewayId: natGateway.id,
                },
                options,
            ),
    );
    const rules = PROTOCOLS.map(({ key, port }) => {
        const name = scope.nameOf("bootstrap-egress", key);
        return new aws.vpc.SecurityGroupEgressRule(
            name,
            {
                securityGroupId: instanceSecurityGroup.id,
                ipProtocol: "tcp",
                fromPort: port,
                toPort: port,
                cidrIpv4: "0.0.0.0/0",
                description: `Temporary, until ${args.until}: ${key.toUpperCase()} to the Internet`,
                tags: temporaryTags(scope, name, args),
            },
            options,
        );
    });
    return [...routes, ...rules];
}

function warnOf(scope: Scope, { until, reason }: BootstrapEgress, now: Date): void {
    const days = daysUntil(until, now) ?? 0;
    const left = ["which is today", "tomorrow"][days] ?? `${days} days from now`;
    pulumi.log.warn(
        `Bootstrap egress is on: instances reach the Internet. Its last day is ${until} (UTC), ${left}; ` +
            `the reason given is: ${reason.trim()}. The date alone switches nothing off: to do so, ` +
            "remove bootstrapEgress and update.",
        scope.options.parent,
    );
}

/** Creates a NAT gateway in a public subnet, where nothing else gets a public address. */
function createNatGateway(
    scope: Scope,
    network: Network,
    args: BootstrapEgress,
): aws.ec2.NatGateway {
    const options = temporaryOptions(scope);
    const gatewayName = scope.nameOf("bootstrap-internet-gateway");
    const internetGateway = new aws.ec2.InternetGateway(
        gatewayName,
        { vpcId: network.vpc.id, tags: temporaryTags(scope, gatewayName, args) },
        options,
    );
    const subnetName = scope.nameOf("bootstrap-subnet");
    const subnet = new aws.ec2.Subnet(
        subnetName,
        {
            vpcId: network.vpc.id,
            availabilityZone: network.zonesConfirmed.then(() => args.availabilityZone),
            cidrBlock: network.reservedCidr,
            mapPublicIpOnLaunch: false,
            tags: temporaryTags(scope, subnetName, args),
        },
        // In another zone it has the same addresses: the old one must go first.
        { ...options, deleteBeforeReplace: true },
    );
    const tableName = scope.nameOf("bootstrap-route-table");
    const routeTable = new aws.ec2.RouteTable(
        tableName,
        {
            vpcId: network.vpc.id,
            routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: internetGateway.id }],
            tags: temporaryTags(scope, tableName, args),
        },
        options,
    );
    const association = new aws.ec2.RouteTableAssociation(
        scope.nameOf("bootstrap-route-table-association"),
        { subnetId: subnet.id, routeTableId: routeTable.id },
        options,
    );
    const addressName = scope.nameOf("bootstrap-address");
    const address = new aws.ec2.Eip(
        addressName,
        { domain: "vpc", tags: temporaryTags(scope, addressName, args) },
        options,
    );
    const natName = scope.nameOf("bootstrap-nat-gateway");
    return new aws.ec2.NatGateway(
        natName,
        {
            connectivityType: "public",
            allocationId: address.id,
            subnetId: subnet.id,
            tags: temporaryTags(scope, natName, args),
        },
        // Its way out comes first, and goes last: AWS detaches no Internet gateway while an address
        // is in use behind it.
        { ...options, dependsOn: [association] },
    );
}

/**
 * Not even a network that is protected from deletion, or left in AWS by it, keeps what is temporary:
 * children inherit both options from the component unless they have their own.
 */
function temporaryOptions(scope: Scope) {
    return { ...scope.options, protect: false, retainOnDelete: false };
}

function temporaryTags(
    scope: Scope,
    childName: string,
    { until }: BootstrapEgress,
): Record<string, string> {
    return { ...scope.tagsOf(childName), [TEMPORARY_TAG]: until };
}
