import type { DeclaredType } from "./declaredTypes";
import { UNKNOWN } from "./properties";

/** The sentinel for a value of a type that only the update will tell. */
export function unknownOf(type: DeclaredType): string {
    switch (type.kind) {
        case "string":
        case "any":
            return UNKNOWN.string;
        case "map":
            return UNKNOWN.object;
        case "union":
            return type.options[0] ? unknownOf(type.options[0]) : UNKNOWN.string;
        default:
            return UNKNOWN[type.kind];
    }
}
