import { at, bagOf, integer, object, text, valueIn } from "../../policy/network/known";
import type { Endpoint, Network } from "../../policy/network/model";
import type { StackResource } from "../../policy/network/stack";
import { toldIn } from "../../policy/network/told";
import { awsTypes } from "../../policy/network/types";
import { freeTypes, instanceHour, prices } from "./prices";

/** What is built and has a price here. */
export interface CostItem {
    readonly what: string;
    readonly count: number;
    /** USD for one, per month. */
    readonly each: number;
}

/** An estimate of what a stack costs per month, whether it is used or not. */
export interface Cost {
    readonly items: readonly CostItem[];
    /** USD per month, of all items together. */
    readonly total: number;
    /** What may cost something and has no price here, with the number of resources. */
    readonly unpriced: readonly { readonly what: string; readonly count: number }[];
    /** Where and when the prices hold. */
    readonly prices: Pick<typeof prices, "region" | "asOf" | "sources">;
}

/** One thing, or as many as `count` says, with its price for a month; without one it has none here. */
interface Part {
    readonly what: string;
    readonly count: number;
    readonly each?: number;
}

/** Sums up what has a price, and names what has none: nothing is guessed. */
export function costOf(resources: readonly StackResource[], network: Network): Cost {
    const parts = [
        ...network.endpoints.map(endpointPart),
        ...resources.flatMap((resource) => partsOf(resource)),
    ];
    const sums = new Map<string, Part>();
    for (const part of parts) {
        const key = `${part.what} ${part.each}`;
        sums.set(key, { ...part, count: part.count + (sums.get(key)?.count ?? 0) });
    }
    const items = [...sums.values()].flatMap(({ what, count, each }) =>
        each === undefined || count === 0 ? [] : [{ what, count, each }],
    );
    const { region, asOf, sources } = prices;
    return {
        items,
        total: items.reduce((sum, { count, each }) => sum + count * each, 0),
        unpriced: [...sums.values()]
            .filter(({ each }) => each === undefined)
            .map(({ what, count }) => ({ what, count }))
            .sort((one, other) => (one.what < other.what ? -1 : 1)),
        prices: { region, asOf, sources },
    };
}

const monthly = (hour: number) => hour * prices.hoursPerMonth;

function endpointPart({ isInterface, isGateway, subnets }: Endpoint): Part {
    if (toldIn(isGateway) === true) {
        return { what: "gateway endpoints", count: 1, each: 0 };
    }
    return toldIn(isInterface) === true && subnets.doubts.length + subnets.possible.length === 0
        ? {
              what: "interface endpoints, for each subnet",
              count: subnets.certain.length,
              each: monthly(prices.interfaceEndpointHour),
          }
        : { what: "VPC endpoints of which kind or subnets are not known", count: 1 };
}

function partsOf({ type, inputs, outputs }: StackResource): Part[] {
    switch (type) {
        case awsTypes.vpcEndpoint:
            return [];
        case awsTypes.natGateway:
            return [{ what: "NAT gateways", count: 1, each: monthly(prices.natGatewayHour) }];
        case awsTypes.eip:
            return [
                {
                    what: "public IPv4 addresses (Elastic IPs)",
                    count: 1,
                    each: monthly(prices.publicIpv4Hour),
                },
            ];
        case awsTypes.kmsKey:
            return [{ what: "KMS keys", count: 1, each: prices.kmsKeyMonth }];
        case awsTypes.instance:
            return instanceParts({ ...(outputs as object), ...(inputs as object) });
        case awsTypes.autoscalingGroup:
            return [{ what: "instances of Auto Scaling groups", count: 1 }];
        default:
            return type.startsWith("aws:") && !freeTypes.has(type)
                ? [{ what: type, count: 1 }]
                : [];
    }
}

const gigabytes = integer(1, 65536, "a size in GB");

/** The instance and its root volume; AMIs decide what is not declared of the latter. */
function instanceParts(properties: object): Part[] {
    const instanceType = valueIn(at(bagOf(properties), "instanceType", text));
    const root = valueIn(at(bagOf(properties), "rootBlockDevice", object));
    const size = root && valueIn(at(root, "volumeSize", gigabytes));
    const kind = root && valueIn(at(root, "volumeType", text));
    const hour = instanceType === undefined ? undefined : instanceHour(instanceType);
    return [
        {
            what:
                instanceType === undefined
                    ? "instances of which the type is not known"
                    : `instances ${instanceType}, as with Linux on demand`,
            count: 1,
            ...(hour !== undefined && { each: monthly(hour) }),
        },
        size !== undefined && kind === "gp3"
            ? { what: "GB of gp3 root volumes", count: size, each: prices.gp3GbMonth }
            : { what: "root volumes of which size or type is not declared", count: 1 },
    ];
}
