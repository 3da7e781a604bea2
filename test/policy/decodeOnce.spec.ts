import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { decodeOnce } from "../../policy/decodeOnce";
import { awsTypes } from "../../policy/network/types";
import { createPolicies } from "../../policy/policies";
import { analyze, idOf, type Mode, type Resource } from "../support/policyServer";

const sdk = createRequire(join(__dirname, "../../policy/package.json"))(
    "@pulumi/policy/deserialize",
);

const gateway: Resource = { type: awsTypes.internetGateway, name: "gateway" };
const stack: Resource[] = [
    gateway,
    {
        type: awsTypes.route,
        name: "route",
        inputs: { destinationCidrBlock: "203.0.113.0/24", gatewayId: idOf("gateway") },
    },
    { type: awsTypes.subnet, name: "subnet", inputs: { mapPublicIpOnLaunch: "true" } },
    { type: awsTypes.lbLoadBalancer, name: "balancer" },
];

describe("decoding the properties of a message once", () => {
    const { deserializeProperties } = sdk;
    afterEach(() => Object.assign(sdk, { deserializeProperties }));

    /** How often the SDK decodes in one run over the stack, with its function made another. */
    async function decodings(replace: () => void): Promise<number> {
        let count = 0;
        sdk.deserializeProperties = (...args: unknown[]) => {
            count += 1;
            return deserializeProperties(...args);
        };
        replace();
        await analyze(createPolicies(), stack, "known");
        return count;
    }

    it("takes one decoding for each resource and view, however many policies there are", async () => {
        assert.equal(await decodings(() => decodeOnce(sdk)), 2 * stack.length);
    });

    it("saves what the SDK does by itself, once for each policy", async () => {
        assert.ok((await decodings(() => undefined)) > 10 * stack.length);
    });

    it("changes no finding", async () => {
        for (const mode of ["first preview", "known"] satisfies Mode[]) {
            Object.assign(sdk, { deserializeProperties });
            const before = await analyze(createPolicies(), stack, mode);
            decodeOnce(sdk);
            assert.deepEqual(await analyze(createPolicies(), stack, mode), before);
            assert.ok(before.length >= 4);
        }
    });

    it("leaves alone what keeps secrets, for remediations", () => {
        let count = 0;
        const module = { deserializeProperties: () => ({ n: ++count }) };
        decodeOnce(module);
        const decode = module.deserializeProperties as (m: object, keep: boolean) => object;
        const message = {};
        assert.notEqual(decode(message, true), decode(message, true));
        assert.equal(decode(message, false), decode(message, false));
        assert.notEqual(decode(message, false), decode({}, false));
    });

    it("does without where the SDK has no such function", () => {
        const module = {};
        decodeOnce(module);
        assert.deepEqual(module, {});
    });
});
