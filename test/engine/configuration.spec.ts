import assert from "node:assert/strict";
import { ROOT, succeeded } from "../support/command";
import { type EngineStack, openEngineStack, type Step } from "../support/engine";

const ZONES = ["eu-central-1a", "eu-central-1b"];
const INSTANCES = {
    app: { availabilityZone: "eu-central-1a", instanceType: "t4g.small" },
    jobs: { availabilityZone: "eu-central-1b", instanceType: "t3.micro" },
};

/** Steps as "operation name", in alphabetical order; the component and the stack left out. */
function named(steps: readonly Step[]): string[] {
    return steps
        .filter(({ type }) => type.startsWith("aws:"))
        .map(({ op, name }) => `${op} ${name}`)
        .sort();
}

describe("a change of Pulumi.dev.yaml", function () {
    this.timeout(60_000);
    let stack: EngineStack;

    const GOOD = {
        "aws:region": "eu-central-1",
        "ssm-only-network:cidrBlock": "10.20.0.0/16",
        "ssm-only-network:availabilityZones": ZONES,
        "ssm-only-network:instances": INSTANCES,
    };
    const configure = (changes: Record<string, unknown>) => {
        const config = Object.entries({ ...GOOD, ...changes });
        stack.configure(Object.fromEntries(config.filter(([, value]) => value !== undefined)));
    };

    describe("before anything exists", () => {
        before(async () => {
            stack = await openEngineStack(ROOT);
        });

        after(() => stack.close());

        it("to another address range plans the subnets in it", async () => {
            configure({ "ssm-only-network:cidrBlock": "172.20.4.0/22" });
            const steps = await stack.plan();
            const cidrs = steps.flatMap(({ inputs }) => inputs.cidrBlock ?? []);
            assert.deepEqual(cidrs.sort(), [
                "172.20.4.0/22",
                "172.20.4.0/22",
                "172.20.4.0/25",
                "172.20.4.128/25",
            ]);
        });

        it("to another Region plans the same network there", async () => {
            configure({
                "aws:region": "us-west-2",
                "ssm-only-network:availabilityZones": ["us-west-2c", "us-west-2a"],
                "ssm-only-network:instances": { app: { availabilityZone: "us-west-2c" } },
            });
            const steps = await stack.plan();
            const services = steps.flatMap(({ inputs }) => inputs.serviceName ?? []);
            assert.deepEqual(services.sort(), [
                "com.amazonaws.us-west-2.ec2messages",
                "com.amazonaws.us-west-2.ssm",
                "com.amazonaws.us-west-2.ssmmessages",
            ]);
            const zones = steps.flatMap(({ inputs }) => inputs.availabilityZone ?? []);
            assert.deepEqual(zones.sort(), ["us-west-2a", "us-west-2c"]);
        });

        const bad: Record<string, [Record<string, unknown>, RegExp]> = {
            "an address range with host bits": [
                { "ssm-only-network:cidrBlock": "10.20.0.1/16" },
                /cidrBlock: received "10\.20\.0\.1\/16"; allowed: .*\. .*10\.20\.0\.0\/16/,
            ],
            "a zone of another Region": [
                {
                    "ssm-only-network:availabilityZones": ["eu-west-1a", "eu-west-1b"],
                    "ssm-only-network:instances": { app: { availabilityZone: "eu-west-1a" } },
                },
                /availabilityZones: received "eu-west-1a", "eu-west-1b"; allowed: .*eu-central-1a/,
            ],
            "zones of two Regions": [
                { "ssm-only-network:availabilityZones": ["eu-central-1a", "eu-west-1b"] },
                /availabilityZones: received .*"eu-west-1b"/,
            ],
            "no zones": [
                { "ssm-only-network:availabilityZones": undefined },
                /availabilityZones: received .*; allowed: a list of two or more/,
            ],
            "an unknown instance field": [
                {
                    "ssm-only-network:instances": {
                        app: { ...INSTANCES.app, instanceTyp: "t4g.nano" },
                    },
                },
                /instances\.app\.instanceTyp: .*instanceType/,
            ],
            "an unknown key": [
                { "ssm-only-network:cidrBlok": "10.0.0.0/16" },
                /cidrBlok: received a key that does not exist; allowed: .*cidrBlock/,
            ],
            "no Region": [{ "aws:region": undefined }, /aws:region/],
        };
        for (const [what, [changes, message]] of Object.entries(bad)) {
            it(`to ${what} ends the preview with one readable error`, async () => {
                configure(changes);
                const { status, stdout, stderr } = await stack.run("preview");
                assert.notEqual(status, 0);
                const output = stdout.slice(stdout.indexOf("Diagnostics:")) + stderr;
                assert.match(output, message);
                assert.equal(output.match(/\berror: /g)?.length, 1, output);
                assert.doesNotMatch(output, /\n\s+at .*:\d+:\d+\)?/, "a stack trace");
            });
        }
    });

    describe("where the network exists", () => {
        before(async () => {
            stack = await openEngineStack(ROOT);
            configure({});
            succeeded(await stack.run("up"));
        });

        after(() => stack.close());

        it("to three zones adds one and leaves the others as they are", async () => {
            configure({ "ssm-only-network:availabilityZones": [...ZONES, "eu-central-1c"] });
            assert.deepEqual(named(await stack.plan()), [
                "create network-route-table-association-c",
                "create network-route-table-c",
                "create network-subnet-c",
                "update network-endpoint-ec2messages",
                "update network-endpoint-ssm",
                "update network-endpoint-ssmmessages",
            ]);
        });

        it("to the zones in another order changes nothing", async () => {
            configure({
                "ssm-only-network:availabilityZones": ZONES.toReversed(),
            });
            assert.deepEqual(named(await stack.plan()), []);
        });

        it("to two more instances adds these", async () => {
            configure({
                "ssm-only-network:instances": {
                    api: INSTANCES.jobs,
                    ...INSTANCES,
                    web: INSTANCES.app,
                },
            });
            assert.deepEqual(named(await stack.plan()), [
                "create network-instance-api",
                "create network-instance-web",
            ]);
        });

        it("to another address range replaces the VPC", async () => {
            configure({ "ssm-only-network:cidrBlock": "10.30.0.0/16" });
            const steps = named(await stack.plan());
            assert.ok(steps.includes("replace network-vpc"), steps.join("\n"));
            assert.ok(!steps.some((step) => step.endsWith("network-instance-role")));
        });
    });
});
