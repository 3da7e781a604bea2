import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import { idOf, type Mode, type Resource, unknown } from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { factsOf, named, nameIn, shown } from "./facts";

// Ways in, doubts about paths, what sessions need, and the rules of groups and ACLs.

type Props = Record<string, unknown>;

const vpc = of(awsTypes.vpc, "vpc", { cidrBlock: "10.0.0.0/16" });
const later = (what: string) => `unknown: ${what} is known only after the update`;

describe("A way in", () => {
    const waysIn = (...resources: Resource[]) =>
        factsOf(resources, "first preview").waysIn.map(
            ({ urn, statement, opens, what, reportedBy }) => [
                nameIn(urn),
                statement,
                shown(opens),
                what,
                reportedBy,
            ],
        );

    it("is a public address, which the policy on those reports", () => {
        const [eip] = waysIn(of(awsTypes.eip, "eip", { domain: "vpc" }));
        assert.deepEqual(eip?.slice(0, 3), ["eip", 40, true]);
        assert.equal(eip?.[4], "no-public-ip");
        const instance = (associatePublicIpAddress: unknown) =>
            waysIn(of(awsTypes.instance, "app", { associatePublicIpAddress }));
        assert.equal(instance(true).length, 1);
        assert.deepEqual(instance(false), []);
        assert.deepEqual(instance(undefined), []);
        assert.deepEqual(
            instance(unknown.boolean).map((way) => way[2]),
            [later("associatePublicIpAddress of instance app")],
        );
    });

    for (const [type, effect, reportedBy] of [
        [
            awsTypes.instanceConnectEndpoint,
            "lets people connect from the Internet to any port of the VPC that admits it",
            "no-ssh-key",
        ],
        [awsTypes.clientVpnAssociation, "lets the clients of a VPN into the VPC", undefined],
        [awsTypes.endpointService, "offers what runs in the VPC to other accounts", undefined],
        [
            awsTypes.cloudfrontVpcOrigin,
            "lets CloudFront hand on requests from the Internet",
            undefined,
        ],
        [
            awsTypes.verifiedAccessEndpoint,
            "lets people in from the Internet by Verified Access",
            undefined,
        ],
        [
            awsTypes.globalAcceleratorEndpointGroup,
            "lets Global Accelerator hand on traffic from the Internet",
            undefined,
        ],
    ] as const) {
        it(`is one that ${effect}`, () => {
            const found = waysIn(of(type, "way", { tags: {} }));
            assert.deepEqual(found, [["way", 42, true, `it ${effect}`, reportedBy]]);
        });
    }
});

describe("A doubt about the paths of a VPC", () => {
    const doubtsOf = (...resources: Resource[]) =>
        named(factsOf([vpc, ...resources], "first preview").vpcs, "vpc").pathDoubts.map(
            ({ reason, urn }) => [reason, nameIn(urn ?? "")],
        );

    for (const [type, key] of [
        [awsTypes.latticeVpcAssociation, "vpcIdentifier"],
        [awsTypes.latticeResourceGateway, "vpcId"],
        [awsTypes.localGatewayVpcAssociation, "vpcId"],
    ] as const) {
        it(`is ${type}, by its ${key}`, () => {
            const joined = (value: unknown) => doubtsOf(of(type, "other", { [key]: value }));
            const [doubt, ...others] = joined(idOf("vpc"));
            assert.match(
                doubt?.[0] ?? "",
                / other joins the VPC with what the model does not cover$/,
            );
            assert.deepEqual([doubt?.[1], others], ["other", []]);
            assert.equal(joined(unknown.string).length, 1);
            assert.deepEqual(joined("vpc-9"), []);
        });
    }

    it("is a subnet of it that is shared, by its ARN or by what that is computed from", () => {
        const subnet = (vpcId: unknown): Resource => ({
            ...of(awsTypes.subnet, "subnet", { vpcId }),
            id: "subnet-0a1b",
        });
        const share = (resourceArn: unknown) =>
            of(awsTypes.ramResourceAssociation, "share", {
                resourceArn,
                resourceShareArn: "arn:x",
            });
        const shared = (resourceArn: unknown, mode: Mode, of: unknown = idOf("vpc")) =>
            named(factsOf([vpc, subnet(of), share(resourceArn)], mode).vpcs, "vpc").pathDoubts
                .length;
        const arn = "arn:aws:ec2:eu-central-1:111122223333:subnet/subnet-0a1b";
        assert.equal(shared(arn, "known"), 1);
        assert.equal(shared(`${arn}2`, "known"), 0);
        assert.equal(
            shared("arn:aws:ec2:eu-central-1:111122223333:transit-gateway/tgw-1", "known"),
            0,
        );
        assert.equal(shared(idOf("subnet"), "first preview"), 1);
        assert.equal(shared(idOf("vpc"), "first preview"), 0);
        assert.equal(shared(idOf("subnet"), "first preview", "vpc-9"), 0);
    });
});

