import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    type InstanceSpec,
    offeredServices,
    SsmOnlyNetwork,
    type SsmOnlyNetworkArgs,
} from "../../components";
import { type Answers, idOf, named, record } from "../support/mocks";

const ZONES = ["eu-central-1a", "eu-central-1b"];
const SERVICE = "aws:ec2/getVpcEndpointService:getVpcEndpointService";

/** A first preview: what cannot work must fail there. */
const preview = (args: Partial<SsmOnlyNetworkArgs>, answers: Answers = {}) =>
    record(() => new SsmOnlyNetwork("net", { availabilityZones: ZONES, ...args }), {
        preview: true,
        answers,
    });

/** AWS offers each service in these zones of eu-central-1 only, in others in a, b and c. */
const servicesIn = (letters: Record<string, string>): Answers => ({
    [SERVICE]: ({ service }) => ({
        serviceName: `com.amazonaws.eu-central-1.${service}`,
        availabilityZones: [...(letters[String(service)] ?? "abc")].map((x) => `eu-central-1${x}`),
    }),
});

/** AWS offers each service, but the look-up of this one fails. */
const failingFor = (failing: string, message: string): Answers => ({
    [SERVICE]: (inputs) => {
        if (inputs.service === failing) {
            // Only `details` of an error get through to the program, as from the engine.
            throw Object.assign(new Error(message), { details: message });
        }
        return servicesIn({})[SERVICE]?.(inputs) ?? {};
    },
});

