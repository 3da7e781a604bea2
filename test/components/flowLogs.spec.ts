import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { createFlowLogs } from "../../components/flowLogs";
import type { Scope } from "../../components/scope";
import { flowLogsProblems } from "../../components/validation/flowLogs";
import { describeProblem } from "../../components/validation/problems";
import { allows } from "../support/iam";
import { idOf, kindsOf, named, type Recording, UNKNOWN } from "../support/mocks";
import { recordPart } from "../support/part";

const GROUP_NAME = "/ssm-only/project/stack/net/flow-logs";
const GROUP_ARN = `arn:aws:logs:eu-central-1:123456789012:log-group:${GROUP_NAME}`;

function build(scope: Scope): void {
    const vpc = new aws.ec2.Vpc("net-vpc", { cidrBlock: "10.0.0.0/16" }, scope.options);
    createFlowLogs(scope, vpc, { retentionDays: 30 });
}

const tags = (name: string) => ({ Name: name, "ssm-only:network": "project/stack/net" });

describe("flow logs", () => {
    for (const preview of [false, true]) {
        describe(preview ? "in a first preview" : "with known ids", () => {
            let recording: Recording<unknown>;
            const id = (name: string) => (preview ? UNKNOWN : idOf(name));
            const output = (value: string) => (preview ? UNKNOWN : value);
            const policyOf = (name: string, property: string) =>
                JSON.parse(String(named(recording, name).inputs[property]));

            before(async () => {
                recording = await recordPart(build, { preview });
            });

            it("are exactly these resources", () => {
                assert.deepEqual(
                    kindsOf(recording.resources.filter(({ type }) => type.startsWith("aws:"))),
                    [
                        "FlowLog net-flow-log",
                        "LogGroup net-flow-log-group",
                        "Role net-flow-log-role",
                        "RolePolicy net-flow-log-policy",
                        "Vpc net-vpc",
                    ],
                );
                assert.deepEqual([recording.errors, recording.warnings], [[], 0]);
            });

            it("are kept in a group whose name no renaming changes", () => {
                const { inputs, ignoreChanges } = named(recording, "net-flow-log-group");
                assert.deepEqual(inputs, {
                    name: GROUP_NAME,
                    retentionInDays: 30,
                    tags: tags("net-flow-log-group"),
                });
                assert.deepEqual(ignoreChanges, ["name"]);
            });

            it("record all traffic of the VPC, as soon as the role may write", () => {
                const { inputs, dependencies } = named(recording, "net-flow-log");
                assert.deepEqual(inputs, {
                    vpcId: id("net-vpc"),
                    trafficType: "ALL",
                    logDestinationType: "cloud-watch-logs",
                    logDestination: GROUP_ARN,
                    iamRoleArn: output("arn:aws:iam::123456789012:role/net-flow-log-role-name"),
                    maxAggregationInterval: 600,
                    tags: tags("net-flow-log"),
                });
                assert.ok(dependencies.includes(named(recording, "net-flow-log-policy").urn));
                assert.ok(dependencies.includes(named(recording, "net-flow-log-group").urn));
            });

            it("trust the flow logs of this account and Region only", () => {
                const { assumeRolePolicy, ...others } = named(
                    recording,
                    "net-flow-log-role",
                ).inputs;
                assert.deepEqual(others, {
                    description: "Lets VPC Flow Logs write to the log group of one VPC",
                    tags: tags("net-flow-log-role"),
                });
                assert.deepEqual(policyOf("net-flow-log-role", "assumeRolePolicy"), {
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Sid: "FlowLogsAssumeRole",
                            Effect: "Allow",
                            Principal: { Service: "vpc-flow-logs.amazonaws.com" },
                            Action: "sts:AssumeRole",
                            Condition: {
                                StringEquals: { "aws:SourceAccount": "123456789012" },
                                ArnLike: {
                                    "aws:SourceArn":
                                        "arn:aws:ec2:eu-central-1:123456789012:vpc-flow-log/*",
                                },
                            },
                        },
                    ],
                });
            });

            it("let them write to this group only", () => {
                const { policy, ...others } = named(recording, "net-flow-log-policy").inputs;
                assert.deepEqual(others, { role: output("net-flow-log-role-name") });
                assert.deepEqual(policyOf("net-flow-log-policy", "policy"), {
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Sid: "WriteFlowLogs",
                            Effect: "Allow",
                            Action: [
                                "logs:CreateLogStream",
                                "logs:DescribeLogStreams",
                                "logs:PutLogEvents",
                            ],
                            Resource: `${GROUP_ARN}:*`,
                        },
                        {
                            Sid: "FindLogGroup",
                            Effect: "Allow",
                            Action: "logs:DescribeLogGroups",
                            Resource: "*",
                        },
                    ],
                });
            });
        });
    }

    it("let them ask for the group, and do nothing with others", async () => {
        const recording = await recordPart(build);
        const policy = JSON.parse(String(named(recording, "net-flow-log-policy").inputs.policy));
        const may = (action: string, resource: string) =>
            allows(
                "arn:aws:sts::123456789012:assumed-role/net-flow-log-role-name/flow-logs",
                [policy],
                { action, resource, context: {} },
            );
        // Of this action IAM sees no group, also if the request names one.
        assert.equal(await may("logs:DescribeLogGroups", "*"), true);
        for (const [action, stream] of [
            ["logs:DescribeLogStreams", ""],
            ["logs:CreateLogStream", "eni-1-all"],
            ["logs:PutLogEvents", "eni-1-all"],
        ] as const) {
            const inGroup = (group: string) => may(action, `${group}:log-stream:${stream}`);
            assert.equal(await inGroup(GROUP_ARN), true, action);
            assert.equal(await inGroup(`${GROUP_ARN}2`), false, action);
        }
        assert.equal(await may("logs:CreateLogGroup", GROUP_ARN), false);
        assert.equal(await may("logs:GetLogEvents", `${GROUP_ARN}:log-stream:eni-1-all`), false);
    });

    it("are written in the partition where the network is", async () => {
        const recording = await recordPart(build, {
            answers: {
                "aws:index/getPartition:getPartition": () => ({
                    partition: "aws-cn",
                    dnsSuffix: "amazonaws.com.cn",
                }),
                "aws:index/getRegion:getRegion": () => ({ region: "cn-north-1" }),
            },
        });
        const { logDestination } = named(recording, "net-flow-log").inputs;
        assert.equal(
            logDestination,
            `arn:aws-cn:logs:cn-north-1:123456789012:log-group:${GROUP_NAME}`,
        );
        for (const { inputs } of recording.resources) {
            assert.doesNotMatch(JSON.stringify(inputs), /arn:aws:(?!iam)/);
        }
    });
});

