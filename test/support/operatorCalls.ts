import type { Request } from "./iam";

// Calls to AWS as operators make them, each as the questions that AWS asks IAM about it.

export const NETWORK = "project/stack/net";
export const DOCUMENT = "net-session-0a1b2c3";

/** Who calls: the session `alice` of a role. */
export const ALICE = {
    arn: "arn:aws:sts::123456789012:assumed-role/operators/alice",
    userId: "AROAEXAMPLE:alice",
};

/** What AWS says of every request. Without multi-factor authentication the key is absent or false. */
interface Caller {
    readonly userId?: string;
    readonly mfa?: boolean;
    readonly region?: string;
}

interface Place {
    readonly partition?: string;
    readonly region?: string;
    readonly account?: string;
}

type Tags = Readonly<Record<string, string>>;

const OWN_TAGS: Tags = { "ssm-only:network": NETWORK };

export const arn = (
    service: string,
    resource: string,
    { partition = "aws", region = "eu-central-1", account = "123456789012" }: Place = {},
) => `arn:${partition}:${service}:${region}:${account}:${resource}`;

/** The key that encrypts sessions, or one whose id begins otherwise. */
export const keyIn = (place: Place, first = "0") =>
    arn("kms", `key/${first}1234567-89ab-cdef-0123-456789abcdef`, place);

const caller = ({ userId = ALICE.userId, mfa, region = "eu-central-1" }: Caller) => ({
    "aws:userid": userId,
    "aws:RequestedRegion": region,
    ...(mfa === undefined ? {} : { "aws:MultiFactorAuthPresent": String(mfa) }),
});

const tagged = (prefix: string, tags: Tags) =>
    Object.fromEntries(Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]));

/** An instance of the network, or what is different about another thing. */
interface Instance extends Place {
    readonly tags?: Tags;
    readonly arn?: string;
}

export const instanceArn = (instance: Instance) =>
    instance.arn ?? arn("ec2", "instance/i-0123456789abcdef0", instance);

/** The question whether a session may start on an instance. */
export const onInstance = (
    instance: Instance & { readonly accessCheck?: boolean },
    who: Caller = {},
): Request => ({
    action: "ssm:StartSession",
    resource: instanceArn(instance),
    context: {
        ...caller(who),
        ...tagged("ssm:resourceTag", instance.tags ?? OWN_TAGS),
        ...accessCheck(instance.accessCheck),
    },
});

/** The question whether a session may start with a document. */
export const withDocument = (
    document: Place & { readonly name?: string; readonly accessCheck?: boolean },
    who: Caller = {},
): Request => ({
    action: "ssm:StartSession",
    resource: arn("ssm", `document/${document.name ?? DOCUMENT}`, document),
    context: { ...caller(who), ...accessCheck(document.accessCheck) },
});

const accessCheck = (checked: boolean | undefined): Readonly<Record<string, string>> =>
    checked === undefined ? {} : { "ssm:SessionDocumentAccessCheck": String(checked) };

/** `aws ssm start-session` on an instance, with a document. */
export const start = (
    instance: Instance = {},
    document: Parameters<typeof withDocument>[0] = {},
    who: Caller = {},
): Request[] => [onInstance(instance, who), withDocument(document, who)];

/** One of AWS's own documents, which belong to no account. */
export const ofAws = (name: string) => ({ name, account: "" });

/** A session by its id, and by the tag with which AWS says who started it. */
export const session = (
    action: string,
    about: Place & { readonly id?: string; readonly startedBy?: string },
    who: Caller = {},
): Request[] => [
    {
        action,
        resource: arn("ssm", `session/${about.id ?? "alice-0123456789abcdef0"}`, about),
        context: {
            ...caller(who),
            ...(about.startedBy === undefined
                ? {}
                : { "ssm:resourceTag/aws:ssmmessages:session-id": about.startedBy }),
        },
    },
];

/** `aws ssm send-command` to an instance, with a document. */
export const command = (
    instance: Instance = {},
    document: Place & { readonly name: string } = ofAws("AWS-RunShellScript"),
): Request[] => [
    { ...onInstance(instance), action: "ssm:SendCommand" },
    {
        action: "ssm:SendCommand",
        resource: arn("ssm", `document/${document.name}`, document),
        context: caller({}),
    },
];

/** A change of a document. */
export const change = (action: string, name = DOCUMENT, place: Place = {}): Request[] => [
    { action, resource: arn("ssm", `document/${name}`, place), context: caller({}) },
];

/** `aws ec2 create-tags` on an instance; also that of a new one, which has no tags yet. */
export const createTags = (instance: Instance, tags: Tags): Request[] => [
    {
        action: "ec2:CreateTags",
        resource: instanceArn(instance),
        context: {
            ...caller({}),
            ...tagged("aws:ResourceTag", instance.tags ?? OWN_TAGS),
            ...tagged("aws:RequestTag", tags),
            "aws:TagKeys": Object.keys(tags),
        },
    },
];

/** `aws ec2 delete-tags` on an instance; without keys it deletes all tags. */
export const deleteTags = (instance: Instance, keys?: string[]): Request[] => [
    {
        action: "ec2:DeleteTags",
        resource: instanceArn(instance),
        context: {
            ...caller({}),
            ...tagged("aws:ResourceTag", instance.tags ?? OWN_TAGS),
            ...(keys ? { "aws:TagKeys": keys } : {}),
        },
    },
];

/** A call that is about no resource, or about one of any service. */
export const other = (action: string, resource = "*", who: Caller = {}): Request[] => [
    { action, resource, context: caller(who) },
];
