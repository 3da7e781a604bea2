import { createRequire } from "node:module";
import { join } from "node:path";
import type * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { decodeOnce } from "../../policy/decodeOnce";
import type { StackResource } from "../../policy/network/stack";
import type { createPolicies } from "../../policy/policies";

/**
 * Runs policies through the SDK's own server functions with real protobuf messages: what reaches a
 * policy here is what reaches it in a preview, proxies and unknown values included.
 */

// The very modules that the pack uses: messages of another copy fail the SDK's class checks.
const requireOfPack = createRequire(join(__dirname, "../../policy/package.json"));
const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun, serve } = requireOfPack("@pulumi/policy/server");
const { makeAnalyzerInfo } = requireOfPack("@pulumi/policy/protoutil");
const { Server } = requireOfPack("@grpc/grpc-js");
const messages: typeof analyzer = requireOfPack("@pulumi/pulumi/proto/analyzer_pb");
const { Struct } = requireOfPack("google-protobuf/google/protobuf/struct_pb");

// As the pack does at its start.
decodeOnce(requireOfPack("@pulumi/policy/deserialize"));

const configureRpc = configureRpcOfServer();

type Policies = ReturnType<typeof createPolicies>;

/** What the engine sends for a value that only the update will tell, by type. */
export const unknown = {
    boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    asset: "030794c1-ac77-496b-92df-f27374a8bd58",
    archive: "e48ece36-62e2-4504-bad9-02848725956a",
    object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
} as const;

/** The id of another resource of the stack: unknown in a first preview. */
export class IdOf {
    constructor(readonly names: readonly string[]) {}
}

/** The id of one of the named resources; which one, with several, only the update tells. */
export function idOf(...names: string[]): IdOf {
    return new IdOf(names);
}

/** A resource as the program declares it. */
export interface Resource {
    readonly type: string;
    readonly name: string;
    /** The declared inputs; an `idOf` may stand anywhere in them. */
    readonly inputs?: Readonly<Record<string, unknown>>;
    /** What the provider answers beside the inputs, once it is known. */
    readonly outputs?: Readonly<Record<string, unknown>>;
    /** The outputs that a first preview leaves unknown although the program does not set them. */
    readonly computed?: readonly string[];
    readonly id?: string;
}

/** A finding, exactly as the engine receives it. */
export interface Finding {
    readonly policy: string;
    readonly urn: string;
    readonly level: "advisory" | "mandatory";
    readonly message: string;
}

/** The configuration of a pack, as in the file for `--policy-pack-config`: a policy's properties. */
export type Config = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** In a first preview ids and computed outputs are unknown; in an update or analysis all is known. */
export type Mode = "first preview" | "known";

/** The URN of a resource of the test stack. */
export function urnOf({ type, name }: Pick<Resource, "type" | "name">): string {
    return `urn:pulumi:test::test::${type}::${name}`;
}

/** The findings of the resource view, resource after resource, and then those of the stack view. */
export async function analyze(
    policies: Policies,
    resources: readonly Resource[],
    mode: Mode,
    config: Config = {},
): Promise<Finding[]> {
    await configure(policies, config);
    const findings: Finding[] = [];
    const handler = makeAnalyzeRpcFun("test", "1.0.0", "mandatory", policies);
    for (const resource of resources) {
        findings.push(...(await findingsOf(handler, resourceRequest(resource, resources, mode))));
    }
    return [...findings, ...(await analyzeStack(policies, resources, mode))];
}

/**
 * Gives the policies a configuration, as the engine does before it shows them anything: each policy
 * with its level. It holds for all policies of the process until the next one.
 */
async function configure(policies: Policies, config: Config): Promise<void> {
    const levels = { advisory: 0, mandatory: 1, remediate: 1, disabled: 2 } as const;
    const settings = policies.map(({ name, enforcementLevel = "mandatory" }) => {
        const { enforcementLevel: level = enforcementLevel, ...options } = config[name] ?? {};
        return { name, level: levels[level as keyof typeof levels], options };
    });
    await ask(configureRpc, configurationRequest(settings));
}

