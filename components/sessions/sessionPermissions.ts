import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ownArn, type Place } from "../place";
import { policyDocument, type Statement } from "../policyDocument";
import type { Scope } from "../scope";
import type { SessionBucket, SessionTargets } from "./sessionTargets";

/**
 * Lets the agent encrypt and record sessions. Each purpose has a policy of its own: an update that
 * switches one off changes the Session document first and deletes its policy last, so that there is
 * no moment in which sessions need what they may not.
 *
 * @returns until these exist, sessions that are encrypted or recorded end at once or stay blank
 */
export function createSessionPermissions(
    scope: Scope,
    role: aws.iam.Role,
    { keyArn, logGroup, bucket }: SessionTargets,
): readonly pulumi.Resource[] {
    const { place } = scope;
    const purposes: readonly (readonly [key: string, statements: readonly Statement[]])[] = [
        ...(keyArn ? [["session-key", [decryption(keyArn)]] as const] : []),
        ...(logGroup ? [["session-logs", writingToGroup(place, logGroup)] as const] : []),
        ...(bucket ? [["session-bucket", writingToBucket(place, bucket)] as const] : []),
    ];
    return purposes.map(
        ([key, statements]) =>
            new aws.iam.RolePolicy(
                scope.nameOf("instance-role-policy", key),
                { role: role.name, policy: policyDocument(statements) },
                scope.options,
            ),
    );
}

/** The person's side makes a data key for each session, and the agent decrypts it. */
function decryption(keyArn: pulumi.Output<string>): Statement {
    return {
        Sid: "DecryptDataKeysOfSessions",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: keyArn,
        // A key of one's own may encrypt other things as well; those have no session.
        Condition: { Null: { "kms:EncryptionContext:aws:ssm:SessionId": "false" } },
    };
}

function writingToGroup(place: Place, { name }: aws.cloudwatch.LogGroup): Statement[] {
    return [
        {
            // Not CreateLogGroup: a deleted group shall not come back without retention and key.
            Sid: "WriteSessionLogs",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            // From the name, not the group's output: so a first preview shows it.
            Resource: ownArn(place, "logs", pulumi.interpolate`log-group:${name}:*`),
        },
        {
            // The agent looks whether the group exists and is encrypted, by an action that has no
            // resource, whichever group the request names.
            Sid: "FindSessionLogGroup",
            Effect: "Allow",
            Action: "logs:DescribeLogGroups",
            Resource: "*",
        },
    ];
}

function writingToBucket(place: Place, { name, keyPrefix }: SessionBucket): Statement[] {
    const { partition, region, dnsSuffix, accountId } = place;
    const bucketArn = pulumi.interpolate`arn:${partition}:s3:::${name}`;
    const logs = pulumi.interpolate`${bucketArn}/${keyPrefix === undefined ? "" : `${keyPrefix}/`}*`;
    // A bucket's name alone says nothing of its owner: once deleted, anybody may take it.
    const ofThisAccount = { StringEquals: { "aws:ResourceAccount": accountId } };
    return [
        {
            Sid: "WriteSessionLogsToBucket",
            Effect: "Allow",
            Action: "s3:PutObject",
            Resource: logs,
            Condition: ofThisAccount,
        },
        {
            // The agent looks whether the bucket is encrypted before it opens a session.
            Sid: "SeeThatBucketIsEncrypted",
            Effect: "Allow",
            Action: "s3:GetEncryptionConfiguration",
            Resource: bucketArn,
            Condition: ofThisAccount,
        },
        {
            // Whichever key of this account the bucket has: S3 uses it on the agent's behalf, for
            // these objects only, or for their bucket if that has a Bucket Key. Logs of more than
            // 5 MB come in parts, which S3 decrypts to join them.
            // https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
            Sid: "HaveSessionLogsEncryptedByS3",
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: ownArn(place, "kms", "key/*"),
            Condition: {
                StringEquals: { "kms:ViaService": pulumi.interpolate`s3.${region}.${dnsSuffix}` },
                StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, logs] },
            },
        },
    ];
}
