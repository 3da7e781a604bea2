import { type Changes, changed, each, type Settings } from "../../support/changes";

/** A network whose sessions have no settings of their own. */
const PLAIN: Settings = {
    availabilityZones: ["us-west-2a", "us-west-2b"],
    instances: { app: { availabilityZone: "us-west-2a" } },
};
const KEY = { kmsKey: "create" };
const LOGS = {
    cloudWatchLogs: { retentionDays: 90 },
    s3Logs: { bucketName: "audit", keyPrefix: "sessions" },
};
const RECORDED: Settings = { ...PLAIN, sessions: { ...KEY, ...LOGS } };

const OF_LOGS = [
    "endpoint-logs",
    "endpoint-s3",
    "instance-egress-s3",
    "instance-role-policy-session-bucket",
    "instance-role-policy-session-logs",
    "session-log-group",
];
const OF_KEY = ["endpoint-kms", "instance-role-policy-session-key", "session-key"];

const DOCUMENT = "update session (content)";

/** Changes of how sessions are limited and recorded, and of what instances are allowed for them. */
export const SESSION_CHANGES: Changes = {
    "limits of sessions": changed(
        RECORDED,
        { sessions: { ...KEY, ...LOGS, idleTimeoutMinutes: 5, runAs: "ec2-user" } },
        [DOCUMENT],
    ),
    "session logs off": changed(RECORDED, { sessions: KEY }, [
        ...each("delete", OF_LOGS),
        DOCUMENT,
        "update session-key (policy)",
    ]),
    "a key of sessions off": changed(RECORDED, { sessions: LOGS }, [
        ...each("delete", OF_KEY),
        DOCUMENT,
        "update session-log-group (kmsKeyId)",
    ]),
    "session logs and a key off": changed(RECORDED, { sessions: {} }, [
        ...each("delete", [...OF_LOGS, ...OF_KEY]),
        DOCUMENT,
    ]),
    "session logs and a key on": changed(PLAIN, { sessions: { ...KEY, ...LOGS } }, [
        ...each("create", [...OF_LOGS, ...OF_KEY]),
        DOCUMENT,
    ]),
    "instancePolicy managed-default": changed(PLAIN, { instancePolicy: "managed-default" }, [
        "create instance-role-policy-ssm-default",
        "delete instance-role-policy-ssm",
    ]),
    "instancePolicy session-only": changed(PLAIN, { instancePolicy: "session-only" }, [
        "create instance-role-policy-sessions",
        "delete instance-role-policy-ssm",
    ]),
    "instancePolicy default-host-management": changed(
        PLAIN,
        { instancePolicy: "default-host-management" },
        ["delete instance-role-policy-ssm"],
    ),
    "instancePolicy of an own policy": changed(
        PLAIN,
        { instancePolicy: { policyArns: { agent: "arn:aws:iam::123456789012:policy/agent" } } },
        ["create instance-role-policy-own-agent", "delete instance-role-policy-ssm"],
    ),
};
