import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource, unknown } from "../../support/policyServer";
import { firewall } from "./firewall";
import { byReference, endpoints, of, REGION } from "./networks";
import { add, both, type Change, drop, rowsOf, set } from "./rows";

type Props = Record<string, unknown>;

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

const otherVpc = of(awsTypes.vpc, "other-vpc", {
    cidrBlock: "10.8.0.0/16",
    enableDnsHostnames: true,
});
const ssm = (name: string, more: Props): Resource => ({
    ...of(awsTypes.vpcEndpoint, name, { ...endpoints[0]?.inputs, ...more }),
});

const servers = (...domainNameServers: string[]): Change =>
    add(
        of(awsTypes.dhcpOptions, "dhcp", { domainNameServers }),
        of(awsTypes.dhcpOptionsAssociation, "dhcp-of-vpc", {
            vpcId: idOf("vpc"),
            dhcpOptionsId: idOf("dhcp"),
        }),
    );

const zone = (name: string, more: Props = {}): Resource =>
    of(awsTypes.hostedZone, "zone", { name, vpcs: [{ vpcId: idOf("vpc") }], ...more });

export const nameRows = rowsOf(byReference, [
    ["DNS host names off", set("vpc", { enableDnsHostnames: false }), violated("2")],
    ["DNS host names left out", set("vpc", { enableDnsHostnames: undefined }), violated("2")],
    ["DNS host names as a word", set("vpc", { enableDnsHostnames: "no" }), violated("2")],
    ["DNS host names unknown", set("vpc", { enableDnsHostnames: unknown.boolean }), open("2")],
    ["DNS support off", set("vpc", { enableDnsSupport: false }), violated("1")],
    [
        "both off",
        set("vpc", { enableDnsSupport: false, enableDnsHostnames: false }),
        violated("1, 2"),
    ],
    ["DHCP options with the Amazon resolver", servers("AmazonProvidedDNS")],
    ["DHCP options with a server of one's own", servers("10.0.0.53"), open("3")],
    [
        "DHCP options of another stack",
        add(
            of(awsTypes.dhcpOptionsAssociation, "dhcp", {
                vpcId: idOf("vpc"),
                dhcpOptionsId: "dopt-0a1",
            }),
        ),
        open("3"),
    ],
    [
        "a hosted zone of the service's name",
        add(zone(`ssm.${REGION}.amazonaws.com`)),
        violated("5"),
    ],
    [
        "a hosted zone of the service's name in capitals",
        add(zone(`SSM.${REGION}.amazonaws.com.`)),
        violated("5"),
    ],
    ["a hosted zone of a parent name", add(zone("amazonaws.com")), open("5")],
    ["a hosted zone of another name", add(zone("example.com"))],
    [
        "a hosted zone of the service's name for another VPC",
        add(
            otherVpc,
            zone(`ssm.${REGION}.amazonaws.com`, { vpcs: [{ vpcId: idOf("other-vpc") }] }),
        ),
    ],
    [
        "a hosted zone that an association adds",
        add(
            zone(`ssm.${REGION}.amazonaws.com`, { vpcs: [] }),
            of(awsTypes.hostedZoneAssociation, "association", {
                zoneId: idOf("zone"),
                vpcId: idOf("vpc"),
            }),
        ),
        violated("5"),
    ],
    [
        "a Route 53 Profile",
        add(
            of(awsTypes.profilesAssociation, "profile-of-vpc", {
                resourceId: idOf("vpc"),
                profileId: "rp-0a1",
            }),
        ),
        open("5"),
    ],
    [
        "a Resolver rule",
        add(
            of(awsTypes.resolverRuleAssociation, "rule-of-vpc", {
                vpcId: idOf("vpc"),
                resolverRuleId: "rslvr-rr-0a1",
            }),
        ),
        open("5"),
    ],
    ["DNS Firewall that blocks everything", firewall(["BLOCK", "*"]), violated("7")],
    [
        "DNS Firewall that allows the Region's names first",
        firewall(["ALLOW", `*.${REGION}.amazonaws.com`], ["BLOCK", "*"]),
    ],
    [
        "DNS Firewall that allows them too late",
        firewall(["BLOCK", "*."], ["BLOCK", "*"], ["ALLOW", `*.${REGION}.amazonaws.com`]),
        violated("7"),
    ],
    [
        "DNS Firewall that allows one service only",
        firewall(["ALLOW", `ssm.${REGION}.amazonaws.com`], ["BLOCK", "*"]),
        violated("7"),
    ],
    ["DNS Firewall that only alerts", firewall(["ALERT", "*"])],
    [
        "DNS Firewall with domains of another stack",
        both(firewall(["BLOCK", "*"]), set("rule-0", { firewallDomainListId: "rslvr-fdl-0a1" })),
        open("7"),
    ],
    ["no endpoint for ssmmessages", drop("ssmmessages"), violated("9")],
    ["no endpoint at all", drop("ssm", "ssmmessages"), violated("9")],
    ["an endpoint without private DNS", set("ssm", { privateDnsEnabled: false }), violated("4")],
    [
        "an endpoint whose private DNS is left out",
        set("ssm", { privateDnsEnabled: undefined }),
        violated("4"),
    ],
    [
        "private DNS by a resource of its own",
        both(
            set("ssm", { privateDnsEnabled: undefined }),
            add(
                of(awsTypes.endpointPrivateDns, "switch", {
                    vpcEndpointId: idOf("ssm"),
                    privateDnsEnabled: true,
                }),
            ),
        ),
    ],
    [
        "private DNS that such a resource switches off",
        both(
            set("ssm", { privateDnsEnabled: undefined }),
            add(
                of(awsTypes.endpointPrivateDns, "switch", {
                    vpcEndpointId: idOf("ssm"),
                    privateDnsEnabled: false,
                }),
            ),
        ),
        violated("4"),
    ],
    ["private DNS unknown", set("ssm", { privateDnsEnabled: unknown.boolean }), open("9")],
    [
        "a central zone instead of private DNS",
        both(set("ssm", { privateDnsEnabled: false }), add(zone(`ssm.${REGION}.amazonaws.com`))),
        open("4"),
    ],
    ["a second endpoint for the same service", add(ssm("second", {})), violated("5")],
    ["a second endpoint without private DNS", add(ssm("second", { privateDnsEnabled: false }))],
    [
        "an endpoint in the other VPC",
        both(add(otherVpc), set("ssm", { vpcId: idOf("other-vpc") })),
        violated("9"),
    ],
    [
        "an endpoint in a VPC of another stack",
        set("ssm", { vpcId: "vpc-elsewhere" }),
        violated("9"),
    ],
    ["an endpoint of type Gateway", set("ssm", { vpcEndpointType: "Gateway" }), violated("9")],
    [
        "an endpoint whose type is left out",
        set("ssm", { vpcEndpointType: undefined }),
        violated("9"),
    ],
    [
        "an endpoint for another Region",
        set("ssm", { serviceName: "com.amazonaws.us-east-1.ssm" }),
        violated("9"),
    ],
    ["an endpoint across Regions", set("ssm", { serviceRegion: "us-east-1" }), violated("9")],
    [
        "an endpoint for a service that begins alike",
        set("ssm", { serviceName: `com.amazonaws.${REGION}.ssm-contacts` }),
        violated("9"),
    ],
    [
        "an endpoint for the FIPS names",
        set("ssm", { serviceName: `com.amazonaws.${REGION}.ssm-fips` }),
        violated("6"),
    ],
    [
        "an endpoint for a service of somebody else's",
        set("ssm", { serviceName: `com.amazonaws.vpce.${REGION}.vpce-svc-0a1` }),
        violated("9"),
    ],
    [
        "an endpoint with a prefix that nobody knows",
        set("ssm", { serviceName: `org.example.${REGION}.ssm` }),
        open("9"),
    ],
    [
        "an endpoint with an unknown service",
        set("ssm", { serviceName: unknown.string }),
        open("5, 9"),
    ],
    ["an endpoint in no subnet", set("ssm", { subnetIds: [] }), violated("11")],
    [
        "an endpoint whose subnets other resources add",
        both(
            set("ssm", { subnetIds: undefined }),
            add(
                of(awsTypes.endpointSubnetAssociation, "in-a", {
                    vpcEndpointId: idOf("ssm"),
                    subnetId: idOf("app-a"),
                }),
            ),
        ),
    ],
    [
        "an endpoint whose subnets are configured",
        set("ssm", { subnetIds: undefined, subnetConfigurations: [{ subnetId: idOf("app-b") }] }),
    ],
    ["an endpoint in an unknown subnet", set("ssm", { subnetIds: [unknown.string] }), open("11")],
    [
        "an endpoint in a subnet of another stack",
        set("ssm", { subnetIds: ["subnet-elsewhere"] }),
        open("11"),
    ],
    ["an endpoint with IPv6 addresses only", set("ssm", { ipAddressType: "ipv6" }), open("8")],
    ["an endpoint with both kinds of addresses", set("ssm", { ipAddressType: "dualstack" })],
]);
