import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type AwsEmulator, startAwsEmulator } from "../../../tools/awsEmulator";

/** Properties as the engine sends and receives them. */
export type Values = Record<string, unknown>;

/** A resource as the engine keeps it in its state. */
export interface State {
    readonly id: string;
    readonly urn: string;
    readonly type: string;
    readonly inputs: Values;
    readonly outputs: Values;
}

/** The unknown sentinels of the protocol. */
export const UNKNOWN = {
    string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
};

export const toStruct = (values: Values): Struct =>
    Struct.fromJavaScript(values as Record<string, JavaScriptValue>);
export const fromStruct = (struct: Struct | undefined): Values => struct?.toJavaScript() ?? {};

/** A secret, as it travels. */
export const secretOf = (value: unknown): Values => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value,
});

export const urnOf = (type: string, name: string): string =>
    `urn:pulumi:dev::test::${type}::${name}`;

/** What the emulator says of a change: the kind of each property's change by its name. */
export interface DiffResult {
    readonly changed: boolean;
    readonly replaces: string[];
    readonly deleteBeforeReplace: boolean;
    readonly kinds: Record<string, string>;
}

/** A connection to the emulator, used as the engine uses it. */
export interface EngineClient {
    readonly raw: ResourceProviderClient;
    configure(config: Values): Promise<messages.ConfigureResponse>;
    check(
        type: string,
        inputs: Values,
        options?: { name?: string; oldInputs?: Values },
    ): Promise<{ inputs: Values; failures: { property: string; reason: string }[] }>;
    diff(old: State, inputs: Values, ignoreChanges?: string[]): Promise<DiffResult>;
    preview(type: string, inputs: Values): Promise<Values>;
    /** Checks and creates, as an update does. */
    create(type: string, name: string, inputs: Values): Promise<State>;
    update(old: State, inputs: Values, preview?: boolean): Promise<State>;
    read(state: State): Promise<{ id: string; inputs: Values; outputs: Values }>;
    /** Reads a resource that the state does not have, as `Resource.get` and imports do. */
    lookUp(type: string, id: string): Promise<{ id: string; inputs: Values; outputs: Values }>;
    delete(state: State): Promise<void>;
    invoke(
        token: string,
        args: Values,
    ): Promise<{ result: Values; failures: { property: string; reason: string }[] }>;
    close(): void;
}

/** An emulator with one connected engine, whose provider is configured for a Region. */
export async function startConfigured(region = "us-east-1"): Promise<{
    emulator: AwsEmulator;
    engine: EngineClient;
    close(): Promise<void>;
}> {
    const emulator = await startAwsEmulator();
    const engine = connect(emulator.port);
    await engine.configure({ region });
    return {
        emulator,
        engine,
        close: async () => {
            engine.close();
            await emulator.close();
        },
    };
}

