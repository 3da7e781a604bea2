import type { StackResource } from "./pack";
import type { Random } from "./random";
import { UNKNOWN } from "./resources";

type Plain = Record<string, unknown>;

/** Resources, their inline elements and references in another order. */
export function reordered(
    resources: readonly StackResource[],
    random: Random,
): readonly StackResource[] {
    return random.shuffled(resources).map((resource) => {
        const inputs = mixed(resource.inputs, random) as Plain;
        const outputs = Object.assign({}, resource.outputs, inputs);
        const references = Object.fromEntries(
            random
                .shuffled(Object.entries(resource.references))
                .map(([property, urns]) => [property, random.shuffled(urns)]),
        );
        return { ...resource, inputs, outputs, references };
    });
}

function mixed(value: unknown, random: Random): unknown {
    if (Array.isArray(value)) return random.shuffled(value.map((item) => mixed(item, random)));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, mixed(inner, random)]),
    );
}

/** Every resource with another name, URN and id. */
export function renamed(resources: readonly StackResource[]): readonly StackResource[] {
    const text = JSON.stringify(resources)
        .replaceAll(/urn:pulumi:[^"]+/g, renamedUrn)
        .replaceAll(/-([0-9a-f]{17})"/g, (_id, digits: string) => `-${otherDigits(digits)}"`);
    return (JSON.parse(text) as StackResource[]).map((resource) => ({
        ...resource,
        name: otherName(resource.name),
    }));
}

export function renamedUrn(urn: string): string {
    const parts = urn.split("::");
    const name = parts.pop() ?? "";
    return [...parts, otherName(name)].join("::");
}

function otherName(name: string): string {
    return `x${[...name].reverse().join("")}`;
}

function otherDigits(digits: string): string {
    return [...digits].map((digit) => (15 - Number.parseInt(digit, 16)).toString(16)).join("");
}

/** Whether it is known, of a value that is not, which resources it is computed from. */
export type Origin = "known" | "unknown";

/** Some values in the inputs, and what the outputs have of them, are not known. */
export function forgotten(
    resources: readonly StackResource[],
    origin: Origin,
    random: Random,
): readonly StackResource[] | undefined {
    let changed = resources;
    for (let left = random.pick([1, 1, 2, 3]); left > 0; left -= 1) {
        const index = random.below(changed.length);
        const count = [...placesIn(inputsOf(changed, index))].length;
        if (count > 0) changed = forgottenAt(changed, index, random.below(count), origin);
    }
    return changed === resources ? undefined : changed;
}

/** Each stack in which one value, list or element of one resource is not known. */
export function* forgottenOneByOne(
    resources: readonly StackResource[],
    origin: Origin,
): Generator<readonly StackResource[]> {
    for (const index of resources.keys()) {
        const count = [...placesIn(inputsOf(resources, index))].length;
        for (let place = 0; place < count; place += 1) {
            yield forgottenAt(resources, index, place, origin);
        }
    }
}

function forgottenAt(
    resources: readonly StackResource[],
    index: number,
    place: number,
    origin: Origin,
): readonly StackResource[] {
    const inputs = structuredClone(inputsOf(resources, index));
    const found = [...placesIn(inputs)][place];
    if (found === undefined) return resources;
    found.holder[found.key] = UNKNOWN;
    return resources.map((one, at) => {
        if (at !== index) return one;
        const references = { ...one.references };
        if (origin === "unknown") delete references[found.property];
        return { ...one, inputs, outputs: Object.assign({}, one.outputs, inputs), references };
    });
}

function inputsOf(resources: readonly StackResource[], index: number): Plain {
    return (resources[index]?.inputs ?? {}) as Plain;
}

interface Place {
    readonly property: string;
    readonly holder: Plain;
    readonly key: string;
}

/** Where values are: properties, elements of lists, and properties of these. */
function* placesIn(holder: Plain, property?: string): Generator<Place> {
    for (const [key, value] of Object.entries(holder)) {
        const top = property ?? key;
        // An empty text is nothing that is set.
        if (value === "") continue;
        yield { property: top, holder, key };
        if (typeof value === "object" && value !== null) yield* placesIn(value as Plain, top);
    }
}
