import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type InstanceSpec, SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "../../components";
import { idOf, named, type RecordOptions, record } from "../support/mocks";

const ZONES = ["eu-central-1a", "eu-central-1b"];

const build = (args: Partial<SsmOnlyNetworkArgs>, options: RecordOptions = {}) =>
    record(() => new SsmOnlyNetwork("net", { availabilityZones: ZONES, ...args }), options);

/** The instance `app` of a component that has no other. */
const buildInstance = async (spec: Partial<InstanceSpec>) => {
    const app = { availabilityZone: "eu-central-1a", ...spec };
    return named(await build({ instances: { app } }), "net-instance-app");
};

describe("the arguments of SsmOnlyNetwork", () => {
    it("takes every field of an instance", async () => {
        const { inputs, ignoreChanges } = await buildInstance({
            availabilityZone: "eu-central-1b",
            instanceType: pulumi.output("m7g.large"),
            architecture: "arm64",
            ami: Promise.resolve("ami-0123456789abcdef0"),
            rootVolumeSizeGiB: 50,
            userData: pulumi.secret("#!/bin/sh"),
        });
        const { ami, instanceType, rootBlockDevice, subnetId } = inputs;
        assert.deepEqual(
            { ami, instanceType, rootBlockDevice, subnetId },
            {
                ami: "ami-0123456789abcdef0",
                instanceType: "m7g.large",
                rootBlockDevice: {
                    encrypted: true,
                    volumeType: "gp3",
                    volumeSize: 50,
                    tags: { Name: "net-instance-app", "ssm-only:network": "project/stack/net" },
                },
                subnetId: idOf("net-subnet-b"),
            },
        );
        assert.match(JSON.stringify(inputs.userData), /"value":"#!\/bin\/sh"/, "still a secret");
        // The caller's own image is the caller's to change.
        assert.deepEqual(ignoreChanges, []);
    });

    const types: [Partial<InstanceSpec>, string, string][] = [
        [{}, "t4g.nano", "ami-0a12"],
        [{ architecture: "arm64" }, "t4g.nano", "ami-0a12"],
        [{ architecture: "x86_64" }, "t3.nano", "ami-0a86"],
        [{ instanceType: "m5.large" }, "m5.large", "ami-0a86"],
        [{ instanceType: "c7gn.large" }, "c7gn.large", "ami-0a12"],
        [
            { instanceType: pulumi.output("m5.large"), architecture: "x86_64" },
            "m5.large",
            "ami-0a86",
        ],
    ];
    for (const [index, [spec, instanceType, ami]] of types.entries()) {
        it(`chooses an image that fits ${instanceType}, case ${index + 1}`, async () => {
            const { inputs } = await buildInstance(spec);
            assert.deepEqual([inputs.instanceType, inputs.ami], [instanceType, ami]);
        });
    }

    it("asks for no image if every instance brings its own", async () => {
        const instances = {
            app: { availabilityZone: "eu-central-1a", ami: "ami-0123456789abcdef0" },
        };
        const { calls } = await build({ instances });
        assert.ok(!calls.some(({ token }) => token.includes("getParameter")));
    });

    it("creates no instance if none is asked for", async () => {
        const { resources, outputs } = await build({ instances: {} });
        assert.ok(!resources.some(({ type }) => type === "aws:ec2/instance:Instance"));
        const [{ instanceIds, startSessionCommands }] = Object.values(outputs) as [
            Record<string, object>,
        ];
        assert.deepEqual([instanceIds, startSessionCommands], [{}, {}]);
    });

    it("creates an endpoint for each service, and no other", async () => {
        const services = ["ssmmessages", "ssm", "codeartifact.api"];
        const { resources } = await build({ services });
        const endpoints = resources.filter(({ type }) => /VpcEndpoint$/.test(type));
        assert.deepEqual(endpoints.map(({ name }) => name).sort(), [
            "net-endpoint-codeartifact.api",
            "net-endpoint-ssm",
            "net-endpoint-ssmmessages",
        ]);
    });

    it("tags every resource that can have tags, the caller's before its own", async () => {
        const { resources } = await build({
            instances: { app: { availabilityZone: "eu-central-1a" } },
            tags: { Name: "mine", environment: "dev" },
        });
        const untagged = ["RouteTableAssociation", "RolePolicyAttachment", "SsmOnlyNetwork"];
        for (const { type, name, inputs } of resources) {
            const expected = untagged.some((suffix) => type.endsWith(suffix))
                ? type.endsWith("SsmOnlyNetwork") && { Name: "mine", environment: "dev" }
                : {
                      Name: "mine",
                      environment: "dev",
                      "ssm-only:network": "project/stack/net",
                  };
            assert.deepEqual(inputs.tags ?? false, expected, name);
        }
    });

    it("tags the networks of other stacks, projects and names differently", async () => {
        const tagIn = async (project: string, stack: string, name: string) => {
            const recording = await record(
                () => new SsmOnlyNetwork(name, { availabilityZones: ZONES }),
                { project, stack },
            );
            const { tags } = named(recording, `${name}-vpc`).inputs;
            return (tags as Record<string, string>)["ssm-only:network"];
        };
        assert.deepEqual(
            [await tagIn("p", "s", "n"), await tagIn("q", "s", "n"), await tagIn("p", "t", "n")],
            ["p/s/n", "q/s/n", "p/t/n"],
        );
    });

    it("takes partition and service principal from AWS", async () => {
        const recording = await build(
            {},
            {
                answers: {
                    "aws:index/getPartition:getPartition": () => ({ partition: "aws-cn" }),
                    "aws:index/getServicePrincipal:getServicePrincipal": () => ({
                        name: "ec2.amazonaws.com.cn",
                    }),
                },
            },
        );
        const { policyArn } = named(recording, "net-instance-role-policy-ssm").inputs;
        assert.equal(policyArn, "arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore");
        const { assumeRolePolicy } = named(recording, "net-instance-role").inputs;
        assert.match(String(assumeRolePolicy), /"ec2\.amazonaws\.com\.cn"/);
    });

    it("may have a parent itself", async () => {
        const { resources } = await record(() => {
            const parent = new pulumi.ComponentResource("test:index:Parent", "parent");
            return new SsmOnlyNetwork("net", { availabilityZones: ZONES }, { parent });
        });
        const component = resources.find(({ name }) => name === "net");
        assert.equal(component?.parent, "urn:pulumi:stack::project::test:index:Parent::parent");
    });

    it("end in one error that lists all problems, before anything is registered", async () => {
        const args = { cidrBlock: "10.0.0.1/16", availabilityZones: ["eu-central-1a"] };
        let refusal: unknown;
        const { resources, calls } = await record(() => {
            try {
                new SsmOnlyNetwork("net", args);
            } catch (error) {
                refusal = error;
            }
        });
        assert.ok(pulumi.RunError.isInstance(refusal), "the CLI prints it without a stack");
        assert.equal(
            (refusal as Error).message,
            'SsmOnlyNetwork "net" cannot be made from this:\n' +
                '  - availabilityZones: received ["eu-central-1a"]; allowed: a list of two or more ' +
                'Availability Zones of one Region. Write for example ["eu-central-1a", "eu-central-1b"].\n' +
                '  - cidrBlock: received "10.0.0.1/16"; allowed: the first address of a block, without host ' +
                'bits. Write "10.0.0.0/16".',
        );
        assert.deepEqual([resources, calls], [[], []]);
    });
});
