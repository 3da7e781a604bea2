import { EC2_ID } from "./ids";
import { type Properties, type PropertyValue, revealedProperties } from "./properties";

/** A resource that exists in the emulated account. */
export interface EmulatedResource {
    readonly id: string;
    readonly type: string;
    readonly urn: string;
    readonly inputs: Properties;
    readonly outputs: Properties;
}

/** What exists in the emulated account, for reading. */
export interface Account {
    /** Everything that exists, in the order of creation, with secrets in plain text. */
    resources(): EmulatedResource[];
    /** The resource of a type with an id, undefined if there is none. */
    find(type: string, id: string): EmulatedResource | undefined;
}

/** The emulated account, for the provider. Values are kept as the engine sent them, secrets included. */
export interface Ledger extends Account {
    /** Adds a resource, or replaces the one of the same type and id. */
    put(resource: EmulatedResource): void;
    /** Takes a resource away and remembers that it existed. */
    remove(type: string, id: string): void;
    /** The resource as it was put. */
    stored(type: string, id: string): EmulatedResource | undefined;
    /** Whether a resource was taken away and has not come back. */
    wasDeleted(type: string, id: string): boolean;
    /** Whether an id exists, or existed before, whatever its type. */
    isTaken(id: string): boolean;
    /** Whether an id of EC2 exists: of a resource, or of something that a resource brings along. */
    exists(id: string): boolean;
    /** The resources whose inputs name an id of EC2. */
    referencesTo(id: string): EmulatedResource[];
    /** The resources of one type. */
    ofType(type: string): EmulatedResource[];
}

/** An account in which nothing exists yet. */
export function createAccount(): Ledger {
    const resources = new Map<string, EmulatedResource>();
    const deleted = new Set<string>();
    const everTaken = new Set<string>();
    const holders = createIndex();
    const references = createIndex();
    const keyOf = (type: string, id: string) => `${type} ${id}`;

    function remove(type: string, id: string): void {
        const key = keyOf(type, id);
        resources.delete(key);
        deleted.add(key);
        holders.remove(key);
        references.remove(key);
    }

    function shown(resource: EmulatedResource): EmulatedResource {
        return {
            ...resource,
            inputs: revealedProperties(resource.inputs),
            outputs: revealedProperties(resource.outputs),
        };
    }

    function find(type: string, id: string): EmulatedResource | undefined {
        const resource = resources.get(keyOf(type, id));
        return resource && shown(resource);
    }

    return {
        resources: () => [...resources.values()].map(shown),
        find,
        put(resource) {
            const key = keyOf(resource.type, resource.id);
            resources.set(key, resource);
            deleted.delete(key);
            everTaken.add(resource.id);
            const named = ec2IdsIn(revealedProperties(resource.inputs));
            const shownIds = ec2IdsIn(revealedProperties(resource.outputs));
            references.set(key, named);
            holders.set(key, [resource.id, ...shownIds.filter((id) => !named.includes(id))]);
        },
        remove,
        stored: (type, id) => resources.get(keyOf(type, id)),
        wasDeleted: (type, id) => deleted.has(keyOf(type, id)),
        isTaken: (id) => everTaken.has(id) || holders.keysOf(id).length > 0,
        exists: (id) => holders.keysOf(id).length > 0,
        referencesTo: (id) =>
            references
                .keysOf(id)
                .flatMap((key) => resources.get(key) ?? [])
                .map(shown),
        ofType: (type) =>
            [...resources.values()].filter((resource) => resource.type === type).map(shown),
    };
}

/** The ids of EC2 that stand somewhere in a value, each once. */
export function ec2IdsIn(value: PropertyValue): string[] {
    if (typeof value === "string") {
        return EC2_ID.test(value) ? [value] : [];
    }
    if (typeof value !== "object" || value === null) {
        return [];
    }
    return [...new Set(Object.values(value).flatMap(ec2IdsIn))];
}

/** Which keys belong to which ids, both ways. */
function createIndex() {
    const keysById = new Map<string, Set<string>>();
    const idsByKey = new Map<string, readonly string[]>();
    function remove(key: string): void {
        for (const id of idsByKey.get(key) ?? []) {
            keysById.get(id)?.delete(key);
        }
        idsByKey.delete(key);
    }
    return {
        set(key: string, ids: readonly string[]): void {
            remove(key);
            idsByKey.set(key, ids);
            for (const id of ids) {
                const keys = keysById.get(id) ?? new Set();
                keysById.set(id, keys.add(key));
            }
        },
        remove,
        keysOf: (id: string) => [...(keysById.get(id) ?? [])],
    };
}
