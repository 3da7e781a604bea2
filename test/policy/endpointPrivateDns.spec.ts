import assert from "node:assert/strict";
import { awsTypes } from "../../policy/network/types";
import { createPolicies } from "../../policy/policies";
import {
    analyze,
    analyzeResource,
    analyzeStack,
    idOf,
    type Resource,
    unknown,
    urnOf,
} from "../support/policyServer";
import { fails, passes, table } from "./table";

type Props = Record<string, unknown>;

/** An interface endpoint; in a preview the provider leaves what it does not set unknown. */
const endpoint = (inputs: Props, outputs: Props = {}): Resource => ({
    type: awsTypes.vpcEndpoint,
    name: "endpoint",
    inputs: { vpcEndpointType: "Interface", ...inputs },
    computed: ["privateDnsEnabled"],
    outputs: { privateDnsEnabled: false, ...inputs, ...outputs },
});
const another: Resource = {
    ...endpoint({ privateDnsEnabled: true }),
    name: "another",
};

const toggle = (inputs: Props): Resource => ({
    type: awsTypes.endpointPrivateDns,
    name: "switch",
    inputs: { vpcEndpointId: idOf("endpoint"), privateDnsEnabled: true, ...inputs },
});

describe("endpoint-private-dns", () => {
    table("endpoint-private-dns", [
        passes("an interface endpoint with it", endpoint({ privateDnsEnabled: true })),
        passes("one that says it as a string", endpoint({ privateDnsEnabled: "true" })),
        fails("an interface endpoint that leaves it out", endpoint({})),
        fails("one that leaves it empty", endpoint({ privateDnsEnabled: null })),
        fails("an interface endpoint without it", endpoint({ privateDnsEnabled: false })),
        fails("one where it is unknown", endpoint({ privateDnsEnabled: unknown.boolean })),
        fails("one where it makes no sense", endpoint({ privateDnsEnabled: "maybe" })),
        fails("a type in small letters", endpoint({ vpcEndpointType: "interface" })),

        ...["Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork", null, ""].map(
            (vpcEndpointType) =>
                passes(`an endpoint of type ${vpcEndpointType}`, endpoint({ vpcEndpointType })),
        ),
        passes(
            "an endpoint of an unknown type with it",
            endpoint({ vpcEndpointType: unknown.string, privateDnsEnabled: true }),
        ),
        fails(
            "an endpoint of an unknown type without it",
            endpoint({ vpcEndpointType: unknown.string, privateDnsEnabled: false }),
        ),
        fails(
            "an endpoint of an unknown type that leaves it out",
            endpoint({ vpcEndpointType: unknown.string }),
        ),
        fails("an endpoint of a type that is none", endpoint({ vpcEndpointType: 1 })),

        passes("an endpoint switched on by another resource", endpoint({}), toggle({})),
        passes(
            "an endpoint of an unknown type switched on",
            endpoint({ vpcEndpointType: unknown.string }),
            toggle({}),
        ),
        passes(
            "an endpoint switched on by its known id",
            { ...endpoint({}), id: "vpce-1" },
            toggle({ vpcEndpointId: idOf("endpoint") }),
        ),
        fails("an endpoint beside one that is switched on", endpoint({}), another, {
            ...toggle({ vpcEndpointId: idOf("another") }),
        }),
        fails(
            "an endpoint beside a switch for one that is elsewhere",
            endpoint({}),
            toggle({ vpcEndpointId: "vpce-elsewhere" }),
        ),
        fails(
            "an endpoint beside a switch for an unknown one",
            endpoint({}),
            toggle({ vpcEndpointId: unknown.string }),
        ),
        fails(
            "an endpoint that says no while another resource says yes",
            endpoint({ privateDnsEnabled: false }),
            toggle({}),
        ),
        fails("a switch that says no", toggle({ privateDnsEnabled: false }), endpoint({})),
        fails("a switch that says nothing", toggle({ privateDnsEnabled: null }), endpoint({})),
        fails(
            "a switch of which it is unknown",
            toggle({ privateDnsEnabled: unknown.boolean }),
            endpoint({}),
        ),
        fails("a switch that makes no sense", toggle({ privateDnsEnabled: 5 }), endpoint({})),
        fails("a switch alone that says no", {
            ...toggle({ vpcEndpointId: "vpce-1", privateDnsEnabled: false }),
        }),
        passes("a switch alone that says yes", toggle({ vpcEndpointId: "vpce-1" })),
    ]);

    const onlyThis = () => createPolicies().filter(({ name }) => name === "endpoint-private-dns");
    const stackView = async (mode: "first preview" | "known", ...stack: Resource[]) => {
        return (await analyzeStack(onlyThis(), stack, mode)).map(({ urn }) => urn);
    };

    it("cannot tell which of two endpoints a switch is for, and fails both", async () => {
        const other = { ...endpoint({}), name: "other" };
        const either = toggle({ vpcEndpointId: idOf("endpoint", "other") });
        assert.deepEqual(await stackView("first preview", endpoint({}), other, either), [
            urnOf(endpoint({})),
            urnOf(other),
        ]);
    });

    it("sees an endpoint switched on that the stack also reads", async () => {
        const created = { ...endpoint({}), id: "vpce-1" };
        const read = { ...created, name: "read" };
        assert.deepEqual(await stackView("known", created, toggle({}), read), []);
    });

    it("does not take the switch of a replaced endpoint for one of the new", async () => {
        const replaced = { ...endpoint({}), id: unknown.string };
        const ofOld = { ...toggle({}), outputs: { vpcEndpointId: "vpce-old" } };
        assert.deepEqual(await stackView("known", replaced, ofOld), [urnOf(replaced)]);
    });

    it("takes a known id over a dependency", async () => {
        const off = endpoint({});
        const elsewhere = { ...toggle({}), outputs: { vpcEndpointId: "vpce-elsewhere" } };
        assert.deepEqual(await stackView("known", off, elsewhere), [urnOf(off)]);
    });

    it("reports a switch that is off before it is made", async () => {
        const off = toggle({ privateDnsEnabled: false });
        const findings = await analyzeResource(onlyThis(), off, off.inputs);
        assert.deepEqual(
            findings.map(({ urn }) => urn),
            [urnOf(off)],
        );
    });

    it("decides from the outputs what is only read, and so has no inputs", async () => {
        const read = ({ type, name, inputs }: Resource): Resource => ({
            type,
            name: `read-${name}`,
            outputs: { ...inputs, vpcEndpointId: "vpce-1" },
        });
        const [off, on] = [false, true].map((privateDnsEnabled) =>
            read(endpoint({ privateDnsEnabled })),
        ) as [Resource, Resource];
        const [no, yes] = [false, true].map((privateDnsEnabled) =>
            read(toggle({ privateDnsEnabled })),
        ) as [Resource, Resource];
        const names = async (...stack: Resource[]) =>
            (await analyze(onlyThis(), stack, "known")).map(({ urn }) => urn);
        assert.deepEqual(await names(off), [urnOf(off)]);
        assert.deepEqual(await names(on), []);
        assert.deepEqual(await names(no), [urnOf(no)]);
        assert.deepEqual(await names(yes), []);
    });

    it("decides from the outputs alone what the resource view has not seen", async () => {
        const off = endpoint({});
        const no = toggle({ privateDnsEnabled: false });
        for (const mode of ["first preview", "known"] as const) {
            assert.deepEqual(await stackView(mode, endpoint({ privateDnsEnabled: true })), []);
            assert.deepEqual(await stackView(mode, off), [urnOf(off)]);
            assert.deepEqual(await stackView(mode, off, toggle({})), []);
            assert.deepEqual(await stackView(mode, off, no), [urnOf(no)]);
        }
    });

    it("accepts an endpoint that leaves it out but has it on since an earlier update", async () => {
        const on = endpoint({}, { privateDnsEnabled: true });
        assert.deepEqual(await analyze(onlyThis(), [on], "known"), []);
    });
});
