import assert from "node:assert/strict";
import { lookUp } from "../../policy/network/collections";
import { signatureOf } from "../../policy/network/ssm/outcome";
import {
    doubtAbout,
    eitherOf,
    isEmptySet,
    none,
    open,
    told,
    union,
} from "../../policy/network/told";

const unknown = { uncertainty: "unknown", reason: "it is unknown" } as const;
const external = { uncertainty: "external", reason: "it is elsewhere" } as const;

describe("Facts that may be open", () => {
    it("have a member for certain in a union if one of the sets has", () => {
        const found = union(
            { certain: ["a"], possible: ["b"], doubts: [unknown] },
            { certain: ["c"], possible: ["a", "b"], doubts: [external] },
        );
        assert.deepEqual(found, {
            certain: ["a", "c"],
            possible: ["b"],
            doubts: [unknown, external],
        });
    });

    it("are no set without members as soon as one is certain, possible or in doubt", () => {
        const doubts = [{ uncertainty: "unknown", reason: "later" }] as const;
        assert.equal(isEmptySet(none), true);
        assert.equal(isEmptySet({ ...none, certain: ["a"] }), false);
        assert.equal(isEmptySet({ ...none, possible: ["a"] }), false);
        assert.equal(isEmptySet({ ...none, doubts }), false);
        assert.equal(isEmptySet({ ...none, certain: ["a"], possible: ["b"] }), false);
    });

    it("are one doubt where any of several may turn out well", () => {
        assert.deepEqual(eitherOf([]), []);
        assert.deepEqual(eitherOf([unknown, unknown]), [unknown]);
        assert.deepEqual(eitherOf([unknown, external]), [
            { uncertainty: "external", reason: "it is unknown; or it is elsewhere" },
        ]);
    });

    it("are called by their property, or by the resource alone", () => {
        const known = { state: "malformed", expected: "a list" } as const;
        const reasonOf = (path: string) =>
            doubtAbout("route table a", { path, shown: "7", known }).reason;
        assert.equal(reasonOf("routes"), "routes of route table a is 7, which is not a list");
        assert.equal(reasonOf(""), "route table a is 7, which is not a list");
    });

    it("are looked up among the things of the stack", () => {
        const things = new Map([["a", 1]]);
        assert.deepEqual(lookUp(things, told("a")), told(1));
        assert.deepEqual(
            lookUp(things, told("b")),
            open({ uncertainty: "external", reason: "b is outside this stack" }),
        );
        assert.deepEqual(lookUp(things, open(unknown)), open(unknown));
    });

    it("have one signature only if they are the same set", () => {
        const set = { certain: ["a"], possible: ["b"], doubts: [unknown] };
        assert.equal(signatureOf(set), signatureOf({ ...set }));
        for (const other of [{ certain: [] }, { possible: [] }, { doubts: [] }]) {
            assert.notEqual(signatureOf(set), signatureOf({ ...set, ...other }));
        }
    });
});
