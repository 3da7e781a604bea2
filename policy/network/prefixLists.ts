import type { PolicyResource } from "@pulumi/policy";
import { type AddressRange, holdEverything } from "./cidr";
import { at, bagOf, type Property, text, valueIn } from "./known";
import { type PrefixListPart, prefixListReader } from "./read/prefixLists";
import { awsTypes } from "./types";

/** What a prefix list holds, as far as the stack shows it. */
export type ListContent =
    | { readonly is: "everything" }
    | { readonly is: "part" }
    /** Some of its addresses are not known. */
    | { readonly is: "open"; readonly address: Property<AddressRange> }
    /** No resource of the stack is that list. */
    | { readonly is: "external" }
    /** It is not known which list it is. */
    | { readonly is: "unresolved" };

/** The prefix lists of a stack. */
export interface PrefixLists {
    /**
     * What the list holds that a property of a resource names.
     *
     * @param sources the resources that the property is computed from
     */
    contentOf(id: Property<string>, sources: readonly PolicyResource[]): ListContent;
}

/**
 * Joins the prefix lists of a stack with the entries that other resources add to them.
 *
 * @param declared what the program declares, by URN: in a preview the provider leaves entries unknown
 */
export function prefixListsOf(
    resources: readonly PolicyResource[],
    declared: ReadonlyMap<string, PrefixListPart>,
): PrefixLists {
    const lists = resources.filter(({ type }) => type === awsTypes.managedPrefixList);
    const byId = new Map(lists.map((list) => [idOf(list), list]));
    const addresses = new Map<PolicyResource, Property<AddressRange>[]>();
    const named = (id: string | undefined, sources: readonly PolicyResource[]) => {
        const known = id === undefined ? undefined : byId.get(id);
        // A known id is none that only the update gives, but an emulated one may be missing.
        return known
            ? [known]
            : sources.filter(
                  (source) =>
                      source.type === awsTypes.managedPrefixList &&
                      (id === undefined || idOf(source) === undefined),
              );
    };
    for (const resource of resources) {
        const part =
            declared.get(resource.urn) ?? prefixListReader(resource.type)?.(bagOf(resource.props));
        if (part) {
            const { prefixListId = [] } = resource.propertyDependencies;
            const holders = part.listId ? named(valueIn(part.listId), prefixListId) : [resource];
            for (const holder of holders) {
                addresses.set(holder, [...(addresses.get(holder) ?? []), ...part.addresses]);
            }
        }
    }
    return {
        contentOf: (id, sources) => {
            const literal = valueIn(id);
            const candidates = named(literal, sources);
            const [first, ...others] = candidates.map((list) => holding(addresses.get(list) ?? []));
            if (!first) {
                return { is: literal === undefined ? "unresolved" : "external" };
            }
            return others.every(({ is }) => is === first.is) ? first : { is: "unresolved" };
        },
    };
}

function holding(addresses: readonly Property<AddressRange>[]): ListContent {
    if (holdEverything(addresses.flatMap((address) => valueIn(address) ?? []))) {
        return { is: "everything" };
    }
    const open = addresses.find(({ known }) => known.state !== "value");
    return open ? { is: "open", address: open } : { is: "part" };
}

function idOf({ props }: PolicyResource): string | undefined {
    return valueIn(at(bagOf(props), "id", text));
}
