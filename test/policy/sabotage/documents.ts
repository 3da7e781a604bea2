import { byReference } from "./networks";
import { both, type Change, rowsOf, set } from "./rows";

// Names of roles and profiles, and what policy documents say.

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

export const documentRows = rowsOf(byReference, [
    [
        "a profile by its name",
        both(set("profile", { name: "agents" }), set("app", { iamInstanceProfile: "agents" })),
    ],
    [
        "a role by its name",
        both(
            set("role", { name: "agent" }),
            set("core", { role: "agent" }),
            set("profile", { role: "agent" }),
        ),
    ],
    ...["AmazonEC2RoleforSSM", "AmazonSSMFullAccess", "AdministratorAccess", "PowerUserAccess"].map(
        (name): [string, Change] => [
            `the managed policy ${name}`,
            set("core", { policyArn: `arn:aws:iam::aws:policy/service-role/${name}` }),
        ],
    ),
    ...[
        "AmazonS3ReadOnlyAccess",
        "AmazonSSMDirectoryServiceAccess",
        "AmazonSSMPatchAssociation",
        "AmazonSSMReadOnlyAccess",
        "ReadOnlyAccess",
    ].map((name): [string, Change, string] => [
        `the managed policy ${name} alone`,
        set("core", { policyArn: `arn:aws:iam::aws:policy/${name}` }),
        violated("33"),
    ]),
    ...[
        "aws:PrincipalOrgID",
        "aws:PrincipalOrgPaths",
        "aws:ResourceAccount",
        "aws:ResourceOrgID",
        "aws:SourceVpc",
        "aws:SourceVpce",
    ].map((key): [string, Change] => [
        `an endpoint policy on the condition ${key}`,
        set("ssm", {
            policy: JSON.stringify({
                Statement: {
                    Effect: "Allow",
                    Principal: { AWS: "*" },
                    Action: "*",
                    Resource: "*",
                    Condition: { StringEquals: { [key]: "x" } },
                },
            }),
        }),
    ]),
    [
        "an endpoint policy for all but a principal",
        set("ssm", {
            policy: JSON.stringify({
                Statement: {
                    Effect: "Allow",
                    NotPrincipal: { AWS: "arn:aws:iam::1:root" },
                    Action: "*",
                    Resource: "*",
                },
            }),
        }),
        open("16"),
    ],
    [
        "a statement without actions",
        set("ssm", {
            policy: JSON.stringify({
                Statement: { Effect: "Allow", Principal: "*", Resource: "*" },
            }),
        }),
        violated("16"),
    ],
    [
        "a statement with an action that only looks alike",
        set("ssm", {
            policy: JSON.stringify({
                Statement: {
                    Effect: "Allow",
                    Principal: "*",
                    Action: "ssm?UpdateInstanceInformatio.",
                    Resource: "*",
                },
            }),
        }),
        violated("16"),
    ],
    [
        "a statement with one letter left open",
        set("ssm", {
            policy: JSON.stringify({
                Statement: {
                    Effect: "Allow",
                    Principal: "*",
                    Action: "ssm:UpdateInstanceInformatio?",
                    Resource: "*",
                },
            }),
        }),
    ],
    ["a document that is a list", set("ssm", { policy: "[]" }), open("16")],
    [
        "a document without an effect in one statement",
        set("ssm", {
            policy: JSON.stringify({
                Statement: [
                    { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
                    { Action: "*" },
                ],
            }),
        }),
        open("16"),
    ],
]);
