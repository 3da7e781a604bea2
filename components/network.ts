import * as aws from "@pulumi/aws";
import type { AvailabilityZone } from "./availabilityZones";
import { readableError } from "./failures";
import type { Scope } from "./scope";
import { reservedCidr, subnetCidrs } from "./subnetCidrs";
import { describeProblem, describeValue } from "./validation/problems";

/** A private subnet. Its route table has no route but the VPC's own, unless others add some. */
export interface PrivateSubnet {
    readonly zone: AvailabilityZone;
    readonly subnet: aws.ec2.Subnet;
    readonly routeTable: aws.ec2.RouteTable;
    /** Until this exists the subnet uses the VPC's main route table. */
    readonly routeTableAssociation: aws.ec2.RouteTableAssociation;
}

export interface Network {
    readonly vpc: aws.ec2.Vpc;
    readonly subnets: readonly PrivateSubnet[];
    /** A part of the VPC's addresses that no private subnet has. */
    readonly reservedCidr: string;
    /** Settles when AWS has confirmed the zones; rejected if the Region lacks one of them. */
    readonly zonesConfirmed: Promise<void>;
}

export interface NetworkOptions {
    /** Whether bootstrap egress adds routes to the private subnets' route tables. */
    readonly hasBootstrapEgress: boolean;
}

/** Creates the VPC and one private subnet in each Availability Zone. */
export function createNetwork(
    scope: Scope,
    cidrBlock: string,
    zones: readonly AvailabilityZone[],
    { hasBootstrapEgress }: NetworkOptions,
): Network {
    const zonesConfirmed = confirmZones(scope, zones);
    const vpc = createVpc(scope, cidrBlock);
    const cidrs = subnetCidrs(cidrBlock);
    // An empty list, not an absent one: only this removes routes that somebody adds by hand. Those of
    // bootstrap egress are resources of their own, and a list here would remove them, too. For the
    // provider the change from one to the other is none as long as the table has no routes.
    const routes = hasBootstrapEgress ? undefined : [];
    const subnets = zones.map((zone) =>
        createPrivateSubnet(scope, vpc, zone, zonesConfirmed, cidrs[zone.letter], routes),
    );
    return { vpc, subnets, reservedCidr: reservedCidr(cidrBlock), zonesConfirmed };
}

/**
 * Asks AWS for the zones of the provider's Region. Without this, a zone of another Region would
 * pass the preview and fail halfway through the update.
 */
async function confirmZones(scope: Scope, zones: readonly AvailabilityZone[]): Promise<void> {
    const { names, region } = await aws.getAvailabilityZones({}, scope.options);
    const absent = zones.map(({ name }) => name).filter((name) => !names.includes(name));
    if (absent.length > 0) {
        throw readableError(
            describeProblem({
                path: "availabilityZones",
                received: absent.map(describeValue).join(", "),
                allowed: `the Availability Zones of ${region}: ${names.join(", ")}`,
                change: "Write zones of this Region, or set aws:region to theirs.",
            }),
        );
    }
}

/**
 * Creates the VPC, and empties what AWS creates with it: nothing that forgets to choose a security
 * group or a route table may reach anything. The default network ACL stays as AWS makes it: it
 * admits all, and adopting it would cut every subnet off.
 */
function createVpc(scope: Scope, cidrBlock: string): aws.ec2.Vpc {
    const name = scope.nameOf("vpc");
    const vpc = new aws.ec2.Vpc(
        name,
        {
            cidrBlock,
            // Private DNS of endpoints needs both.
            enableDnsSupport: true,
            enableDnsHostnames: true,
            tags: scope.tagsOf(name),
        },
        scope.options,
    );

    const groupName = scope.nameOf("default-security-group");
    new aws.ec2.DefaultSecurityGroup(
        groupName,
        {
            vpcId: vpc.id,
            // Empty lists, not absent ones: only these remove rules that somebody adds by hand.
            ingress: [],
            egress: [],
            tags: scope.tagsOf(groupName),
        },
        scope.options,
    );

    const tableName = scope.nameOf("default-route-table");
    new aws.ec2.DefaultRouteTable(
        tableName,
        {
            defaultRouteTableId: vpc.defaultRouteTableId,
            routes: [],
            tags: scope.tagsOf(tableName),
        },
        scope.options,
    );
    return vpc;
}

function createPrivateSubnet(
    scope: Scope,
    vpc: aws.ec2.Vpc,
    zone: AvailabilityZone,
    zonesConfirmed: Promise<void>,
    cidrBlock: string,
    routes: aws.ec2.RouteTableArgs["routes"],
): PrivateSubnet {
    const subnetName = scope.nameOf("subnet", zone.letter);
    const subnet = new aws.ec2.Subnet(
        subnetName,
        {
            vpcId: vpc.id,
            availabilityZone: zonesConfirmed.then(() => zone.name),
            cidrBlock,
            mapPublicIpOnLaunch: false,
            tags: scope.tagsOf(subnetName),
        },
        scope.options,
    );

    const tableName = scope.nameOf("route-table", zone.letter);
    const routeTable = new aws.ec2.RouteTable(
        tableName,
        { vpcId: vpc.id, routes, tags: scope.tagsOf(tableName) },
        scope.options,
    );
    const routeTableAssociation = new aws.ec2.RouteTableAssociation(
        scope.nameOf("route-table-association", zone.letter),
        { subnetId: subnet.id, routeTableId: routeTable.id },
        scope.options,
    );
    return { zone, subnet, routeTable, routeTableAssociation };
}

/** The subnet in the zone of this name. */
export function subnetIn(zoneName: string, subnets: readonly PrivateSubnet[]): aws.ec2.Subnet {
    const found = subnets.find(({ zone }) => zone.name === zoneName);
    if (!found) {
        // Never undefined: AWS would then take its default subnet, which is a public one.
        throw new Error(`no subnet in ${zoneName}`);
    }
    return found.subnet;
}
