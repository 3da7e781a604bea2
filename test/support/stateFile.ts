import { createHash } from "node:crypto";

type Properties = Readonly<Record<string, unknown>>;

/** A resource of a state, as the official AWS provider leaves it there. */
export interface StateResource {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    /** What the program declares; none of what it only reads. */
    readonly inputs?: Properties;
    /** What AWS answers beside the inputs. */
    readonly outputs?: Properties;
    /** Left over by a replacement that was interrupted. */
    readonly delete?: boolean;
    /** Read by the program (`.get`), not made by it. */
    readonly external?: boolean;
    /** The names of the resources that a property refers to. */
    readonly from?: Readonly<Record<string, StateResource>>;
}

const [PROJECT, STACK] = ["shop", "prod"];
const ROOT_URN = `urn:pulumi:${STACK}::${PROJECT}::pulumi:pulumi:Stack::${PROJECT}-${STACK}`;
const PROVIDER_URN = `urn:pulumi:${STACK}::${PROJECT}::pulumi:providers:aws::default_7_48_0`;
const PROVIDER_ID = "0b6c1a4e-3c55-4a57-9b0e-2f6d1c1f5a10";

// The CLI imports a state only if the first is the checksum of the third.
const MANIFEST = {
    magic: createHash("sha256").update("v3.259.0").digest("hex"),
    time: "2026-01-05T08:30:00Z",
    version: "v3.259.0",
};

/** The URN of a resource of the state. */
export function stateUrn({ type, name }: Pick<StateResource, "type" | "name">): string {
    return `urn:pulumi:${STACK}::${PROJECT}::${type}::${name}`;
}

/** A state with these resources, as `pulumi stack export` writes it. */
export function stateOf(...resources: readonly StateResource[]) {
    return {
        version: 3,
        deployment: {
            manifest: MANIFEST,
            resources: [
                { urn: ROOT_URN, custom: false, type: "pulumi:pulumi:Stack" },
                {
                    urn: PROVIDER_URN,
                    custom: true,
                    id: PROVIDER_ID,
                    type: "pulumi:providers:aws",
                    inputs: { __internal: {}, region: "eu-central-1", version: "7.48.0" },
                    outputs: { region: "eu-central-1", version: "7.48.0" },
                },
                ...resources.map(stateEntry),
            ],
        },
    };
}

function stateEntry(resource: StateResource): object {
    const { type, id, inputs, outputs, external = false, from = {} } = resource;
    return {
        urn: stateUrn(resource),
        custom: true,
        id,
        type,
        // The provider notes which inputs it filled in, here and in every object within.
        ...(inputs && { inputs: { __defaults: [], ...inputs } }),
        outputs: { ...TIMEOUTS, region: "eu-central-1", ...inputs, ...outputs, id },
        parent: ROOT_URN,
        external,
        ...(resource.delete && { delete: true }),
        provider: `${PROVIDER_URN}::${PROVIDER_ID}`,
        dependencies: Object.values(from).map(stateUrn),
        propertyDependencies: Object.fromEntries(
            Object.entries(from).map(([property, source]) => [property, [stateUrn(source)]]),
        ),
    };
}

/** Bridged providers keep timeouts and the version of the schema as text, and null where none is set. */
const TIMEOUTS = {
    __meta: '{"e2bfb730-ecaa-11e6-8f88-34363bc7c4c0":{"create":600000000000},"schema_version":"1"}',
    timeouts: null,
};

/** A secret, as a state holds it that is to be imported. */
export function secret(value: unknown): object {
    return { [SIGNATURE]: SECRET, plaintext: JSON.stringify(value) };
}

/** Whether a value is a secret, as the engine sends one to providers and policies. */
export function isSecret(value: unknown): value is { readonly value: unknown } {
    return (value as Properties | null)?.[SIGNATURE] === SECRET;
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A rule as the provider lists it in a security group: every property is there. */
export function listedRule(rule: Properties): Properties {
    return {
        cidrBlocks: [],
        description: "",
        ipv6CidrBlocks: [],
        prefixListIds: [],
        securityGroups: [],
        self: false,
        ...rule,
    };
}

/** A route as the provider lists it in a table: what is not set is an empty string. */
export function listedRoute(route: Properties): Properties {
    return {
        carrierGatewayId: "",
        cidrBlock: "",
        coreNetworkArn: "",
        destinationPrefixListId: "",
        egressOnlyGatewayId: "",
        gatewayId: "",
        ipv6CidrBlock: "",
        localGatewayId: "",
        natGatewayId: "",
        networkInterfaceId: "",
        odbNetworkArn: "",
        transitGatewayId: "",
        vpcEndpointId: "",
        vpcPeeringConnectionId: "",
        ...route,
    };
}
