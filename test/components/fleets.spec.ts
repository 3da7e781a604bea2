import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type FleetSpec, SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "../../components";
import { type Answers, idOf, named, type RecordOptions, record, UNKNOWN } from "../support/mocks";

const ZONES = ["eu-central-1b", "eu-central-1a"];
const OWN = "ami-0123456789abcdef0";

const build = (args: Partial<SsmOnlyNetworkArgs>, options: RecordOptions = {}) =>
    record(() => new SsmOnlyNetwork("net", { availabilityZones: ZONES, ...args }), options);

/** The group and the launch template of the fleet `app` of a component that has nothing else. */
async function buildFleet(spec: Partial<FleetSpec>, options: RecordOptions = {}) {
    const recording = await build({ fleets: { app: { size: 2, ...spec } } }, options);
    assert.deepEqual(recording.errors, []);
    return {
        recording,
        group: named(recording, "net-fleet-app"),
        template: named(recording, "net-fleet-template-app"),
    };
}

/** AWS's answer to who asks for the images of an id. */
const images = (rootDeviceName: string): Answers => ({
    "aws:ec2/getAmi:getAmi": () => ({ rootDeviceName }),
});

const tagged = (name: string) => ({ Name: name, "ssm-only:network": "project/stack/net" });

describe("a fleet", () => {
    for (const preview of [false, true]) {
        describe(preview ? "in a first preview" : "with known ids", () => {
            const id = (name: string) => (preview ? UNKNOWN : idOf(name));
            const output = (value: string) => (preview ? UNKNOWN : value);
            let fleet: Awaited<ReturnType<typeof buildFleet>>;

            before(async () => {
                fleet = await buildFleet({ userData: "#!/bin/sh\n" }, { preview });
            });

            it("is a group and a template, children of the component", () => {
                const { resources } = fleet.recording;
                const own = resources.filter(({ name }) => name.includes("fleet"));
                assert.deepEqual(own.map(({ type, name }) => [type, name]).sort(), [
                    ["aws:autoscaling/group:Group", "net-fleet-app"],
                    ["aws:ec2/launchTemplate:LaunchTemplate", "net-fleet-template-app"],
                ]);
                const component = resources.find(({ name }) => name === "net")?.urn;
                assert.deepEqual([...new Set(own.map(({ parent }) => parent))], [component]);
            });

            it("has a group of the wanted size in all zones, in an order that is not the caller's", () => {
                assert.deepEqual(fleet.group.inputs, {
                    minSize: 2,
                    maxSize: 2,
                    desiredCapacity: 2,
                    vpcZoneIdentifiers: [id("net-subnet-a"), id("net-subnet-b")],
                    launchTemplate: {
                        id: id("net-fleet-template-app"),
                        version: output("1"),
                    },
                    tags: [
                        { key: "Name", value: "net-fleet-app", propagateAtLaunch: true },
                        {
                            key: "ssm-only:network",
                            value: "project/stack/net",
                            propagateAtLaunch: true,
                        },
                    ],
                });
                const { propertyDependencies } = fleet.group;
                assert.deepEqual(
                    propertyDependencies.vpcZoneIdentifiers,
                    ["a", "b"].map((zone) => named(fleet.recording, `net-subnet-${zone}`).urn),
                );
            });

            it("has a template with the defaults of an instance", () => {
                assert.deepEqual(fleet.template.inputs, {
                    description: "The instances of the fleet app",
                    imageId: "ami-0a12",
                    instanceType: "t4g.nano",
                    iamInstanceProfile: { name: output("net-instance-profile-name") },
                    networkInterfaces: [
                        {
                            deviceIndex: 0,
                            associatePublicIpAddress: "false",
                            deleteOnTermination: "true",
                            securityGroups: [id("net-instance-security-group")],
                        },
                    ],
                    metadataOptions: {
                        httpEndpoint: "enabled",
                        httpTokens: "required",
                        httpPutResponseHopLimit: 1,
                    },
                    blockDeviceMappings: [
                        {
                            deviceName: "/dev/xvda",
                            ebs: {
                                encrypted: "true",
                                volumeType: "gp3",
                                deleteOnTermination: "true",
                            },
                        },
                    ],
                    userData: "IyEvYmluL3NoCg==",
                    tagSpecifications: ["volume", "network-interface"].map((resourceType) => ({
                        resourceType,
                        tags: tagged("net-fleet-app"),
                    })),
                    updateDefaultVersion: true,
                    tags: tagged("net-fleet-template-app"),
                });
                assert.deepEqual(fleet.template.ignoreChanges, ["imageId"]);
            });

            it("starts instances only when the whole path to Systems Manager exists", () => {
                const path = [
                    ...["endpoint-ssm", "endpoint-ssmmessages", "endpoint-ec2messages"],
                    ...["endpoint-ingress-https", "instance-egress-https"],
                    ...["route-table-association-a", "route-table-association-b"],
                    "instance-role-policy-ssm",
                ];
                const missing = path.filter(
                    (step) =>
                        !fleet.group.dependencies.includes(
                            named(fleet.recording, `net-${step}`).urn,
                        ),
                );
                assert.deepEqual(missing, []);
            });

            it("is told by the name of its group", () => {
                const [outputs] = Object.values(fleet.recording.outputs);
                const expected = preview ? UNKNOWN : { app: "net-fleet-app-name" };
                assert.deepEqual((outputs as { fleetNames: unknown }).fleetNames, expected);
            });
        });
    }

    const sizes: [FleetSpec["size"], object][] = [
        [0, { minSize: 0, maxSize: 0, desiredCapacity: 0 }],
        [
            { min: 3, max: 3 },
            { minSize: 3, maxSize: 3, desiredCapacity: 3 },
        ],
        [
            { min: 0, max: 5 },
            { minSize: 0, maxSize: 5 },
        ],
    ];
    for (const [size, expected] of sizes) {
        it(`of ${JSON.stringify(size)} leaves to AWS what is not fixed`, async () => {
            const { minSize, maxSize, desiredCapacity } = (await buildFleet({ size })).group.inputs;
            assert.deepEqual(
                JSON.parse(JSON.stringify({ minSize, maxSize, desiredCapacity })),
                expected,
            );
        });
    }

    it("stands in those zones that are named", async () => {
        const { group } = await buildFleet({ availabilityZones: ["eu-central-1b"] });
        assert.deepEqual(group.inputs.vpcZoneIdentifiers, [idOf("net-subnet-b")]);
    });

    it("replaces its instances after a change if it is asked to", async () => {
        const { group } = await buildFleet({ replaceOnChange: true });
        assert.deepEqual(group.inputs.instanceRefresh, { strategy: "Rolling" });
        const { group: other } = await buildFleet({ replaceOnChange: false });
        assert.equal(other.inputs.instanceRefresh, undefined);
    });

    it("has the caller's tags on all that belongs to it, before the component's", async () => {
        const { recording, group, template } = await buildFleet({
            tags: { Name: "mine", team: "x" },
        });
        const expected = { ...tagged("mine"), team: "x" };
        const { tags, tagSpecifications } = template.inputs;
        assert.deepEqual(tags, expected);
        assert.deepEqual(
            (tagSpecifications as { tags: object }[]).map((specification) => specification.tags),
            [expected, expected],
        );
        const ofGroup = group.inputs.tags as { key: string; value: string }[];
        assert.deepEqual(
            Object.fromEntries(ofGroup.map(({ key, value }) => [key, value])),
            expected,
        );
        assert.deepEqual(named(recording, "net-vpc").inputs.tags, tagged("net-vpc"));
    });

    it("of Windows has another image, type and root device", async () => {
        const { template, recording } = await buildFleet({ platform: "windows" });
        const { imageId, instanceType, blockDeviceMappings } = template.inputs;
        assert.deepEqual([imageId, instanceType], ["ami-0a86", "t3.medium"]);
        const [{ deviceName }] = blockDeviceMappings as [{ deviceName: string }];
        assert.equal(deviceName, "/dev/sda1");
        const parameters = recording.calls.filter(({ token }) => token.endsWith("getParameter"));
        assert.deepEqual(
            parameters.map(({ inputs }) => inputs.name),
            ["/aws/service/ami-windows-latest/Windows_Server-2025-English-Full-Base"],
        );
    });

    it("of an own image encrypts the root volume under the name that the image gives it", async () => {
        const { template, recording } = await buildFleet(
            { ami: pulumi.output(OWN), rootVolumeSizeGiB: 20 },
            { answers: images("/dev/sdh") },
        );
        const { imageId, blockDeviceMappings } = template.inputs;
        assert.equal(imageId, OWN);
        assert.deepEqual(blockDeviceMappings, [
            {
                deviceName: "/dev/sdh",
                ebs: {
                    encrypted: "true",
                    volumeType: "gp3",
                    volumeSize: 20,
                    deleteOnTermination: "true",
                },
            },
        ]);
        // The caller's own image is the caller's to change.
        assert.deepEqual(template.ignoreChanges, []);
        const questions = recording.calls.filter(({ token }) => /getAmi|getParameter/.test(token));
        assert.deepEqual(
            questions.map(({ inputs }) => inputs),
            [{ filters: [{ name: "image-id", values: [OWN] }], includeDeprecated: true }],
        );
    });

    it("of an image that there is not stops a preview with one error", async () => {
        const message = "Your query returned no results.\nmore";
        const { errors, warnings, resources } = await build(
            { fleets: { app: { size: 1, ami: OWN } } },
            {
                preview: true,
                answers: {
                    "aws:ec2/getAmi:getAmi": () => {
                        throw Object.assign(new Error(message), { details: message });
                    },
                },
            },
        );
        assert.equal(errors.length, 1);
        assert.match(
            errors[0] ?? "",
            /^fleets\.app\.ami: received "ami-0123456789abcdef0"; allowed: an image that this account can use in this Region\. Correct it\. AWS answered: .*Your query returned no results\.$/,
        );
        assert.equal(warnings, 0);
        assert.ok(!resources.some(({ name }) => name.includes("fleet")));
    });

    it("asks for an image that instances use as well only once", async () => {
        const { calls } = await build({
            instances: { app: { availabilityZone: "eu-central-1a" } },
            fleets: { app: { size: 1 }, jobs: { size: 1, architecture: "arm64" } },
        });
        assert.equal(calls.filter(({ token }) => token.endsWith("getParameter")).length, 1);
    });

    it("has names that AWS takes, however long those are that it is made of", () => {
        const longest = `${"n".repeat(40)}-fleet-template-${"n".repeat(63)}-0123456`;
        assert.ok(longest.length <= 128, `${longest.length} characters`);
    });
});
