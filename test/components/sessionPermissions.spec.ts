import assert from "node:assert/strict";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import { type SessionSettings, SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "../../components";
import { record } from "../support/mocks";

// What an agent may do is the sum of its role's policies, the policy of the endpoint that it goes
// through, and, for a key, the key's policy. So it is here, by a simulator of IAM. What context keys
// AWS gives a request is not proved by that: they stand in the requests below, after AWS's
// documentation and the agent's source.

const OWN = "123456789012";
const OTHER = "210987654321";
const ROLE = `arn:aws:iam::${OWN}:role/net-instance-role-name`;
const AGENT = `arn:aws:sts::${OWN}:assumed-role/net-instance-role-name/i-0123456789abcdef0`;
const OPERATOR = `arn:aws:iam::${OWN}:user/operator`;
const KEY = `arn:aws:kms:eu-central-1:${OWN}:key/net-session-key-id`;
const OTHER_KEY = `arn:aws:kms:eu-central-1:${OWN}:key/another`;
const GROUPS = `arn:aws:logs:eu-central-1:${OWN}:log-group`;
const GROUP = `${GROUPS}:/ssm-only/project/stack/net/sessions`;

type Simulation = Parameters<typeof runSimulation>[0];

/** Whether IAM allows a request. */
async function isAllowed(simulation: Simulation): Promise<boolean> {
    // The simulator knows no context keys that are named after a key of an encryption context: they
    // are tags here, which it evaluates alike.
    const text = JSON.stringify(simulation).replaceAll(
        "kms:EncryptionContext:",
        "aws:PrincipalTag/",
    );
    const outcome = await runSimulation(JSON.parse(text), {});
    assert.ok(outcome.resultType !== "error", JSON.stringify(outcome));
    return outcome.overallResult === "Allowed";
}

/** The policies that a request of the agent meets. */
interface Policies {
    readonly ofRole: readonly object[];
    readonly ofKey: object | undefined;
    /** By service. */
    readonly ofEndpoints: ReadonlyMap<string, object>;
}

async function policiesWith(
    sessions: SessionSettings,
    args: Partial<SsmOnlyNetworkArgs> = {},
): Promise<Policies> {
    const { resources, errors } = await record(
        () =>
            new SsmOnlyNetwork("net", {
                availabilityZones: ["eu-central-1a", "eu-central-1b"],
                instancePolicy: "session-only",
                sessions,
                ...args,
            }),
        {
            answers: {
                "aws:ec2/getVpcEndpointService:getVpcEndpointService": ({ service }) => ({
                    serviceName: `com.amazonaws.eu-central-1.${service}`,
                    availabilityZones: [],
                    vpcEndpointPolicySupported: true,
                }),
            },
        },
    );
    assert.deepEqual(errors, []);
    const policiesOf = (kind: string) =>
        resources
            .filter(({ type }) => type.endsWith(`:${kind}`))
            .map(({ name, inputs }) => [name, JSON.parse(String(inputs.policy))] as const);
    return {
        ofRole: policiesOf("RolePolicy").map(([, policy]) => policy),
        ofKey: policiesOf("Key")[0]?.[1],
        ofEndpoints: new Map(
            policiesOf("VpcEndpoint").map(([name, policy]) => [
                name.replace("net-endpoint-", ""),
                policy,
            ]),
        ),
    };
}

interface Request {
    readonly action: string;
    readonly resource?: string;
    readonly context?: Record<string, string>;
    /** Whose the resource is; this account's if absent. */
    readonly owner?: string;
    /** What AWS's service does on the agent's behalf does not go through an endpoint of the VPC. */
    readonly isOnBehalf?: boolean;
}

async function mayAgent(
    { ofRole, ofKey, ofEndpoints }: Policies,
    { action, resource = "*", context = {}, owner = OWN, isOnBehalf = false }: Request,
): Promise<boolean> {
    const [service = ""] = action.split(":");
    const endpoint = ofEndpoints.get(service);
    assert.ok(isOnBehalf || endpoint, `${service} has no endpoint`);
    // The other keys of the account have the policy that KMS gives: IAM decides.
    const keyPolicy = ofKey && resource === KEY ? ofKey : IAM_DECIDES;
    return isAllowed({
        request: {
            principal: AGENT,
            action,
            resource: { resource, accountId: owner },
            contextVariables: {
                "aws:PrincipalAccount": OWN,
                "aws:PrincipalArn": ROLE,
                "aws:ResourceAccount": owner,
                ...context,
            },
        },
        identityPolicies: ofRole.map((policy, index) => ({ name: `role-${index}`, policy })),
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        ...(service === "kms" ? { resourcePolicy: keyPolicy } : {}),
        ...(endpoint && !isOnBehalf
            ? { vpcEndpointPolicies: [{ name: service, policy: endpoint }] }
            : {}),
    });
}

const IAM_DECIDES = {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${OWN}:root` },
            Action: "kms:*",
            Resource: "*",
        },
    ],
};

const SESSION = {
    "kms:EncryptionContext:aws:ssm:SessionId": "operator-0123456789abcdef0",
    "kms:EncryptionContext:aws:ssm:TargetId": "i-0123456789abcdef0",
};
const viaS3 = (arn: string) => ({
    "kms:ViaService": "s3.eu-central-1.amazonaws.com",
    "kms:EncryptionContext:aws:s3:arn": arn,
});
const LOG = "arn:aws:s3:::audit/sessions/operator-0123456789abcdef0.log";

/** Requests of the agent, and whether it may with everything switched on. */
const REQUESTS: readonly (readonly [boolean, string, Request])[] = [
    [
        true,
        "to register",
        {
            action: "ssm:UpdateInstanceInformation",
            resource: `arn:aws:ec2:eu-central-1:${OWN}:instance/i-0123456789abcdef0`,
        },
    ],
    [true, "to open its control channel", { action: "ssmmessages:OpenControlChannel" }],
    [true, "to create its control channel", { action: "ssmmessages:CreateControlChannel" }],
    [true, "to open a data channel", { action: "ssmmessages:OpenDataChannel" }],
    [true, "to create a data channel", { action: "ssmmessages:CreateDataChannel" }],
    [
        false,
        "to read a parameter",
        {
            action: "ssm:GetParameter",
            resource: `arn:aws:ssm:eu-central-1:${OWN}:parameter/secret`,
        },
    ],
    [
        false,
        "to open a session elsewhere",
        {
            action: "ssm:StartSession",
            resource: `arn:aws:ec2:eu-central-1:${OWN}:instance/i-00000000000000000`,
        },
    ],
    [
        false,
        "to change the Session document",
        {
            action: "ssm:UpdateDocument",
            resource: `arn:aws:ssm:eu-central-1:${OWN}:document/net-session`,
        },
    ],
    [
        true,
        "to decrypt a session's key",
        { action: "kms:Decrypt", resource: KEY, context: SESSION },
    ],
    [false, "to decrypt what is no session's", { action: "kms:Decrypt", resource: KEY }],
    [
        false,
        "to make a session's key",
        { action: "kms:GenerateDataKey", resource: KEY, context: SESSION },
    ],
    [false, "to encrypt", { action: "kms:Encrypt", resource: KEY, context: SESSION }],
    [
        false,
        "to decrypt with another key",
        { action: "kms:Decrypt", resource: OTHER_KEY, context: SESSION },
    ],
    [false, "to delete the key", { action: "kms:ScheduleKeyDeletion", resource: KEY }],
    [true, "to find the group", { action: "logs:DescribeLogGroups" }],
    [
        true,
        "to find a stream",
        { action: "logs:DescribeLogStreams", resource: `${GROUP}:log-stream:` },
    ],
    [
        true,
        "to begin a stream",
        { action: "logs:CreateLogStream", resource: `${GROUP}:log-stream:operator-1` },
    ],
    [
        true,
        "to write to a stream",
        { action: "logs:PutLogEvents", resource: `${GROUP}:log-stream:operator-1` },
    ],
    [
        false,
        "to read logs",
        { action: "logs:GetLogEvents", resource: `${GROUP}:log-stream:operator-1` },
    ],
    [
        false,
        "to delete a stream",
        { action: "logs:DeleteLogStream", resource: `${GROUP}:log-stream:operator-1` },
    ],
    [false, "to delete the group", { action: "logs:DeleteLogGroup", resource: GROUP }],
    [
        false,
        "to make a group",
        { action: "logs:CreateLogGroup", resource: `${GROUPS}:/ssm-only/other` },
    ],
    [false, "to shorten the retention", { action: "logs:PutRetentionPolicy", resource: GROUP }],
    [
        false,
        "to write to another group",
        {
            action: "logs:PutLogEvents",
            resource: `${GROUPS}:/ssm-only/project/stack/net/sessions2:log-stream:x`,
        },
    ],
    [
        false,
        "to write to the flow logs",
        {
            action: "logs:PutLogEvents",
            resource: `${GROUPS}:/ssm-only/project/stack/net/flow-logs:log-stream:x`,
        },
    ],
    [true, "to write to the bucket", { action: "s3:PutObject", resource: LOG }],
    [
        true,
        "to see that the bucket is encrypted",
        { action: "s3:GetEncryptionConfiguration", resource: "arn:aws:s3:::audit" },
    ],
    [
        false,
        "to write beside the prefix",
        { action: "s3:PutObject", resource: "arn:aws:s3:::audit/sessions2/x.log" },
    ],
    [
        false,
        "to write at the top",
        { action: "s3:PutObject", resource: "arn:aws:s3:::audit/x.log" },
    ],
    [false, "to read logs from the bucket", { action: "s3:GetObject", resource: LOG }],
    [false, "to delete logs from the bucket", { action: "s3:DeleteObject", resource: LOG }],
    [false, "to list the bucket", { action: "s3:ListBucket", resource: "arn:aws:s3:::audit" }],
    [
        false,
        "to write to another bucket",
        { action: "s3:PutObject", resource: "arn:aws:s3:::audit2/sessions/x.log" },
    ],
    [
        false,
        "to write to a stranger's bucket of the name",
        { action: "s3:PutObject", resource: LOG, owner: OTHER },
    ],
    [
        true,
        "to have a log encrypted by S3",
        {
            action: "kms:GenerateDataKey",
            resource: OTHER_KEY,
            context: viaS3(LOG),
            isOnBehalf: true,
        },
    ],
    [
        true,
        "to have it by the bucket's own key",
        {
            action: "kms:GenerateDataKey",
            resource: OTHER_KEY,
            context: viaS3("arn:aws:s3:::audit"),
            isOnBehalf: true,
        },
    ],
    [
        true,
        "to have it by the key of sessions",
        { action: "kms:GenerateDataKey", resource: KEY, context: viaS3(LOG), isOnBehalf: true },
    ],
    [
        true,
        "to have a log in parts joined",
        { action: "kms:Decrypt", resource: OTHER_KEY, context: viaS3(LOG), isOnBehalf: true },
    ],
    [
        false,
        "to have anything else encrypted by S3",
        {
            action: "kms:GenerateDataKey",
            resource: OTHER_KEY,
            context: viaS3("arn:aws:s3:::other/x"),
            isOnBehalf: true,
        },
    ],
    [
        false,
        "to have another bucket's key",
        {
            action: "kms:GenerateDataKey",
            resource: OTHER_KEY,
            context: viaS3("arn:aws:s3:::audit2"),
            isOnBehalf: true,
        },
    ],
    [
        false,
        "to use keys of others by itself",
        { action: "kms:GenerateDataKey", resource: OTHER_KEY },
    ],
    [
        false,
        "to use keys through other services",
        {
            action: "kms:Decrypt",
            resource: OTHER_KEY,
            context: {
                ...viaS3(LOG),
                "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com",
            },
            isOnBehalf: true,
        },
    ],
];

describe("what the agent may do, by role, endpoints and key together", () => {
    let everything: Policies;

    before(async () => {
        everything = await policiesWith({
            kmsKey: "create",
            cloudWatchLogs: {},
            s3Logs: { bucketName: "audit", keyPrefix: "sessions" },
        });
    });

    for (const [expected, what, request] of REQUESTS) {
        it(`${expected ? "includes" : "excludes"} ${what}`, async () => {
            assert.equal(await mayAgent(everything, request), expected);
        });
    }

    it("is nothing beyond sessions when nothing is switched on", async () => {
        const nothing = await policiesWith(
            {},
            { services: ["ssm", "ssmmessages", "kms", "logs"], s3: { writeBuckets: ["audit"] } },
        );
        for (const [, what, request] of REQUESTS) {
            const isOfSessions =
                request.action.startsWith("ssmmessages:") ||
                request.action === "ssm:UpdateInstanceInformation";
            assert.equal(await mayAgent(nothing, request), isOfSessions, what);
        }
    });
});

describe("the policy of the created key", () => {
    let policy: object;

    before(async () => {
        const { ofKey } = await policiesWith({ kmsKey: "create", cloudWatchLogs: {} });
        policy = ofKey ?? {};
    });

    /** Whether somebody may, who is allowed everything by IAM. */
    async function may(principal: string, action: string, context: Record<string, string> = {}) {
        return isAllowed({
            request: {
                principal,
                action,
                resource: { resource: KEY, accountId: OWN },
                contextVariables: context,
            },
            identityPolicies: [
                {
                    name: "everything",
                    policy: {
                        Version: "2012-10-17",
                        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
                    },
                },
            ],
            serviceControlPolicies: [],
            resourceControlPolicies: [],
            resourcePolicy: policy,
        });
    }

    const LOGS = "logs.eu-central-1.amazonaws.com";
    const ofGroup = (arn: string) => ({ "kms:EncryptionContext:aws:logs:arn": arn });
    const requests: [boolean, string, string, string, Record<string, string>?][] = [
        [true, "an operator makes a session's key", OPERATOR, "kms:GenerateDataKey", SESSION],
        [true, "an administrator deletes the key", OPERATOR, "kms:ScheduleKeyDeletion"],
        [
            false,
            "another account uses the key",
            `arn:aws:iam::${OTHER}:user/x`,
            "kms:Decrypt",
            SESSION,
        ],
        [true, "CloudWatch Logs encrypts the group", LOGS, "kms:GenerateDataKey", ofGroup(GROUP)],
        [true, "CloudWatch Logs decrypts the group", LOGS, "kms:Decrypt", ofGroup(GROUP)],
        [
            true,
            "CloudWatch Logs encrypts the group of a renamed network",
            LOGS,
            "kms:Encrypt",
            ofGroup(`${GROUPS}:/ssm-only/project/stack/former/sessions`),
        ],
        [
            false,
            "CloudWatch Logs encrypts other groups",
            LOGS,
            "kms:Encrypt",
            ofGroup(`${GROUPS}:/ssm-only/project/stack/net/flow-logs`),
        ],
        [
            false,
            "CloudWatch Logs encrypts groups of other accounts",
            LOGS,
            "kms:Encrypt",
            ofGroup(GROUP.replace(OWN, OTHER)),
        ],
        [
            false,
            "CloudWatch Logs encrypts groups of other Regions",
            LOGS,
            "kms:Encrypt",
            ofGroup(GROUP.replace("eu-central-1", "eu-west-1")),
        ],
        [false, "CloudWatch Logs encrypts anything", LOGS, "kms:Encrypt"],
        [false, "CloudWatch Logs changes the key", LOGS, "kms:PutKeyPolicy", ofGroup(GROUP)],
        [
            false,
            "CloudWatch Logs of another Region uses the key",
            "logs.eu-west-1.amazonaws.com",
            "kms:Encrypt",
            ofGroup(GROUP),
        ],
        [false, "another service uses the key", "s3.amazonaws.com", "kms:Encrypt", ofGroup(GROUP)],
    ];
    for (const [expected, what, principal, action, context] of requests) {
        it(`${expected ? "lets" : "does not let"}: ${what}`, async () => {
            assert.equal(await may(principal, action, context), expected);
        });
    }
});
