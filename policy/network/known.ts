/**
 * Reading property bags of which anything may be missing, known only after the update, or of a type
 * that nobody expected. Nothing here throws, and no value is read through the SDK's proxy: reading an
 * unknown there throws, and the SDK then turns a mandatory policy into advice.
 */

/** What a policy knows of a value. */
export type Known<T> =
    | { readonly state: "value"; readonly value: T }
    | { readonly state: "absent" }
    | { readonly state: "unknown" }
    | { readonly state: "malformed"; readonly expected: string };

/** A value, its place in the resource, and how a message shows it. */
export interface Property<T> {
    readonly path: string;
    readonly shown: string;
    readonly known: Known<T>;
}

/** An object whose properties can be read, and its place in the resource. */
export interface Bag {
    readonly path: string;
    readonly raw: unknown;
}

/** Turns a value that is there and known into what is meant; `undefined` if it means nothing. */
export interface Meaning<T> {
    readonly expected: string;
    readonly of: (raw: unknown, path: string) => T | undefined;
}

/** The strings that stand for a value which only the update will tell (see the SDK's `proxy.js`). */
const sentinels: ReadonlySet<unknown> = new Set([
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9", // string
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
    "030794c1-ac77-496b-92df-f27374a8bd58", // asset
    "e48ece36-62e2-4504-bad9-02848725956a", // archive
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

/** What `pulumi policy analyze --file` shows of a secret in the file that it cannot decrypt. */
const redacted = "[secret]";

/** How a message shows such a secret. */
export const notDecrypted = "a secret that is not decrypted";

const longestShown = 80;

/** The bag of all properties of a resource. */
export function bagOf(props: unknown): Bag {
    return { path: "", raw: props };
}

/**
 * Whether a resource has no inputs at all. That is how the state holds what a program only reads
 * (`.get`): with outputs alone, so that nothing which is left out means anything.
 */
export function isEmpty({ raw }: Bag): boolean {
    return typeof raw === "object" && raw !== null && Object.keys(raw).length === 0;
}

/** The keys of a bag, those of unknown values included. */
export function keysIn({ raw }: Bag): string[] {
    return Object.keys(Object(raw));
}

/**
 * The raw value of an own property. A descriptor is not intercepted by the SDK's proxy, and what it
 * holds is the target's own, unproxied value.
 */
function peek(container: unknown, key: string): unknown {
    return typeof container === "object" && container !== null
        ? Object.getOwnPropertyDescriptor(container, key)?.value
        : undefined;
}

// An empty string is how providers and YAML write "not set".
function isAbsent(raw: unknown): boolean {
    return raw === undefined || raw === null || raw === "";
}

// Objects are never printed: they may hold secrets that have nothing to do with the finding.
function showOne(raw: unknown): string {
    if (isAbsent(raw)) {
        return "not set";
    }
    if (sentinels.has(raw)) {
        return "known only after the update";
    }
    if (raw === redacted) {
        return notDecrypted;
    }
    if (typeof raw === "object") {
        return Array.isArray(raw) ? "a list" : "an object";
    }
    return typeof raw === "string" ? JSON.stringify(raw) : String(raw);
}

/** A value of any type in a few words. */
export function show(raw: unknown): string {
    // Five elements are more than fit, however long the list is.
    const text = Array.isArray(raw) ? `[${raw.slice(0, 5).map(showOne).join(", ")}]` : showOne(raw);
    // Half of a surrogate pair is no character.
    return text.length > longestShown
        ? `${text.slice(0, longestShown - 1).replace(/[\uD800-\uDBFF]$/, "")}…`
        : text;
}

function read<T>(raw: unknown, path: string, meaning: Meaning<T>): Property<T> {
    return { path, shown: show(raw), known: knownOf(raw, path, meaning) };
}

function knownOf<T>(raw: unknown, path: string, { expected, of }: Meaning<T>): Known<T> {
    if (isAbsent(raw)) {
        return { state: "absent" };
    }
    if (sentinels.has(raw) || raw === redacted) {
        return { state: "unknown" };
    }
    const value = of(raw, path);
    return value === undefined ? { state: "malformed", expected } : { state: "value", value };
}

/** The property `key` of a bag. */
export function at<T>(bag: Bag, key: string, meaning: Meaning<T>): Property<T> {
    return read(peek(bag.raw, key), bag.path === "" ? key : `${bag.path}.${key}`, meaning);
}

/**
 * The elements of the list `key`. A single value counts as a list of one, missing elements as none;
 * a list that is unknown as a whole yields one unknown element, because it may hold anything.
 */
export function elementsAt<T>(bag: Bag, key: string, meaning: Meaning<T>): Property<T>[] {
    const list = at(bag, key, anything);
    const raw = peek(bag.raw, key);
    const elements = Array.isArray(raw)
        ? raw.map((element, index) => read(element, `${list.path}[${index}]`, meaning))
        : [read(raw, list.path, meaning)];
    return elements.filter((element) => element.known.state !== "absent");
}

/** Whether the list `key` has an element: yes for certain, perhaps (unknown), or no. */
export function filledAt(bag: Bag, key: string): Property<boolean> {
    const { path, shown } = at(bag, key, anything);
    const states = elementsAt(bag, key, anything).map((element) => element.known.state);
    const perhaps = states.includes("unknown") && !states.includes("value");
    return {
        path,
        shown,
        known: perhaps ? { state: "unknown" } : { state: "value", value: states.length > 0 },
    };
}

/** A value that is no property: it stands for the whole resource. */
export function certain<T>(value: T): Property<T> {
    return { path: "", shown: "", known: { state: "value", value } };
}

/** The same property with its value, if it has one, turned into another. */
export function mapped<T, U>(property: Property<T>, change: (value: T) => U): Property<U> {
    const { known } = property;
    return {
        ...property,
        known: known.state === "value" ? { state: "value", value: change(known.value) } : known,
    };
}

/** The same property, with what its absence means. */
export function orElse<T>(property: Property<T>, absent: T): Property<T> {
    return property.known.state === "absent"
        ? { ...property, known: { state: "value", value: absent } }
        : property;
}

/** The same property, of which nobody can tell what it holds. */
export function asUnknown({ path, shown }: Property<unknown>): Property<never> {
    return { path, shown, known: { state: "unknown" } };
}

/** Whether a property surely has this value. */
export function is<T>(property: Property<T>, value: T): boolean {
    return property.known.state === "value" && property.known.value === value;
}

/** The value if it is there and known. */
export function valueIn<T>({ known }: Property<T>): T | undefined {
    return known.state === "value" ? known.value : undefined;
}

/** Any value at all. */
export const anything: Meaning<unknown> = { expected: "a value", of: (raw) => raw };

/** An object. */
export const object: Meaning<Bag> = {
    expected: "an object",
    of: (raw, path) => (typeof raw === "object" && !Array.isArray(raw) ? { path, raw } : undefined),
};

/** A list of anything. */
export const list: Meaning<readonly unknown[]> = {
    expected: "a list",
    of: (raw) => (Array.isArray(raw) ? raw : undefined),
};

/** A string. */
export const text: Meaning<string> = {
    expected: "a string",
    of: (raw) => (typeof raw === "string" ? raw : undefined),
};

const yes: ReadonlySet<string> = new Set(["true", "t", "yes", "y", "on", "1"]);
const no: ReadonlySet<string> = new Set(["false", "f", "no", "n", "off", "0"]);

/** True or false, also as one of the words that YAML and Terraform take for them. */
export const flag: Meaning<boolean> = {
    expected: "true or false",
    of: (raw) => {
        const word = typeof raw === "object" ? "" : String(raw).trim().toLowerCase();
        return yes.has(word) ? true : no.has(word) ? false : undefined;
    },
};

/** A whole number within limits, also written as a string of decimal digits. */
export function integer(from: number, to: number, expected: string): Meaning<number> {
    return {
        expected,
        of: (raw) => {
            const number =
                typeof raw === "string" && /^\s*-?\d{1,15}\s*$/.test(raw) ? Number(raw) : raw;
            const fits =
                typeof number === "number" &&
                Number.isInteger(number) &&
                from <= number &&
                number <= to;
            return fits ? number : undefined;
        },
    };
}

/** One of a few words, in any case; each stands for a value. */
export function oneOf<T>(words: ReadonlyMap<string, T>, expected: string): Meaning<T> {
    return {
        expected,
        of: (raw) => (typeof raw === "string" ? words.get(raw.trim().toLowerCase()) : undefined),
    };
}
