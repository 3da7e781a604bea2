import type { Failure } from "./argumentCheck";
import { formatCidr, parseCidr } from "./cidr";
import { isUnknown, type Properties } from "./properties";
import { findRegion, type Region, regionNames } from "./regions";

type Check = (inputs: Properties, region: Region) => string | undefined;

const ENDPOINT_TYPES = [
    "Gateway",
    "GatewayLoadBalancer",
    "Interface",
    "Resource",
    "ServiceNetwork",
];

/** What the provider says of values that have the right type, by resource type and argument. */
const CHECKS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
    "aws:ec2/vpc:Vpc": { cidrBlock: (inputs) => cidrNotation(inputs) ?? vpcSize(inputs) },
    "aws:ec2/subnet:Subnet": { cidrBlock: cidrNotation, availabilityZone: zoneOfRegion },
    "aws:ec2/instance:Instance": { availabilityZone: zoneOfRegion },
    "aws:ec2/vpcEndpoint:VpcEndpoint": { vpcEndpointType: knownEndpointType },
};

/** Checks the values of the few arguments with which users go wrong; `inputs` are without secrets. */
export function checkMeaning(type: string, inputs: Properties, region: Region): Failure[] {
    return Object.entries(CHECKS[type] ?? {}).flatMap(([property, check]) => {
        const given = inputs[property] !== undefined && !isUnknown(inputs[property]);
        const reason = given ? check(inputs, region) : undefined;
        return reason === undefined ? [] : [{ property, reason }];
    });
}

/** Why a Region cannot be used, undefined if it can. */
export function regionProblem(name: unknown): string | undefined {
    return typeof name === "string" && findRegion(name)
        ? undefined
        : `${name === undefined ? "No Region" : `Unknown Region ${JSON.stringify(name)}`}: ` +
              `the emulator knows ${regionNames().join(", ")}.`;
}

function cidrNotation({ cidrBlock }: Properties): string | undefined {
    const cidr = parseCidr(String(cidrBlock));
    if (!cidr) {
        return `"${cidrBlock}" is not a valid IPv4 CIDR block, such as "10.0.0.0/16".`;
    }
    return cidr.hostBits
        ? `"${cidrBlock}" is not a valid IPv4 CIDR block; did you mean "${formatCidr(cidr)}"?`
        : undefined;
}

function vpcSize({ cidrBlock }: Properties): string | undefined {
    const prefix = parseCidr(String(cidrBlock))?.prefix ?? 0;
    return prefix < 16 || prefix > 28
        ? `The network of a VPC is between /16 and /28, received "${cidrBlock}".`
        : undefined;
}

function zoneOfRegion({ availabilityZone }: Properties, region: Region): string | undefined {
    const zones = region.zones.map(({ name }) => name);
    return zones.includes(String(availabilityZone))
        ? undefined
        : `Expected an Availability Zone of ${region.name} (${zones.join(", ")}), ` +
              `received "${availabilityZone}".`;
}

function knownEndpointType({ vpcEndpointType }: Properties): string | undefined {
    return ENDPOINT_TYPES.includes(String(vpcEndpointType))
        ? undefined
        : `Expected one of ${ENDPOINT_TYPES.join(", ")}, received "${vpcEndpointType}".`;
}
