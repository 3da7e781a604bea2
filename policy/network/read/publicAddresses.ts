import { at, integer, mapped } from "../known";
import { awsTypes, formerAwsTypes } from "../types";
import { beanstalkAddresses } from "./beanstalk";
import {
    existing,
    flagged,
    listed,
    type ExposureReader as Reader,
    together,
    within,
} from "./exposure";
import { loadBalancer, typedLoadBalancer } from "./loadBalancers";
import {
    anyAddress,
    broker,
    brokers,
    database,
    eventTasks,
    instanceProfile,
    mainframe,
    pipeTasks,
    replicationInstance,
    scheduledTasks,
    streaming,
    tasks,
    warehouse,
    workgroup,
    workspaces,
} from "./publicServices";

const publicIpv4 = "assigns a public IPv4 address";
// Every IPv6 address is routable on the Internet: only routes and rules stand between.
const publicIpv6 = "assigns an IPv6 address, and these are all public";

const count = integer(0, Number.MAX_SAFE_INTEGER, "a number of addresses");

function counted(key: string, effect: string): Reader {
    return (bag) => [
        { opens: mapped(at(bag, key, count), (n) => n > 0), effect, fix: `Leave ${key} out.` },
    ];
}

// Absent, the subnet decides: it is judged itself, or belongs to somebody else's stack.
const associated = flagged("associatePublicIpAddress", publicIpv4);

// `networkInterfaces`, `primaryNetworkInterface` and the secondary ones of an instance attach
// interfaces that are resources of their own, or have private IPv4 addresses only: nothing to read.
const instance = together(
    associated,
    counted("ipv6AddressCount", publicIpv6),
    listed("ipv6Addresses", publicIpv6),
    flagged("enablePrimaryIpv6", publicIpv6),
);

const networkInterfaceIpv6 = together(
    counted("ipv6AddressCount", publicIpv6),
    listed("ipv6Addresses", publicIpv6),
    counted("ipv6PrefixCount", publicIpv6),
    listed("ipv6Prefixes", publicIpv6),
);

const subnet = together(
    flagged("mapPublicIpOnLaunch", publicIpv4),
    flagged("assignIpv6AddressOnCreation", `of the subnet ${publicIpv6}`),
    // In an IPv6-only subnet there is no other address to assign.
    flagged("ipv6Native", `of the subnet ${publicIpv6}`),
);

// EC2 fleets and Auto Scaling groups are not here: what they can say of addresses is in their launch
// template or configuration, and neither can override it. The same holds for `launchTemplateConfigs` of
// a spot fleet.
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
    [awsTypes.instance, instance],
    [awsTypes.spotInstanceRequest, instance],
    [
        awsTypes.launchTemplate,
        within(
            "networkInterfaces",
            anyAddress,
            together(
                associated,
                flagged("associateCarrierIpAddress", "assigns a carrier IP address"),
                networkInterfaceIpv6,
                flagged("primaryIpv6", publicIpv6),
            ),
        ),
    ],
    [awsTypes.launchConfiguration, associated],
    [awsTypes.spotFleetRequest, within("launchSpecifications", anyAddress, associated)],
    [
        awsTypes.networkInterface,
        together(
            networkInterfaceIpv6,
            listed("ipv6AddressLists", publicIpv6),
            flagged("enablePrimaryIpv6", publicIpv6),
        ),
    ],
    [awsTypes.subnet, subnet],
    // The provider's own default is true here; it writes it into the inputs before they are judged.
    [awsTypes.defaultSubnet, subnet],
    [awsTypes.eip, existing("An Elastic IP is a public IPv4 address", "Remove the Elastic IP.")],
    [
        awsTypes.eipAssociation,
        existing(
            "The association binds a public IPv4 address to an instance or an interface",
            "Remove the association.",
        ),
    ],
    [
        awsTypes.natGatewayEipAssociation,
        existing(
            "The association binds a public IPv4 address to a NAT gateway",
            "Remove the association.",
        ),
    ],
    [awsTypes.lbLoadBalancer, typedLoadBalancer],
    [awsTypes.albLoadBalancer, typedLoadBalancer],
    [awsTypes.elbLoadBalancer, loadBalancer],
    [formerAwsTypes.lbLoadBalancer, typedLoadBalancer],
    [formerAwsTypes.albLoadBalancer, typedLoadBalancer],
    [formerAwsTypes.elbLoadBalancer, loadBalancer],
    [awsTypes.rdsInstance, database],
    [awsTypes.rdsClusterInstance, database],
    [awsTypes.rdsShardGroup, database],
    [awsTypes.neptuneClusterInstance, database],
    [awsTypes.influxCluster, database],
    [awsTypes.influxInstance, database],
    [awsTypes.redshiftCluster, warehouse],
    [awsTypes.redshiftWorkgroup, workgroup],
    [awsTypes.dmsReplicationInstance, replicationInstance],
    [awsTypes.dmsInstanceProfile, instanceProfile],
    [awsTypes.mqBroker, broker],
    [awsTypes.mainframeEnvironment, mainframe],
    [awsTypes.mskCluster, brokers],
    [awsTypes.workspacesDirectory, workspaces],
    [awsTypes.appstreamFleet, streaming],
    [awsTypes.appstreamImageBuilder, streaming],
    [awsTypes.beanstalkEnvironment, beanstalkAddresses],
    [awsTypes.beanstalkTemplate, beanstalkAddresses],
    [awsTypes.ecsService, tasks],
    [awsTypes.ecsTaskSet, tasks],
    [awsTypes.eventTarget, eventTasks],
    [awsTypes.schedule, scheduledTasks],
    [awsTypes.pipe, pipeTasks],
]);

/** The reader of the public addresses that a resource of this type assigns, if there is one. */
export function publicAddressReader(type: string): Reader | undefined {
    return readers.get(type);
}
