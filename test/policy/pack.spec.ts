import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServiceError } from "@grpc/grpc-js";
import type * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { awsTypes } from "../../policy/network/types";
import { analyzeRequest, findingOf, type Resource, urnOf } from "../support/policyServer";

const policyFolder = join(__dirname, "../../policy");
const requireOfPack = createRequire(join(policyFolder, "package.json"));
const grpc = requireOfPack("@grpc/grpc-js");
const { AnalyzerClient } = requireOfPack("@pulumi/pulumi/proto/analyzer_grpc_pb");
const { Empty } = requireOfPack("google-protobuf/google/protobuf/empty_pb");

/** Starts the pack as the CLI does, and waits for the port that it prints. */
async function start(folder: string): Promise<{ pack: ChildProcess; port: string }> {
    const runner = join(folder, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
    const pack = spawn(process.execPath, [runner, "127.0.0.1:1", folder], { cwd: folder });
    const output: Buffer[] = [];
    pack.stderr.on("data", (chunk) => output.push(chunk));
    const port = await new Promise<string>((resolve, reject) => {
        pack.stdout.on("data", (chunk) => {
            output.push(chunk);
            const [, line] = /^(\d+)\n/.exec(String(chunk)) ?? [];
            if (line) {
                resolve(line);
            }
        });
        pack.once("exit", (code) => {
            reject(new Error(`The pack ended with ${code}:\n${Buffer.concat(output)}`));
        });
    });
    return { pack, port };
}

async function stop(pack: ChildProcess): Promise<void> {
    const ended = new Promise((resolve) => pack.once("exit", resolve));
    pack.kill();
    await ended;
}

/** A copy of what the package publishes, outside the repository, with the dependencies at hand. */
async function copyOfPackage(): Promise<string> {
    const folder = join(await mkdtemp(join(tmpdir(), "ssm-only-")), "policy");
    const { files } = JSON.parse(await readFile(join(policyFolder, "package.json"), "utf8"));
    await mkdir(folder);
    for (const pattern of ["package.json", ...files]) {
        const name = String(pattern).replace(/\/\*\*\/\*\.ts$/, "");
        await cp(join(policyFolder, name), join(folder, name), { recursive: true });
    }
    await symlink(join(policyFolder, "node_modules"), join(folder, "node_modules"));
    return folder;
}

describe("the pack", function () {
    // The SDK compiles it with type checks at every start, which takes seconds.
    this.timeout(90_000);

    for (const where of ["in the repository", "as published, outside the repository"]) {
        it(`starts ${where}, describes itself, judges, and stops`, async () => {
            const isCopy = where !== "in the repository";
            const folder = isCopy ? await copyOfPackage() : policyFolder;
            try {
                const { pack, port } = await start(folder);
                try {
                    await checkPack(port);
                } finally {
                    await stop(pack);
                }
            } finally {
                if (isCopy) {
                    await rm(join(folder, ".."), { recursive: true });
                }
            }
        });
    }
});

async function checkPack(port: string): Promise<void> {
    const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    const ask = <T>(method: string, request: unknown): Promise<T> =>
        new Promise((resolve, reject) => {
            client[method](request, (error: ServiceError | null, response: T) =>
                error ? reject(error) : resolve(response),
            );
        });

    const info = await ask<analyzer.AnalyzerInfo>("getAnalyzerInfo", new Empty());
    const { version } = JSON.parse(await readFile(join(policyFolder, "package.json"), "utf8"));
    assert.equal(info.getName(), "ssm-only");
    assert.equal(info.getVersion(), version);
    assert.deepEqual(
        info.getPoliciesList().map((policy) => [policy.getName(), policy.getEnforcementlevel()]),
        [
            ["waivers", 1],
            ["no-public-ip", 1],
            ["no-ssh-ingress", 1],
            ["no-internet-gateway", 1],
            ["no-internet-route", 1],
            ["endpoint-private-dns", 1],
            ["no-ssh-key", 1],
            ["instance-metadata-v2", 0],
            ["unused-waivers", 0],
        ],
    );

    const eip: Resource = { type: awsTypes.eip, name: "eip" };
    const response = await ask<analyzer.AnalyzeResponse>("analyze", analyzeRequest(eip));
    assert.deepEqual(
        response.getDiagnosticsList().map((diagnostic) => {
            const { policy, urn, level } = findingOf(diagnostic);
            return { policy, urn, level };
        }),
        [{ policy: "no-public-ip", urn: urnOf(eip), level: "mandatory" }],
    );
    client.close();
}
