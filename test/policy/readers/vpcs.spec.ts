import assert from "node:assert/strict";
import { parseCidr } from "../../../policy/network/cidr";
import { networkOf } from "../../../policy/network/graph";
import { awsTypes } from "../../../policy/network/types";
import {
    idOf,
    type Mode,
    type Resource,
    stackResources,
    unknown,
} from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { factsOf, named, shown } from "./facts";

type Props = Record<string, unknown>;

const vpc = (inputs: Props, outputs: Props = {}): Resource => ({
    ...of(awsTypes.vpc, "vpc", { tags: { Name: "vpc" }, ...inputs }),
    outputs,
});

function rangesOf(resources: readonly Resource[], mode: Mode = "known"): unknown[] {
    return named(factsOf(resources, mode).vpcs, "vpc").ranges.map(shown);
}

const block = { cidrBlock: "10.0.0.0/16" };
const IPV4 = parseCidr("10.0.0.0/16");
const IPV6 = parseCidr("2600:1f14::/56");
const later = (key: string, of = "VPC vpc") =>
    `unknown: ${key} of ${of} is known only after the update`;

describe("The addresses of a VPC", () => {
    const rows: [string, Resource, unknown[]][] = [
        ["are the block that the program declares", vpc(block), [IPV4]],
        ["are the block that AWS has chosen", vpc({ ipv4IpamPoolId: "ipam-1" }, block), [IPV4]],
        [
            "are unknown while AWS has chosen none",
            vpc({ ipv4IpamPoolId: "ipam-1" }),
            [later("cidrBlock")],
        ],
        ["are known once an unknown block is", vpc({ cidrBlock: unknown.string }, block), [IPV4]],
        [
            "are unknown with an unknown block",
            vpc({ cidrBlock: unknown.string }),
            [later("cidrBlock")],
        ],
        [
            "are those that the program declares, whatever the provider answers",
            vpc(block, { cidrBlock: "10.9.0.0/16" }),
            [IPV4],
        ],
        [
            "are in doubt if what is declared is no block",
            vpc({ cidrBlock: "10.0.0.0" }),
            ['unknown: cidrBlock of VPC vpc is "10.0.0.0", which is not a CIDR block'],
        ],
        [
            "have a block of IPv6 that is unknown until AWS has chosen it",
            vpc({ ...block, assignGeneratedIpv6CidrBlock: true }),
            [IPV4, later("ipv6CidrBlock")],
        ],
        [
            "have no block of IPv6 if none is asked for",
            vpc({ ...block, assignGeneratedIpv6CidrBlock: false }),
            [IPV4],
        ],
        [
            "have a block of IPv6 from a pool",
            vpc({ ...block, ipv6IpamPoolId: "ipam-6" }),
            [IPV4, later("ipv6CidrBlock")],
        ],
        [
            "have the block of IPv6 that the program declares",
            vpc({ ...block, ipv6CidrBlock: "2600:1f14::/56" }),
            [IPV4, IPV6],
        ],
        [
            "have the block of IPv6 that AWS has chosen",
            vpc(block, { ipv6CidrBlock: "2600:1f14::/56" }),
            [IPV4, IPV6],
        ],
    ];
    for (const [title, resource, expected] of rows) {
        it(title, () => assert.deepEqual(rangesOf([resource]), expected));
    }

    it("have those of secondary blocks of either family, and none of another VPC", () => {
        const found = rangesOf([
            vpc(block),
            of(awsTypes.vpc, "other", { cidrBlock: "10.8.0.0/16" }),
            of(awsTypes.vpcIpv4CidrAssociation, "second", {
                vpcId: idOf("vpc"),
                cidrBlock: "10.1.0.0/16",
            }),
            of(awsTypes.vpcIpv6CidrAssociation, "third", {
                vpcId: idOf("vpc"),
                ipv6CidrBlock: "2600:1f14::/56",
            }),
            of(awsTypes.vpcIpv4CidrAssociation, "elsewhere", {
                vpcId: idOf("other"),
                cidrBlock: "10.9.0.0/16",
            }),
            of(awsTypes.vpcIpv4CidrAssociation, "outside", {
                vpcId: "vpc-0a1",
                cidrBlock: "10.10.0.0/16",
            }),
        ]);
        assert.deepEqual(found, [IPV4, parseCidr("10.1.0.0/16"), IPV6]);
    });
});

