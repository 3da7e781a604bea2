import assert from "node:assert/strict";
import { ROOT, succeeded } from "../../support/command";
import { type EngineStack, openEngineStack, type Step } from "../../support/engine";

// First previews of one network in the Regions of several partitions, with all that has names of AWS
// in it: services, ARNs, principals, domains.

interface Expected {
    readonly zones: readonly [string, string];
    readonly services: readonly string[];
    readonly partition: string;
    /** All host names in it end so, but for principals. */
    readonly dnsSuffix: string;
    readonly principals: readonly string[];
}

const INTERFACES = ["ec2messages", "kms", "monitoring", "ssm", "ssmmessages", "sts"];
const names = (prefix: string, services: readonly string[]) =>
    services.map((service) => `${prefix}.${service}`);

const REGIONS: Readonly<Record<string, Expected>> = {
    "us-west-2": {
        zones: ["us-west-2c", "us-west-2a"],
        services: names("com.amazonaws.us-west-2", [...INTERFACES, "s3"]),
        partition: "aws",
        dnsSuffix: "amazonaws.com",
        principals: ["ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com"],
    },
    "us-gov-west-1": {
        zones: ["us-gov-west-1a", "us-gov-west-1b"],
        services: names("com.amazonaws.us-gov-west-1", [...INTERFACES, "s3"]),
        partition: "aws-us-gov",
        dnsSuffix: "amazonaws.com",
        principals: ["ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com"],
    },
    "cn-north-1": {
        zones: ["cn-north-1b", "cn-north-1d"],
        services: [
            ...names("cn.com.amazonaws.cn-north-1", ["monitoring", "sts"]),
            ...names("com.amazonaws.cn-north-1", ["ec2messages", "kms", "ssm", "ssmmessages"]),
            "com.amazonaws.cn-north-1.s3",
        ],
        partition: "aws-cn",
        dnsSuffix: "amazonaws.com.cn",
        principals: ["ec2.amazonaws.com", "vpc-flow-logs.amazonaws.com"],
    },
};

/** Everything of this form that stands anywhere in the steps' inputs, once each, in order. */
function found(steps: readonly Step[], form: RegExp): string[] {
    const texts = JSON.stringify(steps.map(({ inputs }) => inputs));
    return [...new Set([...texts.matchAll(form)].map(([, text = ""]) => text))].sort();
}

describe("a first preview", function () {
    this.timeout(60_000);
    let stack: EngineStack;

    before(async () => {
        stack = await openEngineStack(ROOT);
    });

    after(() => stack.close());

    function configure(region: string, zones: readonly string[], settings: object): void {
        const network = {
            availabilityZones: zones,
            instances: { app: { availabilityZone: zones[0] } },
            ...settings,
        };
        stack.configure({
            "aws:region": region,
            ...Object.fromEntries(
                Object.entries(network).map(([key, value]) => [`ssm-only-network:${key}`, value]),
            ),
        });
    }

    for (const [region, expected] of Object.entries(REGIONS)) {
        it(`in ${region} has its zones, and the names of its partition only`, async () => {
            configure(region, expected.zones, {
                services: INTERFACES,
                s3: { amazonLinux: true, systemsManager: true, readBuckets: ["my-files"] },
                flowLogs: { retentionDays: 90 },
                dnsFirewall: { allowedDomains: [] },
            });
            const steps = await stack.plan();
            const values = (property: string) =>
                steps.flatMap(({ inputs }) => inputs[property] ?? []).sort();
            assert.deepEqual(values("serviceName"), expected.services.toSorted());
            assert.deepEqual(values("availabilityZone"), expected.zones.toSorted());
            assert.deepEqual(found(steps, /\barn:([\w-]+):/g), [expected.partition]);
            assert.deepEqual(
                found(steps, /Service\\*":\\*"([\w.-]+)/g),
                expected.principals.toSorted(),
            );
            const suffixes = found(steps, new RegExp(`\\.${region}\\.(amazonaws[\\w.]+)`, "g"));
            assert.deepEqual(suffixes, [expected.dnsSuffix]);
        });
    }

    it("in a Region without ec2messages leaves it out, and says why that is safe", async () => {
        configure("mx-central-1", ["mx-central-1a", "mx-central-1b"], {});
        const { stdout } = succeeded(await stack.run("preview"));
        const endpoints = [...stdout.matchAll(/VpcEndpoint network-endpoint-(\w+) create/g)];
        assert.deepEqual([...new Set(endpoints.map(([, service]) => service))].sort(), [
            "ssm",
            "ssmmessages",
        ]);
        assert.match(
            stdout,
            /warning: AWS does not offer the service ec2messages in this Region: it is left out\. SSM agents from version 3\.3\.40\.0 on do without/,
        );
    });
});
