import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource, unknown } from "../../support/policyServer";
import { byReference, endpoints, of, REGION } from "./networks";
import { add, both, inPreview, rowsOf, set } from "./rows";

type Props = Record<string, unknown>;

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

const otherSubnet = of(awsTypes.subnet, "app-c", { vpcId: idOf("vpc"), cidrBlock: "10.0.2.0/24" });
const interfaceOf = (more: Props = {}): Resource =>
    of(awsTypes.networkInterface, "interface", {
        subnetId: idOf("app-a"),
        securityGroups: [idOf("instances")],
        ...more,
    });
const session = (inputs: Props): Resource =>
    of(awsTypes.ssmDocument, "session", {
        documentType: "Session",
        content: JSON.stringify({ schemaVersion: "1.0", inputs }),
    });
const kms = of(awsTypes.vpcEndpoint, "kms", {
    ...endpoints[0]?.inputs,
    serviceName: `com.amazonaws.${REGION}.kms`,
});
const s3 = (more: Props = {}): Resource =>
    of(awsTypes.vpcEndpoint, "s3", {
        vpcId: idOf("vpc"),
        serviceName: `com.amazonaws.${REGION}.s3`,
        routeTableIds: [idOf("table-a")],
        ...more,
    });
const outToS3 = of(awsTypes.securityGroupEgressRule, "out-to-s3", {
    securityGroupId: idOf("instances"),
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    prefixListId: idOf("s3"),
});