describe("What sessions need", () => {
    const document = (content: unknown, documentType = "Session") =>
        of(awsTypes.ssmDocument, "preferences", { documentType, content });
    const needs = (...resources: Resource[]) =>
        factsOf(resources, "first preview").sessionNeeds.map(({ service, reason }) => [
            service,
            reason,
        ]);
    const preferences = JSON.stringify({
        inputs: { s3BucketName: "bucket", cloudWatchLogGroupName: "group", kmsKeyId: "key" },
    });

    it("is what their preferences name", () => {
        assert.deepEqual(needs(document(preferences)), [
            ["s3", 's3BucketName of document preferences is "bucket"'],
            ["logs", 'cloudWatchLogGroupName of document preferences is "group"'],
            ["kms", 'kmsKeyId of document preferences is "key"'],
        ]);
        const none = JSON.stringify({ inputs: { s3BucketName: "", kmsKeyId: "" } });
        assert.deepEqual(needs(document(none)), []);
        assert.deepEqual(needs(document(JSON.stringify({}))), []);
    });

    it("is nothing for documents of another type, or that nobody can read", () => {
        assert.deepEqual(needs(document(preferences, "Command")), []);
        assert.deepEqual(needs(document("{")), []);
        assert.deepEqual(needs(document({ inputs: { kmsKeyId: "key" } })), []);
    });

    it("is what a document is computed from, while only the update tells it", () => {
        const sources = [
            of(awsTypes.s3Bucket, "bucket"),
            of(awsTypes.s3BucketV2, "newer"),
            of(awsTypes.logGroup, "group"),
            of(awsTypes.kmsKey, "key"),
        ];
        const from = idOf("bucket", "newer", "group", "key", "vpc");
        assert.deepEqual(
            needs(vpc, ...sources, document(from)).map(([service]) => service),
            ["s3", "s3", "logs", "kms"],
        );
    });
});

describe("Default Host Management", () => {
    it("may be on if the stack sets the account's role for it", () => {
        const setting = (settingId: unknown) =>
            factsOf([of(awsTypes.serviceSetting, "setting", { settingId })]).hostManagement?.reason;
        const id = "/ssm/managed-instance/default-ec2-instance-management-role";
        const said = "service setting setting lets Default Host Management stand in for the role";
        assert.equal(setting(id), said);
        assert.equal(setting(`arn:aws:ssm:eu-central-1:111122223333:servicesetting${id}`), said);
        assert.equal(setting(`${id}/other`), undefined);
        assert.equal(setting(undefined), undefined);
    });
});

