import { isDeepStrictEqual } from "node:util";
import { defaultedArguments } from "./check";
import { type ResourceDeclaration, resourceDeclaration } from "./declarations";
import { forcesReplacement, partsForcingReplacement } from "./forceNew";
import { tellingId } from "./ids";
import { isObject, type Properties, type PropertyValue, revealedProperties } from "./properties";
import { namingArgument } from "./staticDefaults";

/** How one argument changes. */
export interface PropertyChange {
    readonly kind: "ADD" | "UPDATE" | "DELETE";
    readonly replaces: boolean;
}

/** How the arguments of a resource change. */
export interface ResourceDiff {
    readonly changes: ReadonlyMap<string, PropertyChange>;
    readonly deleteBeforeReplace: boolean;
}

/** A resource as it is, and the checked inputs that it shall have. */
export interface DiffRequest {
    readonly type: string;
    readonly oldInputs: Properties;
    readonly oldOutputs: Properties;
    readonly inputs: Properties;
    readonly ignoreChanges: readonly string[];
}

/** Lists whose order means nothing: the provider keeps them as sets. */
const SETS = new Set([
    ...["domains", "egress", "ingress", "routeTableIds", "routes", "securityGroupIds"],
    ...["securityGroups", "subnetIds", "vpcSecurityGroupIds", "vpcZoneIdentifiers"],
]);

/** Compares the inputs of a resource with what it is. */
export function diffResource(request: DiffRequest): ResourceDiff {
    const declaration = resourceDeclaration(request.type);
    const oldInputs = revealedProperties(request.oldInputs);
    const oldOutputs = revealedProperties(request.oldOutputs);
    const inputs = revealedProperties(request.inputs);
    const changes = new Map<string, PropertyChange>();
    for (const name of [...declaration.inputs.keys()].sort()) {
        const before = oldInputs[name] ?? decidedByAws(declaration, name, oldOutputs);
        const kind = request.ignoreChanges.includes(name)
            ? undefined
            : changeOf(name, before, inputs[name], declaration);
        if (kind) {
            const added = kind === "UPDATE" && oldInputs[name] === undefined;
            const replaces =
                forcesReplacement(declaration, name) ||
                replacesByPart(request.type, name, before, inputs[name]) ||
                replacesByUserData(name, inputs);
            changes.set(name, { kind: added ? "ADD" : kind, replaces });
        }
    }
    const replaced = [...changes.values()].some(({ replaces }) => replaces);
    return {
        changes,
        deleteBeforeReplace: replaced && keepsItsName(request.type, oldInputs, inputs),
    };
}

/** What the inputs left open has been decided on creation and is compared like an input. */
function decidedByAws(
    { outputs }: ResourceDeclaration,
    name: string,
    oldOutputs: Properties,
): PropertyValue | undefined {
    return outputs.get(name)?.optional === false ? oldOutputs[name] : undefined;
}

function changeOf(
    name: string,
    before: PropertyValue | undefined,
    after: PropertyValue | undefined,
    { outputs }: ResourceDeclaration,
): PropertyChange["kind"] | undefined {
    if (after === undefined) {
        // An argument that AWS decides in its absence stays as it is when it is no longer given.
        return before === undefined || outputs.get(name)?.optional === false ? undefined : "DELETE";
    }
    if (before === undefined) {
        return "ADD";
    }
    return equal(name, before, after) ? undefined : "UPDATE";
}

/** An unknown value is a sentinel, which no known value equals. */
function equal(name: string, before: PropertyValue, after: PropertyValue): boolean {
    return isDeepStrictEqual(comparable(name, before), comparable(name, after));
}

/** A form in which values compare that mean the same: sets in order, JSON documents parsed. */
function comparable(name: string, value: PropertyValue): PropertyValue {
    if (Array.isArray(value) && SETS.has(name)) {
        return value.map((item) => JSON.stringify(item)).sort();
    }
    if (typeof value === "string" && /^\s*[{[]/.test(value)) {
        try {
            return JSON.parse(value);
        } catch {
            return value;
        }
    }
    return value;
}

function replacesByPart(
    type: string,
    name: string,
    before: PropertyValue | undefined,
    after: PropertyValue | undefined,
): boolean {
    return partsForcingReplacement(type, name).some((part) => {
        const wanted = isObject(after) ? after[part] : undefined;
        return wanted !== undefined && wanted !== (isObject(before) ? before[part] : undefined);
    });
}

/** New user data needs a new instance only if the program says so. */
function replacesByUserData(name: string, { userDataReplaceOnChange }: Properties): boolean {
    return userDataReplaceOnChange === true && (name === "userData" || name === "userDataBase64");
}

/** Two resources cannot have one name or id: like the real provider, a chosen one is freed first. */
function keepsItsName(type: string, oldInputs: Properties, inputs: Properties): boolean {
    const naming = namingArgument(type);
    const chosen = [inputs[naming], tellingId(type, inputs)];
    const before = [oldInputs[naming], tellingId(type, oldInputs)];
    return (
        !defaultedArguments(inputs).includes(naming) &&
        chosen.some((value, index) => value !== undefined && value === before[index])
    );
}
