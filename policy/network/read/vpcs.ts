import type { AddressRange } from "../cidr";
import { Lists } from "../collections";
import { refer } from "../join";
import { type Kinds, vpcReference, vpcTypes } from "../kinds";
import { at, flag, type Meaning, type Property, text, valueIn } from "../known";
import type { Doubt, Told, Vpc } from "../model";
import type { Node, Stack } from "../stack";
import { open, orDoubt, tell, told, toldIn } from "../told";
import { awsTypes } from "../types";
import type { Dns } from "./dns";
import { cidr } from "./routes";

/** The Region in the name of an Availability Zone, which a letter ends. */
const regionInZone: Meaning<string> = {
    expected: "an Availability Zone",
    of: (raw) => /^([a-z]{2,4}(?:-[a-z]+)+-\d+)[a-z]$/.exec(String(raw))?.[1],
};

/** The Region of each VPC: its own property, or that of its provider, or that of its subnets' zones. */
function regionsOf(stack: Stack, kinds: Kinds): (vpc: Node) => Told<string> {
    const byZones = new Map<string, string>();
    for (const node of stack.ofTypes(awsTypes.subnet)) {
        const vpc = toldIn(refer(kinds.vpc, vpcReference(node)));
        const region = valueIn(at(node.inputs, "availabilityZone", regionInZone));
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
            ranges: [...rangesOf(node), ...secondary.of(urn)],
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

/** An IPv6 block only where one is asked for. */
function rangesOf(node: Node): Told<AddressRange>[] {
    const { label, inputs, outputs } = node;
    const isGenerated = tell(label, at(inputs, "assignGeneratedIpv6CidrBlock", flag), false);
    const isSet = ({ known }: Property<unknown>) => known.state !== "absent";
    const hasIpv6 =
        toldIn(isGenerated) === true ||
        isSet(at(inputs, "ipv6IpamPoolId", text)) ||
        isSet(at(inputs, "ipv6CidrBlock", cidr)) ||
        valueIn(at(outputs, "ipv6CidrBlock", cidr)) !== undefined;
    return [blockAt(node, "cidrBlock"), ...(hasIpv6 ? [blockAt(node, "ipv6CidrBlock")] : [])];
}

/** The block of addresses that a property holds: declared, or chosen by IPAM or AWS in the update. */
export function blockAt({ label, inputs, outputs }: Node, key: string): Told<AddressRange> {
    const declared = at(inputs, key, cidr);
    const computed = at(outputs, key, cidr);
    const isComputed = declared.known.state !== "value" && computed.known.state === "value";
    const property = isComputed ? computed : declared;
    return property.known.state === "absent"
        ? open({
              uncertainty: "unknown",
              reason: `${key} of ${label} is known only after the update`,
          })
        : orDoubt(label, property);
}

function secondaryRanges(stack: Stack, kinds: Kinds): Lists<string, Told<AddressRange>> {
    const ranges = new Lists<string, Told<AddressRange>>();
    for (const node of stack.ofTypes(
        awsTypes.vpcIpv4CidrAssociation,
        awsTypes.vpcIpv6CidrAssociation,
    )) {
        const vpc = toldIn(refer(kinds.vpc, vpcReference(node)));
        const key = node.type === awsTypes.vpcIpv4CidrAssociation ? "cidrBlock" : "ipv6CidrBlock";
        if (vpc !== undefined) {
            ranges.add(vpc, blockAt(node, key));
        }
    }
    return ranges;
}
