import assert from "node:assert/strict";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import type * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { awsTypes } from "../../policy/network/types";
import { createPolicies } from "../../policy/policies";
import { environmentOf } from "../../tools/pulumi/findPulumi";
import { makeTemporaryFolder, type TemporaryFolder } from "../../tools/temporaryFolder";
import { runCommand, succeeded } from "../support/command";
import { type EngineStack, findingsIn, openEngineStack, PACK, pulumiCli } from "../support/engine";
import { startPack } from "../support/packProcess";
import { findingOf, type Resource, resourceRequest, urnOf } from "../support/policyServer";
import { type Publication, startPolicyService } from "../support/policyService";

const requireOfPack = createRequire(join(PACK, "package.json"));
const { Empty } = requireOfPack("google-protobuf/google/protobuf/empty_pb");
const { version } = requireOfPack("./package.json");

/** The files in a folder and below, without installed packages and what was compiled. */
function filesIn(folder: string, ...without: string[]): string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
        .filter((file) => !without.some((name) => file.startsWith(`${name}/`)))
        .sort();
}

/** `pulumi policy publish acme`, from the repository, to a service that keeps what it gets. */
async function publish(home: string): Promise<Publication> {
    const service = await startPolicyService();
    try {
        const cli = await pulumiCli();
        succeeded(
            await runCommand(cli.command, ["policy", "publish", "acme", "--cwd", PACK], {
                ...process.env,
                ...environmentOf(cli),
                PULUMI_ACCESS_TOKEN: "token",
                PULUMI_BACKEND_URL: service.url,
                PULUMI_HOME: home,
                PULUMI_SKIP_UPDATE_CHECK: "true",
            }),
        );
        return service.published();
    } finally {
        await service.close();
    }
}

describe("the published pack", function () {
    this.timeout(120_000);
    let folder: TemporaryFolder;
    let publication: Publication;
    /** The pack where `npm install` puts it, in a folder that was empty. */
    let installed: string;

    before(async () => {
        folder = makeTemporaryFolder();
        publication = await publish(join(folder.path, "home"));
        const tarball = join(folder.path, "pack.tgz");
        writeFileSync(tarball, publication.tarball);
        const elsewhere = join(folder.path, "elsewhere");
        const options = ["--prefer-offline", "--no-audit", "--no-fund", "--prefix", elsewhere];
        succeeded(await runCommand("npm", ["install", ...options, tarball], process.env));
        installed = join(elsewhere, "node_modules", "ssm-only-policy");
    });

    after(() => folder.remove());

    it("is described to the service with its version and every policy", () => {
        const { described, isComplete } = publication;
        assert.equal(described.name, "ssm-only");
        assert.equal(described.versionTag, version);
        assert.deepEqual(
            described.policies.map(({ name }) => name).sort(),
            createPolicies()
                .map(({ name }) => name)
                .sort(),
        );
        assert.ok(isComplete);
    });

    it("consists of the compiled sources and what it takes to start them, and nothing else", () => {
        const compiled = filesIn(PACK, "node_modules", "dist")
            .filter((file) => file.endsWith(".ts"))
            .map((file) => `dist/${file.replace(/ts$/, "js")}`);
        assert.deepEqual(
            filesIn(installed, "node_modules"),
            ["PulumiPolicy.yaml", "README.md", "package.json", "start.js", ...compiled].sort(),
        );
    });

    it("installs no compiler", () => {
        const packages = readdirSync(join(installed, ".."));
        assert.ok(packages.includes("@pulumi"));
        assert.deepEqual(
            packages.filter((name) => name === "typescript" || name === "ts-node"),
            [],
        );
    });

    it("starts, tells its name and version, and judges", async () => {
        const pack = await startPack(installed);
        try {
            const info = await pack.ask<analyzer.AnalyzerInfo>("getAnalyzerInfo", new Empty());
            assert.deepEqual([info.getName(), info.getVersion()], ["ssm-only", version]);
            const eip: Resource = { type: awsTypes.eip, name: "eip" };
            const answer = await pack.ask<analyzer.AnalyzeResponse>(
                "analyze",
                resourceRequest(eip, [eip], "known"),
            );
            assert.deepEqual(
                answer.getDiagnosticsList().map((diagnostic) => {
                    const { policy, urn, level } = findingOf(diagnostic);
                    return { policy, urn, level };
                }),
                [{ policy: "no-public-ip", urn: urnOf(eip), level: "mandatory" }],
            );
        } finally {
            await pack.stop();
        }
    });

    describe("in a preview of the real engine", () => {
        let stack: EngineStack;

        before(async () => {
            stack = await openEngineStack(join(__dirname, "programs", "sabotage"));
        });

        after(() => stack.close());

        it("passes a correct network", async () => {
            const outcome = await stack.run("preview", "--policy-pack", installed);
            const { stdout } = succeeded(outcome);
            assert.match(stdout, /✅ ssm-only@v\S+ \(local: .*ssm-only-policy\)/);
            assert.deepEqual(findingsIn(stdout), []);
        });

        it("rejects an endpoint without private DNS", async () => {
            stack.configure({
                "aws:region": "eu-central-1",
                "sabotage:sabotage": "no-private-dns",
            });
            const { status, stdout } = await stack.run("preview", "--policy-pack", installed);
            assert.deepEqual(findingsIn(stdout), ["mandatory endpoint-private-dns broken"]);
            assert.notEqual(status, 0);
        });
    });

    describe("packed without having been compiled", () => {
        it("does not start, and says what to do", async () => {
            rmSync(join(installed, "dist"), { recursive: true });
            await assert.rejects(
                startPack(installed),
                /ssm-only-policy was packed before .* no dist.* `npm run pack:policy`/,
            );
        });
    });
});