describe("the check of flow logs", () => {
    const problems = (value: unknown) => [...flowLogsProblems(value)].map(describeProblem);
    const DAYS =
        "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, " +
        "3288, 3653";

    it("finds nothing wrong with what CloudWatch Logs allows", () => {
        for (const retentionDays of DAYS.split(", ").map(Number)) {
            assert.deepEqual(problems({ retentionDays }), []);
        }
    });

    const wrong: [unknown, string][] = [
        [undefined, "nothing"],
        [0, "0"],
        [31, "31"],
        ["30", '"30"'],
        [pulumi.output(30), "a value that is known only later"],
    ];
    for (const [retentionDays, received] of wrong) {
        it(`rejects another retention: ${received}`, () => {
            assert.deepEqual(problems({ retentionDays }), [
                `flowLogs.retentionDays: received ${received}; allowed: ${DAYS}. ` +
                    "Choose one of these: CloudWatch Logs knows no others.",
            ]);
        });
    }

    it("rejects what is no map", () => {
        assert.deepEqual(problems(true), [
            "flowLogs: received true; allowed: a map of retentionDays. " +
                "Write for example { retentionDays: 30 }.",
        ]);
    });

    it("names what a misspelt key may mean", () => {
        assert.deepEqual(problems({ retentionDays: 30, retention: 30 }), [
            "flowLogs.retention: received a key that does not exist; allowed: retentionDays. " +
                'Write "retentionDays" if that was meant.',
        ]);
    });

    it("never throws, and tells each problem in a line", () => {
        const value = fc.oneof(fc.anything(), fc.record({ retentionDays: fc.anything() }));
        fc.assert(
            fc.property(value, (any) => {
                for (const line of problems(any)) {
                    assert.match(
                        line,
                        /^[^\n]+: received [^\n]+; allowed: [^\n]+\. [A-Z][^\n]*\.$/,
                    );
                }
            }),
        );
    });
});
