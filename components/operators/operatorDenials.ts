import type * as pulumi from "@pulumi/pulumi";
import { type Place, publishedBySsm } from "../place";
import type { Statement } from "../policyDocument";
import { NETWORK_TAG } from "../tags";
import type { OperatorSpec } from "./operatorSpec";

/** What the policy of operators is about. */
export interface OperatorSubject {
    /** The value of the tag {@link NETWORK_TAG} on the network's instances. */
    readonly network: string;
    /** All instances of the account in the Region. */
    readonly instancesArn: pulumi.Output<string>;
    /** The network's own Session document. */
    readonly documentArn: pulumi.Output<string>;
}

/** What operators may not do, whatever other policies of the same person allow. */
export function denials(place: Place, subject: OperatorSubject, spec: OperatorSpec): Statement[] {
    return [
        ...noOtherWayIn(place, subject),
        keepingTheDocument(subject),
        ...keepingTags(subject, spec),
    ];
}

function noOtherWayIn(place: Place, { network, instancesArn }: OperatorSubject): Statement[] {
    return [
        {
            // Commands run as root and no session's log has them. Only on instances of this network:
            // elsewhere it is not ours to forbid.
            Sid: "NoCommands",
            Effect: "Deny",
            Action: "ssm:SendCommand",
            Resource: instancesArn,
            Condition: { StringEquals: { [`ssm:resourceTag/${NETWORK_TAG}`]: network } },
        },
        {
            // SSH through a session is not logged, and forwarding to remote hosts makes of an instance a
            // bastion. IAM sees the document without the instance, so this holds in the whole Region.
            Sid: "NoSshAndNoRemoteHosts",
            Effect: "Deny",
            Action: "ssm:StartSession",
            Resource: [
                publishedBySsm(place, "document/AWS-StartPortForwardingSessionToRemoteHost"),
                publishedBySsm(place, "document/AWS-StartSSHSession"),
            ],
        },
    ];
}

/** Whoever changes the document decides what is logged, and as whom a session runs. */
function keepingTheDocument({ documentArn }: OperatorSubject): Statement {
    return {
        Sid: "KeepSessionDocument",
        Effect: "Deny",
        Action: [
            "ssm:CreateDocument",
            "ssm:DeleteDocument",
            "ssm:UpdateDocument",
            "ssm:UpdateDocumentDefaultVersion",
        ],
        Resource: documentArn,
    };
}

/** Tags decide on which instances sessions are allowed: operators must not decide it themselves. */
function keepingTags(
    { network, instancesArn }: OperatorSubject,
    { instanceTags = {} }: OperatorSpec,
): Statement[] {
    const onThisNetwork = { [`aws:ResourceTag/${NETWORK_TAG}`]: network };
    return [
        {
            // The tag of another network is left alone: who deploys that one needs it.
            Sid: "TagNoInstanceIntoNetwork",
            Effect: "Deny",
            Action: "ec2:CreateTags",
            Resource: instancesArn,
            Condition: { StringEquals: { [`aws:RequestTag/${NETWORK_TAG}`]: network } },
        },
        {
            Sid: "KeepAuthorisingTags",
            Effect: "Deny",
            Action: ["ec2:CreateTags", "ec2:DeleteTags"],
            Resource: instancesArn,
            Condition: {
                StringEquals: onThisNetwork,
                // IAM finds tags by their keys whatever the case; EC2 takes keys of other case for others.
                "ForAnyValue:StringEqualsIgnoreCase": {
                    "aws:TagKeys": [NETWORK_TAG, ...Object.keys(instanceTags)],
                },
            },
        },
        {
            // Without keys, EC2 deletes all tags.
            Sid: "DeleteNotAllTags",
            Effect: "Deny",
            Action: "ec2:DeleteTags",
            Resource: instancesArn,
            Condition: { StringEquals: onThisNetwork, Null: { "aws:TagKeys": "true" } },
        },
    ];
}
