import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "../../components";
import { createOperatorAccess } from "../../components/operators/operatorAccess";
import type { OperatorSpec } from "../../components/operators/operatorSpec";
import { problemsIn } from "../../components/validation/arguments";
import { operatorProblems } from "../../components/validation/operators";
import { describeProblem } from "../../components/validation/problems";
import type { PolicyJson } from "../support/iam";
import { kindsOf, named, type Recording, record, UNKNOWN } from "../support/mocks";
import { recordPart } from "../support/part";

// What the policies allow is proved in operatorPolicy.spec.ts.

const OPERATORS = {
    all: {},
    payments: { instanceTags: { team: "payments" }, managedPolicy: true },
    "on-call": { portForwarding: true, requireMfa: true, managedPolicy: true },
    off: { managedPolicy: false, portForwarding: false, requireMfa: false, instanceTags: {} },
} as const satisfies Record<string, OperatorSpec>;

const build = (args: Partial<SsmOnlyNetworkArgs>, preview = false) =>
    record(
        () =>
            new SsmOnlyNetwork("net", {
                availabilityZones: ["eu-central-1a", "eu-central-1b"],
                ...args,
            }),
        { preview },
    );

/** What the component says of its operators. */
function outputsOf({ outputs }: Recording<unknown>) {
    const [{ operatorPolicies, operatorPolicyArns }] = Object.values(outputs) as [
        Record<string, Record<string, string>>,
    ];
    return { operatorPolicies, operatorPolicyArns };
}

const typesOf = ({ resources }: Recording<unknown>) =>
    kindsOf(resources.filter(({ type }) => /iam\/policy:|ssm\/document:/.test(type)));

const statement = (policy: string, sid: string) =>
    (JSON.parse(policy) as PolicyJson).Statement.find(({ Sid }) => Sid === sid);

describe("operators", () => {
    describe("of a network that names none", () => {
        it("are one group, with a policy for all instances as an output and no resource", async () => {
            const recording = await build({});
            assert.deepEqual(typesOf(recording), ["Document net-session"]);
            const { operatorPolicies = {}, operatorPolicyArns } = outputsOf(recording);
            assert.deepEqual(Object.keys(operatorPolicies), ["all"]);
            assert.deepEqual(operatorPolicyArns, {});
            const { all = "" } = operatorPolicies;
            assert.deepEqual(statement(all, "StartSessionsOnInstances")?.Condition?.StringEquals, {
                "ssm:resourceTag/ssm-only:network": "project/stack/net",
            });
            assert.deepEqual(statement(all, "StartSessionsWithDocuments")?.Resource, [
                "arn:aws:ssm:eu-central-1:123456789012:document/net-session-name",
            ]);
        });
    });

    it("are none if none is wanted", async () => {
        const recording = await build({ operators: {} });
        assert.deepEqual(outputsOf(recording), { operatorPolicies: {}, operatorPolicyArns: {} });
    });

    for (const preview of [false, true]) {
        describe(preview ? "in a first preview" : "with known ids", () => {
            let recording: Recording<unknown>;

            before(async () => {
                recording = await build({ operators: OPERATORS }, preview);
            });

            it("have managed policies where asked for, and nothing else", () => {
                assert.deepEqual(typesOf(recording), [
                    "Document net-session",
                    "Policy net-operator-policy-on-call",
                    "Policy net-operator-policy-payments",
                ]);
                assert.deepEqual([recording.errors, recording.warnings], [[], 0]);
            });

            it("have managed policies with the documents, which nothing waits for", () => {
                const { operatorPolicies } = outputsOf(recording);
                for (const name of ["on-call", "payments"]) {
                    const childName = `net-operator-policy-${name}`;
                    const { inputs, parent, propertyDependencies } = named(recording, childName);
                    assert.deepEqual(inputs, {
                        description:
                            "Lets operators open sessions on the instances of one SSM-only network",
                        policy: preview ? UNKNOWN : operatorPolicies?.[name],
                        tags: { Name: childName, "ssm-only:network": "project/stack/net" },
                    });
                    assert.match(parent, /SsmOnlyNetwork::net$/);
                    assert.deepEqual(propertyDependencies.policy, [
                        named(recording, "net-session").urn,
                    ]);
                }
                const waiting = recording.resources.filter(({ dependencies }) =>
                    dependencies.some((urn) => urn.includes("aws:iam/policy:Policy")),
                );
                assert.deepEqual(waiting, []);
            });
        });
    }

    it("are told by name, each with its own policy", async () => {
        const recording = await build({ operators: OPERATORS });
        const { operatorPolicies = {}, operatorPolicyArns } = outputsOf(recording);
        assert.deepEqual(Object.keys(operatorPolicies).sort(), Object.keys(OPERATORS).sort());
        assert.deepEqual(operatorPolicyArns, {
            "on-call": "arn:aws:iam::123456789012:policy/net-operator-policy-on-call-name",
            payments: "arn:aws:iam::123456789012:policy/net-operator-policy-payments-name",
        });
        assert.equal(operatorPolicies.off, operatorPolicies.all);
        const { all, payments = "", "on-call": onCall = "" } = operatorPolicies;
        assert.equal(new Set([all, payments, onCall]).size, 3);
        const conditionOf = (policy: string) =>
            statement(policy, "StartSessionsOnInstances")?.Condition;
        assert.equal(conditionOf(payments)?.StringEquals?.["ssm:resourceTag/team"], "payments");
        assert.deepEqual(conditionOf(onCall)?.Bool, { "aws:MultiFactorAuthPresent": "true" });
    });

    it("have policies that are known in a first preview as soon as the document's name is", async () => {
        const known = new Promise<string>((resolve) => {
            recordPart(
                (scope) => {
                    const session = { documentName: "net-session-0a1b2c3" };
                    createOperatorAccess(scope, { all: {} }, session)
                        .documents.get("all")
                        ?.apply(resolve);
                },
                { preview: true },
            );
        });
        assert.deepEqual(statement(await known, "StartSessionsWithDocuments")?.Resource, [
            "arn:aws:ssm:eu-central-1:123456789012:document/net-session-0a1b2c3",
        ]);
    });

    it("may use the key that sessions are encrypted with, if there is one", async () => {
        const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/01234567";
        const { resources } = await recordPart((scope) => {
            const session = { documentName: "net-session-0a1b2c3", keyArn: pulumi.output(keyArn) };
            createOperatorAccess(scope, { all: { managedPolicy: true } }, session);
        });
        const policy = resources.find(({ name }) => name === "net-operator-policy-all");
        const { Action, Resource } =
            statement(String(policy?.inputs.policy), "EncryptSessions") ?? {};
        assert.deepEqual([Action, Resource], ["kms:GenerateDataKey", keyArn]);
    });
});

