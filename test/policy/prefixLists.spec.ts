import assert from "node:assert/strict";
import { bagOf, valueIn } from "../../policy/network/known";
import { prefixListsOf } from "../../policy/network/prefixLists";
import { prefixListReader } from "../../policy/network/read/prefixLists";
import { awsTypes } from "../../policy/network/types";
import { unknown } from "../support/policyServer";

// What a prefix list holds that a route names, as the policy on routes reads a stack.

type Props = Record<string, unknown>;
type PolicyResource = Parameters<typeof prefixListsOf>[0][number];

function resource(
    type: string,
    name: string,
    props: Props,
    propertyDependencies: Record<string, PolicyResource[]> = {},
): PolicyResource {
    return { type, name, urn: name, props, propertyDependencies } as unknown as PolicyResource;
}

const list = (name: string, cidrs: readonly unknown[], id?: string): PolicyResource =>
    resource(awsTypes.managedPrefixList, name, { id, entries: cidrs.map((cidr) => ({ cidr })) });
const entry = (cidr: unknown, prefixListId: unknown, from: PolicyResource[] = []) =>
    resource(
        awsTypes.managedPrefixListEntry,
        "entry",
        { prefixListId, cidr },
        { prefixListId: from },
    );

/** What the list holds that `id` names, or that an unknown id is computed from. */
function content(resources: PolicyResource[], id: unknown, from: PolicyResource[] = []): unknown {
    const property = {
        path: "destinationPrefixListId",
        shown: "",
        known:
            typeof id === "string" && id !== unknown.string
                ? ({ state: "value", value: id } as const)
                : ({ state: "unknown" } as const),
    };
    const found = prefixListsOf(resources, new Map()).contentOf(property, from);
    return found.is === "open" ? [found.is, found.address.path] : found.is;
}

const HALVES = ["0.0.0.0/1", "128.0.0.0/1"];
const NARROW = ["10.0.0.0/8"];
const vpc = resource(awsTypes.vpc, "vpc", {});

describe("The content of a prefix list", () => {
    const all = list("all", HALVES, "pl-1");
    const part = list("part", NARROW, "pl-2");

    it("is everything if its addresses are that together, else a part", () => {
        assert.equal(content([all, part], "pl-1"), "everything");
        assert.equal(content([all, part], "pl-2"), "part");
        assert.equal(content([list("none", [], "pl-3")], "pl-3"), "part");
    });

    it("is open with an address that is not known, unless the others are everything", () => {
        assert.deepEqual(content([list("open", [...NARROW, unknown.string], "pl-1")], "pl-1"), [
            "open",
            "entries[1].cidr",
        ]);
        assert.equal(
            content([list("open", [...HALVES, unknown.string], "pl-1")], "pl-1"),
            "everything",
        );
    });

    it("has the entries that other resources add, by the id that they name", () => {
        const half = list("half", ["0.0.0.0/1"], "pl-1");
        const other = list("other", ["0.0.0.0/1"], "pl-2");
        const added = entry("128.0.0.0/1", "pl-1");
        assert.equal(content([half, other, added], "pl-1"), "everything");
        assert.equal(content([half, other, added], "pl-2"), "part");
        assert.equal(content([half, entry("128.0.0.0/1", "pl-9")], "pl-1"), "part");
    });

    it("has the entries that other resources add, by what an unknown id is computed from", () => {
        const half = list("half", ["0.0.0.0/1"]);
        const added = entry("128.0.0.0/1", unknown.string, [vpc, half]);
        assert.equal(content([half, added], unknown.string, [half]), "everything");
    });

    it("is that of the lists that an unknown id is computed from, if all hold the same", () => {
        const again = list("again", NARROW, "pl-3");
        assert.equal(content([all, part], unknown.string, [vpc, all]), "everything");
        assert.equal(content([all, part], unknown.string, [part]), "part");
        assert.equal(content([all, part, again], unknown.string, [part, again]), "part");
        assert.equal(content([all, part], unknown.string, [part, all]), "unresolved");
    });

    it("is not resolved if an unknown id comes from no list", () => {
        assert.equal(content([all], unknown.string), "unresolved");
        assert.equal(content([all], unknown.string, [vpc]), "unresolved");
    });

    it("is outside the stack if no list has the id, but for one whose id nobody tells", () => {
        assert.equal(content([all], "pl-9"), "external");
        assert.equal(content([all], "pl-9", [all]), "external");
        const unborn = list("unborn", NARROW);
        assert.equal(content([unborn], "pl-9", [unborn]), "part");
        assert.equal(content([unborn], "pl-9"), "external");
        assert.equal(content([vpc], "pl-9", [vpc]), "external");
    });

    it("is what the program declares, before what the provider tells", () => {
        const unread = list("all", [unknown.string], "pl-1");
        const read = prefixListReader(awsTypes.managedPrefixList)?.(bagOf(all.props));
        assert.ok(read);
        assert.deepEqual(read.addresses.map(valueIn).length, 2);
        const id = { path: "", shown: "", known: { state: "value", value: "pl-1" } } as const;
        const declared = new Map([[unread.urn, read]]);
        assert.equal(prefixListsOf([unread], declared).contentOf(id, []).is, "everything");
        assert.equal(prefixListsOf([unread], new Map()).contentOf(id, []).is, "open");
    });
});
