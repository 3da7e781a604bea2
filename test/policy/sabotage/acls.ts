import { awsTypes } from "../../../policy/network/types";
import { idOf, unknown } from "../../support/policyServer";
import { byAddress, of } from "./networks";
import { add, both, drop, rowsOf, set } from "./rows";

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

const denied = { protocol: "-1", action: "deny", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 };
const allowed = { ...denied, action: "allow" };
const tcp = (fromPort: number, toPort: number, cidrBlock = "10.0.0.0/16") => ({
    protocol: "tcp",
    action: "allow",
    cidrBlock,
    fromPort,
    toPort,
});
const requests = { ...tcp(443, 443), ruleNo: 100 };
const answers = { ...tcp(1024, 65535), ruleNo: 110 };

export const aclRows = rowsOf(byAddress, [
    [
        "an ACL that drops the answers as they arrive",
        set("acl-a", { ingress: [requests] }),
        violated("26"),
    ],
    [
        "an ACL that drops the answers as they leave",
        set("acl-b", { egress: [requests] }),
        violated("26"),
    ],
    [
        "an ACL that drops requests as they leave",
        set("acl-a", { egress: [answers] }),
        violated("26"),
    ],
    [
        "an ACL that drops requests as they arrive",
        set("acl-b", { ingress: [answers] }),
        violated("26"),
    ],
    ["an ACL without rules", set("acl-b", { ingress: [], egress: [] }), violated("26")],
    [
        "answers to the ports of Linux only",
        set("acl-a", { ingress: [requests, { ...answers, ...tcp(32768, 60999) }] }),
        open("26"),
    ],
    [
        "answers to the ports of Windows only",
        set("acl-a", { ingress: [requests, { ...answers, ...tcp(49152, 65535) }] }),
        open("26"),
    ],
    [
        "answers to the ports of both",
        set("acl-a", { ingress: [requests, { ...answers, ...tcp(32768, 65535) }] }),
    ],
    [
        "a denial before the permission",
        set("acl-a", { egress: [{ ...denied, ruleNo: 50 }, requests, answers] }),
        violated("26"),
    ],
    [
        "a denial after the permission",
        set("acl-a", { egress: [requests, answers, { ...denied, ruleNo: 500 }] }),
    ],
    [
        "a denial of part of the endpoint's subnet",
        set("acl-a", {
            egress: [{ ...denied, cidrBlock: "10.0.1.128/25", ruleNo: 50 }, requests, answers],
        }),
        violated("26"),
    ],
    [
        "a denial of another subnet",
        set("acl-a", {
            egress: [{ ...denied, cidrBlock: "10.0.9.0/24", ruleNo: 50 }, requests, answers],
        }),
    ],
    [
        "a denial of UDP",
        set("acl-a", { egress: [{ ...denied, protocol: "udp", ruleNo: 50 }, requests, answers] }),
    ],
    [
        "a permission for IPv6 only",
        set("acl-a", { egress: [{ ...requests, cidrBlock: undefined, ipv6CidrBlock: "::/0" }] }),
        violated("26"),
    ],
    [
        "permissions in two halves of the subnet",
        set("acl-a", {
            egress: [
                { ...allowed, cidrBlock: "10.0.1.0/25", ruleNo: 1 },
                { ...allowed, cidrBlock: "10.0.1.128/25", ruleNo: 2 },
            ],
        }),
    ],
    [
        "a rule of its own that denies first",
        add(
            of(awsTypes.networkAclRule, "deny", {
                networkAclId: idOf("acl-a"),
                ruleNumber: 10,
                ruleAction: "deny",
                egress: true,
                protocol: "tcp",
                fromPort: 0,
                toPort: 65535,
                cidrBlock: "10.0.0.0/16",
            }),
        ),
        violated("26"),
    ],
    [
        "a rule of its own in an unknown ACL",
        add(
            of(awsTypes.networkAclRule, "deny", {
                networkAclId: unknown.string,
                ruleNumber: 10,
                ruleAction: "deny",
                egress: true,
                protocol: "-1",
                cidrBlock: "0.0.0.0/0",
            }),
        ),
        open("26"),
    ],
    [
        "a rule with an unknown action",
        set("acl-a", {
            egress: [{ ...allowed, action: unknown.string, ruleNo: 10 }, requests, answers],
        }),
        open("26"),
    ],
    [
        "a rule with an unknown number that allows",
        set("acl-a", { egress: [{ ...allowed, ruleNo: unknown.number }, requests, answers] }),
    ],
    [
        "a rule with an unknown number that denies",
        set("acl-a", { egress: [{ ...denied, ruleNo: unknown.number }, requests, answers] }),
        open("26"),
    ],
    [
        "a permission for unknown addresses",
        set("acl-a", { egress: [{ ...requests, cidrBlock: unknown.string }] }),
        open("26"),
    ],
    [
        "an ACL whose subnets other resources name",
        both(
            set("acl-b", { subnetIds: undefined, egress: [] }),
            add(
                of(awsTypes.networkAclAssociation, "acl-of-b", {
                    subnetId: idOf("app-b"),
                    networkAclId: idOf("acl-b"),
                }),
            ),
        ),
        violated("26"),
    ],
    [
        "an ACL without rules that no subnet has",
        add(of(awsTypes.networkAcl, "unused", { vpcId: idOf("vpc") })),
    ],
    [
        "an ACL of another stack",
        both(
            set("acl-b", { subnetIds: undefined }),
            add(
                of(awsTypes.networkAclAssociation, "acl-of-b", {
                    subnetId: idOf("app-b"),
                    networkAclId: "acl-elsewhere",
                }),
            ),
        ),
        open("24"),
    ],
    ["a default ACL as AWS makes it", drop("acl-a", "acl-b")],
    [
        "a default ACL that was adopted and emptied",
        both(
            drop("acl-a", "acl-b"),
            add(
                of(awsTypes.defaultNetworkAcl, "default-acl", { defaultNetworkAclId: idOf("vpc") }),
            ),
        ),
        violated("26"),
    ],
    [
        "a default ACL that was adopted with everything allowed",
        both(
            drop("acl-a", "acl-b"),
            add(
                of(awsTypes.defaultNetworkAcl, "default-acl", {
                    defaultNetworkAclId: idOf("vpc"),
                    ingress: [{ ...allowed, ruleNo: 100 }],
                    egress: [{ ...allowed, ruleNo: 100 }],
                }),
            ),
        ),
    ],
    [
        "endpoints in the instance's subnet only, and ACLs that deny all",
        both(
            set("ssm", { subnetIds: [idOf("app-a")] }),
            set("ssmmessages", { subnetIds: [idOf("app-a")] }),
            set("acl-a", { ingress: [], egress: [] }),
        ),
    ],
    [
        "rules by address that leave out the instance's subnet",
        set("in", { cidrBlocks: ["10.0.1.0/24"] }),
        violated("20"),
    ],
    [
        "rules by address that leave out a subnet of the endpoints",
        set("out", { cidrBlocks: ["10.0.0.0/24"] }),
        violated("19"),
    ],
]);
