import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ServiceError } from "@grpc/grpc-js";
import { ROOT } from "./command";

// The very modules that the pack uses: messages of another copy fail the SDK's class checks.
const requireOfPack = createRequire(join(ROOT, "policy/package.json"));
const grpc = requireOfPack("@grpc/grpc-js");
const { AnalyzerClient } = requireOfPack("@pulumi/pulumi/proto/analyzer_grpc_pb");

/** A pack's process, as the CLI starts it, and a client of it. */
export interface PackProcess {
    /** Calls a method of the protocol. */
    ask<T>(method: string, request: unknown): Promise<T>;
    /** Calls a method with a message as it goes over the wire, and gives the answer in the same way. */
    askRaw(method: string, request: Uint8Array): Promise<Buffer>;
    stop(): Promise<void>;
}

/**
 * Starts the pack in a folder, with the runner that is installed there.
 *
 * @throws Error with all that it printed, if it ends instead.
 */
export async function startPack(folder: string): Promise<PackProcess> {
    const runner = createRequire(join(folder, "package.json")).resolve(
        "@pulumi/pulumi/cmd/run-policy-pack",
    );
    const pack = spawn(process.execPath, [runner, "127.0.0.1:1", folder], { cwd: folder });
    const port = await portOf(pack);
    const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
    return {
        ask: (method, request) =>
            new Promise((resolve, reject) => {
                client[method](request, (error: ServiceError | null, response: never) =>
                    error ? reject(error) : resolve(response),
                );
            }),
        askRaw: (method, request) =>
            new Promise((resolve, reject) => {
                const path = `/pulumirpc.Analyzer/${method}`;
                const asIs = (bytes: Buffer) => bytes;
                client.makeUnaryRequest(
                    path,
                    asIs,
                    asIs,
                    request,
                    (error: ServiceError | null, response: Buffer) =>
                        error ? reject(error) : resolve(response),
                );
            }),
        stop: async () => {
            const ended = new Promise((resolve) => pack.once("exit", resolve));
            client.close();
            pack.kill();
            await ended;
        },
    };
}

/** The port is the first line that it prints. */
function portOf(pack: ChildProcess): Promise<string> {
    let [output, all] = ["", ""];
    return new Promise((resolve, reject) => {
        pack.stderr?.on("data", (chunk) => {
            all += chunk;
        });
        pack.stdout?.on("data", (chunk) => {
            output += chunk;
            all += chunk;
            const [, port] = /^(\d+)\n/.exec(output) ?? [];
            if (port) {
                resolve(port);
            }
        });
        pack.once("close", (code) => reject(new Error(`The pack ended with ${code}:\n${all}`)));
    });
}
