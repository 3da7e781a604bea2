import type { Doubt, Told } from "./model";
import { open, told } from "./told";

/** Those of the values that are there. */
export function present<T>(values: readonly (T | undefined)[]): T[] {
    return values.filter((value) => value !== undefined);
}

/** The thing that a key names, or why nobody can tell: what is told, but not there, is outside the stack. */
export function lookUp<T>(things: ReadonlyMap<string, T>, key: Told<string>): Told<T> {
    if (key.is === "open") {
        return key;
    }
    const thing = things.get(key.value);
    return thing === undefined
        ? open({ uncertainty: "external", reason: `${key.value} is outside this stack` })
        : told(thing);
}

/** The thing that a key names, if that is told. */
export function foundIn<T>(
    things: ReadonlyMap<string, T>,
    key: Told<string> | undefined,
): T | undefined {
    return key?.is === "told" ? things.get(key.value) : undefined;
}

/** Lists by key, each in the order in which its members came. */
export class Lists<K, T> {
    private readonly lists = new Map<K, T[]>();

    add(key: K, member: T): void {
        const list = this.lists.get(key);
        if (list) {
            list.push(member);
        } else {
            this.lists.set(key, [member]);
        }
    }

    of(key: K): readonly T[] {
        return this.lists.get(key) ?? [];
    }

    entries(): [K, readonly T[]][] {
        return [...this.lists];
    }
}

/** What belongs to things of a stack. What belongs to something outside it is left out. */
export class Belongings<T> {
    private readonly owned = new Lists<string, T>();
    /** What may belong to any of the things, and why nobody can tell to which. */
    readonly strays: { readonly member: T; readonly doubt: Doubt }[] = [];

    add(owner: Told<string>, member: T): void {
        if (owner.is === "told") {
            this.owned.add(owner.value, member);
        } else if (owner.doubt.uncertainty === "unknown") {
            this.strays.push({ member, doubt: owner.doubt });
        }
    }

    /** What surely belongs to a thing. */
    of(key: string): readonly T[] {
        return this.owned.of(key);
    }

    /** What belongs to a thing, or may. */
    around(key: string): T[] {
        return [...this.owned.of(key), ...this.strays.map(({ member }) => member)];
    }
}

/** The doubts about resources of which nobody can tell to what they belong. */
export function strayDoubts(belongings: Belongings<{ readonly urn: string }>): Doubt[] {
    return belongings.strays.map(({ member: { urn }, doubt }) => ({ ...doubt, urn }));
}

/** The same function, asked once for each key. */
export function remembered<A extends readonly unknown[], R extends object>(
    keyOf: (...asked: A) => string,
    judge: (...asked: A) => R,
): (...asked: A) => R {
    const known = new Map<string, R>();
    return (...asked) => {
        const key = keyOf(...asked);
        const result = known.get(key) ?? judge(...asked);
        known.set(key, result);
        return result;
    };
}
