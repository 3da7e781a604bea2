import assert from "node:assert/strict";
import {
    asUnknown,
    at,
    bagOf,
    elementsAt,
    filledAt,
    flag,
    integer,
    isEmpty,
    type Meaning,
    object,
    oneOf,
    show,
    text,
} from "../../policy/network/known";
import { unknown } from "../support/policyServer";

// How values are read that may be of any type, missing, or known only after the update.

function stateOf<T>(raw: unknown, meaning: Meaning<T>): unknown {
    const { known } = at(bagOf({ it: raw }), "it", meaning);
    return known.state === "value" ? known.value : known.state;
}

describe("A value", () => {
    it("of a flag may be written as a word, in any case and between blanks", () => {
        assert.deepEqual(
            [true, false, " TRUE ", "no", 1, "0", "maybe", {}, [true]].map((raw) =>
                stateOf(raw, flag),
            ),
            [true, false, true, false, true, false, "malformed", "malformed", "malformed"],
        );
    });

    it("of a number may be written as digits, and lies within its limits", () => {
        const port = integer(-1, 65535, "a port");
        assert.deepEqual(
            [443, " 443 ", "-1", 65535, 65536, -2, 1.5, "x", true, [443]].map((raw) =>
                stateOf(raw, port),
            ),
            [443, 443, -1, 65535, ...Array(6).fill("malformed")],
        );
    });

    it("of a word may be in any case and between blanks", () => {
        const way = oneOf(new Map([["in", 1]]), '"in"');
        assert.deepEqual(
            [" IN ", "out", 1].map((raw) => stateOf(raw, way)),
            [1, "malformed", "malformed"],
        );
    });

    it("of an object is no list and no text", () => {
        assert.deepEqual(
            [[], "text", 7].map((raw) => stateOf(raw, object)),
            ["malformed", "malformed", "malformed"],
        );
    });

    it("is absent if it is null or an empty text, and in no container that is none", () => {
        assert.deepEqual(
            [undefined, null, ""].map((raw) => stateOf(raw, text)),
            ["absent", "absent", "absent"],
        );
        for (const container of [undefined, null, "text", 7]) {
            assert.equal(at(bagOf(container), "length", text).known.state, "absent");
        }
    });

    it("is unknown by the SDK's sign for it, or as a secret that nobody decrypts", () => {
        assert.deepEqual(
            [unknown.string, "[secret]"].map((raw) => stateOf(raw, text)),
            ["unknown", "unknown"],
        );
    });

    it("is of nobody knows what once it is taken for unknown", () => {
        const property = at(bagOf({ it: "text" }), "it", text);
        assert.deepEqual(asUnknown(property), {
            path: "it",
            shown: '"text"',
            known: { state: "unknown" },
        });
    });
});

describe("A list", () => {
    const states = (raw: unknown) =>
        elementsAt(bagOf({ it: raw }), "it", text).map(({ path, known }) => [path, known.state]);

    it("has its elements but those that are missing, or is the one value", () => {
        assert.deepEqual(states(["a", null, unknown.string]), [
            ["it[0]", "value"],
            ["it[2]", "unknown"],
        ]);
        assert.deepEqual(states("a"), [["it", "value"]]);
        assert.deepEqual(states(undefined), []);
    });

    it("is filled for certain, perhaps, or not", () => {
        const filled = (raw: unknown) => filledAt(bagOf({ it: raw }), "it").known;
        assert.deepEqual(filled(["a", unknown.string]), { state: "value", value: true });
        assert.deepEqual(filled([unknown.string]), { state: "unknown" });
        assert.deepEqual(filled(unknown.array), { state: "unknown" });
        assert.deepEqual(filled([]), { state: "value", value: false });
    });
});

describe("A resource is empty", () => {
    it("if it has no property at all, which only an object can have", () => {
        assert.deepEqual(
            [{}, { a: 1 }, null, undefined, "", "text", 7].map((raw) => isEmpty(bagOf(raw))),
            [true, false, false, false, false, false, false],
        );
    });
});

describe("A message shows", () => {
    it("texts in quotes, what is long by its beginning, and objects without what they hold", () => {
        assert.equal(show("a"), '"a"');
        assert.equal(show(7), "7");
        assert.equal(show({ secret: 1 }), "an object");
        assert.equal(show([["b"], "a", null]), '[a list, "a", not set]');
        const longest = "x".repeat(78);
        assert.equal(show(longest), `"${longest}"`);
        assert.equal(show(`${longest}x`), `"${longest}…`);
    });

    it("five elements of a list, however many it has", () => {
        assert.equal(show([1, 2, 3, 4, 5, 6]), "[1, 2, 3, 4, 5]");
    });
});
