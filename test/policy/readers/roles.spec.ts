import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource, unknown } from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { factsOf, named, shown } from "./facts";

// The policies of a role, from every resource that can give it one.

const text = (action: string) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
const role = (more: Record<string, unknown> = {}): Resource =>
    of(awsTypes.role, "role", { name: "role", ...more });
const managed = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const policy = of(awsTypes.policy, "policy", { policy: text("s3:*") });

/** What is read of the role: actions of its documents or doubts about them, names, and foreign policies. */
function read(resources: readonly Resource[]) {
    const { documents, managed, foreign, boundary } = named(
        factsOf(resources, "first preview").roles,
        "role",
    );
    return {
        documents: documents.map((each) =>
            each.is === "told"
                ? each.value.statements.flatMap(({ actions }) => actions.patterns).join()
                : shown(each),
        ),
        managed: [...managed],
        foreign: foreign.map(({ uncertainty, reason }) => `${uncertainty}: ${reason}`),
        boundary:
            boundary &&
            (boundary.is === "open" ? shown(boundary) : boundary.value.statements.length),
    };
}

const none = { documents: [], managed: [], foreign: [], boundary: undefined };
const attachment = (more: Record<string, unknown>): Resource =>
    of(awsTypes.rolePolicyAttachment, "attachment", more);
const later = (what: string) => `unknown: ${what} is known only after the update`;

describe("The policies of a role", () => {
    const rows: [string, readonly Resource[], Partial<ReturnType<typeof read>>][] = [
        ["are none without any", [role()], {}],
        [
            "are those of its list, by name and by resource",
            [
                role({
                    managedPolicyArns: [managed("A"), managed("service-role/B"), idOf("policy")],
                }),
                policy,
            ],
            { managed: ["A", "B"], documents: ["s3:*"] },
        ],
        [
            "are its inline ones",
            [role({ inlinePolicies: [{ name: "own", policy: text("ssm:*") }] })],
            { documents: ["ssm:*"] },
        ],
        [
            "are in doubt where an inline one is",
            [role({ inlinePolicies: [unknown.object] })],
            { documents: [later("inlinePolicies[0] of role role")] },
        ],
        [
            "are those of resources of their own",
            [role(), of(awsTypes.rolePolicy, "own", { role: idOf("role"), policy: text("ssm:*") })],
            { documents: ["ssm:*"] },
        ],
        [
            "are none of another role's",
            [role(), of(awsTypes.rolePolicy, "own", { role: "elsewhere", policy: text("ssm:*") })],
            {},
        ],
        [
            "are those that are attached",
            [role(), attachment({ role: idOf("role"), policyArn: managed("A") })],
            { managed: ["A"] },
        ],
        [
            "are those that are attached by the role's name",
            [role(), attachment({ role: "role", policyArn: managed("A") })],
            { managed: ["A"] },
        ],
        ["are none where nothing is attached", [role(), attachment({ role: idOf("role") })], {}],
        [
            "are none that are attached to another role",
            [role(), attachment({ role: "elsewhere", policyArn: managed("A") })],
            {},
        ],
        [
            "are foreign if nobody here has their text",
            [
                role(),
                attachment({
                    role: idOf("role"),
                    policyArn: "arn:aws:iam::111122223333:policy/own",
                }),
            ],
            {
                foreign: [
                    'external: policyArn of role policy attachment attachment is "arn:aws:iam::111122223333:policy/own", a policy outside this stack',
                ],
            },
        ],
        [
            "are foreign while only the update tells which",
            [role(), attachment({ role: idOf("role"), policyArn: unknown.string })],
            { foreign: [later("policyArn of role policy attachment attachment")] },
        ],
        [
            "may be those that are attached to nobody knows which role",
            [role(), attachment({ role: unknown.string, policyArn: managed("A") })],
            { foreign: [later("role of role policy attachment attachment")] },
        ],
        [
            "are those that are attached to a list of roles",
            [
                role(),
                of(awsTypes.policyAttachment, "attachment", {
                    roles: [idOf("role"), "elsewhere"],
                    policyArn: managed("A"),
                }),
            ],
            { managed: ["A"] },
        ],
        [
            "are those of the stack that are attached to a list of roles",
            [
                role(),
                policy,
                of(awsTypes.policyAttachment, "attachment", {
                    roles: [idOf("role")],
                    policyArn: idOf("policy"),
                }),
            ],
            { documents: ["s3:*"] },
        ],
        [
            "are those of the stack that are attached to it",
            [role(), policy, attachment({ role: idOf("role"), policyArn: idOf("policy") })],
            { documents: ["s3:*"] },
        ],
        [
            "may be those that are attached to a list of nobody knows whom",
            [
                role(),
                of(awsTypes.policyAttachment, "attachment", {
                    roles: [unknown.string],
                    policyArn: managed("A"),
                }),
            ],
            { foreign: [later("roles[0] of policy attachment attachment")] },
        ],
        [
            "may be those that are attached to one of two roles",
            [
                role(),
                of(awsTypes.role, "other"),
                of(awsTypes.policyAttachment, "attachment", {
                    roles: [idOf("role", "other")],
                    policyArn: managed("A"),
                }),
            ],
            {
                foreign: [
                    "unknown: nobody can tell whether roles of policy attachment attachment has this role",
                ],
            },
        ],
        [
            "are bounded by one of the stack",
            [role({ permissionsBoundary: idOf("policy") }), policy],
            { boundary: 1 },
        ],
        [
            "are bounded by one outside the stack",
            [role({ permissionsBoundary: "arn:aws:iam::111122223333:policy/own" })],
            {
                boundary:
                    'external: permissionsBoundary of role role is "arn:aws:iam::111122223333:policy/own", a policy outside this stack',
            },
        ],
    ];
    for (const [title, resources, expected] of rows) {
        it(title, () => assert.deepEqual(read(resources), { ...none, ...expected }));
    }
});
