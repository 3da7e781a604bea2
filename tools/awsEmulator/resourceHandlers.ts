import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Ledger } from "./account";
import { checkResource } from "./check";
import type { Connections } from "./connections";
import { callDataSource } from "./dataSources";
import { diffResource, type PropertyChange } from "./diff";
import {
    adopt,
    createResource,
    deleteResource,
    type ExistingResource,
    readResource,
    updateResource,
} from "./lifecycle";
import { decode, encode, type Properties, withoutInternals } from "./properties";
import { failureMessage } from "./providerHandlers";
import { unary } from "./unary";

/** Answers the calls that concern resources and data sources. */
export function resourceHandlers(connections: Connections, account: Ledger) {
    return {
        check: unary((request: messages.CheckRequest, peer) => {
            const { inputs, failures } = checkResource(
                {
                    urn: request.getUrn(),
                    type: typeOf(request),
                    oldInputs: decode(request.getOlds()),
                    inputs: withoutInternals(decode(request.getNews())),
                },
                connections.settingsOf(peer),
                account,
            );
            const response = new messages.CheckResponse();
            response.setInputs(encode(inputs));
            response.setFailuresList(failures.map(failureMessage));
            return response;
        }),
        diff: unary((request: messages.DiffRequest) => {
            const old = existingResource(request, request.getOldInputs(), request.getOlds());
            adopt(old, account);
            return diffResponse(old, decode(request.getNews()), request.getIgnorechangesList());
        }),
        create: unary((request: messages.CreateRequest, peer) => {
            const { id, outputs } = createResource(
                {
                    type: typeOf(request),
                    urn: request.getUrn(),
                    inputs: decode(request.getProperties()),
                },
                request.getPreview(),
                connections.settingsOf(peer),
                account,
            );
            const response = new messages.CreateResponse();
            response.setId(id);
            response.setProperties(encode(outputs));
            return response;
        }),
        update: unary((request: messages.UpdateRequest, peer) => {
            const outputs = updateResource(
                existingResource(request, request.getOldInputs(), request.getOlds()),
                decode(request.getNews()),
                request.getPreview(),
                connections.settingsOf(peer),
                account,
            );
            const response = new messages.UpdateResponse();
            response.setProperties(encode(outputs));
            return response;
        }),
        read: unary((request: messages.ReadRequest) => {
            const found = readResource(
                existingResource(request, request.getInputs(), request.getProperties()),
                account,
            );
            const response = new messages.ReadResponse();
            if (found) {
                response.setId(found.id);
                response.setInputs(encode(found.inputs));
                response.setProperties(encode(found.outputs));
            }
            return response;
        }),
        delete: unary((request: messages.DeleteRequest) => {
            deleteResource(
                existingResource(request, request.getOldInputs(), request.getProperties()),
                account,
            );
            return new Empty();
        }),
        invoke: unary((request: messages.InvokeRequest, peer) => {
            const { result, failures } = callDataSource(
                request.getTok(),
                withoutInternals(decode(request.getArgs())),
                connections.settingsOf(peer),
                account,
            );
            const response = new messages.InvokeResponse();
            response.setReturn(encode(result));
            response.setFailuresList(failures.map(failureMessage));
            return response;
        }),
    };
}

interface ResourceRequest {
    getId(): string;
    getUrn(): string;
    getType(): string;
}

type Structure = Parameters<typeof decode>[0];

/** The type is the last part of a URN's types, for engines that do not send it apart. */
function typeOf(request: { getUrn(): string; getType(): string }): string {
    return request.getType() || (request.getUrn().split("::")[2]?.split("$").at(-1) ?? "");
}

function existingResource(
    request: ResourceRequest,
    inputs: Structure,
    outputs: Structure,
): ExistingResource {
    return {
        id: request.getId(),
        type: typeOf(request),
        urn: request.getUrn(),
        inputs: decode(inputs),
        outputs: decode(outputs),
    };
}

function diffResponse(
    old: ExistingResource,
    inputs: Properties,
    ignoreChanges: string[],
): messages.DiffResponse {
    const { changes, deleteBeforeReplace } = diffResource({
        type: old.type,
        oldInputs: old.inputs,
        oldOutputs: old.outputs,
        inputs,
        ignoreChanges,
    });
    const names = [...changes.keys()];
    const { DIFF_NONE, DIFF_SOME } = messages.DiffResponse.DiffChanges;
    const response = new messages.DiffResponse();
    response.setChanges(names.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setDiffsList(names);
    response.setReplacesList(names.filter((name) => changes.get(name)?.replaces));
    response.setDeletebeforereplace(deleteBeforeReplace);
    response.setHasdetaileddiff(true);
    for (const [name, change] of changes) {
        response.getDetaileddiffMap().set(name, propertyDiff(change));
    }
    return response;
}

function propertyDiff({ kind, replaces }: PropertyChange): messages.PropertyDiff {
    const message = new messages.PropertyDiff();
    const name = replaces ? (`${kind}_REPLACE` as const) : kind;
    message.setKind(messages.PropertyDiff.Kind[name]);
    // The old value of an added argument is among the outputs, so inputs are what to compare.
    message.setInputdiff(true);
    return message;
}
