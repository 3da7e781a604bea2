import { type Registered, UNKNOWN } from "./mocks";
import { idOf, type Resource } from "./policyServer";

/** What a program declares in a first preview, as the engine hands it to a policy pack. */
export function declaredBy(resources: readonly Registered[]): Resource[] {
    const ofAws = resources.filter(({ type }) => type.startsWith("aws:"));
    const names = new Map(ofAws.map((resource) => [resource.urn, resource.name]));
    return ofAws.map((resource) => ({
        type: resource.type,
        name: resource.name,
        inputs: withOrigins(resource, names),
    }));
}

/** The inputs of a resource, in which what is unknown says from which resources it comes. */
function withOrigins(
    { inputs, propertyDependencies }: Registered,
    names: ReadonlyMap<string, string>,
): Record<string, unknown> {
    const replaced = (value: unknown, origins: readonly string[]): unknown => {
        if (value === UNKNOWN && origins.length > 0) {
            return idOf(...origins);
        }
        if (Array.isArray(value)) {
            return value.map((element) => replaced(element, origins));
        }
        return typeof value === "object" && value !== null
            ? Object.fromEntries(
                  Object.entries(value).map(([key, element]) => [key, replaced(element, origins)]),
              )
            : value;
    };
    return Object.fromEntries(
        Object.entries(inputs).map(([property, value]) => {
            const urns = propertyDependencies[property] ?? [];
            return [
                property,
                replaced(
                    value,
                    urns.flatMap((urn) => names.get(urn) ?? []),
                ),
            ];
        }),
    );
}
