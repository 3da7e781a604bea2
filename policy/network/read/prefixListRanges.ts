import type { AddressRange } from "../cidr";
import { Belongings, present, remembered, strayDoubts } from "../collections";
import { type Kind, refer, referenceAt } from "../join";
import { identify } from "../kinds";
import type { Told } from "../model";
import type { Node, Stack } from "../stack";
import { doubtIn, open, orDoubt, told, toldIn } from "../told";
import { awsTypes } from "../types";
import { prefixListReader } from "./prefixLists";

/** The prefix lists of a stack. */
export interface PrefixListRanges {
    readonly kind: Kind;
    /** The addresses in the list that a property refers to. */
    rangesOf(list: Told<string>): Told<readonly AddressRange[]>;
}

/** Reads the prefix lists with the entries that other resources add to them. */
export function readPrefixLists(stack: Stack): PrefixListRanges {
    const lists = stack.ofTypes(awsTypes.managedPrefixList);
    // A gateway endpoint names the list of its service: public addresses of AWS, none of a VPC.
    const ofServices = stack.ofTypes(awsTypes.vpcEndpoint);
    const managed = new Set(lists.map(({ urn }) => urn));
    const own = new Set([...managed, ...ofServices.map(({ urn }) => urn)]);
    const byId = new Map<string, string>();
    for (const node of lists) {
        identify(byId, node, ["id"], node.urn);
    }
    for (const node of ofServices) {
        identify(byId, node, ["prefixListId"], node.urn);
    }
    const kind: Kind = {
        what: "prefix list",
        byId,
        keyOf: ({ urn }) => (own.has(urn) ? urn : undefined),
    };
    const parts = new Belongings<Node>();
    for (const node of lists) {
        parts.add(told(node.urn), node);
    }
    for (const node of stack.ofTypes(awsTypes.managedPrefixListEntry)) {
        parts.add(refer(kind, referenceAt(node, "prefixListId")), node);
    }
    const strays = strayDoubts(parts).map((doubt) => open<AddressRange>(doubt));
    const ranges = remembered(
        (key: string) => key,
        (key) =>
            allOf([...parts.of(key).flatMap(addressesIn), ...(managed.has(key) ? strays : [])]),
    );
    return { kind, rangesOf: (list) => (list.is === "told" ? ranges(list.value) : list) };
}

/** The addresses of a list or of an entry. */
function addressesIn({ type, label, inputs }: Node): Told<AddressRange>[] {
    const addresses = prefixListReader(type)?.(inputs).addresses ?? [];
    return addresses.map((address) => orDoubt(label, address));
}

/** All of several facts, unless one of them is open. */
function allOf<T>(facts: readonly Told<T>[]): Told<readonly T[]> {
    const [doubt] = present(facts.map(doubtIn));
    return doubt ? open(doubt) : told(present(facts.map(toldIn)));
}
