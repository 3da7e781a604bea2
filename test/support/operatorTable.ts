import type { OperatorSpec } from "../../components/operators/operatorSpec";
import type { Request } from "./iam";
import {
    ALICE,
    arn,
    change,
    command,
    createTags,
    DOCUMENT,
    deleteTags,
    instanceArn,
    keyIn,
    NETWORK,
    ofAws,
    onInstance,
    other,
    session,
    start,
    withDocument,
} from "./operatorCalls";

// What operators call, and whose policy allows it. Both are written down here by hand, after what the
// documentation of the component promises; nothing is taken from the policy.

/** The kinds of operators in the table below. */
export const SPECS = {
    all: {},
    team: { instanceTags: { team: "payments" } },
    ports: { portForwarding: true },
    mfa: { requireMfa: true },
    key: {},
} as const satisfies Record<string, OperatorSpec>;

export type Kind = keyof typeof SPECS;

export const KINDS = Object.keys(SPECS) as Kind[];
const NOBODY: readonly Kind[] = [];
const EVERYBODY: readonly Kind[] = KINDS;
const BUT_MFA: readonly Kind[] = ["all", "team", "ports", "key"];
const BUT_TEAM: readonly Kind[] = ["all", "ports", "mfa", "key"];
const BUT_MFA_AND_TEAM: readonly Kind[] = ["all", "ports", "key"];

export interface Row {
    readonly what: string;
    readonly call: readonly Request[];
    /** Whose policy allows it by itself. */
    readonly allowed: readonly Kind[];
    /** Whose policy leaves it to an administrator, if not everybody's. */
    readonly left?: readonly Kind[];
}

const row = (
    what: string,
    call: readonly Request[],
    allowed: readonly Kind[],
    left?: readonly Kind[],
): Row => ({ what, call, allowed, ...(left ? { left } : {}) });

const OWN = { "ssm-only:network": NETWORK };
const OWN_KEYS = Object.keys(OWN);
const TEAM = { team: "payments" };
const ofTeam = (team: string) => ({ tags: { ...OWN, team } });
const PAYMENTS = ofTeam("payments");
const OTHER_NETWORK = { tags: { "ssm-only:network": "project/stack/other" } };
const UNTAGGED = { tags: {} };
const SERVER = { ...PAYMENTS, arn: arn("ssm", "managed-instance/mi-0123456789abcdef0") };
const VOLUME = { arn: arn("ec2", "volume/vol-0123456789abcdef0") };
const ABROAD = { account: "210987654321" };
const ELSEWHERE = { region: "eu-west-1" };
const OUTSIDE = { partition: "aws-cn" };
const MFA = { mfa: true };
const FORWARD = "AWS-StartPortForwardingSession";
const OPEN = "ssmmessages:OpenDataChannel";
const BY_OWN_ID = { id: `${ALICE.userId}-0123456789abcdef0` };
const BY_OWN_TAG = { startedBy: ALICE.userId };
const BY_ANOTHERS_ID = { id: "AROAEXAMPLE:bob-0123456789abcdef0" };

/** The same call about the same thing in another account, Region and partition: of no concern. */
const elsewhere = (what: string, callIn: (place: object) => readonly Request[]): Row[] =>
    [ABROAD, ELSEWHERE, OUTSIDE].map((place) =>
        row(`${what} in ${Object.values(place)[0]}`, callIn(place), NOBODY),
    );

const STARTING: readonly Row[] = [
    row("start on an instance", start(), BUT_MFA_AND_TEAM),
    row("start after MFA", start({}, {}, MFA), BUT_TEAM),
    row("start without MFA, as AWS says", start({}, {}, { mfa: false }), BUT_MFA_AND_TEAM),
    row("start on the team's instance", start(PAYMENTS), BUT_MFA),
    row("start on another team's instance", start(ofTeam("billing")), BUT_MFA_AND_TEAM),
    row("start on another network's instance", start(OTHER_NETWORK, {}, MFA), NOBODY),
    row(
        "start on the team's instance in another network",
        start({ tags: { ...OTHER_NETWORK.tags, ...TEAM } }, {}, MFA),
        NOBODY,
    ),
    row("start on an instance without tags", start(UNTAGGED, {}, MFA), NOBODY),
    row("start on an instance that is the team's only", start({ tags: TEAM }, {}, MFA), NOBODY),
    row(
        "start on an instance of a network whose name differs in case",
        start({ tags: { ...TEAM, "ssm-only:network": NETWORK.toUpperCase() } }, {}, MFA),
        NOBODY,
    ),
    row("start on a server outside of AWS with the tags", start(SERVER, {}, MFA), NOBODY),
    ...elsewhere("start on an instance", (place) => start({ ...PAYMENTS, ...place }, {}, MFA)),
    row("the instance, without MFA", [onInstance(PAYMENTS)], BUT_MFA),
];

