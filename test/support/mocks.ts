import * as pulumi from "@pulumi/pulumi";
import type {
    RegisterResourceOutputsRequest,
    RegisterResourceRequest,
    RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";

/**
 * Records what a program registers under Pulumi's mocks.
 *
 * Mocks prove what the program asks for. They do not prove what the provider makes of it: no
 * defaults are filled in, nothing is checked, ids are made up, and no order is kept. The engine's
 * tests do that.
 */

/** What stands for a value that only the update will tell. */
export const UNKNOWN: string = pulumi.runtime.unknownValue;

/** A resource as the program registers it. */
export interface Registered {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly parent: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    /** URNs of all resources that come before this one: by an input or by `dependsOn`. */
    readonly dependencies: readonly string[];
    /** URNs of the resources that each input comes from. */
    readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
    readonly ignoreChanges: readonly string[];
    /** Whether Pulumi refuses to delete or replace it. */
    readonly protect: boolean;
}

/** A look-up in AWS. */
export interface Call {
    readonly token: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

/** All that a program did. */
export interface Recording<T> {
    /** What the program returned, or the promise that it returned. */
    readonly result: T;
    readonly resources: readonly Registered[];
    readonly calls: readonly Call[];
    /** What the component registered as its outputs, by the component's URN. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** What the CLI would print of values that could not be had, each error once. */
    readonly errors: readonly string[];
    /** What the program warned of. */
    readonly logged: readonly Warning[];
    /** How many rejected promises found their user too late for Node.js, which warns of each. */
    readonly warnings: number;
}

/** A warning of the program, and the name of the resource that it is shown on, or "". */
export interface Warning {
    readonly message: string;
    readonly on: string;
}

/** The answer to a look-up, by its token. */
export type Answers = Readonly<Record<string, (inputs: Record<string, unknown>) => object>>;

/** How the program is run. */
export interface RecordOptions {
    /** Whether it is a first preview: all ids and computed outputs are unknown. */
    readonly preview?: boolean;
    /** Answers instead of, or beside, those of {@link AWS_ANSWERS}. */
    readonly answers?: Answers;
    readonly project?: string;
    readonly stack?: string;
}

const REGION = "eu-central-1";
const ACCOUNT = "123456789012";

/** What AWS answers in eu-central-1. */
export const AWS_ANSWERS: Answers = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({
        id: REGION,
        names: ["a", "b", "c"].map((letter) => `${REGION}${letter}`),
        groupNames: [REGION],
        region: REGION,
        zoneIds: ["euc1-az2", "euc1-az3", "euc1-az1"],
    }),
    "aws:index/getCallerIdentity:getCallerIdentity": () => ({
        id: ACCOUNT,
        accountId: ACCOUNT,
        arn: `arn:aws:iam::${ACCOUNT}:user/deployer`,
        userId: "AIDAEXAMPLE",
    }),
    "aws:index/getPartition:getPartition": () => ({
        id: "aws",
        dnsSuffix: "amazonaws.com",
        partition: "aws",
        reverseDnsPrefix: "com.amazonaws",
    }),
    "aws:index/getRegion:getRegion": () => ({ id: REGION, region: REGION }),
    "aws:index/getServicePrincipal:getServicePrincipal": ({ serviceName }) => ({
        id: `${serviceName}.${REGION}.amazonaws.com`,
        name: `${serviceName}.amazonaws.com`,
        region: REGION,
        suffix: "amazonaws.com",
    }),
    "aws:ec2/getVpcEndpointService:getVpcEndpointService": ({ service, serviceType }) => ({
        serviceName: `com.amazonaws.${REGION}.${service}`,
        serviceType,
        availabilityZones: ["a", "b", "c"].map((letter) => `${REGION}${letter}`),
    }),
    "aws:ssm/getParameter:getParameter": ({ name }) => ({
        id: name,
        insecureValue: String(name).endsWith("arm64") ? "ami-0a12" : "ami-0a86",
    }),
};

/** The id that the mocks give a resource. */
export const idOf = (name: string) => `${name}-id`;

/** The only resource of this name. */
export function named({ resources }: Recording<unknown>, name: string): Registered {
    const [found, ...others] = resources.filter((resource) => resource.name === name);
    if (!found || others.length > 0) {
        throw new Error(`${found ? "several resources" : "no resource"} of the name ${name}`);
    }
    return found;
}

/** Resources as "Type name", in alphabetical order. */
export function kindsOf(resources: readonly Registered[]): string[] {
    return resources.map(({ type, name }) => `${type.split(":").at(-1)} ${name}`).sort();
}

/** Runs a program under mocks, until nothing is left to register. */
export async function record<T>(
    program: () => T | Promise<T>,
    { preview = false, answers = {}, project = "project", stack = "stack" }: RecordOptions = {},
): Promise<Recording<T>> {
    const calls: Call[] = [];
    const known = { ...AWS_ANSWERS, ...answers };
    await pulumi.runtime.setMocks(
        {
            newResource: async ({ type, name, inputs }) => {
                // Resources take longer than look-ups, as they do on an engine.
                await new Promise((resolve) => setImmediate(resolve));
                return preview
                    ? { id: undefined, state: inputs }
                    : { id: idOf(name), state: { ...inputs, ...computedOutputs(type, name) } };
            },
            call: ({ token, inputs }) => {
                calls.push({ token, inputs });
                const answer = known[token];
                if (!answer) {
                    throw new Error(`Mock not implemented: ${token}`);
                }
                return answer(inputs);
            },
        },
        project,
        stack,
        preview,
    );
    const resources: Registered[] = [];
    const outputs: Record<string, unknown> = {};
    listen(resources, outputs);
    return { ...(await runToTheEnd(program)), resources, calls, outputs };
}

/** What the tests need of that which AWS would compute. */
function computedOutputs(type: string, name: string): Record<string, unknown> {
    switch (type) {
        case "aws:ec2/vpc:Vpc":
            return { defaultRouteTableId: `${name}-default-rtb` };
        case "aws:iam/role:Role":
            return { name: `${name}-name`, arn: `arn:aws:iam::123456789012:role/${name}-name` };
        case "aws:ec2/launchTemplate:LaunchTemplate":
            return { latestVersion: 1 };
        case "aws:autoscaling/group:Group":
        case "aws:iam/instanceProfile:InstanceProfile":
            return { name: `${name}-name` };
        case "aws:iam/policy:Policy":
            return { arn: `arn:aws:iam::123456789012:policy/${name}-name` };
        case "aws:kms/key:Key":
            return { arn: `arn:aws:kms:eu-central-1:123456789012:key/${name}-id` };
        case "aws:ssm/document:Document":
            return { name: `${name}-name` };
        default:
            return {};
    }
}

/** The monitor's methods, as the SDK calls them on a mock. */
interface MockMonitor {
    registerResource(request: RegisterResourceRequest, callback: Callback): void;
    registerResourceOutputs(request: RegisterResourceOutputsRequest, callback: Callback): void;
}

type Callback = (error: unknown, response: RegisterResourceResponse) => void;

/** The mocks are not told of options: the requests to their monitor are. */
function listen(resources: Registered[], outputs: Record<string, unknown>): void {
    const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
    const { registerResource, registerResourceOutputs } = monitor;
    monitor.registerResource = (request, callback) =>
        registerResource.call(monitor, request, (error, response) => {
            if (!error) {
                resources.push(registered(request, response.getUrn()));
            }
            callback(error, response);
        });
    monitor.registerResourceOutputs = (request, callback) => {
        outputs[request.getUrn()] = request.getOutputs()?.toJavaScript();
        registerResourceOutputs.call(monitor, request, callback);
    };
}

function registered(request: RegisterResourceRequest, urn: string): Registered {
    const propertyDependencies: Record<string, readonly string[]> = {};
    request.getPropertydependenciesMap().forEach((of, property) => {
        propertyDependencies[property] = of.getUrnsList();
    });
    return {
        urn,
        type: request.getType(),
        name: request.getName(),
        parent: request.getParent(),
        inputs: request.getObject()?.toJavaScript() ?? {},
        dependencies: request.getDependenciesList(),
        propertyDependencies,
        ignoreChanges: request.getIgnorechangesList(),
        protect: request.getProtect() ?? false,
    };
}

/**
 * Runs the program as the CLI's Node.js host does: it reports each rejected promise's error once.
 */
async function runToTheEnd<T>(
    program: () => T | Promise<T>,
): Promise<Pick<Recording<T>, "result" | "errors" | "logged" | "warnings">> {
    const errors = new Set<Error>();
    let warnings = 0;
    const events = {
        unhandledRejection: (error: Error) => errors.add(error),
        rejectionHandled: () => {
            warnings += 1;
        },
    };
    const restore = replaceListeners(events);
    const { logged, restore: restoreLog } = listenToWarnings();
    // The SDK notes a stack for every promise and resource: mapping all of these to the sources would
    // take most of the time, and nobody reads them.
    const stacks: { prepareStackTrace?: typeof Error.prepareStackTrace } = Error;
    const { prepareStackTrace } = stacks;
    stacks.prepareStackTrace = undefined;
    try {
        const result = await program();
        let drained = false;
        pulumi.runtime.disconnect().then(() => {
            drained = true;
        });
        while (!drained && errors.size === 0) {
            await new Promise((resolve) => setTimeout(resolve, 2));
        }
        // Promises that depend on a rejected one are reported a little later.
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { result, errors: [...errors].map(({ message }) => message), logged, warnings };
    } finally {
        restore();
        restoreLog();
        stacks.prepareStackTrace = prepareStackTrace;
        pulumi.runtime.disconnectSync();
    }
}

function listenToWarnings(): { logged: Warning[]; restore: () => void } {
    const logged: Warning[] = [];
    // Like all that a module exports, to TypeScript this is a constant.
    const log = pulumi.log as { warn: typeof pulumi.log.warn };
    const { warn } = log;
    log.warn = async (message, resource) => {
        // To TypeScript, a resource's name is its own affair.
        const { __name: on = "" } = (resource ?? {}) as { readonly __name?: string };
        logged.push({ message, on });
    };
    return {
        logged,
        restore: () => {
            log.warn = warn;
        },
    };
}

/**
 * Takes the place of all listeners, mocha's own among them, until the returned function is called.
 */
function replaceListeners(events: Record<string, (error: Error) => void>): () => void {
    const former = Object.keys(events).map((name) => ({
        name,
        listeners: process.rawListeners(name),
    }));
    for (const [name, listener] of Object.entries(events)) {
        process.removeAllListeners(name);
        process.on(name, listener);
    }
    return () => {
        for (const { name, listeners } of former) {
            process.removeAllListeners(name);
            for (const listener of listeners) {
                process.on(name, listener as () => void);
            }
        }
    };
}
