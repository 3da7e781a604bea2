import * as pulumi from "@pulumi/pulumi";
import { ownArn, type Place, publishedBySsm } from "../place";
import { policyDocument, type Statement } from "../policyDocument";
import { NETWORK_TAG } from "../tags";
import { denials, type OperatorSubject } from "./operatorDenials";
import type { OperatorSpec } from "./operatorSpec";

/** What sessions of a network are made with. */
export interface SessionResources {
    /** The name of the network's own Session document. */
    readonly documentName: pulumi.Input<string>;
    /** The ARN of the key that encrypts sessions, if one does. */
    readonly keyArn?: pulumi.Input<string>;
}

/**
 * The IAM policy of operators, as JSON: sessions on the instances of one network, with its own
 * document. Beside it, other policies of the same person keep what they allow elsewhere.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-examples.html
 *
 * @param network the value of the tag {@link NETWORK_TAG} on the network's instances
 */
export function operatorPolicy(
    place: Place,
    network: string,
    session: SessionResources,
    spec: OperatorSpec,
): pulumi.Output<string> {
    const subject: OperatorSubject = {
        network,
        instancesArn: ownArn(place, "ec2", "instance/*"),
        documentArn: ownArn(place, "ssm", pulumi.interpolate`document/${session.documentName}`),
    };
    return policyDocument([
        ...startingSessions(place, subject, spec),
        ...ownSessions(place, spec),
        seeingWhatIsThere(place),
        ...(session.keyArn === undefined ? [] : [encryptingSessions(session.keyArn)]),
        ...denials(place, subject, spec),
    ]);
}

/**
 * AWS asks for permission twice: for the instance and for the document. Documents do not carry the
 * instances' tags, so one statement cannot allow both.
 */
function startingSessions(
    place: Place,
    { network, instancesArn, documentArn }: OperatorSubject,
    { instanceTags = {}, portForwarding = false, requireMfa = false }: OperatorSpec,
): Statement[] {
    const conditions = {
        // Without this a call that names no document passes by the permission for documents. "IfExists":
        // AWS leaves the key out of one of its two questions.
        // https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-specify-session-document.html
        BoolIfExists: { "ssm:SessionDocumentAccessCheck": "true" },
        ...afterMfa(requireMfa),
    };
    return [
        {
            Sid: "StartSessionsOnInstances",
            Effect: "Allow",
            Action: "ssm:StartSession",
            Resource: instancesArn,
            Condition: {
                StringEquals: {
                    [`ssm:resourceTag/${NETWORK_TAG}`]: network,
                    ...Object.fromEntries(
                        Object.entries(instanceTags).map(([key, value]) => [
                            `ssm:resourceTag/${key}`,
                            value,
                        ]),
                    ),
                },
                ...conditions,
            },
        },
        {
            // A closed list: any other document, the account's default one included, may log nothing or
            // run as anybody.
            Sid: "StartSessionsWithDocuments",
            Effect: "Allow",
            Action: "ssm:StartSession",
            Resource: [
                documentArn,
                ...(portForwarding
                    ? [publishedBySsm(place, "document/AWS-StartPortForwardingSession")]
                    : []),
            ],
            Condition: conditions,
        },
    ];
}

/**
 * Only the sessions that the caller started: who resumes somebody's session sees and types what they
 * do.
 *
 * `aws:userid` is set for users and for roles; of a role it ends with the session's name, so people
 * who share a role are told apart if each has a name of their own.
 */
function ownSessions(place: Place, { requireMfa = false }: OperatorSpec): Statement[] {
    const ownById = ownArn(place, "ssm", ownSessionId);
    const actions = ["ssm:ResumeSession", "ssm:TerminateSession"];
    return [
        {
            // The token for it comes from starting or resuming, which may need MFA. So this does not: the
            // one who opens the channel is Session Manager's plugin, with the token.
            Sid: "OpenChannelsOfOwnSessions",
            Effect: "Allow",
            Action: "ssmmessages:OpenDataChannel",
            Resource: ownById,
        },
        {
            Sid: "ResumeAndEndOwnSessions",
            Effect: "Allow",
            Action: actions,
            Resource: ownById,
            ...(requireMfa ? { Condition: afterMfa(requireMfa) } : {}),
        },
        {
            // Ids of a role's sessions begin with the session's name alone, but AWS tags each session with
            // the whole `aws:userid` of who started it. Not "like": a name may begin with another one.
            Sid: "ResumeAndEndOwnSessionsByTag",
            Effect: "Allow",
            Action: actions,
            Resource: ownArn(place, "ssm", "session/*"),
            Condition: {
                // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's variable, not JavaScript's.
                StringEquals: { "ssm:resourceTag/aws:ssmmessages:session-id": "${aws:userid}" },
                ...afterMfa(requireMfa),
            },
        },
    ];
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's variable, not JavaScript's.
const ownSessionId = "session/${aws:userid}-*";

/**
 * Names and states, for finding an instance. IAM cannot limit the lists to less than a Region, and the
 * lists tell what the status of one instance does.
 */
function seeingWhatIsThere({ region }: Place): Statement {
    return {
        Sid: "SeeInstancesAndSessions",
        Effect: "Allow",
        Action: [
            "ec2:DescribeInstances",
            "ssm:DescribeInstanceInformation",
            "ssm:DescribeInstanceProperties",
            "ssm:DescribeSessions",
            "ssm:GetConnectionStatus",
        ],
        Resource: "*",
        Condition: { StringEquals: { "aws:RequestedRegion": region } },
    };
}

/** The operator's end of a session makes the key that encrypts it. */
function encryptingSessions(keyArn: pulumi.Input<string>): Statement {
    return {
        Sid: "EncryptSessions",
        Effect: "Allow",
        Action: "kms:GenerateDataKey",
        Resource: keyArn,
    };
}

function afterMfa(required: boolean): NonNullable<Statement["Condition"]> {
    return required ? { Bool: { "aws:MultiFactorAuthPresent": "true" } } : {};
}
