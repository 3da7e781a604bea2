import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { operatorPolicy } from "../../components/operators/operatorPolicy";
import type { OperatorSpec } from "../../components/operators/operatorSpec";
import { allows, type PolicyJson, type Request } from "../support/iam";
import { type Mutation, mutationsOf } from "../support/iamMutations";
import type { Answers } from "../support/mocks";
import { ALICE, DOCUMENT, keyIn, NETWORK } from "../support/operatorCalls";
import { KINDS, type Kind, SPECS, TABLE } from "../support/operatorTable";
import { recordPart } from "../support/part";

// The policies are proved by evaluating them. The context that AWS gives each request is taken from its
// documentation; that a session really starts, only AWS can show.

/** What else somebody may have who has the policy. */
const ADMINISTRATOR: PolicyJson = {
    Version: "2012-10-17",
    Statement: [{ Sid: "Anything", Effect: "Allow", Action: "*", Resource: "*" }],
};

/** What the policy of operators is made from. */
interface Circumstances {
    readonly documentName?: string;
    readonly keyArn?: string;
    readonly network?: string;
    readonly answers?: Answers;
}

/** The policy of operators, in a first preview. */
async function policyTextOf(
    spec: OperatorSpec,
    { documentName = DOCUMENT, keyArn, network = NETWORK, answers = {} }: Circumstances = {},
): Promise<string> {
    const session = { documentName, ...(keyArn === undefined ? {} : { keyArn }) };
    const { result, errors } = await recordPart(
        ({ place }) =>
            new Promise<string>((resolve) => {
                operatorPolicy(place, network, session, spec).apply(resolve);
            }),
        { preview: true, answers },
    );
    assert.deepEqual(errors, []);
    return result;
}

const policies = new Map<Kind, Promise<PolicyJson>>();

function policyOf(kind: Kind): Promise<PolicyJson> {
    const circumstances = kind === "key" ? { keyArn: keyIn({}) } : {};
    const policy = policies.get(kind) ?? policyTextOf(SPECS[kind], circumstances).then(JSON.parse);
    policies.set(kind, policy);
    return policy;
}

async function allowsCall(held: readonly PolicyJson[], call: readonly Request[]): Promise<boolean> {
    const answers = await Promise.all(call.map((request) => allows(ALICE.arn, held, request)));
    return answers.every(Boolean);
}

/** Those kinds of operators whose policy, beside others, allows the call. */
async function allowing(call: readonly Request[], others: PolicyJson[]): Promise<Kind[]> {
    const answers = await Promise.all(
        KINDS.map(async (kind) => allowsCall([await policyOf(kind), ...others], call)),
    );
    return KINDS.filter((_, index) => answers[index]);
}

/** Whether some row of the table is wrong about a changed policy. */
async function isNoticed(kind: Kind, { statement, policy }: Mutation): Promise<boolean> {
    // A change of a statement can only concern the actions that it is about.
    const actions = [statement.Action].flat();
    const rows = TABLE.filter(({ call }) => call.some(({ action }) => actions.includes(action)));
    // What is allowed shows by itself; what is denied, beside a policy that allows everything.
    const isDenial = statement.Effect === "Deny";
    const held = isDenial ? [policy, ADMINISTRATOR] : [policy];
    for (const { call, allowed, left = KINDS } of rows) {
        const expected = (isDenial ? left : allowed).includes(kind);
        if ((await allowsCall(held, call)) !== expected) {
            return true;
        }
    }
    return false;
}

describe("the policy of operators", () => {
    for (const { what, call, allowed, left = KINDS } of TABLE) {
        it(`is right about: ${what}`, async () => {
            assert.deepEqual(await allowing(call, []), allowed);
            assert.deepEqual(await allowing(call, [ADMINISTRATOR]), left);
        });
    }

    for (const kind of KINDS) {
        it(`says nothing that could be left out or left open: ${kind}`, async () => {
            const { Statement: examined } =
                kind === "all" ? { Statement: [] } : await policyOf("all");
            const unnoticed: string[] = [];
            for (const mutation of mutationsOf(await policyOf(kind))) {
                const isNew = !examined.some((one) => isDeepStrictEqual(one, mutation.statement));
                if (isNew && !(await isNoticed(kind, mutation))) {
                    unnoticed.push(mutation.what);
                }
            }
            assert.deepEqual(unnoticed, []);
        }).timeout(60_000);
    }

    it("has a statement for each purpose", async () => {
        const sids = async (kind: Kind) => (await policyOf(kind)).Statement.map(({ Sid }) => Sid);
        const common = [
            "StartSessionsOnInstances",
            "StartSessionsWithDocuments",
            "OpenChannelsOfOwnSessions",
            "ResumeAndEndOwnSessions",
            "ResumeAndEndOwnSessionsByTag",
            "SeeInstancesAndSessions",
        ];
        const denied = [
            "NoCommands",
            "NoSshAndNoRemoteHosts",
            "KeepSessionDocument",
            "TagNoInstanceIntoNetwork",
            "KeepAuthorisingTags",
            "DeleteNotAllTags",
        ];
        for (const kind of ["all", "team", "ports", "mfa"] as const) {
            assert.deepEqual(await sids(kind), [...common, ...denied]);
        }
        assert.deepEqual(await sids("key"), [...common, "EncryptSessions", ...denied]);
    });

    it("is that of the partition, Region and account where the network is", async () => {
        const text = await policyTextOf(
            { portForwarding: true },
            {
                keyArn: keyIn({ partition: "aws-cn", region: "cn-north-1" }),
                answers: {
                    "aws:index/getPartition:getPartition": () => ({ partition: "aws-cn" }),
                    "aws:index/getRegion:getRegion": () => ({ region: "cn-north-1" }),
                },
            },
        );
        const arns = text.match(/arn:[^"]*/g) ?? [];
        assert.equal(arns.length, 14);
        for (const arn of arns) {
            assert.match(arn, /^arn:aws-cn:(ec2|kms|ssm):cn-north-1:(123456789012)?:/);
        }
    });

    it("fits into a managed policy, however long names and tags are", async () => {
        const longest = (key: string) => [key.padEnd(128, "k"), "v".repeat(256)];
        const text = await policyTextOf(
            {
                instanceTags: Object.fromEntries(["1", "2"].map(longest)),
                portForwarding: true,
                requireMfa: true,
            },
            {
                network: "n".repeat(256),
                documentName: "d".repeat(128),
                keyArn: `${keyIn({ partition: "aws-iso-b", region: "us-isob-east-1" })}${"0".repeat(36)}`,
                answers: {
                    "aws:index/getPartition:getPartition": () => ({ partition: "aws-iso-b" }),
                    "aws:index/getRegion:getRegion": () => ({ region: "us-isob-east-1" }),
                },
            },
        );
        assert.ok(text.length <= 6144, `${text.length} characters`);
        // And not many more would.
        assert.ok(text.length > 5600, `${text.length} characters`);
    });
});
