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
    /** How many times AWS has published its images: 1 in the beginning. */
    imageRelease(): number;
}

/**
 * The emulated account, for the provider. Values are kept as the engine sent them, secrets included.
 * Ids that are names may exist once in each Region; without a Region the first one is meant.
 */
export interface Ledger extends Account {
    /** Adds a resource, or replaces the one of the same type, id and Region. */
    put(resource: EmulatedResource): void;
    /** Takes a resource away and remembers that it existed. */
    remove(type: string, id: string, region?: PropertyValue): void;
    /** The resource as it was put. */
    stored(type: string, id: string, region?: PropertyValue): EmulatedResource | undefined;
    /** Whether a resource was taken away and has not come back. */
    wasDeleted(type: string, id: string, region?: PropertyValue): boolean;
    /** Whether an id exists, or existed before, whatever its type. */
    isTaken(id: string): boolean;
    /** Whether an id of EC2 exists: of a resource, or of something that a resource brings along. */
    exists(id: string): boolean;
    /** The resources whose inputs name an id of EC2. */
    referencesTo(id: string): EmulatedResource[];
    /** The resources of one type. */
    ofType(type: string): EmulatedResource[];
    /** AWS publishes newer images. */
    releaseImages(): void;
}

/** An account in which nothing exists yet. */
export function createAccount(): Ledger {
    const resources = new Map<string, EmulatedResource>();
    const deleted = new Set<string>();
    const everTaken = new Set<string>();
    let imageRelease = 1;
    const holders = createIndex();
    const references = createIndex();
    const names = createIndex();
    const nameOf = (type: string, id: string) => `${type} ${id}`;
    const keyOf = (type: string, id: string, region: PropertyValue = "") =>
        `${nameOf(type, id)} ${region}`;

    function stored(type: string, id: string, region?: PropertyValue) {
        const [first = ""] = names.keysOf(nameOf(type, id));
        return resources.get(region === undefined ? first : keyOf(type, id, region));
    }

    function remove(type: string, id: string, region?: PropertyValue): void {
        const key = keyOf(type, id, region ?? stored(type, id)?.outputs.region);
        resources.delete(key);
        deleted.add(key).add(nameOf(type, id));
        names.remove(key);
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
        const resource = stored(type, id);
        return resource && shown(resource);
    }

    return {
        resources: () => [...resources.values()].map(shown),
        find,
        put(resource) {
            const { type, id, outputs } = resource;
            const key = keyOf(type, id, outputs.region);
            resources.set(key, resource);
            deleted.delete(key);
            deleted.delete(nameOf(type, id));
            names.set(key, [nameOf(type, id)]);
            everTaken.add(resource.id);
            const named = ec2IdsIn(revealedProperties(resource.inputs));
            const shownIds = ec2IdsIn(revealedProperties(resource.outputs));
            references.set(key, named);
            holders.set(key, [resource.id, ...shownIds.filter((id) => !named.includes(id))]);
        },
        remove,
        stored,
        wasDeleted: (type, id, region) =>
            deleted.has(region === undefined ? nameOf(type, id) : keyOf(type, id, region)),
        isTaken: (id) => everTaken.has(id) || holders.keysOf(id).length > 0,
        exists: (id) => holders.keysOf(id).length > 0,
        referencesTo: (id) =>
            references
                .keysOf(id)
                .flatMap((key) => resources.get(key) ?? [])
                .map(shown),
        ofType: (type) =>
            [...resources.values()].filter((resource) => resource.type === type).map(shown),
        imageRelease: () => imageRelease,
        releaseImages() {
            imageRelease += 1;
        },
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
