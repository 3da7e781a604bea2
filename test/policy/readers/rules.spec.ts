import assert from "node:assert/strict";
import { bagOf, valueIn } from "../../../policy/network/known";
import { securityGroupRuleReader } from "../../../policy/network/read/securityGroupRules";
import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource, unknown } from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { factsOf, named, shown } from "./facts";

// The rules of security groups and of network ACLs.

type Props = Record<string, unknown>;

const vpc = of(awsTypes.vpc, "vpc", { cidrBlock: "10.0.0.0/16" });
const later = (what: string) => `unknown: ${what} is known only after the update`;

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
                peer.is === "group" ? shown(peer.group) : [peer.is, peer.isListed, peer.ranges.is],
            ),
        ]);
        assert.deepEqual(inShort, [
            ["the rule that AWS makes", "all", ["vpc#security-group"]],
            ["the rule that AWS makes", "all", [["addresses", false, "told"]]],
        ]);
    });

    it("of resources of their own name addresses of both families, a list and a group", () => {
        const own = (more: Props) =>
            of(awsTypes.securityGroupIngressRule, "rule", {
                securityGroupId: idOf("group"),
                ...more,
            });
        const peers = (more: Props) => peersOf(group(), own({ ipProtocol: "-1", ...more }));
        assert.deepEqual(peers({ cidrIpv4: "10.0.0.0/8" }), ["addresses 1"]);
        assert.deepEqual(peers({ cidrIpv6: "2600:1f14::/56" }), ["addresses 1"]);
        assert.deepEqual(peers({ prefixListId: "pl-9" }), [
            'list external: prefixListId of security group ingress rule rule is "pl-9", a prefix list outside this stack',
        ]);
        assert.deepEqual(peers({ referencedSecurityGroupId: idOf("group") }), ["group group"]);
    });

    it("say by which properties they admit anybody", () => {
        const sources = (type: string, more: Props) => {
            const [rule] = securityGroupRuleReader(type)?.(bagOf(more)) ?? [];
            return (rule && valueIn(rule))?.sources.map(({ path, known }) => [
                path,
                known.state === "value" ? known.value : known.state,
            ]);
        };
        assert.deepEqual(
            sources(awsTypes.securityGroupIngressRule, {
                cidrIpv4: "10.0.0.0/8",
                referencedSecurityGroupId: unknown.string,
            }),
            [
                ["cidrIpv4", true],
                ["cidrIpv6", false],
                ["prefixListId", false],
                ["referencedSecurityGroupId", "unknown"],
            ],
        );
        assert.deepEqual(
            sources(awsTypes.securityGroupRule, {
                cidrBlocks: ["10.0.0.0/8"],
                sourceSecurityGroupId: "sg-1",
            }),
            [
                ["cidrBlocks", true],
                ["ipv6CidrBlocks", false],
                ["prefixListIds", false],
                ["self", false],
                ["sourceSecurityGroupId", true],
            ],
        );
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
