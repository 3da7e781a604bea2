import assert from "node:assert/strict";
import { ROOT, succeeded } from "../support/command";
import { inDays } from "../support/dates";
import { type EngineStack, inAws, openEngineStack, type Step } from "../support/engine";

// What docs/changes.md promises: the real engine's preview of each change of a network that exists.
// What a preview does not name stays as it is.

/** The program's configuration: argument to value. */
type Settings = Readonly<Record<string, unknown>>;

const ZONES = ["us-west-2a", "us-west-2b", "us-west-2c"];
const app = { availabilityZone: "us-west-2a" };
const jobs = { availabilityZone: "us-west-2b", ami: "ami-0123456789abcdef0" };
const BASE: Settings = { availabilityZones: ZONES, instances: { app, jobs } };

const SERVICES = ["ec2messages", "ssm", "ssmmessages"];
const eachZone = (line: string) => ["a", "b", "c"].map((letter) => `${line}-${letter}`);
const eachEndpoint = (operation: string, because: string) =>
    SERVICES.map((service) => `${operation} endpoint-${service} (${because})`);
const created = (names: readonly string[]) => names.map((name) => `create ${name}`);
const ZONE_D = created(["route-table-association-d", "route-table-d", "subnet-d"]);

/** Changes of the network of BASE, each with all steps of its preview. */
const CHANGES: Readonly<Record<string, readonly [Settings, readonly string[]]>> = {
    nothing: [{}, []],
    "zones, services and instances in another order": [
        {
            availabilityZones: ZONES.toReversed(),
            services: ["ssmmessages", "ec2messages", "ssm"],
            instances: { jobs, app },
        },
        [],
    ],
    "a zone more": [
        { availabilityZones: ["us-west-2d", ...ZONES] },
        [...ZONE_D, ...eachEndpoint("update", "subnetIds")],
    ],
    "a zone less": [
        { availabilityZones: ZONES.slice(0, 2) },
        [
            ...["route-table-association-c", "route-table-c", "subnet-c"].map((x) => `delete ${x}`),
            ...eachEndpoint("update", "subnetIds"),
        ],
    ],
    "another instance type and other user data": [
        {
            instances: {
                app: { ...app, instanceType: "t4g.small" },
                jobs: { ...jobs, userData: "#!/bin/sh\ndate\n" },
            },
        },
        ["update instance-app (instanceType)", "update instance-jobs (userData)"],
    ],
    "another zone of one instance and another ami of the other": [
        {
            instances: {
                app: { ...app, availabilityZone: "us-west-2c" },
                jobs: { ...jobs, ami: "ami-0fedcba9876543210" },
            },
        },
        ["replace instance-app (subnetId)", "replace instance-jobs (ami)"],
    ],
    "one service instead of another": [
        { services: ["ssm", "ssmmessages", "secretsmanager"] },
        ["create endpoint-secretsmanager", "delete endpoint-ec2messages"],
    ],
    CodeArtifact: [
        { codeArtifact: true },
        created([
            ...["endpoint-codeartifact.api", "endpoint-codeartifact.repositories", "endpoint-s3"],
            "instance-egress-s3",
        ]),
    ],
    "limits of sessions": [{ sessions: { idleTimeoutMinutes: 5 } }, ["update session (content)"]],
    "other tags": [
        { tags: { team: "blue" } },
        [
            ...["default-route-table", "default-security-group", "vpc"],
            ...[...SERVICES, "ingress-https", "security-group"].map((role) => `endpoint-${role}`),
            ...["egress-https", "profile", "role", "security-group"].map((x) => `instance-${x}`),
            "session",
            ...[...eachZone("route-table"), ...eachZone("subnet")],
        ]
            .map((name) => `update ${name} (tags)`)
            .concat(["app", "jobs"].map((x) => `update instance-${x} (rootBlockDevice, tags)`)),
    ],
    "another address range": [
        { cidrBlock: "10.1.0.0/16" },
        [
            "replace vpc (cidrBlock)",
            "replace default-route-table (defaultRouteTableId)",
            "replace default-security-group (vpcId)",
            ...eachZone("replace subnet").map((line) => `${line} (cidrBlock, vpcId)`),
            ...eachZone("replace route-table").map((line) => `${line} (vpcId)`),
            ...eachZone("replace route-table-association").map((line) => `${line} (subnetId)`),
            ...eachEndpoint("replace", "vpcId"),
            "replace endpoint-security-group (vpcId)",
            "replace endpoint-ingress-https (securityGroupId)",
            "replace instance-security-group (vpcId)",
            "replace instance-egress-https (securityGroupId)",
            "replace instance-app (subnetId)",
            "replace instance-jobs (subnetId)",
        ],
    ],
};