const DOCUMENTS: readonly Row[] = [
    row("start with another document of the account", start(PAYMENTS, { name: "x" }, MFA), NOBODY),
    row(
        "start with another network's document",
        start(PAYMENTS, { name: "other-session-0a1b2c3" }, MFA),
        NOBODY,
    ),
    ...elsewhere("start with a document of this name", (place) => start(PAYMENTS, place, MFA)),
    row(
        "start with the account's default document",
        start(PAYMENTS, { name: "SSM-SessionManagerRunShell" }, MFA),
        NOBODY,
    ),
    row(
        "start without a document, where AWS checks the default one",
        start(PAYMENTS, { name: "SSM-SessionManagerRunShell", accessCheck: true }, MFA),
        NOBODY,
    ),
    row(
        "start without a document, where AWS checks none",
        [onInstance({ accessCheck: false, ...PAYMENTS }, MFA)],
        NOBODY,
    ),
    row("the document, where AWS checks none", [withDocument({ accessCheck: false }, MFA)], NOBODY),
    row("the document, where AWS checks it", [withDocument({ accessCheck: true }, MFA)], EVERYBODY),
    row("the document, without MFA", [withDocument({})], BUT_MFA),
    row(
        "start an interactive command",
        start(PAYMENTS, ofAws("AWS-StartInteractiveCommand"), MFA),
        NOBODY,
    ),
    row("forward a port of the instance", start(PAYMENTS, ofAws(FORWARD)), ["ports"]),
    row("forward a port in another network", start(OTHER_NETWORK, ofAws(FORWARD)), NOBODY),
    ...elsewhere("forward a port by a document of this name", (place) =>
        start(PAYMENTS, { ...ofAws(FORWARD), ...place }),
    ),
    ...["AWS-StartPortForwardingSessionToRemoteHost", "AWS-StartSSHSession"].flatMap((name) => [
        row(`start with ${name}`, start(PAYMENTS, ofAws(name), MFA), NOBODY, NOBODY),
        ...elsewhere(`start with ${name}`, (place) =>
            start(PAYMENTS, { ...ofAws(name), ...place }, MFA),
        ),
    ]),
];

const resumingOrEnding = (action: string): Row[] => [
    row(`${action}, own by its id`, session(action, BY_OWN_ID), BUT_MFA),
    row(`${action}, own by its id, after MFA`, session(action, BY_OWN_ID, MFA), EVERYBODY),
    row(`${action}, another's by its id`, session(action, BY_ANOTHERS_ID, MFA), NOBODY),
    row(`${action}, own by its tag`, session(action, BY_OWN_TAG), BUT_MFA),
    row(`${action}, own by its tag, after MFA`, session(action, BY_OWN_TAG, MFA), EVERYBODY),
    row(
        `${action}, another's by its tag`,
        session(action, { startedBy: "AROAEXAMPLE:bob" }, MFA),
        NOBODY,
    ),
    row(
        `${action}, by its tag that of somebody whose name begins with the own one`,
        session(action, { startedBy: `${ALICE.userId}-2` }, MFA),
        NOBODY,
    ),
    row(
        `${action}, by its tag that of a namesake in another role`,
        session(action, { startedBy: "AROAOTHER:alice" }, MFA),
        NOBODY,
    ),
    row(`${action}, nobody's`, session(action, {}, MFA), NOBODY),
    row(
        `${action}, as a user who has no role`,
        session(action, { startedBy: "AIDAEXAMPLE" }, { userId: "AIDAEXAMPLE" }),
        BUT_MFA,
    ),
    ...elsewhere(`${action}, own by its id`, (place) =>
        session(action, { ...BY_OWN_ID, ...place }, MFA),
    ),
    ...elsewhere(`${action}, own by its tag`, (place) =>
        session(action, { ...BY_OWN_TAG, ...place }, MFA),
    ),
];

const SESSIONS: readonly Row[] = [
    ...["ssm:ResumeSession", "ssm:TerminateSession"].flatMap(resumingOrEnding),
    row("open the own session's channel, as the plugin does", session(OPEN, BY_OWN_ID), EVERYBODY),
    row("open the channel of another's session", session(OPEN, BY_ANOTHERS_ID, MFA), NOBODY),
    ...elsewhere("open the own session's channel", (place) =>
        session(OPEN, { ...BY_OWN_ID, ...place }, MFA),
    ),
];