describe("the check of operators", () => {
    const problems = (operators: unknown) => [...operatorProblems(operators)].map(describeProblem);
    const withSpec = (spec: unknown) => problems({ all: spec });
    const withTags = (instanceTags: unknown) => withSpec({ instanceTags });

    it("finds nothing wrong with all there can be", () => {
        assert.deepEqual(problems(OPERATORS), []);
        assert.deepEqual(problems({}), []);
        assert.deepEqual(withTags({ "cost center": "K1 + ü", [`${"k".repeat(128)}`]: "" }), []);
        assert.deepEqual(problems({ [`a${"b".repeat(62)}`]: {} }), []);
    });

    it("takes what is undefined for absent", () => {
        const spec = { instanceTags: undefined, portForwarding: undefined, requireMfa: undefined };
        assert.deepEqual(withSpec({ ...spec, managedPolicy: undefined }), []);
    });

    it("is part of the check of all arguments", () => {
        const availabilityZones = ["eu-central-1a", "eu-central-1b"];
        assert.deepEqual(problemsIn("net", { availabilityZones, operators: true }), [
            "operators: received true; allowed: a map of names to what they may do. " +
                "Write for example { all: {} }.",
        ]);
    });

    const wrong: [what: string, operators: unknown, problem: string][] = [
        [
            "a list of names",
            ["all"],
            'operators: received ["all"]; allowed: a map of names to what they may do. ' +
                "Write for example { all: {} }.",
        ],
        [
            "a map that is known only later",
            pulumi.output({}),
            "operators: received a value that is known only later; allowed: a map of names to what they " +
                "may do. Write for example { all: {} }.",
        ],
        [
            "a name that no resource can have",
            { "on call": {} },
            'operators: received the name "on call"; allowed: names of a letter and up to 62 letters, ' +
                'digits, "-" or "_". Choose another name, such as app.',
        ],
        [
            "a name that leaves no room in a policy's name",
            { ["a".repeat(64)]: {} },
            `operators: received the name "${"a".repeat(64)}"; allowed: names of a letter and up to 62 ` +
                'letters, digits, "-" or "_". Choose another name, such as app.',
        ],
        [
            "a name that stands for nothing",
            { all: null },
            "operators.all: received null; allowed: a map of instanceTags, managedPolicy, portForwarding, " +
                "requireMfa. Write {} for sessions on all instances.",
        ],
        [
            "a switch in quotes",
            { all: { requireMfa: "true" } },
            'operators.all.requireMfa: received "true"; allowed: true or false. ' +
                "Write one of these, without quotes.",
        ],
        [
            "a switch that is known only later",
            { all: { managedPolicy: pulumi.output(true) } },
            "operators.all.managedPolicy: received a value that is known only later; allowed: true or " +
                "false. Write one of these, without quotes.",
        ],
        [
            "ports instead of a switch",
            { all: { portForwarding: [5432] } },
            "operators.all.portForwarding: received [5432]; allowed: true or false. " +
                "Write one of these, without quotes.",
        ],
        [
            "a misspelt key",
            { all: { instanceTag: {} } },
            "operators.all.instanceTag: received a key that does not exist; allowed: instanceTags, " +
                'managedPolicy, portForwarding, requireMfa. Write "instanceTags" if that was meant.',
        ],
        [
            "forwarding to remote hosts",
            { all: { remoteHosts: true } },
            "operators.all.remoteHosts: received a key that does not exist; allowed: instanceTags, " +
                "managedPolicy, portForwarding, requireMfa. Remove it.",
        ],
    ];
    for (const [what, operators, problem] of wrong) {
        it(`rejects ${what}`, () => {
            assert.deepEqual(problems(operators), [problem]);
        });
    }

    const wrongTags: [what: string, tags: unknown, problem: string][] = [
        [
            "a list",
            ["team"],
            'operators.all.instanceTags: received ["team"]; allowed: a map of up to 2 tags. ' +
                'Write for example { team: "payments" }.',
        ],
        [
            "more than fit into a managed policy",
            { a: "1", b: "2", c: "3" },
            "operators.all.instanceTags: received 3 tags; allowed: a map of up to 2 tags. " +
                'Write for example { team: "payments" }.',
        ],
        [
            "several values",
            { team: ["a", "b"] },
            'operators.all.instanceTags.team: received ["a", "b"]; allowed: a text of up to 256 letters, ' +
                "digits, spaces or any of _ . : / = + - @. Choose another value.",
        ],
        [
            "a wildcard, which would stand for itself",
            { team: "pay*" },
            'operators.all.instanceTags.team: received "pay*"; allowed: a text of up to 256 letters, ' +
                "digits, spaces or any of _ . : / = + - @. Choose another value.",
        ],
        [
            "a variable of IAM",
            // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's, not JavaScript's.
            { team: "${aws:PrincipalTag/team}" },
            // biome-ignore lint/suspicious/noTemplateCurlyInString: IAM's, not JavaScript's.
            'operators.all.instanceTags.team: received "${aws:PrincipalTag/team}"; allowed: a text of up ' +
                "to 256 letters, digits, spaces or any of _ . : / = + - @. Choose another value.",
        ],
        [
            "the network's own tag",
            { "SSM-only:network": "project/stack/other" },
            'operators.all.instanceTags["SSM-only:network"]: received the key "SSM-only:network"; ' +
                "allowed: any key but ssm-only:network. Remove it: permission to open sessions may " +
                "depend on this tag.",
        ],
        [
            "keys that are the same to IAM",
            { team: "a", Team: "b" },
            'operators.all.instanceTags.Team: received the key "Team" once more; allowed: keys that ' +
                "differ in more than capital letters. Remove one of them: IAM takes both for the same.",
        ],
    ];
    for (const [what, tags, problem] of wrongTags) {
        it(`rejects, as tags of instances, ${what}`, () => {
            assert.deepEqual(withTags(tags), [problem]);
        });
    }

    it("refuses the network's tag in other letters among the tags of a network, too", () => {
        const args = { availabilityZones: ["eu-central-1a", "eu-central-1b"] };
        assert.deepEqual(problemsIn("net", { ...args, tags: { "SSM-Only:Network": "x" } }), [
            'tags["SSM-Only:Network"]: received the key "SSM-Only:Network"; allowed: any key but ' +
                "ssm-only:network. Remove it: permission to open sessions may depend on this tag.",
        ]);
    });

    it("never throws, and tells each problem in a line", () => {
        const spec = fc.record({
            instanceTags: fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything())),
            portForwarding: fc.anything(),
        });
        const operators = fc.oneof(
            fc.anything(),
            fc.dictionary(fc.string(), fc.oneof(fc.anything(), spec)),
        );
        fc.assert(
            fc.property(operators, (any) => {
                for (const line of problems(any)) {
                    assert.match(
                        line,
                        /^[^\n]+: received [^\n]+; allowed: [^\n]+\. [A-Z][^\n]*\.$/,
                    );
                }
            }),
        );
    });
});
