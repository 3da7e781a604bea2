import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environmentOf } from "../../tools/pulumi/findPulumi";
import { makeTemporaryFolder, type TemporaryFolder } from "../../tools/temporaryFolder";
import { runCommand, succeeded } from "../support/command";
import { pulumiCli } from "../support/engine";
import { type PolicyService, startPolicyService } from "../support/policyService";
import { snippetsIn } from "../support/snippets";

const shown = snippetsIn("docs/organization.md");
const inLanguage = (language: string) =>
    shown.filter((snippet) => snippet.language === language).map(({ text }) => text);

describe("the page on whole organisations", function () {
    this.timeout(60_000);
    let folder: TemporaryFolder;
    let service: PolicyService;

    /** Runs a command of the page beside its configuration, logged in to a stand-in for Pulumi Cloud. */
    const run = async (command: string) => {
        const cli = await pulumiCli();
        return runCommand("sh", ["-c", `cd ${folder.path} && ${command}`], {
            ...environmentOf(cli),
            HOME: folder.path,
            PULUMI_ACCESS_TOKEN: "token",
            PULUMI_BACKEND_URL: service.url,
            PULUMI_HOME: join(folder.path, "home"),
            PULUMI_SKIP_UPDATE_CHECK: "true",
        });
    };

    before(async () => {
        folder = makeTemporaryFolder();
        mkdirSync(join(folder.path, "policy-config"));
        service = await startPolicyService();
    });

    after(async () => {
        await service.close();
        folder.remove();
    });

    it("shows configurations that the pack's schema admits, and no other one passes", async () => {
        const configs = inLanguage("json");
        assert.equal(configs.length, 3);
        for (const config of [...configs, '{ "settings": { "external": "never" } }']) {
            writeFileSync(join(folder.path, "config.json"), config);
            const outcome = await run(
                "pulumi policy validate-config acme/ssm-only 0.1.0 --config config.json",
            );
            assert.equal(outcome.status === 0, configs.includes(config), config + outcome.stderr);
        }
    });

    it("asks of Pulumi Cloud what it says", async () => {
        const [advisory = "", , all = ""] = inLanguage("json");
        writeFileSync(join(folder.path, "policy-config", "advisory.json"), advisory);
        writeFileSync(join(folder.path, "policy-config", "default.json"), all);
        const before = service.requests().length;
        const commands = inLanguage("sh")
            .flatMap((text) => text.split("\n"))
            .filter((line) => /^pulumi policy (group|enable|disable) /.test(line));
        for (const command of commands) {
            succeeded(await run(command));
        }
        const group = "/api/orgs/acme/policygroups";
        const pack = { name: "ssm-only", versionTag: "0.1.0" };
        assert.deepEqual(
            service
                .requests()
                .slice(before)
                .filter(({ sent }) => sent !== undefined),
            [
                {
                    asked: `POST ${group}`,
                    sent: {
                        name: "network-canary",
                        entityType: "stacks",
                        mode: "preventative",
                    },
                },
                {
                    asked: `PATCH ${group}/network-canary`,
                    sent: { stacks: [{ name: "dev", routingProject: "shop" }] },
                },
                {
                    asked: `PATCH ${group}/network-canary`,
                    sent: {
                        addPolicyPack: {
                            ...pack,
                            config: { all: { enforcementLevel: "advisory" } },
                        },
                    },
                },
                {
                    asked: `PATCH ${group}/network-canary`,
                    sent: { removePolicyPack: { name: "ssm-only" } },
                },
                {
                    asked: `PATCH ${group}/default-policy-group`,
                    sent: {
                        addPolicyPack: {
                            ...pack,
                            config: {
                                "instance-metadata-v2": { enforcementLevel: "mandatory" },
                                "unused-waivers": { enforcementLevel: "disabled" },
                            },
                        },
                    },
                },
            ],
        );
    });

    it("stops a draft of waivers, and no other configuration", async () => {
        const [check = ""] = inLanguage("sh");
        assert.equal((await run(check)).status, 0);
        const draft = join(folder.path, "policy-config", "draft.json");
        writeFileSync(draft, '{ "reason": "TO REVIEW: An Elastic IP is a public IPv4 address." }');
        assert.notEqual((await run(check)).status, 0);
    });
});
