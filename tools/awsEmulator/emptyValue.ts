import { nestedProperties } from "./declarations";
import type { DeclaredType } from "./declaredTypes";
import type { Properties, PropertyValue } from "./properties";

/** The empty value of a type; an object has all properties that are always defined, themselves empty. */
export function emptyValue(type: DeclaredType): PropertyValue {
    switch (type.kind) {
        case "number":
            return 0;
        case "boolean":
            return false;
        case "array":
            return [];
        case "map":
            return {};
        case "object":
            return emptyObject(type);
        case "union":
            return type.options[0] ? emptyValue(type.options[0]) : "";
        default:
            return "";
    }
}

function emptyObject(type: Extract<DeclaredType, { kind: "object" }>): Properties {
    const properties: Properties = {};
    for (const [name, declared] of nestedProperties(type)) {
        if (!declared.optional) {
            properties[name] = emptyValue(declared.type);
        }
    }
    return properties;
}