describe("what SsmOnlyNetwork learns from AWS", () => {
    describe("about Availability Zones", () => {
        const listed = "eu-central-1: eu-central-1a, eu-central-1b, eu-central-1c";

        it("stops a preview with one error if they are another Region's", async () => {
            const availabilityZones = ["us-east-1a", "us-east-1b"];
            const { errors, warnings, resources } = await preview({
                availabilityZones,
                instances: { app: { availabilityZone: "us-east-1a" } },
            });
            assert.deepEqual(errors, [
                'availabilityZones: received "us-east-1a", "us-east-1b"; allowed: the Availability Zones of ' +
                    `${listed}. Write zones of this Region, or set aws:region to theirs.`,
            ]);
            assert.equal(warnings, 0);
            const types = resources.map(({ type }) => type);
            assert.ok(!types.some((type) => /Subnet|VpcEndpoint|Instance$/.test(type)), `${types}`);
        });

        it("stops a preview with one error if the Region lacks one of them", async () => {
            const { errors, warnings } = await preview({
                availabilityZones: ["eu-central-1a", "eu-central-1d"],
            });
            assert.deepEqual(errors, [
                'availabilityZones: received "eu-central-1d"; allowed: the Availability Zones of ' +
                    `${listed}. Write zones of this Region, or set aws:region to theirs.`,
            ]);
            assert.equal(warnings, 0);
        });
    });

    describe("about services", () => {
        it("places an endpoint only in zones that have the service", async () => {
            const answers = servicesIn({ logs: "bc" });
            const services = ["ssm", "ssmmessages", "logs"];
            const recording = await record(
                () => new SsmOnlyNetwork("net", { availabilityZones: ZONES, services }),
                { answers },
            );
            const subnetsOf = (service: string) =>
                named(recording, `net-endpoint-${service}`).inputs.subnetIds;
            assert.deepEqual(subnetsOf("logs"), [idOf("net-subnet-b")]);
            assert.deepEqual(subnetsOf("ssm"), [idOf("net-subnet-a"), idOf("net-subnet-b")]);
        });

        it("stops a preview if none of the zones has one of them", async () => {
            const { errors, warnings } = await preview({}, servicesIn({ ec2messages: "c" }));
            assert.deepEqual(errors, [
                'availabilityZones: received "eu-central-1a", "eu-central-1b"; allowed: at least one zone that ' +
                    "has ec2messages: eu-central-1c. Add one of these.",
            ]);
            assert.equal(warnings, 0);
        });

        it("stops a preview with one error if the Region lacks one of them", async () => {
            const { errors, warnings } = await preview(
                {
                    services: ["ssm", "ssmmessages", "logz"],
                    instances: { app: { availabilityZone: "eu-central-1a" } },
                },
                failingFor("logz", "no matching EC2 VPC Endpoint Service found"),
            );
            assert.deepEqual(errors, [
                'services: received "logz"; allowed: services that AWS offers interface endpoints for in this ' +
                    "Region. Correct or remove it, or the argument that needs it.",
            ]);
            assert.equal(warnings, 0);
        });

        it("stops a preview with another error if AWS cannot be asked", async () => {
            const { errors } = await preview({}, failingFor("ssm", "ExpiredToken: too old"));
            assert.deepEqual(errors, [
                "AWS cannot be asked whether it offers ssm: ExpiredToken: too old",
            ]);
        });

        it("creates what a Region without ec2messages has, if the program asks offeredServices", async () => {
            const program = async () => {
                const services = await offeredServices();
                return new SsmOnlyNetwork("net", { availabilityZones: ZONES, services });
            };
            const { resources, errors, logged } = await record(program, {
                preview: true,
                answers: failingFor("ec2messages", "no matching EC2 VPC Endpoint Service found"),
            });
            assert.equal(logged.length, 1);
            assert.match(String(logged[0]?.message), /does not offer the service ec2messages/);
            const endpoints = resources.filter(({ type }) => type.endsWith(":VpcEndpoint"));
            assert.deepEqual(endpoints.map(({ name }) => name).sort(), [
                "net-endpoint-ssm",
                "net-endpoint-ssmmessages",
            ]);
            assert.deepEqual(errors, []);
        });

        it("uses the service name that AWS gives", async () => {
            const answers: Answers = {
                [SERVICE]: ({ service }) => ({
                    serviceName: `cn.com.amazonaws.cn-north-1.${service}`,
                    availabilityZones: ZONES,
                }),
            };
            const { inputs } = named(await preview({}, answers), "net-endpoint-ssm");
            assert.equal(inputs.serviceName, "cn.com.amazonaws.cn-north-1.ssm");
        });
    });

    describe("about values that are known only later", () => {
        const cases: [string, Partial<InstanceSpec>, string][] = [
            [
                "an image's id",
                { ami: pulumi.output("al2023") },
                'instances.app.ami: received "al2023"; allowed: the id of an image, such as ' +
                    '"ami-0123456789abcdef0". Write its id, or leave it out for Amazon Linux 2023.',
            ],
            [
                "an instance type of another architecture",
                { instanceType: Promise.resolve("t3.nano") },
                'instances.app.instanceType: received "t3.nano", which is x86_64; allowed: a type whose ' +
                    "architecture is arm64. Choose another type, or write x86_64 in instances.app.architecture.",
            ],
            [
                "a volume's size",
                { rootVolumeSizeGiB: pulumi.output(1) },
                "instances.app.rootVolumeSizeGiB: received 1; allowed: a whole number from 8 to 16384. " +
                    "Write the size in GiB, without quotes and unit.",
            ],
            [
                "an image's id that is a secret",
                { ami: pulumi.secret("hunter2") },
                "instances.app.ami: received a secret value; allowed: the id of an image, such as " +
                    '"ami-0123456789abcdef0". Write its id, or leave it out for Amazon Linux 2023.',
            ],
            [
                "user data",
                { userData: pulumi.secret("") },
                "instances.app.userData: received a text of 0 bytes; allowed: a text of 1 to 16384 bytes. " +
                    "Write a script, or leave it out.",
            ],
        ];
        for (const [what, spec, message] of cases) {
            it(`stops a preview at ${what} that is not allowed`, async () => {
                const { errors, resources } = await preview({
                    instances: { app: { availabilityZone: "eu-central-1a", ...spec } },
                });
                assert.deepEqual(errors, [message]);
                assert.ok(!resources.some(({ type }) => type === "aws:ec2/instance:Instance"));
            });
        }
    });
});