const bootstrapEgress = {
    availabilityZone: "us-west-2a",
    until: inDays(7),
    reason: "first start of the build agents",
};

/** What can be switched on and off: each has these resources of its own and changes no other. */
const SWITCHES: readonly (readonly [Settings, readonly string[]])[] = [
    [{ s3: { amazonLinux: true } }, ["endpoint-s3", "instance-egress-s3"]],
    [
        { flowLogs: { retentionDays: 90 } },
        ["flow-log", "flow-log-group", "flow-log-policy", "flow-log-role"],
    ],
    [
        { dnsFirewall: { allowedDomains: ["example.com"] } },
        [
            ...["dns-domains-allow", "dns-domains-block", "dns-firewall-config"],
            ...["dns-rule-allow", "dns-rule-block", "dns-rule-group", "dns-rule-group-association"],
        ],
    ],
    [
        { bootstrapEgress },
        [
            ...["address", "egress-http", "egress-https", "internet-gateway", "nat-gateway"],
            ...[...eachZone("route"), "route-table", "route-table-association", "subnet"],
        ].map((role) => `bootstrap-${role}`),
    ],
    // It only reads a setting of the account.
    [{ checkBlockPublicAccess: true }, []],
];

/** Each step that concerns AWS, as "operation resource (properties)", without the component's name. */
function linesOf(steps: readonly Step[]): string[] {
    return inAws(steps)
        .map(({ op, name, because }) => {
            const reasons = because.length > 0 ? ` (${because.join(", ")})` : "";
            return `${op} ${name.replace(/^network-/, "")}${reasons}`;
        })
        .sort();
}

describe("a change of a network that exists", function () {
    this.timeout(60_000);
    let stack: EngineStack;

    function configure(settings: Settings): void {
        const own = Object.entries({ ...BASE, ...settings });
        stack.configure({
            "aws:region": "us-west-2",
            ...Object.fromEntries(own.map(([key, value]) => [`ssm-only-network:${key}`, value])),
        });
    }

    const assertPlan = async (settings: Settings, expected: readonly string[]) => {
        configure(settings);
        assert.deepEqual(linesOf(await stack.plan()), expected.toSorted());
    };

    before(async () => {
        stack = await openEngineStack(ROOT);
        configure({});
        succeeded(await stack.run("up", "--skip-preview"));
        // From here on, what was created with the latest image no longer has it.
        stack.emulator.releaseImages();
    });

    after(() => stack.close());

    for (const [what, [settings, expected]] of Object.entries(CHANGES)) {
        it(`does exactly what it takes: ${what}`, () => assertPlan(settings, expected));
    }

    it("creates and deletes an instance, and gives a newer image to the new one only", async () => {
        configure({ instances: { api: app, app } });
        const steps = inAws(await stack.plan());
        assert.deepEqual(linesOf(steps), ["create instance-api", "delete instance-jobs"]);
        const api = steps.find(({ op }) => op === "create");
        const images = stack.emulator.account
            .resources()
            .flatMap(({ type, outputs }) => (type === api?.type ? [outputs.ami] : []));
        assert.match(String(api?.inputs.ami), /^ami-/);
        assert.ok(images.length === 2 && !images.includes(String(api?.inputs.ami)));
    });

    describe("by something that is on or off", () => {
        const everything: Settings = Object.assign({}, ...SWITCHES.map(([settings]) => settings));

        it("creates, when all of them are switched on, their own resources", async () => {
            const names = SWITCHES.flatMap(([, resources]) => resources);
            await assertPlan(everything, created(names));
            succeeded(await stack.run("up", "--skip-preview"));
        });

        it("adds, while all of them are on, routes for a zone more", async () => {
            await assertPlan({ ...everything, availabilityZones: [...ZONES, "us-west-2d"] }, [
                ...ZONE_D,
                "create bootstrap-route-d",
                ...eachEndpoint("update", "subnetIds"),
                "update endpoint-s3 (routeTableIds)",
            ]);
        });

        for (const [settings, resources] of SWITCHES) {
            const [argument = ""] = Object.keys(settings);
            it(`deletes the resources of ${argument} when it is switched off`, async () => {
                const others = { ...everything, [argument]: undefined };
                await assertPlan(
                    others,
                    resources.map((name) => `delete ${name}`),
                );
            });
        }
    });
});