/** Opens a connection of its own. */
export function connect(port: number): EngineClient {
    const raw = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
        // Like the engine: every provider has its own connection.
        "grpc.use_local_subchannel_pool": 1,
    });
    const client: EngineClient = {
        raw,
        configure(config) {
            const request = new messages.ConfigureRequest();
            request.setArgs(toStruct(config));
            return answer((done) => raw.configure(request, done));
        },
        async check(type, inputs, { name = "it", oldInputs } = {}) {
            const request = new messages.CheckRequest();
            request.setUrn(urnOf(type, name));
            request.setType(type);
            request.setNews(toStruct(inputs));
            request.setOlds(oldInputs && toStruct(oldInputs));
            const response = await answer<messages.CheckResponse>((done) =>
                raw.check(request, done),
            );
            return {
                inputs: fromStruct(response.getInputs()),
                failures: response.getFailuresList().map((failure) => failure.toObject()),
            };
        },
        async diff(old, inputs, ignoreChanges = []) {
            const request = new messages.DiffRequest();
            request.setId(old.id);
            request.setUrn(old.urn);
            request.setType(old.type);
            request.setOldInputs(toStruct(old.inputs));
            request.setOlds(toStruct(old.outputs));
            request.setNews(toStruct(inputs));
            request.setIgnorechangesList(ignoreChanges);
            const response = await answer<messages.DiffResponse>((done) => raw.diff(request, done));
            const names = Object.entries(messages.PropertyDiff.Kind);
            const kinds: Record<string, string> = {};
            response.getDetaileddiffMap().forEach((change, property) => {
                const [name] = names.find(([, kind]) => kind === change.getKind()) ?? [];
                kinds[property] = String(name);
            });
            return {
                changed: response.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
                replaces: response.getReplacesList(),
                deleteBeforeReplace: response.getDeletebeforereplace(),
                kinds,
            };
        },
        async preview(type, inputs) {
            const checked = await accepted(client, type, inputs);
            return fromStruct((await creation(type, "it", checked, true)).getProperties());
        },
        async create(type, name, inputs) {
            const checked = await accepted(client, type, inputs, name);
            const response = await creation(type, name, checked, false);
            return {
                id: response.getId(),
                urn: urnOf(type, name),
                type,
                inputs: checked,
                outputs: fromStruct(response.getProperties()),
            };
        },
        async update(old, inputs, preview = false) {
            const request = new messages.UpdateRequest();
            request.setId(old.id);
            request.setUrn(old.urn);
            request.setType(old.type);
            request.setOldInputs(toStruct(old.inputs));
            request.setOlds(toStruct(old.outputs));
            request.setNews(toStruct(inputs));
            request.setPreview(preview);
            const response = await answer<messages.UpdateResponse>((done) =>
                raw.update(request, done),
            );
            return { ...old, inputs, outputs: fromStruct(response.getProperties()) };
        },
        read: ({ id, urn, type, inputs, outputs }) => reading(id, urn, type, inputs, outputs),
        lookUp: (type, id) => reading(id, urnOf(type, "it"), type),
        async delete(state) {
            const request = new messages.DeleteRequest();
            request.setId(state.id);
            request.setUrn(state.urn);
            request.setType(state.type);
            request.setOldInputs(toStruct(state.inputs));
            request.setProperties(toStruct(state.outputs));
            await answer<Empty>((done) => raw.delete(request, done));
        },
        async invoke(token, args) {
            const request = new messages.InvokeRequest();
            request.setTok(token);
            request.setArgs(toStruct(args));
            const response = await answer<messages.InvokeResponse>((done) =>
                raw.invoke(request, done),
            );
            return {
                result: fromStruct(response.getReturn()),
                failures: response.getFailuresList().map((failure) => failure.toObject()),
            };
        },
        close: () => raw.close(),
    };

    function creation(type: string, name: string, inputs: Values, preview: boolean) {
        const request = new messages.CreateRequest();
        request.setUrn(urnOf(type, name));
        request.setType(type);
        request.setProperties(toStruct(inputs));
        request.setPreview(preview);
        return answer<messages.CreateResponse>((done) => raw.create(request, done));
    }

    async function reading(
        id: string,
        urn: string,
        type: string,
        inputs?: Values,
        outputs?: Values,
    ) {
        const request = new messages.ReadRequest();
        request.setId(id);
        request.setUrn(urn);
        request.setType(type);
        request.setInputs(inputs && toStruct(inputs));
        request.setProperties(outputs && toStruct(outputs));
        const response = await answer<messages.ReadResponse>((done) => raw.read(request, done));
        return {
            id: response.getId(),
            inputs: fromStruct(response.getInputs()),
            outputs: fromStruct(response.getProperties()),
        };
    }

    return client;
}

/** The checked inputs; fails if the check does. */
async function accepted(client: EngineClient, type: string, inputs: Values, name = "it") {
    const checked = await client.check(type, inputs, { name });
    if (checked.failures.length > 0) {
        throw new Error(JSON.stringify(checked.failures));
    }
    return checked.inputs;
}

/** Turns a call with a callback into a promise; an error has the provider's message only. */
export function answer<Response>(
    call: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
    return new Promise((resolve, reject) => {
        call((error, response) => {
            if (error) {
                reject(Object.assign(new Error(error.details), { code: error.code }));
            } else {
                resolve(response);
            }
        });
    });
}
