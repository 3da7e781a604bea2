import { type PluginAttach, PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Failure } from "./argumentCheck";
import type { Connections } from "./connections";
import { AWS_PACKAGE_VERSION } from "./declarations";
import { logToEngine } from "./engineLog";
import { decode, encode, revealedProperties } from "./properties";
import { changedConfig, checkConfig, readConfig } from "./providerConfig";
import { unary } from "./unary";

const WELCOME =
    "AWS is emulated: nothing is created, no account is asked. What this run says of AWS is made up.";

/** Answers the calls that concern the provider as a whole. */
export function providerHandlers(connections: Connections) {
    return {
        handshake: unary((request: messages.ProviderHandshakeRequest, peer) => {
            connections.attach(peer, request.getEngineAddress());
            const response = new messages.ProviderHandshakeResponse();
            response.setAcceptSecrets(true);
            response.setAcceptResources(true);
            response.setAcceptOutputs(true);
            return response;
        }),
        attach: unary((request: PluginAttach, peer) => {
            connections.attach(peer, request.getAddress());
            return new Empty();
        }),
        getPluginInfo: unary(() => {
            const info = new PluginInfo();
            info.setVersion(AWS_PACKAGE_VERSION);
            return info;
        }),
        getSchema: unary(() => {
            const response = new messages.GetSchemaResponse();
            response.setSchema("{}");
            return response;
        }),
        cancel: unary(() => new Empty()),
        checkConfig: unary((request: messages.CheckRequest) => {
            const inputs = decode(request.getNews());
            const response = new messages.CheckResponse();
            response.setInputs(encode(inputs));
            response.setFailuresList(checkConfig(inputs).map(failureMessage));
            return response;
        }),
        diffConfig: unary((request: messages.DiffRequest) => {
            const [oldInputs, inputs] = [
                request.getOldInputs() ?? request.getOlds(),
                request.getNews(),
            ].map((struct) => revealedProperties(decode(struct)));
            const { changes, replaces } = changedConfig(oldInputs ?? {}, inputs ?? {});
            const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
            const response = new messages.DiffResponse();
            response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
            response.setDiffsList(changes);
            response.setReplacesList(replaces);
            return response;
        }),
        configure: unary(async (request: messages.ConfigureRequest, peer) => {
            connections.configure(peer, readConfig(configuration(request)));
            const engine = connections.engineOf(peer);
            if (engine) {
                await logToEngine(engine, WELCOME);
            }
            const response = new messages.ConfigureResponse();
            response.setAcceptsecrets(true);
            response.setAcceptresources(true);
            response.setAcceptoutputs(true);
            response.setSupportspreview(true);
            return response;
        }),
    };
}

/** One failed check, as the engine shows it. */
export function failureMessage({ property, reason }: Failure): messages.CheckFailure {
    const message = new messages.CheckFailure();
    message.setProperty(property);
    message.setReason(reason);
    return message;
}

/** Older engines send the configuration as text only. */
function configuration(request: messages.ConfigureRequest) {
    const args = request.getArgs();
    if (args) {
        return decode(args);
    }
    return Object.fromEntries(
        request
            .getVariablesMap()
            .toObject()
            .map(([key, value]) => [key.replace(/^aws:config:/, ""), value]),
    );
}
