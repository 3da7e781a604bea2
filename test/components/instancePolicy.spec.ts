import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { type InstancePolicy, SsmOnlyNetwork } from "../../components";
import { instancePolicyProblems } from "../../components/validation/instancePolicy";
import { describeProblem } from "../../components/validation/problems";
import { named, type Recording, record, UNKNOWN } from "../support/mocks";

const OWN_ARN = "arn:aws:iam::123456789012:policy/team/agent";

const build = (instancePolicy: InstancePolicy | undefined, preview = true) =>
    record(
        () =>
            new SsmOnlyNetwork("net", {
                availabilityZones: ["eu-central-1a", "eu-central-1b"],
                instances: { app: { availabilityZone: "eu-central-1a" } },
                instancePolicy,
            }),
        { preview },
    );

/** What gives the role permissions, by name. */
const permissions = ({ resources }: Recording<unknown>) =>
    resources
        .filter(({ type }) => /^aws:iam\/rolePolicy/.test(type))
        .map(({ type, name, inputs }) => {
            const { policyArn, policy } = inputs;
            return [
                type.split(":").at(-1),
                name.replace("net-instance-role-policy-", ""),
                policyArn ?? JSON.parse(String(policy)),
            ];
        });

describe("the instances' role", () => {
    const SESSIONS_ONLY = {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "RegisterAndServeSessions",
                Effect: "Allow",
                Action: [
                    "ssm:UpdateInstanceInformation",
                    "ssmmessages:CreateControlChannel",
                    "ssmmessages:CreateDataChannel",
                    "ssmmessages:OpenControlChannel",
                    "ssmmessages:OpenDataChannel",
                ],
                Resource: "*",
            },
        ],
    };
    const CORE = [
        "RolePolicyAttachment",
        "ssm",
        "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    ];
    const choices: [string, InstancePolicy | undefined, unknown[][]][] = [
        ["nothing chosen", undefined, [CORE]],
        ["managed-core", "managed-core", [CORE]],
        [
            "managed-default",
            "managed-default",
            [
                [
                    "RolePolicyAttachment",
                    "ssm-default",
                    "arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy",
                ],
            ],
        ],
        ["session-only", "session-only", [["RolePolicy", "sessions", SESSIONS_ONLY]]],
        ["default-host-management", "default-host-management", []],
        [
            "policies of one's own",
            {
                policyArns: {
                    agent: OWN_ARN,
                    metrics: pulumi.output("arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"),
                },
            },
            [
                ["RolePolicyAttachment", "own-agent", OWN_ARN],
                [
                    "RolePolicyAttachment",
                    "own-metrics",
                    "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
                ],
            ],
        ],
    ];
    for (const [what, choice, expected] of choices) {
        for (const preview of [false, true]) {
            it(`has these permissions with ${what}${preview ? ", in a first preview" : ""}`, async () => {
                const recording = await build(choice, preview);
                assert.deepEqual([recording.errors, recording.warnings], [[], 0]);
                assert.deepEqual(permissions(recording), expected);
                const role = preview ? UNKNOWN : "net-instance-role-name";
                for (const [, key] of expected) {
                    const policy = named(recording, `net-instance-role-policy-${key}`);
                    assert.equal(policy.inputs.role, role);
                    // The agent's first attempt shall succeed.
                    const { dependencies } = named(recording, "net-instance-app");
                    assert.ok(dependencies.includes(policy.urn));
                }
            });
        }

        it(`changes nothing but permissions with ${what}`, async () => {
            const rest = ({ resources }: Recording<unknown>) =>
                resources
                    .filter(({ type }) => !/^aws:iam\/rolePolicy/.test(type))
                    .filter(({ parent }) => parent !== "")
                    .map(({ urn, inputs }) => JSON.stringify([urn, inputs]))
                    .sort();
            assert.deepEqual(
                rest(await build(choice, false)),
                rest(await build("managed-core", false)),
            );
        });
    }

    it("keeps a policy of one's own when another one goes", async () => {
        const both = await build({ policyArns: { agent: OWN_ARN, more: `${OWN_ARN}2` } }, false);
        const one = await build({ policyArns: { more: `${OWN_ARN}2` } }, false);
        const name = "net-instance-role-policy-own-more";
        assert.deepEqual(named(one, name).inputs, named(both, name).inputs);
    });

    it("ends a preview if an ARN turns out to be wrong", async () => {
        const { errors } = await build({ policyArns: { agent: pulumi.output("agent") } });
        assert.deepEqual(errors, [
            'instancePolicy.policyArns.agent: received "agent"; allowed: the ARN of a managed policy. ' +
                'Write for example "arn:aws:iam::123456789012:policy/agent".',
        ]);
    });
});

