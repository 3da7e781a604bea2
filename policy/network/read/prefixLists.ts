import type { AddressRange } from "../cidr";
import { at, type Bag, elementsAt, object, type Property, text } from "../known";
import { awsTypes } from "../types";
import { cidr } from "./routes";

/** Addresses in a prefix list, and the list if another resource holds it. */
export interface PrefixListPart {
    readonly addresses: readonly Property<AddressRange>[];
    /** The id of the list, where the resource only adds to one. */
    readonly listId?: Property<string>;
}

/** Reads what a resource of this type says of the content of prefix lists, if it is one that does. */
export function prefixListReader(type: string): ((bag: Bag) => PrefixListPart) | undefined {
    switch (type) {
        case awsTypes.managedPrefixList:
            return (bag) => ({ addresses: elementsAt(bag, "entries", object).map(addressOf) });
        case awsTypes.managedPrefixListEntry:
            return (bag) => ({
                addresses: [at(bag, "cidr", cidr)],
                listId: at(bag, "prefixListId", text),
            });
        default:
            return undefined;
    }
}

function addressOf(entry: Property<Bag>): Property<AddressRange> {
    const { path, shown, known } = entry;
    return known.state === "value" ? at(known.value, "cidr", cidr) : { path, shown, known };
}
