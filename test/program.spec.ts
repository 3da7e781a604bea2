import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SsmOnlyNetwork } from "../components";
import { idOf, type Recording, record } from "./support/mocks";
import { type Config, PROJECT, project, readYaml, runProgram as run } from "./support/program";

const { config: example } = readYaml("Pulumi.dev.yaml");

describe("the program", () => {
    for (const preview of [false, true]) {
        it(`makes ${preview ? "a preview of" : ""} the network in Pulumi.dev.yaml`, async () => {
            const { resources, errors } = await run(example, preview);
            assert.deepEqual(errors, []);
            assert.deepEqual(
                resources
                    .filter(({ type }) => /SsmOnlyNetwork$|Vpc$|Subnet$|Instance$/.test(type))
                    .map(({ type, name, inputs }) => [
                        type.split(":").at(-1),
                        name,
                        inputs.cidrBlock ?? inputs.instanceType,
                    ])
                    .sort(),
                [
                    ["Instance", "network-instance-app", "t4g.small"],
                    ["Instance", "network-instance-jobs", "t3.micro"],
                    ["SsmOnlyNetwork", "network", "10.20.0.0/16"],
                    ["Subnet", "network-subnet-a", "10.20.0.0/19"],
                    ["Subnet", "network-subnet-b", "10.20.32.0/19"],
                    ["Vpc", "network-vpc", "10.20.0.0/16"],
                ],
            );
            // All else is the component's: nothing stands beside it.
            const roots = resources.filter(({ parent }) => parent === "");
            assert.deepEqual(
                roots.map(({ name }) => name),
                ["network"],
            );
        });
    }

    it("exports what the component tells, and nothing else", async () => {
        const { result, outputs } = await run({
            ...example,
            s3: { amazonLinux: true },
            sessions: { kmsKey: "create", cloudWatchLogs: {} },
        });
        const exported = await new Promise<unknown>((resolve) => {
            pulumi.output({ ...result }).apply(resolve);
        });
        assert.deepEqual(exported, Object.values(outputs)[0]);
        assert.deepEqual((exported as Record<string, unknown>).startSessionCommands, {
            app: `aws ssm start-session --target ${idOf("network-instance-app")} --document-name network-session-name --region eu-central-1`,
            jobs: `aws ssm start-session --target ${idOf("network-instance-jobs")} --document-name network-session-name --region eu-central-1`,
        });
    });

    it("makes with Pulumi.yaml's defaults what the component makes with its own", async () => {
        const availabilityZones = ["eu-central-1a", "eu-central-1b"];
        const byProgram = await run({ availabilityZones });
        const byComponent = await record(
            () => new SsmOnlyNetwork("network", { availabilityZones }),
            { project: PROJECT, stack: "dev" },
        );
        const children = ({ resources }: Recording<unknown>) =>
            resources
                .filter(({ parent }) => parent !== "")
                .map(({ urn, inputs }) => JSON.stringify([urn, inputs]))
                .sort();
        assert.deepEqual(children(byProgram), children(byComponent));
    });

    describe("with configuration that is not allowed", () => {
        const cases: [string, Config, string[]][] = [
            [
                "no zones",
                {},
                [
                    "availabilityZones: received []; allowed: a list of two or more Availability Zones of one " +
                        'Region. Write for example ["eu-central-1a", "eu-central-1b"].',
                ],
            ],
            [
                "a key that the CLI has not filled in",
                { availabilityZones: undefined },
                [
                    "availabilityZones: received nothing; allowed: a list of two or more Availability Zones of " +
                        'one Region. Write for example ["eu-central-1a", "eu-central-1b"].',
                ],
            ],
            [
                "a misspelt key",
                { ...example, instance: { app: { availabilityZone: "eu-central-1a" } } },
                [
                    "instance: received a key that does not exist; allowed: availabilityZones, " +
                        "bootstrapEgress, checkBlockPublicAccess, cidrBlock, codeArtifact, dnsFirewall, " +
                        "fleets, flowLogs, instancePolicy, instances, operators, s3, services, sessions, " +
                        'tags. Write "instances" if that was meant.',
                ],
            ],
            [
                "a bad range and a misspelt field",
                {
                    ...example,
                    cidrBlock: "10.0.0.0/8",
                    instances: { app: { availabilityZone: "eu-central-1a", amis: "x" } },
                },
                [
                    'cidrBlock: received "10.0.0.0/8"; allowed: a prefix length from 16 to 24. ' +
                        'Write for example "10.0.0.0/16".',
                    "instances.app.amis: received a key that does not exist; allowed: ami, architecture, " +
                        "availabilityZone, instanceType, platform, rootVolumeSizeGiB, tags, " +
                        "terminationProtection, userData. " +
                        'Write "ami" if that was meant.',
                ],
            ],
        ];
        for (const [what, config, problems] of cases) {
            it(`names the key, what was received and what is allowed: ${what}`, async () => {
                const list = problems.map((problem) => `\n  - ${problem}`).join("");
                await assert.rejects(run(config), (error: Error) => {
                    assert.ok(pulumi.RunError.isInstance(error));
                    assert.equal(
                        error.message,
                        `SsmOnlyNetwork "network" cannot be made from this:${list}`,
                    );
                    return true;
                });
            });
        }
    });
});

describe("Pulumi.yaml", () => {
    it("documents every key, with its type and a default", () => {
        const keys = [
            ...["availabilityZones", "bootstrapEgress", "checkBlockPublicAccess", "cidrBlock"],
            ...["codeArtifact", "dnsFirewall", "fleets", "flowLogs", "instancePolicy", "instances"],
            ...["operators", "s3", "services", "sessions", "tags"],
        ];
        assert.deepEqual(Object.keys(project.config).sort(), keys);
        for (const [key, { type, description, default: value }] of Object.entries(project.config)) {
            assert.ok(["string", "array", "boolean", "object"].includes(String(type)), key);
            assert.ok(String(description).length > 40, key);
            assert.notEqual(value, undefined, key);
        }
        assert.equal(project.name, PROJECT);
    });
});

describe("Pulumi.dev.yaml", () => {
    it("holds a Region and documented keys only, and no salt", () => {
        const file = readYaml("Pulumi.dev.yaml");
        assert.deepEqual(Object.keys(file), ["config"]);
        const { "aws:region": region, ...others } = file.config;
        assert.equal(region, "eu-central-1");
        for (const key of Object.keys(others)) {
            assert.ok(key.replace(`${PROJECT}:`, "") in project.config, key);
        }
    });
});
