import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { awsTypes } from "../../policy/network/types";
import { environmentOf } from "../../tools/pulumi/findPulumi";
import { makeTemporaryFolder, type TemporaryFolder } from "../../tools/temporaryFolder";
import { type Outcome, runCommand, succeeded } from "../support/command";
import { inDays } from "../support/dates";
import { findingsIn, PACK, pulumiCli } from "../support/engine";
import { broken, correct, instance, subnet, table } from "../support/shopState";
import { snippetsIn } from "../support/snippets";
import { listedRoute, type StateResource, secret, stateOf, stateUrn } from "../support/stateFile";

const everything = stateOf(...correct, ...Object.values(broken));
const findings = [
    "advisory instance-metadata-v2 keyed",
    "mandatory endpoint-private-dns logs",
    "mandatory no-internet-gateway internet",
    "mandatory no-internet-route to-internet",
    "mandatory no-public-ip address",
    "mandatory no-public-ip public-subnet",
    "mandatory no-ssh-ingress inline-group",
    "mandatory no-ssh-ingress old-rule",
    "mandatory no-ssh-ingress ssh",
    "mandatory no-ssh-key keyed",
];

describe("pulumi policy analyze", function () {
    this.timeout(60_000);
    let folder: TemporaryFolder;

    const pulumi = async (args: string[], environment: Record<string, string>) => {
        const cli = await pulumiCli();
        const home = join(folder.path, "home");
        return runCommand(cli.command, [...args, "--cwd", folder.path, "--non-interactive"], {
            ...environmentOf(cli),
            HOME: home,
            PULUMI_HOME: home,
            ...environment,
        });
    };
    const fileWith = (content: object, name = "state.json") => {
        const file = join(folder.path, name);
        writeFileSync(file, JSON.stringify(content));
        return file;
    };
    /** Analyzes a state file where nobody is logged in, without stack, program and passphrase. */
    const analyze = (state: object, ...args: string[]): Promise<Outcome> => {
        const file = ["--file", fileWith(state)];
        return pulumi(["policy", "analyze", ...file, "--policy-pack", PACK, ...args], {});
    };

    beforeEach(() => {
        folder = makeTemporaryFolder();
        mkdirSync(join(folder.path, "home"));
    });

    afterEach(() => folder.remove());

    it("finds everything in a state file, once, where it is declared, and fails", async () => {
        const { status, stdout, stderr } = await analyze(everything);
        assert.deepEqual(findingsIn(stdout), findings);
        assert.match(stderr, /error: one or more mandatory policy violations were found/);
        assert.notEqual(status, 0);
    });

    it("takes a state without resources for one without violations", async () => {
        const { stderr } = succeeded(await analyze({ version: 3, deployment: { resources: [] } }));
        assert.match(stderr, /has no resources; nothing to analyze/);
    });

    it("does not judge what is pending deletion, but what has taken its place", async () => {
        const leftOver = (resource: StateResource): StateResource => ({
            ...resource,
            id: `${resource.id}-old`,
            delete: true,
        });
        const { status, stdout } = await analyze(
            stateOf(
                leftOver({ ...subnet, inputs: broken.publicSubnet.inputs }),
                ...correct,
                leftOver({ ...broken.publicSubnet, inputs: { ...subnet.inputs } }),
                broken.publicSubnet,
                ...[broken.internet, broken.inlineGroup, broken.toInternet, broken.logs].map(
                    leftOver,
                ),
            ),
        );
        assert.deepEqual(findingsIn(stdout), ["mandatory no-public-ip public-subnet"]);
        assert.notEqual(status, 0);
    });

    it("judges what a program only reads by its existence, and else by its outputs", async () => {
        const read = ({ type, name, id, inputs, outputs }: StateResource): StateResource => ({
            type,
            name: `read-${name}`,
            id: `${id}-read`,
            outputs: { ...inputs, ...outputs },
            external: true,
        });
        const outputs = { routes: [listedRoute({ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0c1" })] };
        const balancer = { type: awsTypes.lbLoadBalancer, name: "balancer", id: "arn:aws:lb" };
        const { stdout } = await analyze(
            stateOf(
                ...[...correct, broken.internet, broken.address, broken.logs].map(read),
                read({ ...table, name: "open-table", outputs }),
                // What these leave out means nothing without inputs; what they set, the outputs tell.
                ...[broken.publicSubnet, broken.inlineGroup, broken.ssh, broken.keyed].map(read),
                read({ ...balancer, outputs: { internal: true } }),
            ),
        );
        assert.deepEqual(findingsIn(stdout), [
            "mandatory endpoint-private-dns read-logs",
            "mandatory no-internet-gateway read-internet",
            "mandatory no-internet-route read-open-table",
            "mandatory no-public-ip read-address",
            "mandatory no-ssh-ingress read-ssh",
        ]);
    });

    it("takes levels, policies switched off and waivers from the configuration", async () => {
        const waiver = {
            policy: "no-public-ip",
            urn: stateUrn(broken.address),
            reason: "the partner admits a fixed address only",
            expires: inDays(7),
            approvedBy: "me",
        };
        const config = {
            all: "advisory",
            "no-public-ip": "mandatory",
            "no-ssh-ingress": "disabled",
            settings: { waivers: [waiver] },
        };
        const args = ["--policy-pack-config", fileWith(config, "config.json")];
        const { status, stdout } = await analyze(everything, ...args);
        assert.deepEqual(
            findingsIn(stdout),
            // A level for all of them switches on what is off by default.
            [...findings, "advisory proof-summary shop-prod"]
                .filter((finding) => !finding.includes("no-ssh-ingress"))
                .map((finding) =>
                    finding.endsWith("public-subnet")
                        ? finding
                        : finding.replace("mandatory", "advisory"),
                )
                .sort(),
        );
        assert.equal(stdout.match(/ WAIVED until /g)?.length, 1);
        assert.notEqual(status, 0);
        succeeded(await analyze(stateOf(...correct, broken.address), ...args));
    });

    it("judges nothing with a configuration that is wrong, and says what is", async () => {
        const config = fileWith({ settings: { waivers: "none" } }, "config.json");
        const outcome = await analyze(stateOf(...correct), "--policy-pack-config", config);
        assert.match(outcome.stdout + outcome.stderr, /settings: waivers: Invalid type/);
        assert.doesNotMatch(outcome.stdout, /✅/);
        assert.notEqual(outcome.status, 0);
    });

    describe("of a stack", () => {
        const environment = () => ({
            PULUMI_BACKEND_URL: `file://${join(folder.path, "home")}`,
            PULUMI_CONFIG_PASSPHRASE: "of this test",
        });
        const onStack = (...args: string[]) => pulumi([...args, "--stack", "prod"], environment());
        /** With the stack's own key, of which `stack init` writes the salt beside the program. */
        const importStack = async (state: ReturnType<typeof stateOf>) => {
            writeFileSync(join(folder.path, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
            succeeded(await pulumi(["stack", "init", "prod"], environment()));
            const settings = readFileSync(join(folder.path, "Pulumi.prod.yaml"), "utf8");
            const { encryptionsalt: salt } = load(settings) as { encryptionsalt: string };
            const secrets_providers = { type: "passphrase", state: { salt } };
            const deployment = { ...state.deployment, secrets_providers };
            const file = fileWith({ ...state, deployment });
            succeeded(await onStack("stack", "import", "--file", file));
        };
        const analyzeStack = (...args: string[]) =>
            onStack("policy", "analyze", "--policy-pack", PACK, ...args);

        it("finds the same, and tells it as JSON", async () => {
            await importStack(everything);
            const { status, stdout } = await analyzeStack("--json");
            const events = stdout
                .trim()
                .split("\n")
                .map((line) => JSON.parse(line));
            assert.deepEqual(
                events
                    .flatMap(({ policyEvent: event }) => event ?? [])
                    .map(
                        ({ enforcementLevel, policyName, resourceUrn }) =>
                            `${enforcementLevel} ${policyName} ${resourceUrn.split("::").at(-1)}`,
                    )
                    .sort(),
                findings,
            );
            assert.equal(events.at(-1).summaryEvent.result, "failed");
            assert.notEqual(status, 0);
        });

        it("decrypts secrets, which the exported file alone does not tell", async () => {
            const closed = {
                ...instance,
                inputs: { ...instance.inputs, associatePublicIpAddress: secret(false) },
            };
            await importStack(
                stateOf(...correct.filter(({ name }) => name !== closed.name), closed),
            );
            const { stdout: analyzed } = succeeded(await analyzeStack());
            assert.deepEqual(findingsIn(analyzed), []);
            const { stdout: exported } = succeeded(await onStack("stack", "export"));
            const { status, stdout } = await analyze(JSON.parse(exported));
            assert.deepEqual(findingsIn(stdout), ["mandatory no-public-ip instance"]);
            assert.match(
                stdout,
                /Cannot be proved: associatePublicIpAddress is a secret that is not decrypted\./,
            );
            assert.match(stdout, /Analyze where Pulumi can decrypt the secrets of the stack\./);
            assert.notEqual(status, 0);
        });

        it("passes a correct one, with every command that its page shows", async () => {
            await importStack(stateOf(...correct));
            symlinkSync(PACK, join(folder.path, "policy"));
            const shown = snippetsIn("docs/policy-analyze.md");
            const inLanguage = (language: string) =>
                shown.filter((snippet) => snippet.language === language).map(({ text }) => text);
            const [config = ""] = inLanguage("json");
            writeFileSync(join(folder.path, "policy-config.json"), config);
            const cli = await pulumiCli();
            // What a refresh does is tested elsewhere; this state's resources exist nowhere.
            const notRefreshed = 'pulumi() { [ "$1" = refresh ] || command pulumi "$@"; }';
            for (const commands of inLanguage("sh")) {
                const script = ["set -e", `cd ${folder.path}`, notRefreshed, commands].join("\n");
                const { stdout } = succeeded(
                    await runCommand("sh", ["-c", script], {
                        ...environmentOf(cli),
                        ...environment(),
                        PULUMI_HOME: join(folder.path, "home"),
                    }),
                );
                // The level for all of them that the page shows switches on the summary.
                const isForAll = commands.includes("--policy-pack-config");
                assert.deepEqual(
                    findingsIn(stdout),
                    isForAll ? ["advisory proof-summary shop-prod"] : [],
                );
            }
            const last = readFileSync(join(folder.path, "findings.json"), "utf8");
            assert.match(last, /^[^\n]*"summaryEvent":[^\n]*"result":"succeeded"[^\n]*\n$/);
        });
    });
});