/** The request to configure a pack: levels are 0 for advisory, 1 for mandatory, 2 for disabled. */
export function configurationRequest(
    policies: readonly { name: string; level: 0 | 1 | 2; options: object }[],
): analyzer.ConfigureAnalyzerRequest {
    const request = new messages.ConfigureAnalyzerRequest();
    for (const { name, level, options } of policies) {
        const policy = new messages.PolicyConfig();
        policy.setEnforcementlevel(level);
        policy.setProperties(Struct.fromJavaScript(options));
        request.getPolicyconfigMap().set(name, policy);
    }
    return request;
}

/** The SDK exports its Configure function to no one but the server that it starts. */
function configureRpcOfServer(): Handler<unknown> {
    const { addService, bindAsync } = Server.prototype;
    let found: Handler<unknown> | undefined;
    Server.prototype.addService = (_: unknown, handlers: { configure: Handler<unknown> }) => {
        found = handlers.configure;
    };
    Server.prototype.bindAsync = () => {};
    try {
        serve("test", "1.0.0", "mandatory", { policies: [] });
    } finally {
        Object.assign(Server.prototype, { addService, bindAsync });
    }
    if (!found) {
        throw new Error("The SDK gave its server no Configure function.");
    }
    return found;
}

/** What the engine is told of the policies, policy after policy. */
export function policyInfos(policies: Policies): analyzer.PolicyInfo.AsObject[] {
    const info: analyzer.AnalyzerInfo = makeAnalyzerInfo("test", "1.0.0", "mandatory", {
        policies,
    });
    return info.toObject().policiesList;
}

/** The findings of the resource view for one resource. */
export function analyzeResource(
    policies: Policies,
    resource: Resource,
    props: unknown,
): Promise<Finding[]> {
    const request = describe(new messages.AnalyzeRequest(), resource, props);
    return findingsOf(makeAnalyzeRpcFun("test", "1.0.0", "mandatory", policies), request);
}

/** The findings of the stack view alone. */
export function analyzeStack(
    policies: Policies,
    resources: readonly Resource[],
    mode: Mode,
): Promise<Finding[]> {
    const request = stackRequest(resources, mode);
    return findingsOf(makeAnalyzeStackRpcFun("test", "1.0.0", "mandatory", policies), request);
}

/** The request to analyze a whole stack. */
export function stackRequest(
    resources: readonly Resource[],
    mode: Mode,
): analyzer.AnalyzeStackRequest {
    const request = new messages.AnalyzeStackRequest();
    request.setResourcesList(
        resources.map((resource) => {
            const props = outputsOf(resource, resources, mode);
            const message = describe(new messages.AnalyzerResource(), resource, props);
            for (const [property, value] of Object.entries(resource.inputs ?? {})) {
                const urns = namesIn(value).map((name) => urnOf(named(resources, name)));
                const dependencies = new messages.AnalyzerPropertyDependencies();
                dependencies.setUrnsList(urns);
                message.getPropertydependenciesMap().set(property, dependencies);
                message.setDependenciesList([...message.getDependenciesList(), ...urns]);
            }
            return message;
        }),
    );
    return request;
}

/** The request to analyze, or to remediate, one resource of a stack. */
export function resourceRequest(
    resource: Resource,
    resources: readonly Resource[],
    mode: Mode,
): analyzer.AnalyzeRequest {
    const props = resolve(resource.inputs ?? {}, resources, mode);
    return describe(new messages.AnalyzeRequest(), resource, props);
}

function describe<M extends analyzer.AnalyzeRequest | analyzer.AnalyzerResource>(
    message: M,
    resource: Resource,
    props: unknown,
): M {
    message.setType(resource.type);
    message.setName(resource.name);
    message.setUrn(urnOf(resource));
    message.setProperties(Struct.fromJavaScript(props));
    // Without options the SDK takes the engine for one that is too old.
    message.setOptions(new messages.AnalyzerResourceOptions());
    return message;
}

