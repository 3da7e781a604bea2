import { networkOf } from "../../../policy/network/graph";
import type { Network, Several, Told } from "../../../policy/network/model";
import { type Mode, type Resource, stackResources } from "../../support/policyServer";

/** The facts about a stack: once all is known, unless another mode is asked for. */
export function factsOf(resources: readonly Resource[], mode: Mode = "known"): Network {
    return networkOf(stackResources(resources, mode));
}

/** The name in a key: what comes behind the type in a URN, with the part that AWS makes. */
export function nameIn(key: string): string {
    return key.split("::").at(-1) ?? key;
}

/** The thing of this name in one of the maps of a network. */
export function named<T>(things: ReadonlyMap<string, T>, name: string): T {
    for (const [key, thing] of things) {
        if (nameIn(key) === name) {
            return thing;
        }
    }
    throw new Error(`There is no ${name}, but ${[...things.keys()].map(nameIn).join(", ")}.`);
}

/** A fact as it is, with names in place of keys, or the doubt: its kind and its reason. */
export function shown(fact: Told<unknown>): unknown {
    if (fact.is === "open") {
        return `${fact.doubt.uncertainty}: ${fact.doubt.reason}`;
    }
    return typeof fact.value === "string" ? nameIn(fact.value) : fact.value;
}

/** A set with names in place of keys, and the reasons of its doubts. */
export function shownSet({ certain, possible, doubts }: Several<string>): object {
    return {
        certain: certain.map(nameIn),
        possible: possible.map(nameIn),
        doubts: doubts.map(({ uncertainty, reason }) => `${uncertainty}: ${reason}`),
    };
}
