import {
    at,
    elementsAt,
    filledAt,
    flag,
    integer,
    is,
    mapped,
    object,
    oneOf,
    orElse,
} from "../known";
import { awsTypes } from "../types";
import { existing, type ExposureReader as Reader } from "./exposure";

const publicIpv4 = "assigns a public IPv4 address";
// Every IPv6 address is routable on the Internet: only routes and rules stand between.
const publicIpv6 = "assigns an IPv6 address, and these are all public";

const count = integer(0, Number.MAX_SAFE_INTEGER, "a number of addresses");

function flagged(key: string, effect: string): Reader {
    return (bag) => [{ opens: at(bag, key, flag), effect, fix: `Set ${key} to false.` }];
}

function counted(key: string, effect: string): Reader {
    return (bag) => [
        { opens: mapped(at(bag, key, count), (n) => n > 0), effect, fix: `Leave ${key} out.` },
    ];
}

function listed(key: string, effect: string): Reader {
    return (bag) => [{ opens: filledAt(bag, key), effect, fix: `Leave ${key} out.` }];
}

function together(...readers: Reader[]): Reader {
    return (bag) => readers.flatMap((reader) => reader(bag));
}

/** What each object of a property assigns; one that cannot be read may assign anything. */
function within(key: string, reader: Reader): Reader {
    return (bag) =>
        elementsAt(bag, key, object).flatMap((element) =>
            element.known.state === "value"
                ? reader(element.known.value)
                : [
                      {
                          opens: mapped(element, () => true),
                          effect: "may assign public addresses",
                          fix: "Let it assign no public address.",
                      },
                  ],
        );
}

const loadBalancer: Reader = (bag) => {
    const internal = at(bag, "internal", flag);
    return [
        {
            opens: orElse(
                mapped(internal, (isInternal) => !isInternal),
                true,
            ),
            effect: "makes the load balancer face the Internet, with public addresses",
            fix: "Set internal to true.",
        },
    ];
};

// A Gateway load balancer has no addresses that clients could reach, and no `internal`.
const hasAddresses = oneOf(
    new Map([
        ["application", true],
        ["network", true],
        ["gateway", false],
    ]),
    '"application", "network" or "gateway"',
);

const typedLoadBalancer: Reader = (bag) => {
    const type = at(bag, "loadBalancerType", hasAddresses);
    if (is(type, false)) {
        return [];
    }
    return loadBalancer(bag).map((exposure) =>
        // Not internal is no harm if the type, which nobody knows yet, turns out to be "gateway".
        is(exposure.opens, true) && type.known.state === "unknown"
            ? { ...exposure, opens: type }
            : exposure,
    );
};

const networkInterfaceIpv6 = together(
    counted("ipv6AddressCount", publicIpv6),
    listed("ipv6Addresses", publicIpv6),
    counted("ipv6PrefixCount", publicIpv6),
    listed("ipv6Prefixes", publicIpv6),
);

const subnetIpv6 = together(
    flagged("assignIpv6AddressOnCreation", `of the subnet ${publicIpv6}`),
    // In an IPv6-only subnet there is no other address to assign.
    flagged("ipv6Native", `of the subnet ${publicIpv6}`),
);

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
    [
        awsTypes.instance,
        together(
            flagged("associatePublicIpAddress", publicIpv4),
            counted("ipv6AddressCount", publicIpv6),
            listed("ipv6Addresses", publicIpv6),
            flagged("enablePrimaryIpv6", publicIpv6),
        ),
    ],
    [
        awsTypes.launchTemplate,
        within(
            "networkInterfaces",
            together(
                flagged("associatePublicIpAddress", publicIpv4),
                flagged("associateCarrierIpAddress", "assigns a carrier IP address"),
                networkInterfaceIpv6,
                flagged("primaryIpv6", publicIpv6),
            ),
        ),
    ],
    [
        awsTypes.networkInterface,
        together(
            networkInterfaceIpv6,
            listed("ipv6AddressLists", publicIpv6),
            flagged("enablePrimaryIpv6", publicIpv6),
        ),
    ],
    [awsTypes.subnet, together(flagged("mapPublicIpOnLaunch", publicIpv4), subnetIpv6)],
    // The provider's own default is true here; it writes it into the inputs before they are judged.
    [awsTypes.defaultSubnet, together(flagged("mapPublicIpOnLaunch", publicIpv4), subnetIpv6)],
    [awsTypes.eip, existing("An Elastic IP is a public IPv4 address", "Remove the Elastic IP.")],
    [
        awsTypes.eipAssociation,
        existing(
            "The association binds a public IPv4 address to an instance or an interface",
            "Remove the association.",
        ),
    ],
    [awsTypes.lbLoadBalancer, typedLoadBalancer],
    [awsTypes.albLoadBalancer, typedLoadBalancer],
    [awsTypes.elbLoadBalancer, loadBalancer],
    [awsTypes.rdsInstance, flagged("publiclyAccessible", "gives the database a public address")],
    [
        awsTypes.ecsService,
        within(
            "networkConfiguration",
            flagged("assignPublicIp", "gives every task a public IPv4 address"),
        ),
    ],
]);

/** The reader of the public addresses that a resource of this type assigns, if there is one. */
export function publicAddressReader(type: string): Reader | undefined {
    return readers.get(type);
}