describe("the check of instancePolicy", () => {
    const problems = (value: unknown, sessions: unknown = {}) =>
        [...instancePolicyProblems(value, sessions)].map(describeProblem);
    const core = "arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore";
    const tenPolicies = Object.fromEntries(
        Array.from({ length: 10 }, (_, index) => [`p${index}`, `${OWN_ARN}${index}`]),
    );

    for (const value of [
        "managed-core",
        "managed-default",
        "session-only",
        "default-host-management",
        { policyArns: tenPolicies },
        { policyArns: { later: pulumi.output("anything") } },
        { policyArns: { gov: "arn:aws-us-gov:iam::aws:policy/service-role/Some=Policy,x@y" } },
    ]) {
        it(`finds nothing wrong with ${JSON.stringify(value).slice(0, 60)}`, () => {
            assert.deepEqual(problems(value, { kmsKey: undefined, idleTimeoutMinutes: 5 }), []);
        });
    }

    const choices =
        "managed-core, managed-default, session-only, default-host-management, or a map of policyArns. " +
        'Write "managed-core" to have what AWS recommends.';
    const policies =
        'a map of 1 to 10 names to policies\' ARNs. Write for example { agent: "arn:aws:iam::123456789012:policy/agent" }.';
    const arn =
        'the ARN of a managed policy. Write for example "arn:aws:iam::123456789012:policy/agent".';
    const wrong: [string, unknown, string[]][] = [
        ["another word", "core", [`instancePolicy: received "core"; allowed: ${choices}`]],
        ["null", null, [`instancePolicy: received null; allowed: ${choices}`]],
        ["a list", [OWN_ARN], [`instancePolicy: received ["${OWN_ARN}"]; allowed: ${choices}`]],
        [
            "a value known only later",
            pulumi.output("managed-core"),
            [`instancePolicy: received a value that is known only later; allowed: ${choices}`],
        ],
        [
            "no policies",
            { policyArns: {} },
            [`instancePolicy.policyArns: received {}; allowed: ${policies}`],
        ],
        [
            "a list of policies",
            { policyArns: [OWN_ARN] },
            [`instancePolicy.policyArns: received ["${OWN_ARN}"]; allowed: ${policies}`],
        ],
        [
            "too many policies",
            { policyArns: { ...tenPolicies, more: OWN_ARN } },
            [`instancePolicy.policyArns: received 11 policies; allowed: ${policies}`],
        ],
        [
            "a misspelt key",
            { policyArns: { agent: OWN_ARN }, policyArn: OWN_ARN },
            [
                "instancePolicy.policyArn: received a key that does not exist; allowed: policyArns. " +
                    'Write "policyArns" if that was meant.',
            ],
        ],
        [
            "a name that cannot be one",
            { policyArns: { "a b": OWN_ARN } },
            [
                'instancePolicy.policyArns: received the name "a b"; allowed: names of a letter and up to 30 ' +
                    'letters, digits or "-". Choose another name, such as agent.',
            ],
        ],
        [
            "a policy's name",
            { policyArns: { agent: "CloudWatchAgentServerPolicy" } },
            [
                `instancePolicy.policyArns.agent: received "CloudWatchAgentServerPolicy"; allowed: ${arn}`,
            ],
        ],
        [
            "a role's ARN",
            { policyArns: { agent: "arn:aws:iam::123456789012:role/agent" } },
            [
                `instancePolicy.policyArns.agent: received "arn:aws:iam::123456789012:role/agent"; allowed: ${arn}`,
            ],
        ],
        [
            "the same policy twice",
            { policyArns: { agent: OWN_ARN, again: OWN_ARN } },
            [
                'instancePolicy.policyArns.again: received the same policy as "agent"; allowed: each policy once. ' +
                    "Remove one of them: AWS attaches a policy once, and detaches it at the first removal.",
            ],
        ],
        [
            // Attached by both, it would go when the update deletes the former attachment.
            "a policy that has a choice of its own",
            { policyArns: { agent: core } },
            [
                `instancePolicy.policyArns.agent: received "${core}"; allowed: policies that are no choice of ` +
                    'their own. Write instancePolicy: "managed-core" instead, and attach what else instances may ' +
                    "do to the role instanceRoleName: attached twice, the policy would go when one of the two " +
                    "is removed.",
            ],
        ],
    ];
    for (const [what, value, expected] of wrong) {
        it(`rejects ${what}`, () => {
            assert.deepEqual(problems(value), expected);
        });
    }

    it("rejects Default Host Management with what its role may not do", () => {
        const sessions = { kmsKey: "create", cloudWatchLogs: {}, s3Logs: { bucketName: "audit" } };
        assert.deepEqual(problems("default-host-management", sessions), [
            'instancePolicy: received "default-host-management" together with sessions.kmsKey, ' +
                "sessions.cloudWatchLogs, sessions.s3Logs; allowed: " +
                '"default-host-management" without kmsKey, cloudWatchLogs, s3Logs in sessions. ' +
                'Choose "session-only": the role of Default Host Management has no permission for these.',
        ]);
        assert.deepEqual(problems("session-only", sessions), []);
    });

    it("never throws, and tells each problem in a line", () => {
        const value = fc.oneof(
            fc.anything(),
            fc.constant("default-host-management"),
            fc.record({
                policyArns: fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything())),
            }),
        );
        fc.assert(
            fc.property(value, fc.anything(), (any, sessions) => {
                for (const line of problems(any, sessions)) {
                    assert.match(
                        line,
                        /^[^\n]+: received [^\n]+; allowed: [^\n]+\. [A-Z][^\n]*\.$/,
                    );
                }
            }),
        );
    });
});
