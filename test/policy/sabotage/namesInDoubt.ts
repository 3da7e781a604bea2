import { awsTypes } from "../../../policy/network/types";
import { idOf, unknown } from "../../support/policyServer";
import { firewall } from "./firewall";
import { byReference, of, REGION } from "./networks";
import { add, both, rowsOf, set } from "./rows";

// What stays in doubt beside something certain, and what is certain beside a doubt.

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

const elsewhere = set("rule-0", { firewallDomainListId: "rslvr-fdl-0a1" });
const regional = `*.${REGION}.amazonaws.com`;
const zone = (name: string) =>
    add(of(awsTypes.hostedZone, "zone", { name, vpcs: [{ vpcId: idOf("vpc") }] }));
const withoutDns = set("ssm", { privateDnsEnabled: false });

export const doubtfulNameRows = rowsOf(byReference, [
    [
        "DNS Firewall that blocks a name which only ends alike",
        firewall(["BLOCK", `sm.${REGION}.amazonaws.com`]),
    ],
    [
        "DNS Firewall that blocks names below others which end alike",
        firewall(["BLOCK", `*.x${REGION}.amazonaws.com`]),
    ],
    [
        "DNS Firewall that blocks one of several domains",
        firewall(["BLOCK", "example.com", "*.amazonaws.com"]),
        violated("7"),
    ],
    [
        "DNS Firewall with a rule of unknown domains before the permission",
        both(firewall(["BLOCK", "x"], ["ALLOW", regional], ["BLOCK", "*"]), elsewhere),
        open("7"),
    ],
    [
        "DNS Firewall with a rule of unknown domains before the denial",
        both(firewall(["ALLOW", "x"], ["BLOCK", "*"]), elsewhere),
        open("7"),
    ],
    [
        "DNS Firewall with rules of another stack",
        both(
            firewall(["ALLOW", "*"]),
            set("firewall-of-vpc", { firewallRuleGroupId: "rslvr-frg-0a1" }),
        ),
        open("7"),
    ],
    [
        "DNS Firewall with an unknown action",
        both(firewall(["BLOCK", "*"]), set("rule-0", { action: unknown.string })),
        open("7"),
    ],
    ["DNS Firewall with an unknown domain", firewall(["BLOCK", unknown.string]), open("7")],
    [
        "two groups of DNS Firewall, of which the first allows",
        both(
            firewall(["BLOCK", "*"]),
            add(
                of(awsTypes.firewallRuleGroup, "first", { name: "first" }),
                of(awsTypes.firewallRuleGroupAssociation, "first-of-vpc", {
                    vpcId: idOf("vpc"),
                    firewallRuleGroupId: idOf("first"),
                    priority: 100,
                }),
                of(awsTypes.firewallDomainList, "all", { domains: ["*"] }),
                of(awsTypes.firewallRule, "allow", {
                    firewallRuleGroupId: idOf("first"),
                    firewallDomainListId: idOf("all"),
                    priority: 1,
                    action: "ALLOW",
                }),
            ),
        ),
    ],
    [
        "no private DNS and a zone of another name",
        both(withoutDns, zone("example.com")),
        violated("4"),
    ],
    [
        "no private DNS and a zone that only ends alike",
        both(withoutDns, zone("s.com")),
        violated("4"),
    ],
    [
        "no private DNS and a zone of a parent name",
        both(withoutDns, zone("amazonaws.com")),
        open("4, 5"),
    ],
    [
        "no private DNS and a zone of an unknown name",
        both(withoutDns, zone(unknown.string)),
        open("4, 5"),
    ],
    [
        "no private DNS and a Route 53 Profile",
        both(
            withoutDns,
            add(
                of(awsTypes.profilesAssociation, "profile-of-vpc", {
                    resourceId: idOf("vpc"),
                    profileId: "rp-0a1",
                }),
            ),
        ),
        open("4, 5"),
    ],
    [
        "a zone of another account",
        add(
            of(awsTypes.hostedZoneAssociation, "association", {
                zoneId: "Z0A1",
                vpcId: idOf("vpc"),
            }),
        ),
        open("5"),
    ],
    [
        "an unknown service of type Gateway",
        set("ssm", { serviceName: unknown.string, vpcEndpointType: "Gateway" }),
        violated("9"),
    ],
    [
        "an unknown service without private DNS",
        set("ssm", { serviceName: unknown.string, privateDnsEnabled: false }),
        violated("9"),
    ],
    [
        "an unknown service in another VPC",
        set("ssm", { serviceName: unknown.string, vpcId: "vpc-elsewhere" }),
        violated("9"),
    ],
    [
        "an unknown service that this stack offers",
        both(
            add(of(awsTypes.endpointService, "offer")),
            set("ssm", { serviceName: idOf("offer") }),
        ),
        "no-internet-path offer violated 42",
        violated("9"),
    ],
    ["an endpoint of an unknown type", set("ssm", { vpcEndpointType: unknown.string }), open("9")],
    ["an endpoint of unknown addresses", set("ssm", { ipAddressType: unknown.string }), open("8")],
    [
        "an endpoint in a subnet and an unknown one",
        set("ssm", { subnetIds: [idOf("app-a"), unknown.string] }),
        open("11"),
    ],
    ["an endpoint whose one subnet is given as a whole", set("ssm", { subnetIds: idOf("app-a") })],
    [
        "a switch of private DNS for an unknown endpoint",
        both(
            set("ssm", { privateDnsEnabled: undefined }),
            add(
                of(awsTypes.endpointPrivateDns, "switch", {
                    vpcEndpointId: unknown.string,
                    privateDnsEnabled: true,
                }),
            ),
        ),
        open("9"),
    ],
]);
