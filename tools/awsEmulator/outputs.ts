import { computedOutput, type OutputContext } from "./computedOutputs";
import { nestedProperties, type ResourceDeclaration } from "./declarations";
import type { DeclaredProperties, DeclaredType } from "./declaredTypes";
import { unknownOf } from "./preview";
import {
    isObject,
    isUnknown,
    type Properties,
    type PropertyValue,
    secret,
    secretContent,
} from "./properties";

/** The property that tells an emulated resource from one of AWS. The engine hides it from policies. */
export const MARKER = "__emulated";

/** Gives the value of a property that the inputs leave to AWS. */
type Missing = (path: string, type: DeclaredType) => PropertyValue;

/** The outputs of a created resource. */
export function createdOutputs(inputs: Properties, context: OutputContext): Properties {
    return completed(context.declaration, inputs, (path, type) =>
        computedOutput(path, type, context),
    );
}

/** The outputs in the preview of a creation: what AWS will decide is unknown. */
export function previewedOutputs(declaration: ResourceDeclaration, inputs: Properties): Properties {
    return completed(declaration, inputs, (_, type) => unknownOf(type));
}

/** Outputs that follow from the inputs, so that an update changes them. */
const DERIVED = new Set(["networkInterfaceIds", "subnetConfigurations", "tagsAll"]);

/** The outputs after an update: what AWS has decided once stays as it was. */
export function updatedOutputs(
    inputs: Properties,
    previous: Properties,
    context: OutputContext,
): Properties {
    return completed(context.declaration, inputs, (path, type) => {
        const kept = DERIVED.has(path) ? undefined : valueAt(previous, path);
        return kept ?? computedOutput(path, type, context);
    });
}

/** The outputs in the preview of an update. */
export function previewedUpdate(
    declaration: ResourceDeclaration,
    inputs: Properties,
    previous: Properties,
): Properties {
    return completed(
        declaration,
        inputs,
        (path, type) => valueAt(previous, path) ?? unknownOf(type),
    );
}

function completed(
    { outputs }: ResourceDeclaration,
    inputs: Properties,
    missing: Missing,
): Properties {
    return { ...completedProperties(outputs, inputs, "", missing), [MARKER]: true };
}

function completedProperties(
    declared: DeclaredProperties,
    given: Properties,
    path: string,
    missing: Missing,
): Properties {
    const outputs: Properties = {};
    for (const [name, { type, optional }] of declared) {
        const propertyPath = path ? `${path}.${name}` : name;
        const value = given[name];
        if (value !== undefined) {
            outputs[name] = completedValue(type, value, propertyPath, missing);
        } else if (!optional) {
            outputs[name] = missing(propertyPath, type);
        }
    }
    return outputs;
}

function completedValue(
    type: DeclaredType,
    value: PropertyValue,
    path: string,
    missing: Missing,
): PropertyValue {
    const content = secretContent(value);
    if (content !== undefined) {
        return secret(completedValue(type, content, path, missing));
    }
    if (isUnknown(value)) {
        return value;
    }
    if (type.kind === "array" && Array.isArray(value)) {
        return value.map((item, index) =>
            completedValue(type.element, item, `${path}.${index}`, missing),
        );
    }
    return type.kind === "object" && isObject(value)
        ? completedProperties(nestedProperties(type), value, path, missing)
        : value;
}

function valueAt(properties: Properties, path: string): PropertyValue | undefined {
    let value: PropertyValue | undefined = properties;
    for (const step of path.split(".")) {
        const content: PropertyValue | undefined = secretContent(value) ?? value;
        value =
            typeof content === "object" && content !== null
                ? (content as Properties)[step]
                : undefined;
    }
    return value;
}