describe("The DNS hostnames of a VPC", () => {
    const hostnames = (inputs: Props, outputs: Props) =>
        shown(named(factsOf([vpc({ ...block, ...inputs }, outputs)]).vpcs, "vpc").dnsHostnames);

    it("are what the program declares, else what they are already, else off", () => {
        assert.equal(hostnames({ enableDnsHostnames: false }, { enableDnsHostnames: true }), false);
        assert.equal(hostnames({}, { enableDnsHostnames: true }), true);
        assert.equal(hostnames({}, {}), false);
    });
});

describe("The Region of a VPC", () => {
    const regionWith = (resources: readonly Resource[], provider?: string) => {
        const stack = stackResources(resources, "first preview");
        const network = networkOf(stack.map((each) => ({ ...each, region: provider })));
        return shown(named(network.vpcs, "vpc").region);
    };
    const regionBy = (zone: unknown, vpcId: unknown = idOf("vpc")) =>
        regionWith([vpc(block), of(awsTypes.subnet, "a", { vpcId, availabilityZone: zone })]);
    const NOBODY_KNOWS = "unknown: the Region of VPC vpc is not known";

    it("is its own, before that of the provider", () => {
        assert.equal(
            regionWith([vpc({ ...block, region: "eu-west-1" })], "eu-central-1"),
            "eu-west-1",
        );
    });

    it("is what the provider answers, before that of the provider's settings", () => {
        const answered = { ...vpc(block), outputs: { region: "eu-west-1" } };
        const stack = stackResources([answered], "known");
        const network = networkOf(stack.map((each) => ({ ...each, region: "eu-central-1" })));
        assert.equal(shown(named(network.vpcs, "vpc").region), "eu-west-1");
    });

    it("is its own, before what the provider answers", () => {
        const moved = vpc({ ...block, region: "eu-west-2" }, { region: "eu-west-1" });
        assert.equal(shown(named(factsOf([moved]).vpcs, "vpc").region), "eu-west-2");
    });

    it("is that of the provider, before that of the subnets' zones", () => {
        const subnet = of(awsTypes.subnet, "a", {
            vpcId: idOf("vpc"),
            availabilityZone: "eu-west-1a",
        });
        assert.equal(regionWith([vpc(block), subnet], "eu-central-1"), "eu-central-1");
    });

    for (const [zone, region] of [
        ["eu-central-1a", "eu-central-1"],
        ["us-gov-west-1b", "us-gov-west-1"],
        ["ap-southeast-12c", "ap-southeast-12"],
    ] as const) {
        it(`is told by the zone ${zone} of a subnet`, () => assert.equal(regionBy(zone), region));
    }

    for (const zone of [
        "us-west-2-lax-1a",
        "EU-central-1a",
        "eu-central-1ab",
        "use1-az1",
        "zone eu-central-1a",
        unknown.string,
        7,
    ]) {
        it(`is not told by ${JSON.stringify(zone)}`, () =>
            assert.equal(regionBy(zone), NOBODY_KNOWS));
    }

    it("is not told by a subnet of another VPC", () => {
        assert.equal(regionBy("eu-central-1a", "vpc-0a1"), NOBODY_KNOWS);
    });

    it("is not told by a subnet without a zone, which takes nothing from what others tell", () => {
        assert.equal(regionBy(undefined), NOBODY_KNOWS);
        const inZone = (name: string, availabilityZone?: string) =>
            of(awsTypes.subnet, name, { vpcId: idOf("vpc"), availabilityZone });
        const stack = [vpc(block), inZone("a", "eu-central-1a"), inZone("b")];
        assert.equal(regionWith(stack), "eu-central-1");
    });
});
