import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Outcome, ROOT } from "../support/command";
import { type EngineStack, findingsIn, openEngineStack, PACK } from "../support/engine";

const CONFIG = {
    "aws:region": "eu-central-1",
    "ssm-only-network:availabilityZones": ["eu-central-1a", "eu-central-1b"],
};

describe("the pack's configuration, on the real engine", function () {
    this.timeout(60_000);
    let stack: EngineStack;

    const previewWith = (config: unknown): Promise<Outcome> => {
        const file = join(dirname(stack.configFile), "pack-config.json");
        writeFileSync(file, JSON.stringify(config));
        return stack.run("preview", "--policy-pack", PACK, "--policy-pack-config", file);
    };

    before(async () => {
        stack = await openEngineStack(ROOT);
        stack.configure(CONFIG);
    });

    after(() => stack.close());

    it("is refused by the engine where a schema can tell, with the path and what is allowed", async () => {
        const wrong: [string, object, string][] = [
            [
                "no-ssh-ingress",
                { ports: [0, 70000, "rdp", 3389, 3389] },
                [
                    "ports.0: Must be greater than or equal to 1",
                    "ports.1: Must be less than or equal to 65535",
                    "ports.2: Invalid type. Expected: integer, given: string",
                    "ports: array items[3,4] must be unique",
                ].join("|"),
            ],
            [
                "no-internet-route",
                { trustedDefaultRoutes: ["igw-1", "transit-gateway"] },
                "trustedDefaultRoutes.0: Does not match pattern",
            ],
            [
                "settings",
                { unknown: "disabled", external: 1 },
                [
                    'unknown: unknown must be one of the following: "mandatory", "advisory"',
                    "external: Invalid type. Expected: string, given: integer",
                ].join("|"),
            ],
        ];
        const { status, stdout } = await previewWith(
            Object.fromEntries(wrong.map(([policy, options]) => [policy, options])),
        );
        for (const [policy, , messages] of wrong) {
            for (const message of messages.split("|")) {
                assert.ok(stdout.includes(`${policy}: ${message}`), `${message}\n${stdout}`);
            }
        }
        assert.deepEqual(findingsIn(stdout), []);
        assert.notEqual(status, 0);
    });

    it("is refused by the pack where the engine passes it over, once for each policy", async () => {
        const { status, stdout } = await previewWith({
            "no-ssh-ingress": { port: [3389] },
            "no-public-ip": { ports: [] },
            settings: { unkown: "advisory" },
        });
        assert.deepEqual(
            findingsIn(stdout),
            ["no-public-ip", "no-ssh-ingress", "settings"].map(
                (policy) => `mandatory ${policy} ssm-only-network-dev`,
            ),
        );
        assert.match(stdout, /no-ssh-ingress has a property "port"; allowed: ports\./);
        assert.notEqual(status, 0);
    });

    it("is refused for a policy that the pack does not have", async () => {
        const refused = await previewWith({ "no-ssh-ingres": { ports: [3389] } });
        // The CLI names the reason, an empty level, only if it does not end before it has printed it.
        assert.deepEqual(findingsIn(refused.stdout), []);
        assert.notEqual(refused.status, 0);
    });

    it("is in force where it is right, for a network that is", async () => {
        const { status, stdout } = await previewWith({
            all: "mandatory",
            // With a level alone the engine passes over a policy that the pack does not have.
            "no-ssh-ingres": "disabled",
            "instance-metadata-v2": "mandatory",
            "no-ssh-ingress": { enforcementLevel: "mandatory", ports: [443] },
            "no-internet-route": { trustedDefaultRoutes: ["tgw-0123456789abcdef0"] },
            settings: { unknown: "mandatory", external: "mandatory" },
        });
        assert.deepEqual(findingsIn(stdout), [
            // A level for all of them switches on what is off by default, and it stays advice.
            "advisory proof-summary ssm-only-network-dev",
            "mandatory no-ssh-ingress network-endpoint-ingress-https",
        ]);
        assert.notEqual(status, 0);
    });
});
