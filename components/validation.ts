import { isZoneId, parseAvailabilityZone, regionOfEdgeZone } from "./availabilityZones";
import { instanceProblems } from "./instanceValidation";
import { contains, formatIpv4Cidr, networkOf, parseIpv4Cidr } from "./ipv4Cidr";
import { describeProblem, describeValue, isMap, type Problem, unknownKeys } from "./problems";
import { tagProblems } from "./tagValidation";

/** Without these no session can be opened. */
const REQUIRED_SERVICES = ["ssm", "ssmmessages"];

/** AWS offers these through gateway endpoints, which are routes and not addresses in a subnet. */
const GATEWAY_SERVICES = ["s3", "dynamodb"];

/** RFC 1918 and RFC 6598: addresses that are nobody's on the Internet. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

const ARGUMENTS = ["availabilityZones", "cidrBlock", "instances", "services", "tags"];

/**
 * Everything that is wrong with a component's name and arguments, a line each. The values may have
 * any type: TypeScript has not seen what comes from a configuration file.
 */
export function problemsIn(name: unknown, args: unknown): string[] {
    return [...nameProblems(name), ...argumentProblems(args)].map(describeProblem);
}

function* argumentProblems(args: unknown): Generator<Problem> {
    if (!isMap(args)) {
        yield {
            path: "args",
            received: describeValue(args),
            allowed: "a map of arguments",
            change: 'Write at least { availabilityZones: ["eu-central-1a", "eu-central-1b"] }.',
        };
        return;
    }
    const { availabilityZones, cidrBlock, instances, services, tags } = args;
    yield* zonesProblems(availabilityZones);
    yield* cidrBlock === undefined ? [] : cidrProblems(cidrBlock);
    yield* services === undefined ? [] : servicesProblems(services);
    yield* instances === undefined ? [] : instanceProblems(instances, availabilityZones);
    yield* tags === undefined ? [] : tagProblems(tags);
    yield* unknownKeys(undefined, args, ARGUMENTS);
}

function* nameProblems(name: unknown): Generator<Problem> {
    if (typeof name !== "string" || !/^(?!sg-)[A-Za-z][A-Za-z0-9_.-]{0,39}$/.test(name)) {
        yield {
            path: "name",
            received: describeValue(name),
            allowed:
                'a letter and up to 39 letters, digits, "-", "_" or ".", without "sg-" in front',
            change: "Choose such a name: those of roles and security groups begin with it.",
        };
    }
}

function* cidrProblems(value: unknown): Generator<Problem> {
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

function* zonesProblems(value: unknown): Generator<Problem> {
    const path = "availabilityZones";
    if (!Array.isArray(value) || value.length < 2) {
        yield {
            path,
            received: describeValue(value),
            allowed: "a list of two or more Availability Zones of one Region",
            change: 'Write for example ["eu-central-1a", "eu-central-1b"].',
        };
    }
    const names: unknown[] = Array.isArray(value) ? value : [];
    for (const [index, name] of names.entries()) {
        yield* zoneProblems(`${path}[${index}]`, name);
        yield* duplicateProblems(path, names, index);
    }
    const zones = names.flatMap((name) =>
        typeof name === "string" ? (parseAvailabilityZone(name) ?? []) : [],
    );
    const regions = [...new Set(zones.map(({ region }) => region))];
    if (regions.length > 1) {
        yield {
            path,
            received: describeValue(value),
            allowed: "Availability Zones of one Region",
            change: `Keep those of one of ${regions.join(", ")}.`,
        };
    }
}

function* zoneProblems(path: string, name: unknown): Generator<Problem> {
    if (typeof name === "string" && parseAvailabilityZone(name)) {
        return;
    }
    yield {
        path,
        received: describeValue(name),
        allowed: 'an Availability Zone: a Region and a letter from a to g, such as "eu-central-1a"',
        change: zoneAdvice(name),
    };
}

function zoneAdvice(name: unknown): string {
    const edgeRegion = typeof name === "string" ? regionOfEdgeZone(name) : undefined;
    if (edgeRegion) {
        return `Write a zone of ${edgeRegion} itself: this is a Local or Wavelength Zone.`;
    }
    if (typeof name === "string" && isZoneId(name)) {
        return "Write the zone's name: this is its id.";
    }
    return 'Choose one that "aws ec2 describe-availability-zones" lists.';
}

function* servicesProblems(value: unknown): Generator<Problem> {
    const path = "services";
    if (!Array.isArray(value)) {
        yield {
            path,
            received: describeValue(value),
            allowed: "a list of services' short names",
            change: `Write for example ${JSON.stringify(REQUIRED_SERVICES)}.`,
        };
        return;
    }
    for (const [index, service] of value.entries()) {
        yield* serviceProblems(`${path}[${index}]`, service);
        yield* duplicateProblems(path, value, index);
    }
    const missing = REQUIRED_SERVICES.filter((service) => !value.includes(service));
    if (missing.length > 0) {
        yield {
            path,
            received: describeValue(value),
            allowed: "a list that has ssm and ssmmessages",
            change: `Add ${missing.join(" and ")}: sessions cannot do without.`,
        };
    }
}

function* serviceProblems(path: string, service: unknown): Generator<Problem> {
    const received = describeValue(service);
    if (typeof service !== "string" || !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(service)) {
        yield {
            path,
            received,
            allowed: "a service's short name: lower-case letters, digits, hyphens and dots",
            change: 'Write for example "logs" or "codeartifact.api".',
        };
    } else if (/(^|\.)(com\.amazonaws|aws\.api)\./.test(service)) {
        yield {
            path,
            received,
            allowed: "a service's short name",
            change: "Write only what stands behind the Region.",
        };
    } else if (GATEWAY_SERVICES.includes(service)) {
        yield {
            path,
            received,
            allowed: "services with interface endpoints",
            change: "Remove it: this component creates no gateway endpoints.",
        };
    }
}

/** A problem if an earlier element of the list is the same. */
function* duplicateProblems(
    path: string,
    list: readonly unknown[],
    index: number,
): Generator<Problem> {
    if (list.indexOf(list[index]) < index) {
        yield {
            path: `${path}[${index}]`,
            received: `${describeValue(list[index])} once more`,
            allowed: "each element once",
            change: "Remove the repetition.",
        };
    }
}
