import { present } from "./collections";
import { at, type Property, text, valueIn } from "./known";
import type { Doubt, Several, Told } from "./model";
import type { Node } from "./stack";
import { doubtAbout, open, told } from "./told";

/** What a property can refer to: all things of one kind, and how they are found. */
export interface Kind {
    readonly what: string;
    /** Things by what identifies them: id, ARN, or name. */
    readonly byId: ReadonlyMap<string, string>;
    /** The thing that a resource is, or leads to: a VPC has a main table, a subnet has a VPC. */
    readonly keyOf: (source: Node) => string | undefined;
}

/** The key of a resource that is a thing of the kind itself. */
export function keyIn(kind: Kind, node: Node): string {
    return kind.keyOf(node) ?? node.urn;
}

/** A property that refers to something, and the resource that has it. */
export interface Reference {
    readonly node: Node;
    /** The {@link topLevelKey}: by it the engine says what a value is computed from. */
    readonly key: string;
    readonly property: Property<string>;
}

/** The top-level property in which a property lies, such as `routes` for `routes[0].natGatewayId`. */
export function topLevelKey(path: string): string {
    const [key = path] = path.split(/[.[]/, 1);
    return key;
}

/** The property `key` of a resource as a reference. */
export function referenceAt(node: Node, key: string): Reference {
    return { node, key, property: at(node.inputs, key, text) };
}

/** Whether the property says anything. */
export function isSet({ property }: Reference): boolean {
    return property.known.state !== "absent";
}

/** The one thing that a property refers to: by its id when that is known, by what it is computed from otherwise. */
export function refer(kind: Kind, reference: Reference): Told<string> {
    const { property } = reference;
    const found = thingAt(kind, property);
    if (found !== undefined) {
        return told(found);
    }
    const [only, ...others] = canBeComputed(property) ? candidatesOf(kind, reference) : [];
    return only !== undefined && others.length === 0 ? told(only) : open(doubtOf(kind, reference));
}

/**
 * The things that the elements of a list refer to. Which element is computed from which resource nobody
 * says; as many open elements as there are candidates are all of these.
 */
export function referAll(
    kind: Kind,
    node: Node,
    key: string,
    elements: readonly Property<string>[],
): Several<string> {
    const found = elements.map((property) => thingAt(kind, property));
    const certain = present(found);
    const open = elements.filter((_, index) => found[index] === undefined);
    const [first] = open;
    if (!first) {
        return { certain, possible: [], doubts: [] };
    }
    const candidates = candidatesOf(kind, { node, key, property: first }).filter(
        (candidate) => !certain.includes(candidate),
    );
    const isEach = open.length >= candidates.length;
    // More open elements than candidates: some come from where the stack does not show.
    const strangers = open.slice(candidates.length);
    return {
        certain: isEach ? [...certain, ...candidates] : certain,
        possible: isEach ? [] : candidates,
        doubts: strangers.map((property) => doubtOf(kind, { node, key, property })),
    };
}

/** Why nobody can tell what a property refers to: an id outside the stack, or one that is not known. */
function doubtOf({ what }: Kind, { node, property }: Reference): Doubt {
    return property.known.state === "value"
        ? {
              uncertainty: "external",
              reason: `${property.path} of ${node.label} is ${property.shown}, ${/^[aeiou]/.test(what) ? "an" : "a"} ${what} outside this stack`,
          }
        : doubtAbout(node.label, property);
}

/** The thing that a property names by its id. */
function thingAt(kind: Kind, property: Property<string>): string | undefined {
    const literal = valueIn(property);
    return literal === undefined ? undefined : kind.byId.get(literal);
}

/** A property that is not set, or that is no text, comes from nothing. */
function canBeComputed({ known }: Property<string>): boolean {
    return known.state === "unknown" || known.state === "value";
}

/**
 * What a value can be that nobody knows, or that names an id which nobody has seen. A resource with a known
 * id would have been found by it, so it counts only where there is no other and the value is unknown: it is
 * a secret then.
 */
function candidatesOf(kind: Kind, { node, key, property }: Reference): string[] {
    const keysOf = (sources: readonly Node[]) => [...new Set(present(sources.map(kind.keyOf)))];
    const sources = node.sources(key);
    const unborn = keysOf(
        sources.filter(({ outputs }) => valueIn(at(outputs, "id", text)) === undefined),
    );
    return unborn.length > 0 || property.known.state === "value" ? unborn : keysOf(sources);
}
