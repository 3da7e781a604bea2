import type { AddressRange } from "../cidr";
import { type Kind, refer, referenceAt } from "../join";
import { at, bagOf, text, valueIn } from "../known";
import type { Told } from "../model";
import type { Stack } from "../stack";
import { doubtAbout, open, told } from "../told";
import { awsTypes } from "../types";
import { prefixListReader } from "./prefixLists";

/** The prefix lists of a stack. */
export interface PrefixListRanges {
    readonly kind: Kind;
    /** The addresses in a list of the stack. */
    rangesOf(key: string): Told<readonly AddressRange[]>;
}

/** Reads the prefix lists with the entries that other resources add to them. */
export function readPrefixLists(stack: Stack): PrefixListRanges {
    const lists = stack.ofTypes(awsTypes.managedPrefixList);
    const byId = new Map<string, string>();
    const ranges = new Map<string, Told<readonly AddressRange[]>>();
    for (const node of lists) {
        const id = valueIn(at(node.outputs, "id", text));
        if (id !== undefined) {
            byId.set(id, node.urn);
        }
        ranges.set(node.urn, told([]));
    }
    // A gateway endpoint names the list of its service: public addresses of AWS, none of a VPC.
    for (const node of stack.ofTypes(awsTypes.vpcEndpoint)) {
        const id = valueIn(at(node.outputs, "prefixListId", text));
        if (id !== undefined) {
            byId.set(id, node.urn);
        }
        ranges.set(node.urn, told([]));
    }
    const kind: Kind = {
        what: "prefix list",
        byId,
        keyOf: ({ urn }) => (ranges.has(urn) ? urn : undefined),
    };
    for (const node of [...lists, ...stack.ofTypes(awsTypes.managedPrefixListEntry)]) {
        const part = prefixListReader(node.type)?.(bagOf(node.inputs.raw));
        const key = part?.listId ? refer(kind, referenceAt(node, "prefixListId")) : told(node.urn);
        if (!part || key.is === "open") {
            continue;
        }
        for (const address of part.addresses) {
            const before = ranges.get(key.value) ?? told([]);
            const range = valueIn(address);
            ranges.set(
                key.value,
                range === undefined
                    ? open(doubtAbout(node.label, address))
                    : before.is === "told"
                      ? told([...before.value, range])
                      : before,
            );
        }
    }
    return { kind, rangesOf: (key) => ranges.get(key) ?? told([]) };
}
