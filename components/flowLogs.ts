import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ownArn } from "./place";
import { policyDocument } from "./policyDocument";
import type { Scope } from "./scope";

/** Records of the connections of every network interface in the VPC, in CloudWatch Logs. */
export interface FlowLogs {
    /**
     * For how many days records are kept, one of those that CloudWatch Logs allows: 1, 3, 5, 7, 14,
     * 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653.
     *
     * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
     */
    readonly retentionDays: number;
}

/**
 * Seconds. Interfaces of instances of the Nitro generations are recorded every minute whatever stands
 * here: less would only multiply the records of the endpoints, which say the same from the other end.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html
 */
const AGGREGATION_INTERVAL = 600;

/** Records accepted and rejected connections of the VPC in a log group of its own. */
export function createFlowLogs(scope: Scope, vpc: aws.ec2.Vpc, { retentionDays }: FlowLogs): void {
    const groupName = scope.nameOf("flow-log-group");
    const logGroup = new aws.cloudwatch.LogGroup(
        groupName,
        {
            name: `/ssm-only/${scope.network}/flow-logs`,
            retentionInDays: retentionDays,
            tags: scope.tagsOf(groupName),
        },
        // A renamed network keeps its records, under the name they began with.
        { ...scope.options, ignoreChanges: ["name"] },
    );
    // From the name, not the group's output: so a first preview shows it.
    const groupArn = ownArn(scope.place, "logs", pulumi.interpolate`log-group:${logGroup.name}`);

    const { role, policy } = createRole(scope, groupArn);
    const flowLogName = scope.nameOf("flow-log");
    new aws.ec2.FlowLog(
        flowLogName,
        {
            vpcId: vpc.id,
            trafficType: "ALL",
            logDestinationType: "cloud-watch-logs",
            logDestination: groupArn,
            iamRoleArn: role.arn,
            maxAggregationInterval: AGGREGATION_INTERVAL,
            tags: scope.tagsOf(flowLogName),
        },
        { ...scope.options, dependsOn: [policy] },
    );
}

/** The role with which the flow logs service writes to this log group and to no other. */
function createRole(scope: Scope, groupArn: pulumi.Output<string>) {
    const roleName = scope.nameOf("flow-log-role");
    const role = new aws.iam.Role(
        roleName,
        {
            description: "Lets VPC Flow Logs write to the log group of one VPC",
            assumeRolePolicy: trustInFlowLogs(scope),
            tags: scope.tagsOf(roleName),
        },
        scope.options,
    );
    const policy = new aws.iam.RolePolicy(
        scope.nameOf("flow-log-policy"),
        {
            role: role.name,
            policy: policyDocument([
                {
                    // Not CreateLogGroup: a deleted group shall not come back without its retention.
                    Sid: "WriteFlowLogs",
                    Effect: "Allow",
                    Action: [
                        "logs:CreateLogStream",
                        "logs:DescribeLogStreams",
                        "logs:PutLogEvents",
                    ],
                    Resource: pulumi.interpolate`${groupArn}:*`,
                },
                {
                    // The service asks whether the group exists, by an action that has no resource,
                    // whichever group the request names.
                    // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
                    Sid: "FindLogGroup",
                    Effect: "Allow",
                    Action: "logs:DescribeLogGroups",
                    Resource: "*",
                },
            ]),
        },
        scope.options,
    );
    return { role, policy };
}

/** Only flow logs of this account and Region: no other account can have the service use the role. */
function trustInFlowLogs(scope: Scope): pulumi.Output<string> {
    const { accountId } = scope.place;
    const flowLogs = aws.getServicePrincipalOutput({ serviceName: "vpc-flow-logs" }, scope.options);
    return policyDocument([
        {
            Sid: "FlowLogsAssumeRole",
            Effect: "Allow",
            Principal: { Service: flowLogs.name },
            Action: "sts:AssumeRole",
            Condition: {
                StringEquals: { "aws:SourceAccount": accountId },
                ArnLike: {
                    "aws:SourceArn": ownArn(scope.place, "ec2", "vpc-flow-log/*"),
                },
            },
        },
    ]);
}
