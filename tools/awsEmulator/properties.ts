import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A property as it travels between engine and provider, once output values and references are resolved. */
export type PropertyValue = string | number | boolean | null | PropertyValue[] | Properties;

/** The properties of a resource. Unknown values are sentinel strings, secrets are envelopes. */
export interface Properties {
    [name: string]: PropertyValue;
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
const ASSETS = new Set(["c44067f5952c0a294b673a41bacd8c17", "0def7320c3a5731c473e5ecbe6d01bc7"]);

/** The sentinels of the Pulumi protocol for "known only after the update", one for each kind of value. */
export const UNKNOWN = {
    string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    asset: "030794c1-ac77-496b-92df-f27374a8bd58",
    archive: "e48ece36-62e2-4504-bad9-02848725956a",
    object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
} as const;

const UNKNOWNS = new Set<unknown>(Object.values(UNKNOWN));

/** Reads the properties of a request: output values and resource references become plain values. */
export function decode(struct: Struct | undefined): Properties {
    return struct ? resolvedProperties(struct.toJavaScript() as Properties) : {};
}

/** Writes properties for a response. */
export function encode(properties: Properties): Struct {
    return Struct.fromJavaScript(properties);
}

/** Whether a value is one of the unknown sentinels. */
export function isUnknown(value: PropertyValue | undefined): boolean {
    return UNKNOWNS.has(value);
}

/** Whether a value is an object with named properties, and no envelope. */
export function isObject(value: PropertyValue | undefined): value is Properties {
    return isStruct(value) && value[SIGNATURE] === undefined;
}

/** The elements of a list; none of what is no list. */
export function elementsOf(value: PropertyValue | undefined): PropertyValue[] {
    return Array.isArray(value) ? value : [];
}

/** Whether a value is an asset or an archive. */
export function isAsset(value: PropertyValue | undefined): boolean {
    return isStruct(value) && ASSETS.has(String(value[SIGNATURE]));
}

/** The content of a secret's envelope, undefined if the value is no secret. */
export function secretContent(value: PropertyValue | undefined): PropertyValue | undefined {
    return isStruct(value) && value[SIGNATURE] === SECRET ? (value.value ?? null) : undefined;
}

/** Puts a value into a secret's envelope. */
export function secret(value: PropertyValue): PropertyValue {
    return { [SIGNATURE]: SECRET, value };
}

/** A copy of a value without the envelopes of its secrets. */
export function revealed(value: PropertyValue): PropertyValue {
    const content = secretContent(value);
    if (content !== undefined) {
        return revealed(content);
    }
    if (Array.isArray(value)) {
        return value.map(revealed);
    }
    return isStruct(value) ? revealedProperties(value) : value;
}

/** A copy of properties without the envelopes of their secrets. */
export function revealedProperties(properties: Properties): Properties {
    return Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [name, revealed(value)]),
    );
}

/** Whether a value is unknown or holds an unknown value somewhere inside. */
export function containsUnknown(value: PropertyValue): boolean {
    if (Array.isArray(value)) {
        return value.some(containsUnknown);
    }
    return isStruct(value) ? Object.values(value).some(containsUnknown) : isUnknown(value);
}

/** Properties without the provider's own ones, whose names start with two underscores. */
export function withoutInternals(properties: Properties): Properties {
    return Object.fromEntries(
        Object.entries(properties).filter(([name]) => !name.startsWith("__")),
    );
}

function isStruct(value: PropertyValue | undefined): value is Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function resolvedProperties(properties: Properties): Properties {
    return Object.fromEntries(
        Object.entries(properties)
            .filter(([, value]) => value !== null)
            .map(([name, value]) => [name, resolved(value)]),
    );
}

function resolved(value: PropertyValue): PropertyValue {
    if (Array.isArray(value)) {
        return value.map(resolved);
    }
    if (!isStruct(value)) {
        return value;
    }
    switch (value[SIGNATURE]) {
        case SECRET:
            return secret(resolved(value.value ?? null));
        case OUTPUT_VALUE: {
            const content = value.value === undefined ? UNKNOWN.string : resolved(value.value);
            return value.secret === true ? secret(content) : content;
        }
        case RESOURCE_REFERENCE:
            // A component has no id: like the engine, name it by its URN. An empty id is not known yet.
            return value.id === undefined ? (value.urn ?? null) : value.id || UNKNOWN.string;
        default:
            return resolvedProperties(value);
    }
}
