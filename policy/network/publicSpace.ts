import { type AddressRange, parseCidr } from "./cidr";
import { present } from "./collections";
import { shared, withoutAll } from "./ranges";

const blocks = (...cidrs: string[]) => present(cidrs.map(parseCidr));

/**
 * Addresses that nobody on the Internet has, by the registries of IANA: private, shared, link-local,
 * loopback, documentation, benchmarks, multicast and reserved ones.
 *
 * https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 */
const neverPublic = blocks(
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "2001:db8::/32",
);

/** All that can be public: of IPv6, only global unicast addresses are handed out. */
const everything = blocks("0.0.0.0/0", "2000::/3");

const publicSpace = withoutAll(everything, neverPublic);

/** The public addresses in a range, without those of a VPC's own. */
export function publicPart(
    range: AddressRange,
    own: readonly AddressRange[],
): readonly AddressRange[] {
    return withoutAll(shared(publicSpace, [range]), own);
}

const nat64 = blocks("64:ff9b::/96");

/**
 * The addresses in a range by which a NAT gateway reaches public IPv4 addresses for IPv6 hosts (RFC 6052).
 *
 * https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
 */
export function translatedPart(range: AddressRange): AddressRange[] {
    return shared(nat64, [range]);
}

/**
 * More public addresses than any one organisation has: a /8 of IPv4, a /16 of IPv6. Routes that lead more
 * of them out of a VPC are default routes, however they are split or shortened.
 */
export const mostOfOneOwner: Readonly<Record<AddressRange["family"], bigint>> = {
    4: 1n << 24n,
    6: 1n << 112n,
};
