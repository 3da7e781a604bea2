import { contains, formatIpv4Cidr, networkOf, parseIpv4Cidr } from "../ipv4Cidr";
import { describeValue, type Problem } from "./problems";

/** RFC 1918 and RFC 6598: addresses that are nobody's on the Internet. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

/** What is wrong with the address range of a VPC. */
export function* cidrProblems(value: unknown): Generator<Problem> {
    const path = "cidrBlock";
    const received = describeValue(value);
    const cidr = typeof value === "string" ? parseIpv4Cidr(value) : undefined;
    if (!cidr) {
        yield {
            path,
            received,
            allowed: "an IPv4 CIDR block from /16 to /24, as text",
            change: 'Write for example "10.0.0.0/16".',
        };
        return;
    }
    const network = networkOf(cidr);
    if (cidr.prefixLength < 16 || cidr.prefixLength > 24) {
        yield {
            path,
            received,
            allowed: "a prefix length from 16 to 24",
            change: 'Write for example "10.0.0.0/16".',
        };
    } else if (network.address !== cidr.address) {
        yield {
            path,
            received,
            allowed: "the first address of a block, without host bits",
            change: `Write "${formatIpv4Cidr(network)}".`,
        };
    }
    const ranges = PRIVATE_RANGES.flatMap((range) => parseIpv4Cidr(range) ?? []);
    if (!ranges.some((range) => contains(range, network))) {
        yield {
            path,
            received,
            allowed: `a block of private addresses, within ${PRIVATE_RANGES.join(", ")}`,
            change: 'Write for example "10.0.0.0/16".',
        };
    }
}
