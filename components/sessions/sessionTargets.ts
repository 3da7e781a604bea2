import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { checkedInput } from "../checkedInput";
import type { Scope } from "../scope";
import { logBucketNameProblems } from "../validation/sessions";
import { createSessionKey } from "./sessionKey";
import { createSessionLogGroup } from "./sessionLogs";
import type { SessionSettings } from "./sessionSettings";

/** What encrypts sessions, and where they are recorded; each is undefined if it is switched off. */
export interface SessionTargets {
    readonly keyArn: pulumi.Output<string> | undefined;
    readonly logGroup: aws.cloudwatch.LogGroup | undefined;
    readonly bucket: SessionBucket | undefined;
}

export interface SessionBucket {
    readonly name: pulumi.Output<string>;
    readonly keyPrefix: string | undefined;
}

/** Creates the key and the log group of the sessions, as far as the settings ask for them. */
export function createSessionTargets(scope: Scope, settings: SessionSettings): SessionTargets {
    const { cloudWatchLogs, s3Logs } = settings;
    const keyArn = createSessionKey(scope, settings);
    return {
        keyArn,
        logGroup: cloudWatchLogs && createSessionLogGroup(scope, cloudWatchLogs, keyArn),
        bucket: s3Logs && {
            name: checkedInput(s3Logs.bucketName, (name) =>
                logBucketNameProblems("sessions.s3Logs.bucketName", name),
            ),
            keyPrefix: s3Logs.keyPrefix,
        },
    };
}
