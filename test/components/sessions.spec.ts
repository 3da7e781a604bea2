import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type SessionSettings, SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "../../components";
import { idOf, named, type Recording, type RecordOptions, record, UNKNOWN } from "../support/mocks";

const ACCOUNT = "123456789012";
const KEY_ARN = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/net-session-key-id`;
const OWN_KEY = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/0a1b2c3d-0000-0000-0000-000000000000`;
const LOG_GROUP = "/ssm-only/project/stack/net/sessions";
const LOG_GROUPS_ARN = `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group`;
const ROLE_NAME = "net-instance-role-name";

const build = (
    sessions: SessionSettings | undefined,
    options: RecordOptions = {},
    args: Partial<SsmOnlyNetworkArgs> = {},
) =>
    record(
        () =>
            new SsmOnlyNetwork("net", {
                availabilityZones: ["eu-central-1a", "eu-central-1b"],
                instances: { app: { availabilityZone: "eu-central-1a" } },
                sessions,
                ...args,
            }),
        options,
    );

const tags = (name: string) => ({ Name: name, "ssm-only:network": "project/stack/net" });
const names = ({ resources }: Recording<unknown>) => resources.map(({ name }) => name).sort();

/** The content of the Session document. */
const contentOf = (recording: Recording<unknown>) =>
    JSON.parse(String(named(recording, "net-session").inputs.content));

const statementsOf = (recording: Recording<unknown>, name: string) =>
    JSON.parse(String(named(recording, name).inputs.policy)).Statement;

/** What the Session document holds if nothing is asked for. */
const DEFAULT_PREFERENCES = {
    s3BucketName: "",
    s3KeyPrefix: "",
    s3EncryptionEnabled: true,
    cloudWatchLogGroupName: "",
    cloudWatchEncryptionEnabled: false,
    cloudWatchStreamingEnabled: false,
    kmsKeyId: "",
    runAsEnabled: false,
    runAsDefaultUser: "",
    idleSessionTimeout: "20",
    maxSessionDuration: "480",
    shellProfile: { linux: "", windows: "" },
};

const ALL_ON = {
    kmsKey: "create",
    cloudWatchLogs: {},
    s3Logs: { bucketName: "audit", keyPrefix: "sessions/net" },
} as const satisfies SessionSettings;

