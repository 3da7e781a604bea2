import type { AddressRange } from "../cidr";
import { refer } from "../join";
import { type Kinds, vpcReference, vpcTypes } from "../kinds";
import { at, flag, type Property, text, valueIn } from "../known";
import type { Doubt, Told, Vpc } from "../model";
import type { Node, Stack } from "../stack";
import { doubtAbout, open, tell, told, toldIn } from "../told";
import { awsTypes } from "../types";
import type { Dns } from "./dns";
import { cidr } from "./routes";

/** The Region of each VPC: its own property, or that of its provider, or that of its subnets' zones. */
function regionsOf(stack: Stack, kinds: Kinds): (vpc: Node) => Told<string> {
    const byZones = new Map<string, string>();
    for (const node of stack.ofTypes(awsTypes.subnet)) {
        const vpc = toldIn(refer(kinds.vpc, vpcReference(node)));
        const zone = valueIn(at(node.inputs, "availabilityZone", text)) ?? "";
        const region = /^([a-z]{2,4}(?:-[a-z]+)+-\d+)[a-z]$/.exec(zone)?.[1];
        if (vpc !== undefined && region !== undefined) {
            byZones.set(vpc, region);
        }
    }
    return (node) => {
        const region =
            valueIn(at(node.inputs, "region", text)) ??
            valueIn(at(node.outputs, "region", text)) ??
            node.region ??
            byZones.get(node.urn);
        return region === undefined
            ? open({ uncertainty: "unknown", reason: `the Region of ${node.label} is not known` })
            : told(region);
    };
}

/** Reads the VPCs with all of their address ranges. */
export function readVpcs(
    stack: Stack,
    kinds: Kinds,
    dnsOf: (vpc: string) => Dns,
    pathDoubtsOf: (vpc: string) => readonly Doubt[],
): Map<string, Vpc> {
    const secondary = secondaryRanges(stack, kinds);
    const regionOf = regionsOf(stack, kinds);
    const vpcs = new Map<string, Vpc>();
    for (const node of stack.ofTypes(...vpcTypes)) {
        const { urn, label, inputs } = node;
        const isDefault = node.type === awsTypes.defaultVpc;
        vpcs.set(urn, {
            key: urn,
            urn,
            label,
            region: regionOf(node),
            ranges: [...rangesOf(node), ...(secondary.get(urn) ?? [])],
            dnsSupport: tell(label, at(inputs, "enableDnsSupport", flag), true),
            // The provider and AWS have it on for the default VPC alone.
            dnsHostnames: tell(label, hostnamesOf(node), isDefault),
            ...dnsOf(urn),
            pathDoubts: pathDoubtsOf(urn),
        });
    }
    return vpcs;
}

/** Left out, an existing VPC keeps what it has. */
function hostnamesOf({ inputs, outputs }: Node): Property<boolean> {
    const declared = at(inputs, "enableDnsHostnames", flag);
    const current = at(outputs, "enableDnsHostnames", flag);
    return declared.known.state === "absent" && current.known.state === "value"
        ? current
        : declared;
}

const rangeKeys = ["cidrBlock", "ipv6CidrBlock"] as const;

/** A computed block is known once the provider has answered. */
function rangesOf(node: Node): Told<AddressRange>[] {
    return rangeKeys.flatMap((key) => rangeAt(node, key) ?? []);
}

/** The block of addresses that a property holds, declared or computed. */
export function rangeAt(node: Node, key: string): Told<AddressRange> | undefined {
    const declared = at(node.inputs, key, cidr);
    const property = declared.known.state === "value" ? declared : at(node.outputs, key, cidr);
    if (property.known.state === "value") {
        return told(property.known.value);
    }
    // A block that IPAM or AWS chooses is known after the update; an IPv6 block only if one is asked for.
    const isAsked =
        key === "cidrBlock" ||
        declared.known.state !== "absent" ||
        toldIn(tell("", at(node.inputs, "assignGeneratedIpv6CidrBlock", flag), false)) === true ||
        at(node.inputs, "ipv6IpamPoolId", text).known.state !== "absent";
    return isAsked
        ? open(
              declared.known.state === "absent"
                  ? {
                        uncertainty: "unknown",
                        reason: `${key} of ${node.label} is known only after the update`,
                    }
                  : doubtAbout(node.label, declared),
          )
        : undefined;
}

function secondaryRanges(stack: Stack, kinds: Kinds): Map<string, Told<AddressRange>[]> {
    const ranges = new Map<string, Told<AddressRange>[]>();
    for (const node of stack.ofTypes(
        awsTypes.vpcIpv4CidrAssociation,
        awsTypes.vpcIpv6CidrAssociation,
    )) {
        const vpc = toldIn(refer(kinds.vpc, vpcReference(node)));
        const key = node.type === awsTypes.vpcIpv4CidrAssociation ? "cidrBlock" : "ipv6CidrBlock";
        const range =
            rangeAt(node, key) ??
            open({
                uncertainty: "unknown",
                reason: `${key} of ${node.label} is known only after the update`,
            });
        if (vpc !== undefined) {
            ranges.set(vpc, [...(ranges.get(vpc) ?? []), range]);
        }
    }
    return ranges;
}