const SEEING: readonly Row[] = [
    ...[
        "ec2:DescribeInstances",
        "ssm:DescribeInstanceInformation",
        "ssm:DescribeInstanceProperties",
        "ssm:DescribeSessions",
    ].flatMap((action) => [
        row(action, other(action), EVERYBODY),
        row(`${action} in eu-west-1`, other(action, "*", ELSEWHERE), NOBODY),
    ]),
    row("ssm:GetConnectionStatus", other("ssm:GetConnectionStatus", instanceArn({})), EVERYBODY),
    row("read a parameter", other("ssm:GetParameter", arn("ssm", "parameter/secret")), NOBODY),
    row("stop an instance", other("ec2:StopInstances", instanceArn({})), NOBODY),
];

const ENCRYPTION: readonly Row[] = [
    row("make a session's key", other("kms:GenerateDataKey", keyIn({})), ["key"]),
    row("make a key by another key", other("kms:GenerateDataKey", keyIn({}, "f")), NOBODY),
    ...elsewhere("make a session's key", (place) => other("kms:GenerateDataKey", keyIn(place))),
    row("read what the key has encrypted", other("kms:Decrypt", keyIn({})), NOBODY),
];

const COMMANDS: readonly Row[] = [
    row("send a command to an instance", command(), NOBODY, NOBODY),
    row("send a command to another team's instance", command(ofTeam("billing")), NOBODY, NOBODY),
    row("send a command by the own document", command({}, { name: DOCUMENT }), NOBODY, NOBODY),
    row("send a command to another network's instance", command(OTHER_NETWORK), NOBODY),
    row("send a command to an instance without tags", command(UNTAGGED), NOBODY),
    row("send a command to a server outside of AWS", command(SERVER), NOBODY),
    ...elsewhere("send a command", (place) => command(place)),
];

const THE_DOCUMENT: readonly Row[] = [
    ...["Create", "Delete", "Update"].flatMap((verb) => [
        row(`${verb} the document`, change(`ssm:${verb}Document`), NOBODY, NOBODY),
        row(`${verb} another document`, change(`ssm:${verb}Document`, "x"), NOBODY),
        ...elsewhere(`${verb} a document of this name`, (place) =>
            change(`ssm:${verb}Document`, DOCUMENT, place),
        ),
    ]),
    row(
        "make another version of the document the default one",
        change("ssm:UpdateDocumentDefaultVersion"),
        NOBODY,
        NOBODY,
    ),
    row("read the document", change("ssm:GetDocument"), NOBODY),
];

const TAGS: readonly Row[] = [
    row("tag an instance into the network", createTags(UNTAGGED, OWN), NOBODY, NOBODY),
    row("tag another network's instance into it", createTags(OTHER_NETWORK, OWN), NOBODY, NOBODY),
    row(
        "tag an instance into the network, by a key of other case",
        createTags(UNTAGGED, { "SSM-only:Network": NETWORK }),
        NOBODY,
        NOBODY,
    ),
    ...elsewhere("tag an instance into the network", (place) =>
        createTags({ ...UNTAGGED, ...place }, OWN),
    ),
    row("tag a volume into the network", createTags({ ...UNTAGGED, ...VOLUME }, OWN), NOBODY),
    row("tag an instance into another network", createTags(UNTAGGED, OTHER_NETWORK.tags), NOBODY),
    row("move an instance to another network", createTags({}, OTHER_NETWORK.tags), NOBODY, NOBODY),
    row(
        "give an instance a second tag of other case",
        createTags({}, { "SSM-only:Network": "x" }),
        NOBODY,
        NOBODY,
    ),
    row("move an instance to the team", createTags({}, TEAM), NOBODY, BUT_TEAM),
    row(
        "move an instance to the team, by a key of other case",
        createTags({}, { note: "x", Team: "payments" }),
        NOBODY,
        BUT_TEAM,
    ),
    row("write another tag on an instance", createTags({}, { note: "x" }), NOBODY),
    row("tag another network's instance", createTags(OTHER_NETWORK, TEAM), NOBODY),
    row("tag a volume of the network", createTags(VOLUME, OTHER_NETWORK.tags), NOBODY),
    ...elsewhere("move an instance to another network", (place) =>
        createTags(place, OTHER_NETWORK.tags),
    ),
    row("take an instance out of the network", deleteTags({}, OWN_KEYS), NOBODY, NOBODY),
    row("take an instance from a team", deleteTags({}, ["note", "team"]), NOBODY, BUT_TEAM),
    row("delete another tag", deleteTags({}, ["note"]), NOBODY),
    row("delete all tags", deleteTags({}), NOBODY, NOBODY),
    row("delete all tags in another network", deleteTags(OTHER_NETWORK), NOBODY),
    row("delete all tags of a volume", deleteTags(VOLUME), NOBODY),
    ...elsewhere("delete all tags", (place) => deleteTags(place)),
];

export const TABLE: readonly Row[] = [
    ...[STARTING, DOCUMENTS, SESSIONS, SEEING, ENCRYPTION, COMMANDS, THE_DOCUMENT, TAGS].flat(),
];
