import { ZONE_LETTERS, type ZoneLetter } from "./availabilityZones";
import { formatIpv4Cidr, parseIpv4Cidr, sizeOf } from "./ipv4Cidr";

/**
 * A VPC has 2^3 slots: one for each zone letter, and the eighth for what else the component needs.
 */
const SLOT_BITS = 3;

/**
 * Plans the private subnets of a VPC: each Availability Zone has one eighth of the addresses, which
 * its letter alone chooses.
 *
 * Properties: every subnet lies within the VPC; no two overlap; none touches the last eighth. No
 * list of zones goes in, so that adding, removing or reordering zones cannot move a subnet.
 *
 * @param vpcCidr an IPv4 CIDR block without host bits
 * @returns the CIDR block of the subnet in the zone of each letter
 */
export function subnetCidrs(vpcCidr: string): Readonly<Record<ZoneLetter, string>> {
    // INVARIANT: a letter never changes its slot. Subnets cannot change their addresses in place.
    const subnets = ZONE_LETTERS.map((letter, slot) => [letter, slotOf(vpcCidr, slot)]);
    return Object.fromEntries(subnets);
}

/**
 * The last eighth of a VPC's addresses, which no private subnet has, whatever zones there are.
 *
 * @param vpcCidr an IPv4 CIDR block without host bits
 */
export function reservedCidr(vpcCidr: string): string {
    return slotOf(vpcCidr, ZONE_LETTERS.length);
}

function slotOf(vpcCidr: string, slot: number): string {
    const vpc = parseIpv4Cidr(vpcCidr);
    if (!vpc) {
        throw new Error(`not an IPv4 CIDR block: ${vpcCidr}`);
    }
    const prefixLength = vpc.prefixLength + SLOT_BITS;
    const slotSize = sizeOf({ ...vpc, prefixLength });
    return formatIpv4Cidr({ address: vpc.address + slot * slotSize, prefixLength });
}
