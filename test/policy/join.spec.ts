import assert from "node:assert/strict";
import { refer, referAll, referenceAt } from "../../policy/network/join";
import { kindsOf } from "../../policy/network/kinds";
import { elementsAt, text } from "../../policy/network/known";
import { type StackResource, stackOf } from "../../policy/network/stack";
import { awsTypes } from "../../policy/network/types";
import { unknown } from "../support/policyServer";

// How a property is joined to the resource that it names: by its id, or by what it is computed from.

/** A subnet with its id, if the provider has answered with one. */
function subnet(name: string, id?: string): StackResource {
    return resource(awsTypes.subnet, name, { cidrBlock: "10.0.0.0/24" }, id);
}

function resource(
    type: string,
    name: string,
    inputs: object,
    id?: string,
    references: StackResource["references"] = {},
): StackResource {
    const outputs = { ...inputs, ...(id !== undefined && { id }) };
    return { type, name, urn: name, inputs, outputs, references, region: undefined };
}

/** What `subnetId` of a resource refers to, in a stack with these subnets. */
function referred(value: unknown, from: readonly string[], ...subnets: StackResource[]) {
    const inputs = value === undefined ? { other: 1 } : { subnetId: value };
    const holder = resource(awsTypes.instance, "app", inputs, undefined, { subnetId: from });
    const stack = stackOf([...subnets, holder]);
    const [node] = stack.ofTypes(awsTypes.instance);
    assert.ok(node);
    return refer(kindsOf(stack).subnet, referenceAt(node, "subnetId"));
}

/** What the elements of `subnetIds` refer to. */
function allReferred(value: unknown, from: readonly string[], ...subnets: StackResource[]) {
    const holder = resource(awsTypes.vpcEndpoint, "ssm", { subnetIds: value }, undefined, {
        subnetIds: from,
    });
    const stack = stackOf([...subnets, holder]);
    const [node] = stack.ofTypes(awsTypes.vpcEndpoint);
    assert.ok(node);
    const elements = elementsAt(node.inputs, "subnetIds", text);
    return referAll(kindsOf(stack).subnet, node, "subnetIds", elements);
}

const told = (value: string) => ({ is: "told", value });
const open = (uncertainty: "unknown" | "external", reason: string) => ({
    is: "open",
    doubt: { uncertainty, reason },
});
const ofLater = "subnetId of instance app is known only after the update";
const ofElsewhere = 'subnetId of instance app is "subnet-9", a subnet outside this stack';

describe("A property that refers to one thing", () => {
    const rows: [string, () => unknown, unknown][] = [
        [
            "is found by its id",
            () => referred("subnet-1", [], subnet("a", "subnet-1"), subnet("b", "subnet-2")),
            told("a"),
        ],
        [
            "is outside the stack if nothing has its id",
            () => referred("subnet-9", [], subnet("a", "subnet-1")),
            open("external", ofElsewhere),
        ],
        [
            "is what it is computed from if that has no id in its outputs",
            () => referred("subnet-9", ["a"], subnet("a"), subnet("b")),
            told("a"),
        ],
        [
            "is outside the stack if all that it is computed from has other ids",
            () => referred("subnet-9", ["a"], subnet("a", "subnet-1")),
            open("external", ofElsewhere),
        ],
        [
            "is outside the stack, for all that anybody can tell, if it is computed from two without ids",
            () => referred("subnet-9", ["a", "b"], subnet("a"), subnet("b")),
            open("external", ofElsewhere),
        ],
        [
            "is, while unknown, what it is computed from",
            () => referred(unknown.string, ["a"], subnet("a"), subnet("b")),
            told("a"),
        ],
        [
            "is, while unknown, the one of two that has no id yet",
            () => referred(unknown.string, ["a", "b"], subnet("a", "subnet-1"), subnet("b")),
            told("b"),
        ],
        [
            "is, while unknown, the one that it is computed from, also if that has an id",
            () => referred(unknown.string, ["a"], subnet("a", "subnet-1")),
            told("a"),
        ],
        [
            "is in doubt while it is computed from two",
            () => referred(unknown.string, ["a", "b"], subnet("a"), subnet("b")),
            open("unknown", ofLater),
        ],
        [
            "is in doubt while it is computed from two with ids",
            () =>
                referred(
                    unknown.string,
                    ["a", "b"],
                    subnet("a", "subnet-1"),
                    subnet("b", "subnet-2"),
                ),
            open("unknown", ofLater),
        ],
        [
            "is in doubt while it is computed from nothing that is such a thing",
            () => referred(unknown.string, ["app"], subnet("a")),
            open("unknown", ofLater),
        ],
        [
            "is in doubt if it is not set, whatever it is said to be computed from",
            () => referred(undefined, ["a"], subnet("a")),
            open("unknown", "subnetId of instance app is not set"),
        ],
        [
            "is in doubt if it is no text, whatever it is computed from",
            () => referred(7, ["a"], subnet("a")),
            open("unknown", "subnetId of instance app is 7, which is not a string"),
        ],
    ];
    for (const [title, ask, expected] of rows) {
        it(title, () => assert.deepEqual(ask(), expected));
    }
});

