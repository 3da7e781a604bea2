import assert from "node:assert/strict";
import { ROOT, succeeded } from "../support/command";
import { type EngineStack, openEngineStack } from "../support/engine";

const ZONES = ["eu-central-1a", "eu-central-1b"];
const INSTANCES = {
    app: { availabilityZone: "eu-central-1a", instanceType: "t4g.small" },
    jobs: { availabilityZone: "eu-central-1b", instanceType: "t3.micro" },
};

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

    it("to secret user data keeps it out of what the preview tells", async () => {
        configure({});
        const path = "ssm-only-network:instances.app.userData";
        const secret = "#!/bin/sh\necho hunter2 > /etc/token\n";
        const set = ["config", "set", "--secret", "--path", path, secret];
        succeeded(await stack.pulumi(...set, "--config-file", stack.configFile));
        const { stdout } = succeeded(await stack.run("preview", "--json"));
        assert.match(stdout, /::network-instance-app"/);
        assert.doesNotMatch(stdout, /hunter2/);
    });

    const bad: Record<string, [Record<string, unknown>, RegExp[]]> = {
        "several values that are wrong": [
            {
                "ssm-only-network:cidrBlock": "10.20.0.1/16",
                "ssm-only-network:availabilityZones": ["eu-central-1a", "eu-west-1b"],
                "ssm-only-network:instances": {
                    app: { ...INSTANCES.app, instanceTyp: "t4g.nano" },
                },
                "ssm-only-network:cidrBlok": "10.0.0.0/16",
            },
            [
                /cidrBlock: received "10\.20\.0\.1\/16"; allowed: .*\. .*10\.20\.0\.0\/16/,
                /availabilityZones: received .*"eu-west-1b"\]; allowed: Availability Zones of one Region/,
                /instances\.app\.instanceTyp: .*instanceType/,
                /cidrBlok: received a key that does not exist; allowed: .*cidrBlock/,
            ],
        ],
        "zones of another Region": [
            {
                "ssm-only-network:availabilityZones": ["eu-west-1a", "eu-west-1b"],
                "ssm-only-network:instances": { app: { availabilityZone: "eu-west-1a" } },
            },
            [/availabilityZones: received "eu-west-1a", "eu-west-1b"; allowed: .*eu-central-1a/],
        ],
        "no zones": [
            { "ssm-only-network:availabilityZones": undefined },
            [/availabilityZones: received .*; allowed: a list of two or more/],
        ],
        "no Region": [{ "aws:region": undefined }, [/aws:region/]],
    };
    for (const [what, [changes, messages]] of Object.entries(bad)) {
        it(`to ${what} ends the preview with one readable error`, async () => {
            configure(changes);
            const { status, stdout, stderr } = await stack.run("preview");
            assert.notEqual(status, 0);
            const output = stdout.slice(stdout.indexOf("Diagnostics:")) + stderr;
            for (const message of messages) {
                assert.match(output, message);
            }
            assert.equal(output.match(/\berror: /g)?.length, 1, output);
            assert.doesNotMatch(output, /\n\s+at .*:\d+:\d+\)?/, "a stack trace");
        });
    }
});