type Handler<Response> = (
    call: { request: unknown },
    callback: (error: unknown, response: Response) => void,
) => void;

function ask<Response>(handler: Handler<Response>, request: unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
        handler({ request }, (error, response) => (error ? reject(error) : resolve(response)));
    });
}

async function findingsOf(
    handler: Handler<analyzer.AnalyzeResponse>,
    request: unknown,
): Promise<Finding[]> {
    return (await ask(handler, request)).getDiagnosticsList().map(findingOf);
}

/** A diagnostic of the protocol as a finding. */
export function findingOf(diagnostic: analyzer.AnalyzeDiagnostic): Finding {
    const levels: Record<number, Finding["level"]> = { 0: "advisory", 1: "mandatory" };
    const level = levels[diagnostic.getEnforcementlevel()];
    if (!level) {
        throw new Error(`Unexpected level ${diagnostic.getEnforcementlevel()}.`);
    }
    return {
        policy: diagnostic.getPolicyname(),
        urn: diagnostic.getUrn(),
        level,
        message: diagnostic.getMessage(),
    };
}

/** A stack without engine and SDK, as the proofs take it. */
export function stackResources(resources: readonly Resource[], mode: Mode): StackResource[] {
    return resources.map((resource) => ({
        type: resource.type,
        urn: urnOf(resource),
        name: resource.name,
        inputs: resolve(resource.inputs ?? {}, resources, mode),
        outputs: outputsOf(resource, resources, mode),
        references: Object.fromEntries(
            Object.entries(resource.inputs ?? {}).map(([property, value]) => [
                property,
                namesIn(value).map((name) => urnOf(named(resources, name))),
            ]),
        ),
        region: "eu-central-1",
    }));
}

function outputsOf(resource: Resource, resources: readonly Resource[], mode: Mode): object {
    const inputs = resolve(resource.inputs ?? {}, resources, mode) as object;
    if (mode === "known") {
        const outputs = resolve(resource.outputs ?? {}, resources, mode) as object;
        return { ...inputs, ...outputs, id: knownId(resource) };
    }
    const computed = (resource.computed ?? []).map((property) => [property, unknown.string]);
    return { ...Object.fromEntries(computed), ...inputs, id: unknown.string };
}

/** A value with every id in it as the mode shows it. */
function resolve(value: unknown, resources: readonly Resource[], mode: Mode): unknown {
    if (value instanceof IdOf) {
        const [name = ""] = value.names;
        return mode === "known" ? knownId(named(resources, name)) : unknown.string;
    }
    if (Array.isArray(value)) {
        return value.map((element) => resolve(element, resources, mode));
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(
              Object.entries(value).map(([key, element]) => [
                  key,
                  resolve(element, resources, mode),
              ]),
          )
        : value;
}

function namesIn(value: unknown): string[] {
    if (value instanceof IdOf) {
        return [...value.names];
    }
    return typeof value === "object" && value !== null ? Object.values(value).flatMap(namesIn) : [];
}

function named(resources: readonly Resource[], name: string): Resource {
    const found = resources.find((resource) => resource.name === name);
    if (!found) {
        throw new Error(`The test stack has no resource ${name}.`);
    }
    return found;
}

const idPrefixes: Readonly<Record<string, string>> = {
    EgressOnlyInternetGateway: "eigw",
    InternetGateway: "igw",
    InternetGatewayAttachment: "igw",
    NatGateway: "nat",
    CarrierGateway: "cagw",
    VpnGateway: "vgw",
    TransitGateway: "tgw",
    VpcEndpoint: "vpce",
};

/** The id that a resource of the test stack has once it exists. */
export function knownId({ id, type, name }: Resource): string {
    return id ?? `${idPrefixes[type.split(":").at(-1) ?? ""] ?? "id"}-${name}`;
}