describe("A list that refers to things", () => {
    const later = (path: string) => ({
        uncertainty: "unknown",
        reason: `${path} of VPC endpoint ssm is known only after the update`,
    });
    const elsewhere = (path: string) => ({
        uncertainty: "external",
        reason: `${path} of VPC endpoint ssm is "subnet-9", a subnet outside this stack`,
    });
    const rows: [string, () => unknown, unknown][] = [
        [
            "has what its ids name",
            () =>
                allReferred(
                    ["subnet-1", "subnet-2"],
                    [],
                    subnet("a", "subnet-1"),
                    subnet("b", "subnet-2"),
                ),
            { certain: ["a", "b"], possible: [], doubts: [] },
        ],
        [
            "has all that as many unknown elements are computed from",
            () =>
                allReferred([unknown.string, unknown.string], ["a", "b"], subnet("a"), subnet("b")),
            { certain: ["a", "b"], possible: [], doubts: [] },
        ],
        [
            "has one of two, where one unknown element is computed from both",
            () => allReferred([unknown.string], ["a", "b"], subnet("a"), subnet("b")),
            { certain: [], possible: ["a", "b"], doubts: [] },
        ],
        [
            "has what a known id names, and one of two",
            () =>
                allReferred(
                    ["subnet-3", unknown.string],
                    ["a", "b", "c"],
                    subnet("a"),
                    subnet("b"),
                    subnet("c", "subnet-3"),
                ),
            { certain: ["c"], possible: ["a", "b"], doubts: [] },
        ],
        [
            "has what it is computed from, and a doubt for each element more",
            () => allReferred([unknown.string, unknown.string], ["a"], subnet("a")),
            { certain: ["a"], possible: [], doubts: [later("subnetIds[1]")] },
        ],
        [
            "has a doubt for an id outside the stack",
            () => allReferred(["subnet-9"], [], subnet("a", "subnet-1")),
            { certain: [], possible: [], doubts: [elsewhere("subnetIds[0]")] },
        ],
        [
            "has what it is computed from by an id that no output shows",
            () => allReferred(["subnet-9"], ["a"], subnet("a")),
            { certain: ["a"], possible: [], doubts: [] },
        ],
        [
            "that is unknown as a whole has the one thing that it is computed from",
            () => allReferred(unknown.array, ["a"], subnet("a")),
            { certain: ["a"], possible: [], doubts: [] },
        ],
        [
            "that is unknown as a whole has one at least of what it is computed from",
            () => allReferred(unknown.array, ["a", "b"], subnet("a"), subnet("b")),
            { certain: [], possible: ["a", "b"], doubts: [] },
        ],
        [
            "that is unknown as a whole and computed from nothing is in doubt",
            () => allReferred(unknown.array, [], subnet("a")),
            { certain: [], possible: [], doubts: [later("subnetIds")] },
        ],
        [
            "that is one id in place of a list has what that is computed from",
            () => allReferred("subnet-9", ["a"], subnet("a")),
            { certain: ["a"], possible: [], doubts: [] },
        ],
        [
            "that is one id in place of a list may be one of two",
            () => allReferred("subnet-9", ["a", "b"], subnet("a"), subnet("b")),
            { certain: [], possible: ["a", "b"], doubts: [] },
        ],
        [
            "has no candidate that a known id names already",
            () =>
                allReferred(
                    ["subnet-1", unknown.string],
                    ["a", "b"],
                    subnet("a", "subnet-1"),
                    subnet("b"),
                ),
            { certain: ["a", "b"], possible: [], doubts: [] },
        ],
    ];
    for (const [title, ask, expected] of rows) {
        it(title, () => assert.deepEqual(ask(), expected));
    }
});
