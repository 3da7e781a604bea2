import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkedInput } from "../checkedInput";
import { accountArn, ownArn } from "../place";
import { policyDocument, type Statement } from "../policyDocument";
import type { Scope } from "../scope";
import { kmsKeyProblems } from "../validation/sessions";
import { SESSION_LOG_GROUPS } from "./sessionLogs";
import type { SessionSettings } from "./sessionSettings";

/** Days during which a key that is switched off can still be called back: as many as AWS allows. */
const DELETION_WINDOW_DAYS = 30;

/** The ARN of the key that encrypts sessions; creates the key if the settings ask for one. */
export function createSessionKey(
    scope: Scope,
    { kmsKey, cloudWatchLogs }: SessionSettings,
): pulumi.Output<string> | undefined {
    if (kmsKey === undefined) {
        return undefined;
    }
    return kmsKey === "create"
        ? createKey(scope, { hasLogGroup: cloudWatchLogs !== undefined }).arn
        : checkedInput(pulumi.all([kmsKey, scope.place.region]), ([arn, region]) =>
              kmsKeyProblems("sessions.kmsKey", arn, region),
          ).apply(([arn]) => arn);
}

function createKey(scope: Scope, { hasLogGroup }: { hasLogGroup: boolean }): aws.kms.Key {
    const name = scope.nameOf("session-key");
    return new aws.kms.Key(
        name,
        {
            description: "Encrypts the sessions on the instances of an SSM-only network",
            enableKeyRotation: true,
            deletionWindowInDays: DELETION_WINDOW_DAYS,
            policy: policyDocument([
                administration(scope),
                ...(hasLogGroup ? [encryptionOfLogs(scope)] : []),
            ]),
            tags: scope.tagsOf(name),
        },
        scope.options,
    );
}

/**
 * Without this nobody could ever change or delete the key, and IAM policies would not count: those
 * let instances decrypt, and persons make data keys.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function administration({ place }: Scope): Statement {
    return {
        Sid: "IamOfThisAccountDecides",
        Effect: "Allow",
        Principal: { AWS: accountArn(place) },
        Action: "kms:*",
        Resource: "*",
    };
}

/**
 * CloudWatch Logs encrypts and decrypts by itself, for whoever may write and read the logs.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function encryptionOfLogs({ place, options }: Scope): Statement {
    // Its principal is the Region's own, which the provider knows as the id.
    const logs = aws.getServicePrincipalOutput({ serviceName: "logs" }, options);
    return {
        Sid: "CloudWatchLogsEncryptsSessionLogs",
        Effect: "Allow",
        Principal: { Service: logs.id },
        Action: [
            "kms:Decrypt*",
            "kms:Describe*",
            "kms:Encrypt*",
            "kms:GenerateDataKey*",
            "kms:ReEncrypt*",
        ],
        Resource: "*",
        Condition: {
            // Not this group alone: a renamed network keeps its group, under the name it began with.
            ArnLike: {
                "kms:EncryptionContext:aws:logs:arn": ownArn(
                    place,
                    "logs",
                    `log-group:${SESSION_LOG_GROUPS}`,
                ),
            },
        },
    };
}
