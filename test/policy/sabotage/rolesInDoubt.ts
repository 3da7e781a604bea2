import { awsTypes } from "../../../policy/network/types";
import { idOf, unknown } from "../../support/policyServer";
import { byReference, of, REGION } from "./networks";
import { add, both, drop, rowsOf, set } from "./rows";

// What stays in doubt beside something certain, and what is certain beside a doubt.

type Props = Record<string, unknown>;

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

const trust = (Service: unknown, Effect = "Allow") =>
    JSON.stringify({
        Statement: [
            { Effect: "Allow", Action: "x", Principal: { Service: "lambda.amazonaws.com" } },
            { Effect, Action: "sts:AssumeRole", Principal: { Service } },
        ],
    });
const policy = (Statement: Props, name = "own") =>
    of(awsTypes.rolePolicy, name, { role: idOf("role"), policy: JSON.stringify({ Statement }) });
const unknownPolicy = of(awsTypes.rolePolicy, "unknown", {
    role: idOf("role"),
    policy: unknown.string,
});
const boundary = (Statement: Props) =>
    both(
        add(of(awsTypes.policy, "boundary", { policy: JSON.stringify({ Statement }) })),
        set("role", { permissionsBoundary: idOf("boundary") }),
    );
const condition = { StringEquals: { "aws:RequestedRegion": REGION } };

export const doubtfulRoleRows = rowsOf(byReference, [
    [
        "a role that two services assume",
        set("role", { assumeRolePolicy: trust(["ssm.amazonaws.com", "ec2.amazonaws.com"]) }),
    ],
    [
        "a role that EC2 of China assumes",
        set("role", { assumeRolePolicy: trust("ec2.amazonaws.com.cn") }),
    ],
    [
        "a role that EC2 is denied",
        set("role", { assumeRolePolicy: trust("ec2.amazonaws.com", "Deny") }),
        violated("32"),
    ],
    [
        "a role of a service that begins alike",
        set("role", { assumeRolePolicy: trust("ec2.amazonaws.com.example") }),
        violated("32"),
    ],
    [
        "a role of a service that ends alike",
        set("role", { assumeRolePolicy: trust("xec2.amazonaws.com") }),
        violated("32"),
    ],
    ["a role without a trust policy", set("role", { assumeRolePolicy: undefined }), violated("32")],
    [
        "a denial beside an unknown policy",
        add(unknownPolicy, policy({ Effect: "Deny", Action: "ssm:*", Resource: "*" })),
        violated("33"),
    ],
    [
        "a boundary that leaves it out beside an unknown policy",
        both(
            drop("core"),
            add(unknownPolicy),
            boundary({ Effect: "Allow", Action: "s3:*", Resource: "*" }),
        ),
        violated("33"),
    ],
    [
        "a boundary on a condition",
        boundary({ Effect: "Allow", Action: "*", Resource: "*", Condition: condition }),
        open("33"),
    ],
    [
        "an unknown boundary",
        both(boundary({}), set("boundary", { policy: unknown.string })),
        open("33"),
    ],
    [
        "an unknown policy beside one of another account",
        both(
            add(unknownPolicy),
            set("core", { policyArn: "arn:aws:iam::111122223333:policy/agent" }),
        ),
        open("33"),
    ],
    [
        "a permission on a condition beside the managed one",
        add(policy({ Effect: "Allow", Action: "*", Resource: "*", Condition: condition })),
    ],
    [
        "a policy of an unknown role beside the managed one",
        add({ ...unknownPolicy, inputs: { role: unknown.string, policy: "{}" } }),
    ],
    [
        "a policy of an unknown role alone",
        both(
            drop("core"),
            add(of(awsTypes.rolePolicy, "own", { role: unknown.string, policy: "{}" })),
        ),
        open("33"),
    ],
    [
        "an inline policy that cannot be read",
        both(drop("core"), set("role", { inlinePolicies: [unknown.object] })),
        open("33"),
    ],
]);
