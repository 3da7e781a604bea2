import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../scope";
import { SESSION_DEFAULTS, type SessionSettings } from "./sessionSettings";
import type { SessionTargets } from "./sessionTargets";

/**
 * Creates the network's own Session document. Never `SSM-SessionManagerRunShell`: that one is the
 * whole account's in the Region, and holds for sessions that name no document.
 *
 * @param ready what must exist before sessions may use it: an update that switches something on
 * changes the document last
 */
export function createSessionDocument(
    scope: Scope,
    settings: SessionSettings,
    targets: SessionTargets,
    ready: readonly pulumi.Resource[],
): aws.ssm.Document {
    const name = scope.nameOf("session");
    return new aws.ssm.Document(
        name,
        {
            documentType: "Session",
            content: pulumi.jsonStringify({
                schemaVersion: "1.0",
                description: "Sessions on the instances of an SSM-only network",
                sessionType: "Standard_Stream",
                inputs: preferences(settings, targets),
            }),
            tags: scope.tagsOf(name),
        },
        { ...scope.options, dependsOn: [...ready] },
    );
}

/** All that the schema knows: what is off is empty, as in the documents that AWS's console makes. */
function preferences(
    { idleTimeoutMinutes, maxDurationMinutes, runAs, shellProfile }: SessionSettings,
    { keyArn, logGroup, bucket }: SessionTargets,
) {
    return {
        s3BucketName: bucket?.name ?? "",
        s3KeyPrefix: bucket?.keyPrefix ?? "",
        // The agent refuses to write to a bucket that is not: none has been made so since 2023.
        s3EncryptionEnabled: true,
        cloudWatchLogGroupName: logGroup?.name ?? "",
        // It means a key of KMS. Without one the agent would find the group not encrypted, although
        // CloudWatch Logs encrypts everything, and end the session.
        cloudWatchEncryptionEnabled: logGroup !== undefined && keyArn !== undefined,
        // While a session lasts, not when it ends: what is on an instance by then may be deleted.
        cloudWatchStreamingEnabled: logGroup !== undefined,
        kmsKeyId: keyArn ?? "",
        runAsEnabled: runAs !== undefined,
        runAsDefaultUser: runAs ?? "",
        idleSessionTimeout: String(idleTimeoutMinutes ?? SESSION_DEFAULTS.idleTimeoutMinutes),
        maxSessionDuration: String(maxDurationMinutes ?? SESSION_DEFAULTS.maxDurationMinutes),
        shellProfile: {
            linux: shellProfile?.linux ?? "",
            windows: shellProfile?.windows ?? "",
        },
    };
}
