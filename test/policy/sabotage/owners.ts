import { awsTypes } from "../../../policy/network/types";
import { idOf } from "../../support/policyServer";
import { firewall } from "./firewall";
import { byReference, of, REGION } from "./networks";
import { list, route } from "./routeParts";
import { add, both, drop, inPreview, rowsOf, set } from "./rows";

// What belongs to one of two things, and only the update tells to which.

const open = (statements: string) => `ssm-path app unknown ${statements}`;

const otherVpc = of(awsTypes.vpc, "other-vpc", { cidrBlock: "10.8.0.0/16" });
const oneOfTheVpcs = idOf("vpc", "other-vpc");
const names = `ssm.${REGION}.amazonaws.com`;
const zone = (name: string) => [
    otherVpc,
    of(awsTypes.hostedZone, "zone", { name }),
    of(awsTypes.hostedZoneAssociation, "association", {
        zoneId: idOf("zone"),
        vpcId: oneOfTheVpcs,
    }),
];
const servers = (server: string) => [
    otherVpc,
    of(awsTypes.dhcpOptions, "dhcp", { domainNameServers: [server] }),
    of(awsTypes.dhcpOptionsAssociation, "dhcp-of-vpc", {
        dhcpOptionsId: idOf("dhcp"),
        vpcId: oneOfTheVpcs,
    }),
];
const wall = { networkInterfaceId: "eni-0a1" };
const toList = route({ destinationPrefixListId: idOf("part") }, wall);
const entry = of(awsTypes.managedPrefixListEntry, "entry", {
    prefixListId: idOf("part", "other-part"),
    cidr: "10.0.1.0/24",
});

export const ownerRows = inPreview(
    rowsOf(byReference, [
        ["a zone of the service's name for one of two VPCs", add(...zone(names)), open("5")],
        ["a zone of another name for one of two VPCs", add(...zone("example.com"))],
        ["a server of one's own for one of two VPCs", add(...servers("10.0.0.53")), open("3")],
        ["the Amazon resolver for one of two VPCs", add(...servers("AmazonProvidedDNS"))],
        [
            "DNS Firewall for one of two VPCs",
            both(
                add(otherVpc),
                firewall(["BLOCK", "*"]),
                set("firewall-of-vpc", { vpcId: oneOfTheVpcs }),
            ),
            open("7"),
        ],
        [
            "DNS Firewall with a denial that is of one of two groups",
            both(
                add(of(awsTypes.firewallRuleGroup, "other-firewall")),
                firewall(["ALLOW", "*"], ["BLOCK", "*"]),
                set("rule-1", { firewallRuleGroupId: idOf("firewall", "other-firewall") }),
            ),
            open("7"),
        ],
        [
            "an entry for one of two prefix lists, of which a route has one",
            add(list("part"), list("other-part"), entry, toList),
            "no-internet-path app-a unknown 39",
            open("30"),
        ],
        [
            "the route of a gateway endpoint beside an entry for one of two prefix lists",
            add(
                list("part"),
                list("other-part"),
                entry,
                route({ destinationPrefixListId: "pl-0a1" }, { gatewayId: "vpce-0a1" }),
            ),
        ],
        [
            "a policy that allows nothing for one of two endpoints",
            add(
                of(awsTypes.endpointPolicy, "policy", {
                    vpcEndpointId: idOf("ssm", "ssmmessages"),
                    policy: JSON.stringify({ Statement: [] }),
                }),
            ),
            open("16"),
        ],
        [
            "a VPN gateway that announces routes to one of two tables",
            add(
                of(awsTypes.vpnRoutePropagation, "propagation", {
                    routeTableId: idOf("table-a", "table-b"),
                    vpnGatewayId: "vgw-0a1",
                }),
            ),
            "no-internet-path app-a unknown 39",
            "no-internet-path app-b unknown 39",
        ],
        [
            "one of two subnets shared with other accounts",
            add(
                of(awsTypes.ramResourceAssociation, "share", {
                    resourceArn: idOf("app-a", "app-b"),
                    resourceShareArn: "arn:aws:ram:eu-central-1:111122223333:resource-share/a",
                }),
            ),
            "no-internet-path app-a unknown 42",
            "no-internet-path app-b unknown 42",
        ],
        [
            "a policy for one of two roles",
            both(
                drop("core"),
                add(
                    of(awsTypes.role, "other-role"),
                    of(awsTypes.policyAttachment, "attachment", {
                        roles: [idOf("role", "other-role")],
                        policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
                    }),
                ),
            ),
            open("33"),
        ],
    ]),
);
