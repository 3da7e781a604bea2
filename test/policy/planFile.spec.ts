import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPlan } from "../../policy/analysis/planFile";
import type { StackResource } from "../../policy/network/stack";
import { makeTemporaryFolder, type TemporaryFolder } from "../../tools/temporaryFolder";
import { unknown } from "../support/policyServer";

// Plans that the engine has written are read in test/engine; here is what they can hold.

const PROVIDER = "urn:pulumi:s::p::pulumi:providers:aws::default";
const SUBNET = "urn:pulumi:s::p::aws:ec2/subnet:Subnet::app";
const VPC = "urn:pulumi:s::p::aws:ec2/vpc:Vpc::vpc";

describe("the plan of a preview", () => {
    let folder: TemporaryFolder;

    beforeEach(() => {
        folder = makeTemporaryFolder();
    });

    afterEach(() => folder.remove());

    const fileWith = (content: unknown): string => {
        const file = join(folder.path, "plan.json");
        writeFileSync(file, JSON.stringify(content));
        return file;
    };
    const planned = (plan: object, before?: Partial<StackResource>) => {
        const resourcePlans = {
            [PROVIDER]: {
                goal: {
                    type: "pulumi:providers:aws",
                    inputDiff: { adds: { region: "eu-central-1" } },
                },
                steps: ["create"],
            },
            [SUBNET]: plan,
        };
        const state = before ? [existing(before)] : [];
        return readPlan(fileWith({ resourcePlans }), state).filter(({ urn }) => urn === SUBNET);
    };
    const existing = (more: Partial<StackResource>): StackResource => ({
        type: "aws:ec2/subnet:Subnet",
        urn: SUBNET,
        name: "app",
        inputs: { cidrBlock: "10.0.0.0/24", mapPublicIpOnLaunch: true, vpcId: "vpc-1" },
        outputs: { id: "subnet-1", arn: "arn:1" },
        references: {},
        region: "eu-central-1",
        ...more,
    });
    const goal = (inputDiff: object) => ({
        type: "aws:ec2/subnet:Subnet",
        inputDiff,
        provider: `${PROVIDER}::${unknown.string}`,
        propertyDependencies: { cidrBlock: null, vpcId: [VPC] },
    });

    it("shows a new resource as the preview does: with an unknown id, and what its values come from", () => {
        assert.deepEqual(
            planned({
                goal: goal({ adds: { cidrBlock: "10.0.0.0/24", vpcId: unknown.string } }),
                steps: ["create"],
                state: { cidrBlock: "10.0.0.0/24", vpcId: unknown.string, arn: unknown.string },
            }),
            [
                {
                    type: "aws:ec2/subnet:Subnet",
                    urn: SUBNET,
                    name: "app",
                    inputs: { cidrBlock: "10.0.0.0/24", vpcId: unknown.string },
                    outputs: {
                        cidrBlock: "10.0.0.0/24",
                        vpcId: unknown.string,
                        arn: unknown.string,
                        id: unknown.string,
                    },
                    references: { cidrBlock: [], vpcId: [VPC] },
                    region: "eu-central-1",
                },
            ],
        );
    });

    it("changes what the state holds by what is added, updated and deleted", () => {
        const [resource] = planned(
            {
                goal: goal({
                    adds: { tags: {} },
                    updates: { mapPublicIpOnLaunch: false },
                    deletes: ["vpcId"],
                }),
                steps: ["update"],
                state: { arn: "arn:1" },
            },
            { sourcePosition: "project:///index.ts#3,1" },
        );
        assert.equal(resource?.sourcePosition, "project:///index.ts#3,1");
        assert.deepEqual(resource?.inputs, {
            cidrBlock: "10.0.0.0/24",
            mapPublicIpOnLaunch: false,
            tags: {},
        });
        assert.deepEqual(resource?.outputs, { arn: "arn:1", id: "subnet-1" });
    });

    it("takes a resource that is made anew from the plan alone, and does not know its id", () => {
        for (const steps of [
            ["delete-replaced", "create-replacement"],
            ["create-replacement", "replace", "delete-replaced"],
        ]) {
            const [resource] = planned(
                { goal: goal({ adds: { cidrBlock: "10.1.0.0/24" } }), steps, state: {} },
                {},
            );
            assert.deepEqual(resource?.inputs, { cidrBlock: "10.1.0.0/24" });
            assert.deepEqual(resource?.outputs, { id: unknown.string });
        }
    });

    it("leaves out what is deleted, and what is only read, as the engine does", () => {
        assert.deepEqual(planned({ steps: ["delete"] }, {}), []);
        assert.deepEqual(planned({ goal: goal({}), steps: ["read"], state: {} }), []);
    });

    it("keeps what the preview was not about", () => {
        const file = fileWith({ resourcePlans: {} });
        assert.deepEqual(readPlan(file, [existing({})]), [existing({})]);
    });

    it("says which state is missing", () => {
        const plan = { goal: goal({}), steps: ["same"], state: {} };
        assert.throws(() => planned(plan), {
            message:
                `${join(folder.path, "plan.json")} plans "same" for ${SUBNET}, of which it holds the changes only. ` +
                'Give the state from which the preview started, too: "pulumi stack export --file state.json", and --state state.json.',
        });
    });

    it("says what is no plan", () => {
        for (const content of [{ deployment: {} }, [], null, "plan"]) {
            const file = fileWith(content);
            assert.throws(() => readPlan(file), {
                message: `${file} is no plan: expected JSON with "resourcePlans", as "pulumi preview --save-plan" writes it.`,
            });
        }
        writeFileSync(join(folder.path, "plan.json"), "{");
        assert.throws(() => readPlan(join(folder.path, "plan.json")), /plan\.json is no JSON: /);
    });
});
