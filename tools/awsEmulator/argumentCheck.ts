import { nestedProperties } from "./declarations";
import type { DeclaredProperties, DeclaredType } from "./declaredTypes";
import { nearestName } from "./nearestName";
import {
    containsUnknown,
    isAsset,
    isObject,
    isUnknown,
    type Properties,
    type PropertyValue,
    revealed,
    secret,
    secretContent,
    UNKNOWN,
} from "./properties";

/** An argument that is not accepted, and why. */
export interface Failure {
    /** The path of the property, such as `ingress[0].fromPort`. */
    readonly property: string;
    readonly reason: string;
}

/**
 * Checks arguments against their declaration and converts, like the real provider, scalars of another
 * kind: "true" to true, "8" to 8, 8 to "8". Every problem is added to `failures`.
 *
 * @returns the converted arguments.
 */
export function checkArguments(
    declared: DeclaredProperties,
    values: Properties,
    failures: Failure[],
    path = "",
): Properties {
    const checked: Properties = {};
    for (const [name, value] of Object.entries(values)) {
        const property = declared.get(name);
        const propertyPath = path ? `${path}.${name}` : name;
        if (property) {
            checked[name] = checkValue(property.type, value, { path: propertyPath, failures });
        } else if (!name.startsWith("__")) {
            failures.push({ property: propertyPath, reason: unknownArgument(name, declared) });
        }
    }
    for (const [name, { optional, type }] of declared) {
        if (!optional && values[name] === undefined) {
            failures.push({
                property: path ? `${path}.${name}` : name,
                reason: `Missing required argument: expected ${describeType(type)}.`,
            });
        }
    }
    return checked;
}

interface Place {
    readonly path: string;
    readonly failures: Failure[];
    /** Whether the value is inside a secret and must not be shown. */
    readonly hidden?: boolean;
}

function checkValue(type: DeclaredType, value: PropertyValue, place: Place): PropertyValue {
    const content = secretContent(value);
    if (content !== undefined) {
        return secret(checkValue(type, content, { ...place, hidden: true }));
    }
    if (isUnknown(value) || type.kind === "any") {
        return value;
    }
    switch (type.kind) {
        case "string":
        case "number":
        case "boolean":
            return convertScalar(type.kind, value) ?? rejected(type, value, place);
        case "asset":
            return isAsset(value) ? value : rejected(type, value, place);
        case "array":
            return Array.isArray(value)
                ? value.map((item, index) =>
                      checkValue(type.element, item, { ...place, path: `${place.path}[${index}]` }),
                  )
                : rejected(type, value, place);
        case "map":
            return isObject(value)
                ? mapValues(value, (item, key) =>
                      checkValue(type.element, item, { ...place, path: `${place.path}.${key}` }),
                  )
                : rejected(type, value, place);
        case "object":
            return isObject(value)
                ? checkArguments(nestedProperties(type), value, place.failures, place.path)
                : rejected(type, value, place);
        case "union":
            return checkUnion(type.options, value, place);
    }
}

/**
 * A JSON document may be given as an object where a string is expected: the provider writes it out, as a
 * whole. Inside of it, what may be a string or an object stays what it is.
 */
function checkUnion(
    options: readonly DeclaredType[],
    value: PropertyValue,
    place: Place,
): PropertyValue {
    const accepted = options.map((option) => {
        const failures: Failure[] = [];
        return { option, failures, checked: checkValue(option, value, { ...place, failures }) };
    });
    const fitting = accepted.find(({ failures }) => failures.length === 0);
    if (!fitting) {
        // Only the alternative of the same shape has something useful to say about what is inside.
        const sameShape = accepted.find(({ failures }) => failures[0]?.property !== place.path);
        place.failures.push(
            ...(sameShape?.failures ?? [mismatch({ kind: "union", options }, value, place)]),
        );
        return value;
    }
    const isArgument = !/[.[]/.test(place.path);
    if (isArgument && isObject(value) && options.some(({ kind }) => kind === "string")) {
        return containsUnknown(value) ? UNKNOWN.string : JSON.stringify(revealed(fitting.checked));
    }
    return fitting.checked;
}

function convertScalar(
    kind: "string" | "number" | "boolean",
    value: PropertyValue,
): PropertyValue | undefined {
    if (typeof value === kind) {
        return value;
    }
    if (kind === "string" && (typeof value === "number" || typeof value === "boolean")) {
        return String(value);
    }
    if (kind === "number" && typeof value === "string" && value.trim() !== "") {
        return Number.isFinite(Number(value)) ? Number(value) : undefined;
    }
    if (kind === "boolean" && (value === "true" || value === "false")) {
        return value === "true";
    }
    return undefined;
}

function mapValues(
    properties: Properties,
    convert: (value: PropertyValue, key: string) => PropertyValue,
): Properties {
    return Object.fromEntries(
        Object.entries(properties)
            .filter(([key]) => !key.startsWith("__"))
            .map(([key, value]) => [key, convert(value, key)]),
    );
}

function rejected(type: DeclaredType, value: PropertyValue, place: Place): PropertyValue {
    place.failures.push(mismatch(type, value, place));
    return value;
}

function mismatch(type: DeclaredType, value: PropertyValue, { path, hidden }: Place): Failure {
    const received = hidden ? "a secret of another kind" : describeValue(value);
    return { property: path, reason: `Expected ${describeType(type)}, received ${received}.` };
}

function unknownArgument(name: string, declared: DeclaredProperties): string {
    const allowed = [...declared.keys()].sort();
    const nearest = nearestName(name, allowed);
    const hint = nearest ? ` Did you mean "${nearest}"?` : "";
    return `Unknown argument "${name}".${hint} Allowed: ${allowed.join(", ")}.`;
}

function describeType(type: DeclaredType): string {
    switch (type.kind) {
        case "array":
            return "a list";
        case "map":
            return "a map";
        case "object":
            return "an object";
        case "any":
            return "a value";
        case "asset":
            return "an asset or archive";
        case "union":
            return type.options.map(describeType).join(" or ");
        default:
            return `a ${type.kind}`;
    }
}

function describeValue(value: PropertyValue): string {
    if (Array.isArray(value)) {
        return "a list";
    }
    if (isAsset(value)) {
        return "an asset or archive";
    }
    return value === null || typeof value === "object"
        ? value === null
            ? "null"
            : "an object"
        : `the ${typeof value} ${JSON.stringify(value)}`;
}
