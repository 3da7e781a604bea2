import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type InstanceSpec, SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "../../components";
import { named, type RecordOptions, record } from "../support/mocks";

const ZONES = ["eu-central-1a", "eu-central-1b"];

const build = (args: Partial<SsmOnlyNetworkArgs>, options: RecordOptions = {}) =>
    record(() => new SsmOnlyNetwork("net", { availabilityZones: ZONES, ...args }), options);

/** The instance `app` of a component that has no other. */
const buildInstance = async (spec: Partial<InstanceSpec>, options: RecordOptions = {}) => {
    const app = { availabilityZone: "eu-central-1a", ...spec };
    const recording = await build({ instances: { app } }, options);
    assert.deepEqual(recording.errors, []);
    return named(recording, "net-instance-app");
};

/** What a network warns of. */
async function warningsOf(args: Partial<SsmOnlyNetworkArgs>): Promise<string[]> {
    const { errors, logged } = await build(args, { preview: true });
    assert.deepEqual(errors, []);
    return logged.map(({ message }) => message);
}

describe("an instance", () => {
    for (const preview of [false, true]) {
        const when = preview ? "in a first preview" : "with known ids";

        it(`of Windows has its own image, type and user data, ${when}`, async () => {
            const userData = "<powershell>\nSet-Date\n</powershell>\n";
            const { inputs, ignoreChanges } = await buildInstance(
                { platform: "windows", userData },
                { preview },
            );
            const { ami, instanceType, rootBlockDevice } = inputs;
            const tags = { Name: "net-instance-app", "ssm-only:network": "project/stack/net" };
            assert.deepEqual(
                { ami, instanceType, rootBlockDevice, userData: inputs.userData },
                {
                    ami: "ami-0a86",
                    instanceType: "t3.medium",
                    rootBlockDevice: { encrypted: true, volumeType: "gp3", tags },
                    userData,
                },
            );
            assert.deepEqual(ignoreChanges, ["ami"]);
        });

        it(`is protected from termination by AWS and by Pulumi, ${when}`, async () => {
            const { inputs, protect } = await buildInstance(
                { terminationProtection: true },
                { preview },
            );
            assert.deepEqual([inputs.disableApiTermination, protect], [true, true]);
        });
    }

    it("is not protected if it is not asked for", async () => {
        for (const spec of [{}, { terminationProtection: false }]) {
            const { inputs, protect } = await buildInstance(spec);
            assert.deepEqual([inputs.disableApiTermination, protect], [false, false]);
        }
    });

    it("stays protected by Pulumi if the component is", async () => {
        const instances = { app: { availabilityZone: "eu-central-1a" } };
        const recording = await record(
            () =>
                new SsmOnlyNetwork(
                    "net",
                    { availabilityZones: ZONES, instances },
                    { protect: true },
                ),
        );
        assert.equal(named(recording, "net-instance-app").protect, true);
    });

    it("has its own tags, and its volume, before the component's; the others have none", async () => {
        const recording = await build({
            instances: {
                app: { availabilityZone: "eu-central-1a", tags: { team: "a", env: "own" } },
                jobs: { availabilityZone: "eu-central-1a" },
            },
            tags: { env: "all" },
        });
        const tagsOf = (name: string) => {
            const { tags, rootBlockDevice } = named(recording, `net-instance-${name}`).inputs;
            return [tags, (rootBlockDevice as { tags: object }).tags];
        };
        const own = "project/stack/net";
        const app = { Name: "net-instance-app", env: "own", team: "a", "ssm-only:network": own };
        const jobs = { Name: "net-instance-jobs", env: "all", "ssm-only:network": own };
        assert.deepEqual(tagsOf("app"), [app, app]);
        assert.deepEqual(tagsOf("jobs"), [jobs, jobs]);
    });

    it("of Windows is of a type of its architecture, also if that is known only later", async () => {
        const app = {
            availabilityZone: "eu-central-1a",
            platform: "windows",
            instanceType: pulumi.output("t4g.medium"),
        } as const;
        const { errors } = await build({ instances: { app } });
        assert.deepEqual(errors, [
            'instances.app.instanceType: received "t4g.medium", which is arm64; allowed: a type whose ' +
                "architecture is x86_64. Choose another type, such as t3.medium: EC2 has no Windows " +
                "for ARM.",
        ]);
    });
});

describe("the warning of user data that downloads", () => {
    const userData = "#!/bin/sh\ndnf install -y secret\n";
    const app = { availabilityZone: "eu-central-1a", userData };
    const told = (path: string, where: string) =>
        `${path}: ${where} to download what this network does not reach: it has no way to the ` +
        "Internet. The first start would wait for it in vain. Reach it through s3, codeArtifact or " +
        "services, put it into an image of your own (ami), or open bootstrapEgress for a while.";

    it("is given once for each instance and fleet, also if the text is known only later", async () => {
        const warnings = await warningsOf({
            instances: {
                app,
                jobs: { ...app, userData: pulumi.secret(`${userData}curl https://example.com`) },
                quiet: { availabilityZone: "eu-central-1a", userData: "#!/bin/sh\n# dnf update" },
            },
            fleets: { workers: { size: 1, userData } },
        });
        assert.deepEqual(warnings.sort(), [
            told("fleets.workers.userData", "line 2 seems"),
            told("instances.app.userData", "line 2 seems"),
            told("instances.jobs.userData", "lines 2, 3 seem"),
        ]);
    });

    const reached: [string, Partial<SsmOnlyNetworkArgs>][] = [
        ["dnf install -y nginx", { s3: { amazonLinux: true } }],
        ["pip3 install boto3", { codeArtifact: true }],
        ["aws s3 cp s3://my-bucket/x /x", { s3: { readBuckets: ["my-bucket"] } }],
        [
            "curl https://secretsmanager.eu-central-1.amazonaws.com",
            { services: ["ssm", "ssmmessages", "secretsmanager"] },
        ],
    ];
    for (const [command, args] of reached) {
        it(`is not given for ${command} with ${JSON.stringify(args)}`, async () => {
            const instances = { app: { ...app, userData: `#!/bin/sh\n${command}\n` } };
            assert.deepEqual(await warningsOf({ instances, ...args }), []);
            assert.equal((await warningsOf({ instances })).length, 1);
        });
    }

    it("is not given while there is bootstrap egress, which warns itself", async () => {
        const bootstrapEgress = {
            availabilityZone: "eu-central-1a",
            until: new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10),
            reason: "install the packages",
        };
        const warnings = await warningsOf({ instances: { app }, bootstrapEgress });
        assert.deepEqual(
            warnings.filter((warning) => warning.includes("userData")),
            [],
        );
        assert.equal(warnings.length, 1);
    });
});
