import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { awsTypes } from "../policy/network/types";
import { createPolicies } from "../policy/policies";
import { makeTemporaryFolder } from "../tools/temporaryFolder";
import { ROOT } from "./support/command";
import { allows, type PolicyJson } from "./support/iam";
import { named, type Recording, record } from "./support/mocks";
import { analyze } from "./support/policyServer";
import { runSnippet, snippetsIn } from "./support/snippets";
import { CI_PAGE, ownWorkflows, shownForGitLab, shownWorkflows } from "./support/workflows";

const shown = (language: string) =>
    snippetsIn(CI_PAGE).filter((snippet) => snippet.language === language);
const policies = shown("json").map(({ text }) => JSON.parse(text) as PolicyJson);
const [preview, drift] = policies as [PolicyJson, PolicyJson];

describe("the page on continuous integration", () => {
    it("shows the workflows of this repository, but for the pack's folder", () => {
        const own = new Map(ownWorkflows().map(({ place, text }) => [place, text]));
        const others = shownWorkflows().map(({ text }) => text);
        for (const name of ["preview", "deploy", "drift"]) {
            const text = own.get(`.github/workflows/${name}.yml`) ?? "";
            const ofOthers = text.replace(
                /^ {2}POLICY_PACK: policy$/m,
                "  POLICY_PACK: node_modules/ssm-only-policy",
            );
            assert.notEqual(ofOthers, text);
            assert.ok(others.includes(ofOthers), `${CI_PAGE} does not show ${name}.yml as it is`);
        }
    });

    it("shows findings as the pack words them", async () => {
        const resource = {
            type: awsTypes.instance,
            name: "broken",
            inputs: { associatePublicIpAddress: true },
        };
        const findings = await analyze(createPolicies(), [resource], "known");
        const message = findings.find(({ policy }) => policy === "no-public-ip")?.message ?? "none";
        const [text = ""] = shown("text").map(({ text }) => text);
        assert.deepEqual(
            text
                .split("\n")
                .slice(3, -1)
                .map((line) => line.trim()),
            message.split("\n"),
        );
    });
});

describe("the roles on the page on continuous integration", () => {
    const ROLE = "arn:aws:iam::111122223333:role/preview";
    const may = (action: string, resource: string, ...held: PolicyJson[]) =>
        allows(ROLE, held, { action, resource, context: {} });
    const state = "arn:aws:s3:::acme-pulumi-state";

    it("are two, of which each may only read", () => {
        assert.equal(policies.length, 2);
        const actions = policies
            .flatMap(({ Statement }) => Statement)
            .flatMap(({ Action }) => Action);
        const writing = actions.filter(
            (action) => !/^[a-z0-9]+:((Describe|Get|List)\w*\*?|Decrypt)$/.test(action),
        );
        assert.deepEqual(writing, []);
    });

    it("let a preview read its state and look up what the component asks for", async () => {
        for (const [action, resource] of [
            ["s3:ListBucket", state],
            ["s3:GetObject", `${state}/.pulumi/stacks/network/dev.json`],
            ["ec2:DescribeAvailabilityZones", "*"],
            ["ec2:DescribeVpcEndpointServices", "*"],
        ] as const) {
            assert.equal(await may(action, resource, preview), true, action);
        }
    });

    it("let nothing be written, and no other data be read", async () => {
        for (const [action, resource] of [
            ["s3:PutObject", `${state}/.pulumi/stacks/network/dev.json`],
            ["s3:GetObject", "arn:aws:s3:::acme-customers/list.csv"],
            ["ec2:CreateVpc", "arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-1"],
            ["iam:CreateRole", "arn:aws:iam::111122223333:role/other"],
            ["kms:Decrypt", "arn:aws:kms:eu-central-1:111122223333:key/other"],
            ["ssm:GetParameter", "arn:aws:ssm:eu-central-1:111122223333:parameter/password"],
        ] as const) {
            assert.equal(await may(action, resource, preview, drift), false, action);
        }
    });

    describe("as its program makes them", () => {
        let made: Recording<unknown>;

        before(async () => {
            const [program, ...others] = shown("ts");
            assert.ok(program && others.length === 0);
            const folder = makeTemporaryFolder();
            const before = process.cwd();
            for (const [index, name] of ["preview-role", "drift-role"].entries()) {
                writeFileSync(join(folder.path, `${name}.json`), JSON.stringify(policies[index]));
            }
            process.chdir(folder.path);
            try {
                made = await record(async () => runSnippet(program));
            } finally {
                process.chdir(before);
                folder.remove();
            }
            assert.deepEqual(made.errors, []);
        });

        for (const [name, purpose] of [
            ["preview", "pull_request"],
            ["drift", "ref:refs/heads/main"],
        ] as const) {
            it(`trust one purpose of one repository: ${name}`, () => {
                const trust = named(made, name).inputs.assumeRolePolicy as {
                    Statement: { Condition: unknown }[];
                };
                const issuer = "token.actions.githubusercontent.com";
                const subject = `repo:acme@123456/network@456789:${purpose}`;
                assert.deepEqual(
                    trust.Statement.map(({ Condition }) => Condition),
                    [
                        {
                            StringEquals: {
                                [`${issuer}:aud`]: "sts.amazonaws.com",
                                [`${issuer}:sub`]: subject,
                            },
                        },
                    ],
                );
                const page = readFileSync(join(ROOT, CI_PAGE), "utf8");
                assert.ok(page.includes(`| \`${subject}\` | \`repo:acme/network:${purpose}\` |`));
            });
        }

        it("hold the policies that the page shows", () => {
            const held = (name: string) => JSON.parse(String(named(made, name).inputs.policy));
            assert.deepEqual(held("preview-preview-role.json"), preview);
            assert.deepEqual(held("drift-preview-role.json"), preview);
            assert.deepEqual(held("drift-drift-role.json"), drift);
        });
    });
});

describe("the pipeline for GitLab", () => {
    interface Job {
        readonly extends: string;
        readonly stage: string;
        readonly script: readonly string[];
        readonly rules: readonly { readonly if: string; readonly when?: string }[];
        readonly variables: Readonly<Record<string, string>>;
    }
    const pipeline = load(shownForGitLab().text) as Record<string, unknown>;
    const job = (name: string) => pipeline[name] as Job;
    const names = ["preview", "up", "drift"];

    it("has a job for each stage, and each runs the CLI by a role of its own", () => {
        assert.deepEqual(
            pipeline.stages,
            names.map((name) => job(name).stage),
        );
        const roles = names.map((name) => job(name).variables.AWS_ROLE_ARN?.split("/")[1]);
        assert.deepEqual(roles, ["preview", "deploy", "drift"]);
        for (const name of names) {
            assert.equal(job(name).extends, ".pulumi");
            assert.match(job(name).script.join("\n"), /^ *pulumi /m);
        }
    });

    it("updates only when somebody says so, on the default branch", () => {
        const manual = names.filter((name) => job(name).rules[0]?.when === "manual");
        assert.deepEqual(manual, ["up"]);
        assert.match(job("up").rules[0]?.if ?? "", /\$CI_COMMIT_BRANCH == \$CI_DEFAULT_BRANCH$/);
    });

    it("asks for a token for AWS, and hands it over as a file", () => {
        const { id_tokens, before_script } = pipeline[".pulumi"] as {
            id_tokens: unknown;
            before_script: string[];
        };
        assert.deepEqual(id_tokens, { AWS_TOKEN: { aud: "sts.amazonaws.com" } });
        assert.match(before_script.join("\n"), /"\$AWS_TOKEN" > "\$AWS_WEB_IDENTITY_TOKEN_FILE"$/);
    });
});