describe("The rules of a security group", () => {
    const group = (more: Props = {}): Resource =>
        of(awsTypes.securityGroup, "group", { vpcId: idOf("vpc"), ...more });
    const groupIn = (resources: Resource[], name = "group") =>
        named(factsOf([vpc, ...resources], "first preview").groups, name);
    const peersOf = (...resources: Resource[]) =>
        groupIn(resources).ingress.flatMap(({ peers }) =>
            peers.map((peer) =>
                peer.is === "group"
                    ? `group ${shown(peer.group)}`
                    : `${peer.isListed ? "list" : "addresses"} ${
                          peer.ranges.is === "told" ? peer.ranges.value.length : shown(peer.ranges)
                      }`,
            ),
        );
    const tcp443 = { protocol: "tcp", fromPort: 443, toPort: 443 };

    it("that AWS makes admit its members and let out everything", () => {
        const { label, ingress, egress } = groupIn([], "vpc#security-group");
        assert.equal(label, "default security group of VPC vpc");
        const inShort = [...ingress, ...egress].map((rule) => [
            rule.label,
            shown(rule.protocol),
            rule.peers.map((peer) =>
                peer.is === "group" ? shown(peer.group) : [peer.isListed, peer.ranges.is],
            ),
        ]);
        assert.deepEqual(inShort, [
            ["the rule that AWS makes", "all", ["vpc#security-group"]],
            ["the rule that AWS makes", "all", [[false, "told"]]],
        ]);
    });

    it("name addresses of both families, lists, groups and themselves", () => {
        const list = of(awsTypes.managedPrefixList, "list", { entries: [{ cidr: "10.9.0.0/16" }] });
        const rule = {
            ...tcp443,
            cidrBlocks: ["10.0.0.0/16", "10.1.0.0/16"],
            ipv6CidrBlocks: ["2600:1f14::/56"],
            prefixListIds: [idOf("list")],
            securityGroups: ["sg-9"],
            self: true,
        };
        assert.deepEqual(peersOf(list, group({ ingress: [rule] })), [
            "addresses 1",
            "addresses 1",
            "addresses 1",
            "list 1",
            'group external: ingress[0].securityGroups[0] of security group group is "sg-9", a security group outside this stack',
            "group group",
        ]);
        assert.deepEqual(peersOf(group({ ingress: [{ ...tcp443, self: false }] })), []);
    });

    it("name a group also with its account before it", () => {
        const other = {
            ...of(awsTypes.securityGroup, "other", { vpcId: idOf("vpc") }),
            id: "sg-1",
        };
        const rule = { ...tcp443, securityGroups: ["111122223333/sg-1"] };
        const { groups } = factsOf([vpc, other, group({ ingress: [rule] })]);
        const [peer] = named(groups, "group").ingress.flatMap(({ peers }) => peers);
        assert.equal(peer?.is === "group" && shown(peer.group), "other");
    });

    it("are in doubt where a peer is", () => {
        const rule = {
            ...tcp443,
            cidrBlocks: [unknown.string],
            securityGroups: [unknown.string],
            self: unknown.boolean,
        };
        const place = (what: string) => later(`ingress[0].${what} of security group group`);
        assert.deepEqual(peersOf(group({ ingress: [rule] })), [
            `addresses ${place("cidrBlocks[0]")}`,
            `group ${place("securityGroups[0]")}`,
            `group ${place("self")}`,
        ]);
    });
});

describe("The rules of a network ACL", () => {
    const rulesOf = (resources: Resource[], name: string) => {
        const acl = named(factsOf([vpc, ...resources], "first preview").acls, name);
        return [
            acl.label,
            ...acl.rules.map(({ label, number, direction, action, protocol, ports, ranges }) => [
                label,
                ...[number, direction, action, protocol, ports].map(shown),
                ranges.length,
            ]),
            ...acl.doubts.map(({ reason }) => reason),
        ];
    };
    const allPorts = { from: 0, to: 65535 };

    it("that AWS makes allow everything in both directions", () => {
        const made = (direction: string) => [
            "the rule that AWS makes",
            100,
            direction,
            "allow",
            "all",
            allPorts,
            2,
        ];
        assert.deepEqual(rulesOf([], "vpc#network-acl"), [
            "default network ACL of VPC vpc",
            made("ingress"),
            made("egress"),
        ]);
    });

    it("are those of its lists and of resources of their own", () => {
        const inline = { protocol: 6, ruleNo: 10, action: "deny", fromPort: 1, toPort: 2 };
        const acl = of(awsTypes.networkAcl, "acl", {
            vpcId: idOf("vpc"),
            ingress: [{ ...inline, cidrBlock: "0.0.0.0/0", ipv6CidrBlock: "::/0" }, unknown.object],
        });
        const own = (more: Props) =>
            of(awsTypes.networkAclRule, "own", {
                networkAclId: idOf("acl"),
                ruleNumber: 20,
                ruleAction: "allow",
                protocol: "-1",
                ...more,
            });
        assert.deepEqual(rulesOf([acl, own({ egress: true, fromPort: 22 })], "acl"), [
            "network ACL acl",
            [
                "ingress[0] of network ACL acl (number 10)",
                10,
                "ingress",
                "deny",
                6,
                { from: 1, to: 2 },
                2,
            ],
            ["network ACL rule own (number 20)", 20, "egress", "allow", "all", allPorts, 0],
            "ingress[1] of network ACL acl is known only after the update",
        ]);
        const odd = own({ protocol: "tcp", fromPort: 70000, toPort: 443, ruleAction: "maybe" });
        assert.deepEqual(rulesOf([acl, odd], "acl")[2], [
            "network ACL rule own (number 20)",
            20,
            "ingress",
            'unknown: ruleAction of network ACL rule own is "maybe", which is not "allow" or "deny"',
            6,
            "unknown: fromPort of network ACL rule own is 70000, which is not a port from 0 to 65535",
            0,
        ]);
    });
});
