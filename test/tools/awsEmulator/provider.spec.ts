import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import {
    PluginAttach as Attach,
    type PluginAttach,
    type PluginInfo,
} from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { startAwsEmulator } from "../../../tools/awsEmulator";
import {
    answer,
    connect,
    type EngineClient,
    fromStruct,
    toStruct,
    type Values,
} from "./engineClient";

describe("the AWS emulator as a provider", () => {
    let engine: EngineClient;
    let close: () => Promise<void>;

    beforeEach(async () => {
        const emulator = await startAwsEmulator();
        engine = connect(emulator.port);
        close = async () => {
            engine.close();
            await emulator.close();
        };
    });

    afterEach(() => close());

    async function checkConfig(config: Values) {
        const request = new messages.CheckRequest();
        request.setNews(toStruct(config));
        const response = await answer<messages.CheckResponse>((done) =>
            engine.raw.checkConfig(request, done),
        );
        return {
            inputs: fromStruct(response.getInputs()),
            failures: response.getFailuresList().map((failure) => failure.toObject()),
        };
    }

    it("accepts a configuration with a Region", async () => {
        const config = { region: "us-gov-west-1", skipMetadataApiCheck: "true" };
        assert.deepEqual(await checkConfig(config), { inputs: config, failures: [] });
    });

    for (const [region, problem] of [
        [undefined, "No Region"],
        ["us-est-1", 'Unknown Region "us-est-1"'],
    ]) {
        it(`refuses a configuration with ${problem}`, async () => {
            const { failures } = await checkConfig(region ? { region } : {});
            assert.equal(failures.length, 1);
            assert.equal(failures[0]?.property, "region");
            assert.ok(
                failures[0]?.reason.startsWith(
                    `aws:region: ${problem}: the emulator knows us-east-1, us-east-2, `,
                ),
                failures[0]?.reason,
            );
            assert.ok(
                failures[0]?.reason.endsWith(
                    "Set it with `pulumi config set aws:region us-east-1`, or as `region` of an " +
                        "explicit provider.",
                ),
            );
        });
    }

    it("replaces its resources when its Region changes", async () => {
        const request = new messages.DiffRequest();
        request.setOldInputs(toStruct({ region: "us-east-1", profile: "a" }));
        request.setNews(toStruct({ region: "us-east-2", profile: "b" }));
        const response = await answer<messages.DiffResponse>((done) =>
            engine.raw.diffConfig(request, done),
        );
        assert.deepEqual(response.getReplacesList(), ["region"]);
        assert.deepEqual(response.getDiffsList(), ["profile", "region"]);
    });

    it("does nothing before it is configured", async () => {
        await assert.rejects(engine.check("aws:ec2/vpc:Vpc", {}), {
            message: "The provider is not configured: Configure comes first.",
        });
    });

    it("tells the engine what it understands", async () => {
        const response = await engine.configure({ region: "us-east-1" });
        assert.deepEqual(response.toObject(), {
            acceptoutputs: true,
            acceptresources: true,
            acceptsecrets: true,
            supportsAutonamingConfiguration: false,
            supportspreview: true,
        });
    });

    it("says through the engine that AWS is emulated", async () => {
        const logged: string[] = [];
        const host = new Server();
        host.addService(EngineService, {
            log: (
                call: { request: LogRequest },
                callback: (error: null, response: Empty) => void,
            ) => {
                logged.push(call.request.getMessage());
                callback(null, new Empty());
            },
        });
        const port = await new Promise<number>((resolve, reject) => {
            const credentials = ServerCredentials.createInsecure();
            host.bindAsync("127.0.0.1:0", credentials, (error, bound) =>
                error ? reject(error) : resolve(bound),
            );
        });
        const attach: PluginAttach = new Attach();
        attach.setAddress(`127.0.0.1:${port}`);
        await answer<Empty>((done) => engine.raw.attach(attach, done));
        await engine.configure({ region: "us-east-1" });
        host.forceShutdown();
        assert.deepEqual(logged, [
            "AWS is emulated: nothing is created, no account is asked. What this run says of AWS is " +
                "made up.",
        ]);
    });

    it("works on without an engine that takes messages", async () => {
        const attach = new Attach();
        attach.setAddress("127.0.0.1:1");
        await answer<Empty>((done) => engine.raw.attach(attach, done));
        await engine.configure({ region: "us-east-1" });
    });

    it("has the version of the package, and no schema", async () => {
        const info = await answer<PluginInfo>((done) =>
            engine.raw.getPluginInfo(new Empty(), done),
        );
        assert.equal(info.getVersion(), "7.48.0");
        const schema = await answer<messages.GetSchemaResponse>((done) =>
            engine.raw.getSchema(new messages.GetSchemaRequest(), done),
        );
        assert.equal(schema.getSchema(), "{}");
    });

    it("leaves other calls unimplemented", async () => {
        const call = answer((done) => engine.raw.construct(new messages.ConstructRequest(), done));
        await assert.rejects(call, { code: status.UNIMPLEMENTED });
    });

    for (const signal of ["SIGINT", "SIGTERM"] as const) {
        it(`runs as a process that ${signal} ends`, async function () {
            this.timeout(20_000);
            const main = join(__dirname, "../../../tools/awsEmulator/main.ts");
            const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", main], {
                stdio: ["ignore", "pipe", "inherit"],
            });
            const lines: string[] = [];
            for await (const line of createInterface({ input: child.stdout })) {
                lines.push(line);
                if (lines.length === 2) {
                    break;
                }
            }
            const ended = once(child, "exit");
            child.kill(signal);
            assert.deepEqual(await ended, [0, null]);
            assert.equal(
                lines[0],
                "AWS is emulated on this machine: no account is asked, nothing is created.",
            );
            assert.match(String(lines[1]), /^export PULUMI_DEBUG_PROVIDERS=aws:\d+$/);
        });
    }
});
