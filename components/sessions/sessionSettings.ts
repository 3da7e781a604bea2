import type * as pulumi from "@pulumi/pulumi";

/**
 * How sessions on the instances behave, and where they are recorded. The settings stand in a Session
 * document of the network's own: they hold for sessions that are started with it, as
 * `startSessionCommands` does, and for no others of the account.
 *
 * What is switched on brings along the endpoints and permissions that it needs.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
 */
export interface SessionSettings {
    /**
     * After how many minutes without input or output a session ends: a whole number from 1 to 60.
     *
     * @default 20
     */
    readonly idleTimeoutMinutes?: number;
    /**
     * After how many minutes a session ends, used or not: a whole number from 1 to 1440.
     *
     * @default 480 - eight hours, a working day
     */
    readonly maxDurationMinutes?: number;
    /**
     * Commands that each session begins with.
     *
     * @default {} - none
     */
    readonly shellProfile?: ShellProfile;
    /**
     * The user of the operating system that sessions on Linux run as. It must exist on every
     * instance, else no session opens; the person's IAM user or role may name another one by its tag
     * `SSMSessionRunAs`. Windows has no such choice.
     *
     * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-run-as.html
     * @default - `ssm-user`, which the agent creates and which may do everything by `sudo`
     */
    readonly runAs?: string;
    /**
     * A KMS key that encrypts what goes between person and instance, on top of TLS, and the log group
     * of `cloudWatchLogs`. `"create"` makes a key of the network's own, which is rotated each year and
     * deleted 30 days after it is switched off; else the ARN of a symmetric key of this Region that
     * exists. Then persons need `kms:GenerateDataKey` on it, which `operatorPolicies` allow, and with `cloudWatchLogs` its key policy
     * must admit CloudWatch Logs.
     *
     * Costs 1 USD per month for a created key, and the endpoint `kms`.
     *
     * @default - none: TLS, and CloudWatch Logs' own encryption
     */
    readonly kmsKey?: "create" | pulumi.Input<string>;
    /**
     * Records what sessions show in a log group of the network's own, while they last. Costs 0.50 USD
     * for each GB, and the endpoint `logs`. **Switching it off deletes the log group.**
     *
     * @default - none
     */
    readonly cloudWatchLogs?: SessionLogGroup;
    /**
     * Records what sessions show in a bucket, when they end.
     *
     * @default - none
     */
    readonly s3Logs?: SessionLogBucket;
}

/** Commands that sessions begin with: up to 512 characters each, without `{{`. */
export interface ShellProfile {
    /**
     * For `sh` on Linux.
     *
     * @default "" - `sh` as it is
     */
    readonly linux?: string;
    /**
     * For PowerShell on Windows.
     *
     * @default ""
     */
    readonly windows?: string;
}

/** The log group of sessions, `/ssm-only/<project>/<stack>/<name>/sessions`. */
export interface SessionLogGroup {
    /**
     * For how many days logs are kept, one of those that CloudWatch Logs allows: 1, 3, 5, 7, 14, 30,
     * 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653.
     *
     * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
     * @default 365
     */
    readonly retentionDays?: number;
}

/** Where in S3 the logs of sessions lie. */
export interface SessionLogBucket {
    /**
     * The name of a bucket that exists, of this account and Region, without dots. It must be
     * encrypted, as every bucket has been since 2023; if by a KMS key, then by one of this account.
     *
     * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-logging-s3.html
     */
    readonly bucketName: pulumi.Input<string>;
    /**
     * What the names of all logs begin with, such as `sessions/production`: letters, digits, `_`, `.`
     * and `-` between slashes, up to 200 characters.
     *
     * @default - none: logs lie at the top of the bucket
     */
    readonly keyPrefix?: string;
}

export const SESSION_DEFAULTS = {
    idleTimeoutMinutes: 20,
    maxDurationMinutes: 480,
    retentionDays: 365,
} as const;

/** The services whose interface endpoints the settings need. */
export function sessionServices({ cloudWatchLogs, kmsKey }: SessionSettings): string[] {
    // What writes to an encrypted log group or bucket needs no endpoint for the key: AWS's own
    // services encrypt there.
    return [...(cloudWatchLogs ? ["logs"] : []), ...(kmsKey === undefined ? [] : ["kms"])];
}