const placedRows = rowsOf(byReference, [
    [
        "an instance in a subnet of another stack",
        set("app", { subnetId: "subnet-elsewhere" }),
        "no-internet-path app unknown 29",
    ],
    [
        "an instance without a subnet",
        set("app", { subnetId: undefined }),
        "no-internet-path app unknown 29",
    ],
    [
        "an instance in a subnet without endpoints",
        both(add(otherSubnet), set("app", { subnetId: idOf("app-c") })),
    ],
    [
        "an instance in an IPv6-only subnet",
        both(set("app-a", { ipv6Native: true })),
        "no-internet-path app-a violated 40",
        open("8"),
    ],
    [
        "an instance with an interface of its own",
        both(
            add(interfaceOf()),
            set("app", {
                subnetId: undefined,
                vpcSecurityGroupIds: undefined,
                networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: idOf("interface") }],
            }),
        ),
    ],
    [
        "an interface with the wrong group",
        both(
            add(interfaceOf({ securityGroups: [idOf("endpoints")] })),
            set("app", {
                subnetId: undefined,
                vpcSecurityGroupIds: undefined,
                primaryNetworkInterface: { networkInterfaceId: idOf("interface") },
            }),
        ),
        violated("19, 20"),
    ],
    [
        "a group that an attachment adds to the interface",
        both(
            add(
                interfaceOf({ securityGroups: [idOf("endpoints")] }),
                of(awsTypes.networkInterfaceSecurityGroupAttachment, "attached", {
                    securityGroupId: idOf("instances"),
                    networkInterfaceId: idOf("interface"),
                }),
            ),
            set("app", {
                subnetId: undefined,
                vpcSecurityGroupIds: undefined,
                primaryNetworkInterface: { networkInterfaceId: idOf("interface") },
            }),
        ),
    ],
    [
        "a spot request without a profile",
        add(
            of(awsTypes.spotInstanceRequest, "spot", {
                subnetId: idOf("app-a"),
                vpcSecurityGroupIds: [idOf("instances")],
            }),
        ),
        "ssm-path spot violated 32",
    ],
    [
        "an EC2 Fleet",
        add(of(awsTypes.ec2Fleet, "fleet", { type: "maintain" })),
        "ssm-path fleet unknown 32",
    ],
    [
        "a client VPN into a subnet",
        add(of(awsTypes.clientVpnAssociation, "vpn", { subnetId: idOf("app-a") })),
        "no-internet-path vpn violated 42",
    ],
    [
        "an endpoint service",
        add(of(awsTypes.endpointService, "service")),
        "no-internet-path service violated 42",
    ],
    [
        "a VPC origin of CloudFront",
        add(of(awsTypes.cloudfrontVpcOrigin, "origin")),
        "no-internet-path origin violated 42",
    ],
    [
        "an Instance Connect endpoint",
        add(of(awsTypes.instanceConnectEndpoint, "connect", { subnetId: idOf("app-a") })),
        "no-internet-path connect violated 42",
    ],
    ["an Elastic IP", add(of(awsTypes.eip, "address")), "no-internet-path address violated 40"],
    [
        "a public address of the instance",
        set("app", { associatePublicIpAddress: true }),
        "no-internet-path app violated 40",
    ],
    [
        "a public address that is unknown",
        set("app", { associatePublicIpAddress: unknown.boolean }),
        "no-internet-path app unknown 40",
    ],
    [
        "a load balancer that faces the Internet",
        add(of(awsTypes.lbLoadBalancer, "balancer")),
        "no-internet-path balancer violated 40",
    ],
    ["a load balancer inside", add(of(awsTypes.lbLoadBalancer, "balancer", { internal: true }))],
    [
        "an association with VPC Lattice",
        add(of(awsTypes.latticeVpcAssociation, "lattice", { vpcIdentifier: idOf("vpc") })),
        "no-internet-path app-a unknown 42",
        "no-internet-path app-b unknown 42",
    ],
    [
        "a subnet that is shared",
        add(of(awsTypes.ramResourceAssociation, "share", { resourceArn: idOf("app-a") })),
        "no-internet-path app-a unknown 42",
        "no-internet-path app-b unknown 42",
    ],
    [
        "a resource of another package",
        add(of("kubernetes:core/v1:Pod", "pod", { hostNetwork: true })),
    ],
    [
        "sessions that need a key without a way to KMS",
        add(session({ kmsKeyId: "arn:aws:kms:eu-central-1:1:key/1" })),
        violated("9"),
    ],
    [
        "sessions that need a key with a way to KMS",
        add(session({ kmsKeyId: "arn:aws:kms:eu-central-1:1:key/1" }), kms),
    ],
    [
        "sessions that need a key that is created",
        add(
            of(awsTypes.kmsKey, "key"),
            of(awsTypes.ssmDocument, "session", { documentType: "Session", content: idOf("key") }),
        ),
        violated("9"),
    ],
    [
        "sessions that log to CloudWatch without a way to it",
        add(session({ cloudWatchLogGroupName: "sessions" })),
        violated("9"),
    ],
    [
        "sessions that log to S3 without an endpoint",
        add(session({ s3BucketName: "sessions" })),
        violated("31"),
    ],
    [
        "sessions that log to S3 by another table",
        add(session({ s3BucketName: "sessions" }), s3({ routeTableIds: [idOf("table-b")] })),
        violated("31"),
    ],
    [
        "sessions that log to S3 without a rule",
        add(session({ s3BucketName: "sessions" }), s3()),
        violated("21"),
    ],
    ["sessions that log to S3", add(session({ s3BucketName: "sessions" }), s3(), outToS3)],
    [
        "a document of another kind",
        add(of(awsTypes.ssmDocument, "command", { documentType: "Command", content: "{}" })),
    ],
]);

/** Once ids are known, everybody knows which. */
const ambiguousRows = inPreview(
    rowsOf(byReference, [
        [
            "an instance in one of two right subnets, and nobody knows which",
            set("app", { subnetId: idOf("app-a", "app-b") }),
        ],
        [
            "an instance in one of two subnets, of which one has no way to the endpoints",
            both(
                set("app", { subnetId: idOf("app-a", "app-b") }),
                add(
                    of(awsTypes.subnet, "app-c", { vpcId: idOf("vpc"), cidrBlock: "10.0.2.0/24" }),
                    of(awsTypes.networkAcl, "shut", {
                        vpcId: idOf("vpc"),
                        subnetIds: [idOf("app-b")],
                    }),
                ),
                ...endpoints.map(({ name }) => set(name, { subnetIds: [idOf("app-c")] })),
            ),
            open("26"),
        ],
    ]),
);

export const machineRows = [...placedRows, ...ambiguousRows];