describe("sessions", () => {
    for (const preview of [false, true]) {
        describe(preview ? "in a first preview" : "with known ids", () => {
            const output = (value: string) => (preview ? UNKNOWN : value);
            let plain: Recording<SsmOnlyNetwork>;

            before(async () => {
                plain = await build(undefined, { preview });
            });

            it("have a document of their own, with limits and nothing else", () => {
                const { content, ...others } = named(plain, "net-session").inputs;
                assert.deepEqual(others, { documentType: "Session", tags: tags("net-session") });
                assert.deepEqual(JSON.parse(String(content)), {
                    schemaVersion: "1.0",
                    description: "Sessions on the instances of an SSM-only network",
                    sessionType: "Standard_Stream",
                    inputs: DEFAULT_PREFERENCES,
                });
                assert.deepEqual([plain.errors, plain.warnings], [[], 0]);
            });

            describe("with logs in both places and a created key", () => {
                let recording: Recording<SsmOnlyNetwork>;

                before(async () => {
                    recording = await build(ALL_ON, { preview });
                });

                it("take exactly these resources more", () => {
                    const before_ = names(plain);
                    assert.deepEqual(
                        names(recording).filter((name) => !before_.includes(name)),
                        [
                            "net-endpoint-kms",
                            "net-endpoint-logs",
                            "net-endpoint-s3",
                            "net-instance-egress-s3",
                            "net-instance-role-policy-session-bucket",
                            "net-instance-role-policy-session-key",
                            "net-instance-role-policy-session-logs",
                            "net-session-key",
                            "net-session-log-group",
                        ],
                    );
                    assert.equal(recording.resources.length, plain.resources.length + 9);
                    assert.deepEqual([recording.errors, recording.warnings], [[], 0]);
                });

                it("are encrypted with a key that is rotated and can be called back", () => {
                    const { policy, ...others } = named(recording, "net-session-key").inputs;
                    assert.deepEqual(others, {
                        description:
                            "Encrypts the sessions on the instances of an SSM-only network",
                        enableKeyRotation: true,
                        deletionWindowInDays: 30,
                        tags: tags("net-session-key"),
                    });
                    assert.deepEqual(JSON.parse(String(policy)), {
                        Version: "2012-10-17",
                        Statement: [
                            {
                                Sid: "IamOfThisAccountDecides",
                                Effect: "Allow",
                                Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
                                Action: "kms:*",
                                Resource: "*",
                            },
                            {
                                Sid: "CloudWatchLogsEncryptsSessionLogs",
                                Effect: "Allow",
                                Principal: { Service: "logs.eu-central-1.amazonaws.com" },
                                Action: [
                                    "kms:Decrypt*",
                                    "kms:Describe*",
                                    "kms:Encrypt*",
                                    "kms:GenerateDataKey*",
                                    "kms:ReEncrypt*",
                                ],
                                Resource: "*",
                                Condition: {
                                    ArnLike: {
                                        "kms:EncryptionContext:aws:logs:arn": `${LOG_GROUPS_ARN}:/ssm-only/*/sessions`,
                                    },
                                },
                            },
                        ],
                    });
                });

                it("are kept for a year in a group whose name no renaming changes", () => {
                    const { inputs, ignoreChanges } = named(recording, "net-session-log-group");
                    assert.deepEqual(inputs, {
                        name: LOG_GROUP,
                        retentionInDays: 365,
                        kmsKeyId: output(KEY_ARN),
                        tags: tags("net-session-log-group"),
                    });
                    assert.deepEqual(ignoreChanges, ["name"]);
                });

                it("have a document that says so", () => {
                    if (preview) {
                        assert.equal(named(recording, "net-session").inputs.content, UNKNOWN);
                        return;
                    }
                    assert.deepEqual(contentOf(recording).inputs, {
                        ...DEFAULT_PREFERENCES,
                        s3BucketName: "audit",
                        s3KeyPrefix: "sessions/net",
                        cloudWatchLogGroupName: LOG_GROUP,
                        cloudWatchEncryptionEnabled: true,
                        cloudWatchStreamingEnabled: true,
                        kmsKeyId: KEY_ARN,
                    });
                });

                it("let the role decrypt the keys of sessions only", () => {
                    const { role, policy } = named(
                        recording,
                        "net-instance-role-policy-session-key",
                    ).inputs;
                    assert.equal(role, output(ROLE_NAME));
                    if (preview) {
                        assert.equal(policy, UNKNOWN);
                        return;
                    }
                    assert.deepEqual(JSON.parse(String(policy)).Statement, [
                        {
                            Sid: "DecryptDataKeysOfSessions",
                            Effect: "Allow",
                            Action: "kms:Decrypt",
                            Resource: KEY_ARN,
                            Condition: {
                                Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" },
                            },
                        },
                    ]);
                });

                it("let the role write to this group only", () => {
                    const name = "net-instance-role-policy-session-logs";
                    assert.equal(named(recording, name).inputs.role, output(ROLE_NAME));
                    assert.deepEqual(statementsOf(recording, name), [
                        {
                            Sid: "WriteSessionLogs",
                            Effect: "Allow",
                            Action: [
                                "logs:CreateLogStream",
                                "logs:DescribeLogStreams",
                                "logs:PutLogEvents",
                            ],
                            Resource: `${LOG_GROUPS_ARN}:${LOG_GROUP}:*`,
                        },
                        {
                            Sid: "FindSessionLogGroup",
                            Effect: "Allow",
                            Action: "logs:DescribeLogGroups",
                            Resource: "*",
                        },
                    ]);
                });

                it("let the role write below the prefix of the bucket only", () => {
                    const name = "net-instance-role-policy-session-bucket";
                    const ofThisAccount = { StringEquals: { "aws:ResourceAccount": ACCOUNT } };
                    assert.equal(named(recording, name).inputs.role, output(ROLE_NAME));
                    assert.deepEqual(statementsOf(recording, name), [
                        {
                            Sid: "WriteSessionLogsToBucket",
                            Effect: "Allow",
                            Action: "s3:PutObject",
                            Resource: "arn:aws:s3:::audit/sessions/net/*",
                            Condition: ofThisAccount,
                        },
                        {
                            Sid: "SeeThatBucketIsEncrypted",
                            Effect: "Allow",
                            Action: "s3:GetEncryptionConfiguration",
                            Resource: "arn:aws:s3:::audit",
                            Condition: ofThisAccount,
                        },
                        {
                            Sid: "HaveSessionLogsEncryptedByS3",
                            Effect: "Allow",
                            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
                            Resource: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/*`,
                            Condition: {
                                StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
                                StringLike: {
                                    "kms:EncryptionContext:aws:s3:arn": [
                                        "arn:aws:s3:::audit",
                                        "arn:aws:s3:::audit/sessions/net/*",
                                    ],
                                },
                            },
                        },
                    ]);
                });

                it("reach their bucket through the gateway endpoint", () => {
                    const [statement, ...others] = statementsOf(recording, "net-endpoint-s3");
                    assert.deepEqual(others, []);
                    assert.deepEqual(statement.Resource, [
                        "arn:aws:s3:::audit",
                        "arn:aws:s3:::audit/*",
                    ]);
                });

                const NEEDED = [
                    "net-endpoint-kms",
                    "net-endpoint-logs",
                    "net-endpoint-s3",
                    "net-endpoint-ssm",
                    "net-instance-egress-https",
                    "net-instance-egress-s3",
                    "net-instance-role-policy-session-bucket",
                    "net-instance-role-policy-session-key",
                    "net-instance-role-policy-session-logs",
                    "net-instance-role-policy-ssm",
                ];
                const waiting: [string, string[]][] = [
                    ["net-instance-app", NEEDED],
                    ["net-session", [...NEEDED, "net-session-log-group", "net-session-key"]],
                    ["net-session-log-group", ["net-session-key"]],
                ];
                for (const [name, needed] of waiting) {
                    it(`make ${name} wait for all that it needs`, () => {
                        const { dependencies } = named(recording, name);
                        const missing = needed.filter(
                            (other) => !dependencies.includes(named(recording, other).urn),
                        );
                        assert.deepEqual(missing, []);
                    });
                }

                it("tell the names that others need", () => {
                    const [outputs] = Object.values(recording.outputs) as Record<string, unknown>[];
                    assert.equal(outputs?.sessionDocumentName, output("net-session-name"));
                    assert.equal(outputs?.sessionLogGroupName, LOG_GROUP);
                    assert.equal(outputs?.sessionKeyArn, output(KEY_ARN));
                    assert.deepEqual(
                        outputs?.startSessionCommands,
                        preview
                            ? UNKNOWN
                            : {
                                  app:
                                      `aws ssm start-session --target ${idOf("net-instance-app")} ` +
                                      "--document-name net-session-name --region eu-central-1",
                              },
                    );
                });
            });
        });
    }

    const preferences: [string, SessionSettings, object][] = [
        [
            "durations",
            { idleTimeoutMinutes: 1, maxDurationMinutes: 1440 },
            { idleSessionTimeout: "1", maxSessionDuration: "1440" },
        ],
        ["a user", { runAs: "ec2-user" }, { runAsEnabled: true, runAsDefaultUser: "ec2-user" }],
        [
            "a profile of Linux",
            { shellProfile: { linux: "exec bash" } },
            { shellProfile: { linux: "exec bash", windows: "" } },
        ],
        [
            "a profile of Windows",
            { shellProfile: { windows: "Get-Date" } },
            { shellProfile: { linux: "", windows: "Get-Date" } },
        ],
    ];
    for (const [what, settings, expected] of preferences) {
        it(`have ${what} at the cost of nothing`, async () => {
            const recording = await build(settings, { preview: true });
            assert.deepEqual(contentOf(recording).inputs, { ...DEFAULT_PREFERENCES, ...expected });
            assert.deepEqual(names(recording), names(await build(undefined, { preview: true })));
        });
    }

    it("log to a group without a key: the agent shall not look for one", async () => {
        const recording = await build({ cloudWatchLogs: { retentionDays: 30 } }, { preview: true });
        assert.deepEqual(contentOf(recording).inputs, {
            ...DEFAULT_PREFERENCES,
            cloudWatchLogGroupName: LOG_GROUP,
            cloudWatchStreamingEnabled: true,
        });
        assert.deepEqual(named(recording, "net-session-log-group").inputs, {
            name: LOG_GROUP,
            retentionInDays: 30,
            tags: tags("net-session-log-group"),
        });
    });

    it("have a key that nobody but the account may use if no logs are encrypted with it", async () => {
        const recording = await build({ kmsKey: "create" }, { preview: true });
        const statements = statementsOf(recording, "net-session-key");
        assert.deepEqual(
            statements.map(({ Sid }: { Sid: string }) => Sid),
            ["IamOfThisAccountDecides"],
        );
        const asked = recording.calls.filter(({ inputs }) => inputs.serviceName === "logs");
        assert.deepEqual(asked, []);
    });

    for (const [how, kmsKey] of [
        ["written out", OWN_KEY],
        ["known only later", pulumi.output(OWN_KEY)],
    ] as const) {
        it(`use a key of one's own, ${how}, and make none`, async () => {
            const recording = await build({ kmsKey, cloudWatchLogs: {} }, { preview: true });
            assert.deepEqual(recording.errors, []);
            assert.ok(!names(recording).includes("net-session-key"));
            assert.equal(contentOf(recording).inputs.kmsKeyId, OWN_KEY);
            assert.equal(named(recording, "net-session-log-group").inputs.kmsKeyId, OWN_KEY);
            const name = "net-instance-role-policy-session-key";
            assert.equal(statementsOf(recording, name)[0].Resource, OWN_KEY);
            const [outputs] = Object.values(recording.outputs) as Record<string, unknown>[];
            assert.equal(outputs?.sessionKeyArn, OWN_KEY);
        });
    }

    it("may lie at the top of a bucket whose name is known only later", async () => {
        const s3Logs = { bucketName: pulumi.output("audit") };
        const recording = await build({ s3Logs }, { preview: true });
        assert.deepEqual(recording.errors, []);
        const { inputs } = contentOf(recording);
        assert.deepEqual([inputs.s3BucketName, inputs.s3KeyPrefix], ["audit", ""]);
        const [write] = statementsOf(recording, "net-instance-role-policy-session-bucket");
        assert.equal(write.Resource, "arn:aws:s3:::audit/*");
    });

    const late: [string, SessionSettings, string][] = [
        [
            "a bucket's name",
            { s3Logs: { bucketName: pulumi.output("s3://audit") } },
            'sessions.s3Logs.bucketName: received "s3://audit"; allowed: the name of a bucket: ' +
                "3 to 63 lower-case letters, digits, hyphens and dots. Write the bucket's name alone.",
        ],
        [
            "a bucket's name with dots",
            { s3Logs: { bucketName: pulumi.output("audit.example") } },
            'sessions.s3Logs.bucketName: received "audit.example"; allowed: the name of a bucket ' +
                "without dots. Choose another bucket: the agent cannot open HTTPS connections to this " +
                "one.",
        ],
        [
            "a key",
            { kmsKey: pulumi.output("alias/mine") },
            'sessions.kmsKey: received "alias/mine"; allowed: "create", or the ARN of a KMS key. ' +
                'An alias will not do: policies name the key itself. Write for example "create".',
        ],
        [
            "a secret",
            { kmsKey: pulumi.secret("alias/mine") },
            'sessions.kmsKey: received a secret value; allowed: "create", or the ARN of a KMS key. ' +
                'An alias will not do: policies name the key itself. Write for example "create".',
        ],
        [
            "what is to create a key",
            { kmsKey: pulumi.output("create") },
            'sessions.kmsKey: received "create" as a value that is known only later; allowed: "create" itself, ' +
                'or the ARN of a KMS key. Write "create" as it is, not as an Output or a promise.',
        ],
        [
            "a key of another Region",
            { kmsKey: pulumi.output(OWN_KEY.replace("eu-central-1", "eu-west-1")) },
            `sessions.kmsKey: received "${OWN_KEY.replace("eu-central-1", "eu-west-1")}"; ` +
                "allowed: a key of eu-central-1. Choose a key of the network's Region, or a replica " +
                "there of a multi-Region key.",
        ],
    ];
    for (const [what, settings, problem] of late) {
        it(`end a preview if ${what} turns out to be wrong`, async () => {
            const { errors } = await build(settings, { preview: true });
            assert.deepEqual(errors, [problem]);
        });
    }

    it("are in the partition where the network is", async () => {
        const answers = {
            "aws:index/getPartition:getPartition": () => ({
                partition: "aws-cn",
                dnsSuffix: "amazonaws.com.cn",
                reverseDnsPrefix: "cn.com.amazonaws",
            }),
            "aws:index/getRegion:getRegion": () => ({ region: "cn-north-1" }),
            "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({
                region: "cn-north-1",
                names: ["cn-north-1a", "cn-north-1b"],
            }),
            "aws:ec2/getVpcEndpointService:getVpcEndpointService": ({
                service,
            }: {
                service?: unknown;
            }) => ({
                serviceName: `com.amazonaws.cn-north-1.${service}`,
                availabilityZones: [],
            }),
            "aws:index/getServicePrincipal:getServicePrincipal": ({
                serviceName,
            }: {
                serviceName?: unknown;
            }) => ({
                id: `${serviceName}.cn-north-1.amazonaws.com.cn`,
                name: `${serviceName}.amazonaws.com.cn`,
            }),
        };
        const recording = await build(
            { ...ALL_ON, kmsKey: OWN_KEY.replace("aws:kms:eu-central-1", "aws-cn:kms:cn-north-1") },
            { preview: true, answers },
            { availabilityZones: ["cn-north-1a", "cn-north-1b"], instances: {} },
        );
        assert.deepEqual(recording.errors, []);
        const policies = recording.resources.map(({ inputs }) => String(inputs.policy)).join();
        assert.deepEqual([...new Set(policies.match(/arn:[^:]+:/g))], ["arn:aws-cn:"]);
        assert.match(policies, /"kms:ViaService":"s3\.cn-north-1\.amazonaws\.com\.cn"/);
    });
});

describe("whatever of sessions is switched on", () => {
    const choices: [string, SessionSettings][] = [
        ["", {}],
        ["a created key", { kmsKey: "create" }],
        ["an own key", { kmsKey: OWN_KEY }],
    ];
    const combinations = choices.flatMap(([key, encryption]) =>
        [false, true].flatMap((hasGroup) =>
            [false, true].map((hasBucket) => ({
                what: [key, hasGroup && "a log group", hasBucket && "a bucket"],
                settings: {
                    ...encryption,
                    ...(hasGroup ? { cloudWatchLogs: {} } : {}),
                    ...(hasBucket ? { s3Logs: { bucketName: "audit" } } : {}),
                },
            })),
        ),
    );
    // What the Session document names, the service behind it, and what the agent does there.
    const SERVICES = [
        { input: "kmsKeyId", service: "kms", action: "kms:Decrypt", rule: "https" },
        {
            input: "cloudWatchLogGroupName",
            service: "logs",
            action: "logs:PutLogEvents",
            rule: "https",
        },
        { input: "s3BucketName", service: "s3", action: "s3:PutObject", rule: "s3" },
    ];
    for (const { what, settings } of combinations) {
        it(`has endpoint, permission and egress: ${what.filter(Boolean).join(", ") || "nothing"}`, async () => {
            const recording = await build(settings);
            assert.deepEqual(recording.errors, []);
            const { inputs } = contentOf(recording);
            const role = recording.resources.filter(
                ({ type, inputs: { role } }) =>
                    type === "aws:iam/rolePolicy:RolePolicy" && role === ROLE_NAME,
            );
            const allowed = role.flatMap(({ name }) =>
                statementsOf(recording, name)
                    .filter(
                        ({ Condition }: { Condition?: object }) =>
                            !JSON.stringify(Condition ?? {}).includes("ViaService"),
                    )
                    .flatMap(({ Action }: { Action: string | string[] }) => Action),
            );
            const { dependencies } = named(recording, "net-instance-app");
            for (const { input, service, action, rule } of SERVICES) {
                const isUsed = inputs[input] !== "";
                const endpoint = `net-endpoint-${service}`;
                assert.equal(names(recording).includes(endpoint), isUsed, endpoint);
                assert.equal(allowed.includes(action), isUsed, action);
                if (isUsed) {
                    assert.ok(names(recording).includes(`net-instance-egress-${rule}`));
                    assert.ok(dependencies.includes(named(recording, endpoint).urn), endpoint);
                }
            }
            assert.equal(
                inputs.cloudWatchEncryptionEnabled,
                recording.resources.some(
                    ({ type, inputs: { kmsKeyId } }) =>
                        type === "aws:cloudwatch/logGroup:LogGroup" && kmsKeyId !== undefined,
                ),
            );
        });
    }

    it("has one endpoint of each service, also if services name it", async () => {
        const recording = await build(
            ALL_ON,
            {},
            { services: ["kms", "ssm", "ssmmessages", "logs"] },
        );
        assert.deepEqual(recording.errors, []);
        const endpoints = names(recording).filter((name) => /^net-endpoint-[a-z0-9]+$/.test(name));
        assert.deepEqual(endpoints, [
            "net-endpoint-kms",
            "net-endpoint-logs",
            "net-endpoint-s3",
            "net-endpoint-ssm",
            "net-endpoint-ssmmessages",
        ]);
    });
});
