import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource, unknown } from "../../support/policyServer";
import { firewall } from "./firewall";
import { byAddress, byReference, endpoints, fleet, inline, of, REGION, TRUST } from "./networks";
import { internet, PATH, to, transit, viaInternet } from "./routeParts";
import { add, both, type Change, drop, rowsOf, set } from "./rows";

// Where two conditions meet of which the other rows try only one.

type Props = Record<string, unknown>;

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;
const DOUBT = "no-internet-path app-a unknown 39";

const tcp443 = { protocol: "tcp", fromPort: 443, toPort: 443 };
const endpoint = (name: string, more: Props): Resource =>
    of(awsTypes.vpcEndpoint, name, { ...endpoints[0]?.inputs, ...more });
const group = (name: string): Resource =>
    of(awsTypes.securityGroup, name, { vpcId: idOf("vpc"), ingress: [], egress: [] });
const sessions = (preferences: Props): Resource =>
    of(awsTypes.ssmDocument, "preferences", {
        documentType: "Session",
        content: JSON.stringify({ inputs: preferences }),
    });
const gatewayOf = (service: string): Resource =>
    of(awsTypes.vpcEndpoint, service, {
        vpcId: idOf("vpc"),
        serviceName: `com.amazonaws.${REGION}.${service}`,
        vpcEndpointType: "Gateway",
        routeTableIds: [idOf("table-a")],
    });
const letOut = (...egress: Props[]): Change => set("instances", { egress });
const withPolicy = (...actions: string[]): Change =>
    set("ssmmessages", {
        policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal: "*", Action: actions, Resource: "*" }],
        }),
    });

export const cornerRows = [
    ...rowsOf(byReference, [
        ["a default route to the VPC itself", add(to("0.0.0.0/0", { gatewayId: "local" }))],
        [
            "one public address to an Internet gateway, beside a block of the VPC that is unknown",
            add(
                internet,
                to("9.9.9.9/32", viaInternet),
                of(awsTypes.vpcIpv4CidrAssociation, "second", {
                    vpcId: idOf("vpc"),
                    cidrBlock: unknown.string,
                }),
            ),
            DOUBT,
        ],
        [
            "one public address to an Internet gateway, beside an unknown route to nobody knows what",
            add(
                internet,
                to("9.9.9.9/32", viaInternet),
                to(unknown.string, { gatewayId: unknown.string }),
            ),
            DOUBT,
            open("30"),
        ],
        [
            "one public address to an Internet gateway, beside an unknown route to it",
            add(internet, to("9.9.9.9/32", viaInternet), to(unknown.string, viaInternet)),
            PATH,
            open("30"),
        ],
        [
            "an unknown route to a transit gateway",
            add(to(unknown.string, transit)),
            DOUBT,
            open("30"),
        ],
        ["a role whose trust is an object", set("role", { assumeRolePolicy: JSON.parse(TRUST) })],
        [
            "no endpoint, and a zone for its name",
            both(
                drop("ssm"),
                add(
                    of(awsTypes.hostedZone, "zone", {
                        name: "amazonaws.com",
                        vpcs: [{ vpcId: idOf("vpc") }],
                    }),
                ),
            ),
            violated("5, 9"),
        ],
        [
            "four endpoints that all miss something, of which three are named",
            both(
                drop("ssm"),
                add(
                    endpoint("no-dns-1", { privateDnsEnabled: false }),
                    endpoint("no-dns-2", { privateDnsEnabled: false }),
                    endpoint("no-dns-3", { privateDnsEnabled: false }),
                    endpoint("no-dns-4", { privateDnsEnabled: false }),
                ),
            ),
            violated("4"),
        ],
        [
            "an endpoint policy without two of the actions",
            withPolicy("ssmmessages:CreateControlChannel", "ssmmessages:OpenControlChannel"),
            violated("16"),
        ],
        ["an endpoint in nobody knows which VPC", set("ssm", { vpcId: unknown.string }), open("9")],
        [
            "an instance with two groups that let out nothing",
            both(
                drop("out"),
                add(group("second")),
                set("app", { vpcSecurityGroupIds: [idOf("instances"), idOf("second")] }),
            ),
            violated("19"),
        ],
        [
            "an instance with four rules for TCP 443 to elsewhere, of which three are named",
            both(
                drop("out"),
                letOut(
                    ...[1, 2, 3, 4].map((net) => ({ ...tcp443, cidrBlocks: [`10.${net}.0.0/16`] })),
                ),
            ),
            violated("19"),
        ],
        [
            "an instance in an unknown VPC, with sessions that log to S3",
            both(add(sessions({ s3BucketName: "logs" })), set("app-a", { vpcId: unknown.object })),
            open("32"),
        ],
        [
            "sessions that log to S3, with a gateway endpoint for DynamoDB",
            add(sessions({ s3BucketName: "logs" }), gatewayOf("dynamodb")),
            violated("31"),
        ],
        [
            "sessions that log to S3, let out by a rule to a VPC and to the list of S3",
            both(
                drop("out"),
                add(sessions({ s3BucketName: "logs" }), gatewayOf("s3")),
                letOut({ ...tcp443, cidrBlocks: ["10.0.0.0/16"], prefixListIds: ["pl-0a1"] }),
            ),
        ],
        [
            "sessions that log to a log group of which DNS Firewall blocks the name",
            both(
                add(
                    sessions({ cloudWatchLogGroupName: "sessions" }),
                    endpoint("logs", { serviceName: `com.amazonaws.${REGION}.logs` }),
                ),
                firewall(["BLOCK", `logs.${REGION}.amazonaws.com`]),
            ),
            violated("7"),
        ],
    ]),
    ...rowsOf(inline, [
        [
            "an endpoint in an unknown subnet, let out to by address",
            set("ssm", { subnetIds: [unknown.string] }),
            open("11"),
        ],
        [
            "an unknown port to addresses elsewhere",
            letOut({ ...tcp443, fromPort: unknown.number, cidrBlocks: ["10.9.0.0/16"] }),
            violated("19"),
        ],
        [
            "an unknown port to the addresses of one endpoint",
            letOut({ ...tcp443, fromPort: unknown.number, cidrBlocks: ["10.0.1.0/24"] }),
            open("19"),
        ],
    ]),
    ...rowsOf(byAddress, [
        [
            "rules by address to an unknown subnet, of which they may hold all",
            set("app-b", { cidrBlock: unknown.string }),
            open("19, 26"),
        ],
    ]),
    ...rowsOf(fleet, [
        [
            "an Auto Scaling group of which one subnet is shut",
            add(
                of(awsTypes.networkAcl, "shut", {
                    vpcId: idOf("vpc"),
                    subnetIds: [idOf("app-b")],
                    ingress: [],
                    egress: [],
                }),
            ),
            violated("26"),
        ],
        [
            "an Auto Scaling group in an unknown subnet and one of another stack",
            set("app", { vpcZoneIdentifiers: ["subnet-elsewhere", unknown.string] }),
            "no-internet-path app unknown 29",
            open("32"),
        ],
    ]),
];
