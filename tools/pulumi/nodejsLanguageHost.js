// @ts-check
/**
 * The language host of Node.js for a Pulumi CLI that was built from source: it serves Pulumi's public
 * `LanguageRuntime` protocol and starts programs and policy packs with the runners that
 * `@pulumi/pulumi` ships. The official CLI comes with its own; this one is then never used.
 *
 * JavaScript, not TypeScript: the CLI starts it afresh for every command, and a compiler would double
 * the time that takes.
 */
const { spawn } = require("node:child_process");
const path = require("node:path");
const grpc = require("@grpc/grpc-js");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const language = require("@pulumi/pulumi/proto/language_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { version } = require("@pulumi/pulumi/package.json");

/** Exit status by which the runner says that it has shown the error to the user already. */
const ALREADY_REPORTED = 32;

/** The engine's own limit; programs with large configurations exceed gRPC's default of 4 MB. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** @type {Set<import("node:child_process").ChildProcess>} */
const children = new Set();

/** @type {string} The address of the engine that started this process: its last argument. */
let engineAddress = process.argv[process.argv.length - 1] ?? "";

/**
 * Starts one of the runners of `@pulumi/pulumi`, as installed where the program or pack is.
 *
 * @param {string} runner `run` or `run-policy-pack`
 * @param {string} directory of the program or pack
 * @param {string[]} nodeArguments
 * @param {string[]} runnerArguments
 * @param {import("node:child_process").SpawnOptions} options
 */
function startRunner(runner, directory, nodeArguments, runnerArguments, options) {
    const script = require.resolve(`@pulumi/pulumi/cmd/${runner}`, { paths: [directory] });
    const child = spawn(
        process.execPath,
        [...nodeArguments, script, ...runnerArguments],
        /** @type {any} */ (options),
    );
    children.add(child);
    child.once("close", () => children.delete(child));
    return child;
}

/** @param {any} call @param {any} done */
function run(call, done) {
    const request = call.request;
    const info = request.getInfo();
    const options = info.getOptions()?.toJavaScript() ?? {};
    const directory = info.getProgramDirectory();
    /** @type {[string, string | undefined][]} */
    const flags = [
        ["monitor", request.getMonitorAddress()],
        ["engine", engineAddress],
        ["organization", request.getOrganization()],
        ["project", request.getProject()],
        ["stack", request.getStack()],
        ["root-directory", info.getRootDirectory()],
        ["pwd", request.getPwd()],
        ["parallel", request.getParallel() ? String(request.getParallel()) : undefined],
    ];
    const environment = {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        PULUMI_NODEJS_TYPESCRIPT: String(options.typescript ?? true),
        ...(options.tsconfig && { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
    };
    const child = startRunner(
        "run",
        directory,
        options.nodeargs?.split(" ") ?? [],
        [
            ...flags.flatMap(([name, value]) => (value ? [`--${name}`, value] : [])),
            ...(request.getDryrun() ? ["--dry-run"] : []),
            info.getEntryPoint(),
            ...request.getArgsList(),
        ],
        { cwd: request.getPwd(), env: environment, stdio: ["ignore", "inherit", "inherit"] },
    );
    child.once("error", (error) => done({ code: grpc.status.INTERNAL, message: error.message }));
    child.once("close", (status, signal) => {
        const response = new language.RunResponse();
        response.setBail(status === ALREADY_REPORTED);
        if (status !== 0 && status !== ALREADY_REPORTED) {
            const how = signal ? `was ended by ${signal}` : `exited with status ${status}`;
            response.setError(`the program in ${directory} ${how}`);
        }
        done(null, response);
    });
}

/** @param {any} call */
function runPlugin(call) {
    const request = call.request;
    if (request.getKind() !== "analyzer") {
        const message = `this language host runs policy packs (kind "analyzer"), not "${request.getKind()}"`;
        call.emit("error", { code: grpc.status.UNIMPLEMENTED, message });
        return;
    }
    const info = request.getInfo();
    const environment = request.getEnvList().map((/** @type {string} */ entry) => {
        const split = entry.indexOf("=");
        return [entry.slice(0, split), entry.slice(split + 1)];
    });
    const child = startRunner(
        "run-policy-pack",
        info.getProgramDirectory(),
        [],
        [...request.getArgsList(), path.join(info.getProgramDirectory(), info.getEntryPoint())],
        {
            // The SDK reads the pack's version from the package.json of the working directory.
            cwd: info.getProgramDirectory(),
            env: { ...process.env, ...Object.fromEntries(environment) },
            stdio: ["ignore", "pipe", "pipe"],
        },
    );
    /** @param {(response: any) => void} fill */
    const send = (fill) => {
        const response = new language.RunPluginResponse();
        fill(response);
        call.write(response);
    };
    child.stdout?.on("data", (chunk) => send((response) => response.setStdout(chunk)));
    child.stderr?.on("data", (chunk) => send((response) => response.setStderr(chunk)));
    child.once("error", (error) =>
        call.emit("error", { code: grpc.status.INTERNAL, message: error.message }),
    );
    child.once("close", (status) => {
        send((response) => response.setExitcode(status ?? 1));
        call.end();
    });
    call.on("cancelled", () => child.kill());
}

/** @param {any} call @param {any} done */
function handshake(call, done) {
    engineAddress = call.request.getEngineAddress() || engineAddress;
    done(null, new language.LanguageHandshakeResponse());
}

/** @param {any} _call @param {any} done */
function getPluginInfo(_call, done) {
    const info = new PluginInfo();
    info.setVersion(version);
    done(null, info);
}

/** @param {any} _call @param {any} done */
function about(_call, done) {
    const response = new language.AboutResponse();
    response.setExecutable(process.execPath);
    response.setVersion(process.version);
    done(null, response);
}

function stop() {
    for (const child of children) {
        child.kill();
    }
    process.exit(0);
}

/** @param {any} _call @param {any} done */
function cancel(_call, done) {
    for (const child of children) {
        child.kill();
    }
    done(null, new Empty());
}

const server = new grpc.Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
});
server.addService(LanguageRuntimeService, {
    handshake,
    getPluginInfo,
    about,
    run,
    runPlugin,
    cancel,
    // No plugin is looked up or downloaded: the providers are attached by the caller.
    getRequiredPackages: (/** @type {any} */ _call, /** @type {any} */ done) =>
        done(null, new language.GetRequiredPackagesResponse()),
    getRequiredPlugins: (/** @type {any} */ _call, /** @type {any} */ done) =>
        done(null, new language.GetRequiredPluginsResponse()),
    getProgramDependencies: (/** @type {any} */ _call, /** @type {any} */ done) =>
        done(null, new language.GetProgramDependenciesResponse()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) {
        process.stderr.write(`cannot listen on 127.0.0.1: ${error.message}\n`);
        process.exit(1);
    }
    process.stdout.write(`${port}\n`);
});

// The engine holds the other end of standard input: it closes however the engine ends, also when killed.
process.stdin.once("end", stop).resume();
process.once("SIGTERM", stop).once("SIGINT", stop);
