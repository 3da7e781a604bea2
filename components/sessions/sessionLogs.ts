import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../scope";
import { SESSION_DEFAULTS, type SessionLogGroup } from "./sessionSettings";

/** The names of all networks' groups of session logs, as a pattern. */
export const SESSION_LOG_GROUPS = "/ssm-only/*/sessions";

/** Creates the log group of the sessions, encrypted with the key if there is one. */
export function createSessionLogGroup(
    scope: Scope,
    { retentionDays = SESSION_DEFAULTS.retentionDays }: SessionLogGroup,
    keyArn: pulumi.Output<string> | undefined,
): aws.cloudwatch.LogGroup {
    const name = scope.nameOf("session-log-group");
    return new aws.cloudwatch.LogGroup(
        name,
        {
            name: SESSION_LOG_GROUPS.replace("*", scope.network),
            retentionInDays: retentionDays,
            kmsKeyId: keyArn,
            tags: scope.tagsOf(name),
        },
        // A renamed network keeps its logs, under the name they began with.
        { ...scope.options, ignoreChanges: ["name"] },
    );
}
