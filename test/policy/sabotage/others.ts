import { awsTypes } from "../../../policy/network/types";
import { idOf } from "../../support/policyServer";
import { byReference, endpoints, of, REGION } from "./networks";
import { internet, viaInternet } from "./routeParts";
import { add, answered, both, drop, inState, read, rowsOf, set } from "./rows";

// What stays in doubt beside something certain, and what is certain beside a doubt.

type Props = Record<string, unknown>;

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

const stateRows = inState(
    rowsOf(byReference, [
        [
            "a role, a policy and a profile by their ARNs",
            both(
                add(
                    of(awsTypes.policy, "agent", {
                        policy: JSON.stringify({
                            Statement: { Effect: "Allow", Action: "*", Resource: "*" },
                        }),
                    }),
                ),
                answered("agent", { arn: "arn:agent" }),
                answered("role", { arn: "arn:role", name: "role-name" }),
                answered("profile", { arn: "arn:profile", name: "profile-name" }),
                set("core", { role: "role-name", policyArn: "arn:agent" }),
                set("profile", { role: "role-name" }),
                set("app", { iamInstanceProfile: "profile-name" }),
            ),
        ],
        [
            "somebody else's subnet, with a path by a table of this stack",
            both(
                add(
                    {
                        type: awsTypes.subnet,
                        name: "foreign",
                        outputs: { vpcId: "vpc-elsewhere", cidrBlock: "10.7.0.0/24" },
                    },
                    internet,
                    of(awsTypes.routeTable, "public", {
                        vpcId: idOf("vpc"),
                        routes: [{ cidrBlock: "0.0.0.0/0", ...viaInternet }],
                    }),
                    of(awsTypes.routeTableAssociation, "foreign-public", {
                        subnetId: idOf("foreign"),
                        routeTableId: idOf("public"),
                    }),
                ),
            ),
            "no-internet-path foreign violated 39",
        ],
        [
            "an instance in somebody else's subnet",
            both(read("app-a", { vpcId: "vpc-elsewhere" }), drop("association-a")),
            "no-internet-path app-a unknown 29",
            open("32"),
        ],
        [
            "an interface of another stack",
            set("app", {
                subnetId: undefined,
                networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: "eni-elsewhere" }],
            }),
            "no-internet-path app unknown 29",
        ],
    ]),
);

const other = of(awsTypes.securityGroup, "other", { vpcId: idOf("vpc") });
const toVpc = set("out", {
    referencedSecurityGroupId: undefined,
    cidrIpv4: "10.0.0.0/16",
});
const session = of(awsTypes.ssmDocument, "session", {
    documentType: "Session",
    content: JSON.stringify({ inputs: { s3BucketName: "bucket" } }),
});
const s3 = of(awsTypes.vpcEndpoint, "s3", {
    vpcId: idOf("vpc"),
    serviceName: `com.amazonaws.${REGION}.s3`,
    routeTableIds: [idOf("table-a")],
});
const outToS3 = (more: Props = {}) =>
    of(awsTypes.securityGroupEgressRule, "out-to-s3", {
        securityGroupId: idOf("instances"),
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
        prefixListId: idOf("s3"),
        ...more,
    });

const sessionRows = rowsOf(byReference, [
    [
        "sessions that log to S3 on another port",
        add(session, s3, outToS3({ fromPort: 80, toPort: 80 })),
        violated("21"),
    ],
    [
        "sessions that log to S3 and are let out to the VPC",
        both(add(session, s3), toVpc),
        violated("21"),
    ],
    [
        "sessions that log to S3 by one of two groups",
        both(
            add(session, s3, outToS3(), other),
            set("app", { vpcSecurityGroupIds: [idOf("other"), idOf("instances")] }),
        ),
    ],
    [
        "sessions that log to S3 by an interface endpoint",
        both(
            add(session, {
                ...s3,
                inputs: { ...endpoints[0]?.inputs, serviceName: `com.amazonaws.${REGION}.s3` },
            }),
        ),
        violated("31"),
    ],
    [
        "sessions that log to S3 by tables that other resources add",
        add(
            session,
            outToS3(),
            { ...s3, inputs: { ...s3.inputs, routeTableIds: undefined } },
            of(awsTypes.endpointRouteTableAssociation, "s3-a", {
                vpcEndpointId: idOf("s3"),
                routeTableId: idOf("table-a"),
            }),
        ),
    ],
]);

export const otherRows = [...stateRows, ...sessionRows];
