import { awsTypes } from "../../../policy/network/types";
import { idOf, unknown } from "../../support/policyServer";
import { byReference, of, REGION, TRUST } from "./networks";
import { add, both, type Change, drop, rowsOf, set } from "./rows";

type Props = Record<string, unknown>;

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

const AGENT = [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
];
const allow = (Action: unknown, more: Props = {}) => ({
    Effect: "Allow",
    Action,
    Resource: "*",
    ...more,
});
const document = (...Statement: Props[]) => JSON.stringify({ Version: "2012-10-17", Statement });
/** A policy of the role's own in place of the managed one. */
const own = (...statements: Props[]): Change =>
    both(
        drop("core"),
        add(
            of(awsTypes.rolePolicy, "own", { role: idOf("role"), policy: document(...statements) }),
        ),
    );
const attached = (policyArn: unknown): Change => set("core", { policyArn });
const managed = (name: string) => attached(`arn:aws:iam::aws:policy/${name}`);

export const roleRows = rowsOf(byReference, [
    ["no profile", set("app", { iamInstanceProfile: undefined }), violated("32")],
    ["a profile without a role", set("profile", { role: undefined }), violated("32")],
    ["a profile of another stack", set("app", { iamInstanceProfile: "elsewhere" }), open("32")],
    ["an unknown profile", set("app", { iamInstanceProfile: unknown.string }), open("32")],
    [
        "no profile, with Default Host Management",
        both(
            set("app", { iamInstanceProfile: undefined }),
            add(
                of(awsTypes.serviceSetting, "dhmc", {
                    settingId: "/ssm/managed-instance/default-ec2-instance-management-role",
                    settingValue: "role",
                }),
            ),
        ),
        open("32"),
    ],
    [
        "a role that another service assumes",
        set("role", { assumeRolePolicy: TRUST.replace("ec2", "lambda") }),
        violated("32"),
    ],
    [
        "a role with an unknown trust policy",
        set("role", { assumeRolePolicy: unknown.string }),
        open("32"),
    ],
    ["a role without policies", drop("core"), violated("33")],
    [
        "the managed policy of another purpose",
        managed("CloudWatchAgentServerPolicy"),
        violated("33"),
    ],
    ["the default policy for EC2", managed("AmazonSSMManagedEC2InstanceDefaultPolicy")],
    [
        "a managed policy that the model does not know",
        managed("job-function/Custodian"),
        open("33"),
    ],
    ["a policy of another account", attached("arn:aws:iam::111122223333:policy/agent"), open("33")],
    [
        "a managed policy by the role's own list",
        both(
            drop("core"),
            set("role", {
                managedPolicyArns: ["arn:aws-us-gov:iam::aws:policy/AmazonSSMManagedInstanceCore"],
            }),
        ),
    ],
    [
        "a policy of the stack",
        both(
            add(of(awsTypes.policy, "agent", { policy: document(allow(AGENT)) })),
            attached(idOf("agent")),
        ),
    ],
    [
        "an attachment to several roles",
        both(
            drop("core"),
            add(
                of(awsTypes.policyAttachment, "all", {
                    roles: [idOf("role")],
                    policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
                }),
            ),
        ),
    ],
    ["exactly what the agent calls", own(allow(AGENT))],
    ["what it calls with wildcards", own(allow(["ssm:Update*", "ssmmessages:*"]))],
    ["what it calls in other letters", own(allow(AGENT.map((action) => action.toUpperCase())))],
    [
        "everything but what it does not call",
        own({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    ],
    ["a role without ssmmessages", own(allow("ssm:*")), violated("33")],
    ["a role without the registration", own(allow("ssmmessages:*")), violated("33")],
    ["a role without one of the channels", own(allow(AGENT.slice(0, 4))), violated("33")],
    [
        "a denial of what it calls",
        add(
            of(awsTypes.rolePolicy, "deny", {
                role: idOf("role"),
                policy: document({ ...allow("ssmmessages:*"), Effect: "Deny" }),
            }),
        ),
        violated("33"),
    ],
    [
        "a denial on a condition",
        add(
            of(awsTypes.rolePolicy, "deny", {
                role: idOf("role"),
                policy: document({
                    ...allow("ssm:*"),
                    Effect: "Deny",
                    Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } },
                }),
            }),
        ),
        open("33"),
    ],
    [
        "a permission on a condition",
        own(allow("*", { Condition: { StringEquals: { "aws:RequestedRegion": REGION } } })),
        open("33"),
    ],
    [
        "a permission for some resources",
        own(allow("*", { Resource: "arn:aws:ssm:*:*:*" })),
        open("33"),
    ],
    [
        "an inline policy of the role",
        both(
            drop("core"),
            set("role", { inlinePolicies: [{ name: "agent", policy: document(allow(AGENT)) }] }),
        ),
    ],
    [
        "an unknown policy alone",
        both(
            drop("core"),
            add(of(awsTypes.rolePolicy, "own", { role: idOf("role"), policy: unknown.string })),
        ),
        open("33"),
    ],
    [
        "an unknown policy beside the managed one",
        add(of(awsTypes.rolePolicy, "own", { role: idOf("role"), policy: unknown.string })),
    ],
    [
        "a policy that is no JSON",
        both(
            drop("core"),
            add(of(awsTypes.rolePolicy, "own", { role: idOf("role"), policy: "{" })),
        ),
        open("33"),
    ],
    [
        "a boundary of another account",
        set("role", { permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary" }),
        open("33"),
    ],
    [
        "a boundary of the stack that leaves it out",
        both(
            add(of(awsTypes.policy, "boundary", { policy: document(allow("s3:*")) })),
            set("role", { permissionsBoundary: idOf("boundary") }),
        ),
        violated("33"),
    ],
    [
        "a boundary of the stack that allows it",
        both(
            add(of(awsTypes.policy, "boundary", { policy: document(allow("ssm*:*")) })),
            set("role", { permissionsBoundary: idOf("boundary") }),
        ),
    ],
    [
        "the metadata service off",
        set("app", { metadataOptions: { httpEndpoint: "disabled" } }),
        violated("34"),
    ],
    [
        "the metadata service unknown",
        set("app", { metadataOptions: { httpEndpoint: unknown.string } }),
        open("34"),
    ],
    [
        "an endpoint policy for this account",
        set("ssm", {
            policy: document(
                allow("*", {
                    Principal: "*",
                    Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
                }),
            ),
        }),
    ],
    [
        "an endpoint policy that denies other accounts",
        set("ssm", {
            policy: document(allow("*", { Principal: "*" }), {
                ...allow("*", { Principal: "*" }),
                Effect: "Deny",
                Condition: { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } },
            }),
        }),
    ],
    [
        "an endpoint policy that allows something else",
        set("ssm", { policy: document(allow("ssm:GetParameter", { Principal: "*" })) }),
        violated("16"),
    ],
    [
        "an endpoint policy for one principal",
        set("ssm", {
            policy: document(
                allow("*", { Principal: { AWS: "arn:aws:iam::123456789012:role/x" } }),
            ),
        }),
        open("16"),
    ],
    [
        "an endpoint policy by a resource of its own",
        add(
            of(awsTypes.endpointPolicy, "policy", {
                vpcEndpointId: idOf("ssm"),
                policy: document({ ...allow("*", { Principal: "*" }), Effect: "Deny" }),
            }),
        ),
        violated("16"),
    ],
    ["an unknown endpoint policy", set("ssm", { policy: unknown.string }), open("16")],
]);
