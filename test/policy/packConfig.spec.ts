import assert from "node:assert/strict";
import { analyzeStack } from "../../policy/analysis/analyze";
import { type Config, configFlaws } from "../../policy/analysis/packConfig";
import { createPolicies } from "../../policy/policies";
import { stackResources } from "../support/policyServer";
import { address, networkOf } from "../support/reportNetworks";

// test/engine/waivers.spec.ts compares levels with those of the engine.

const stack = stackResources([...networkOf(1), address], "known");
const levelsOf = (config: Config) =>
    analyzeStack(stack, config).findings.map(({ policy, level }) => `${level} ${policy}`);
const NAMES = createPolicies().map(({ name }) => name);

describe("the configuration of the pack without an engine", () => {
    it("leaves each policy its own level where it says none", () => {
        assert.deepEqual(levelsOf({}), ["advisory instance-metadata-v2", "mandatory no-public-ip"]);
        assert.deepEqual(
            levelsOf({ "no-public-ip": {}, "no-ssh-ingress": { ports: [23] } }),
            levelsOf({}),
        );
    });

    it("gives a level by a word or beside options, and that of a policy beats that of all", () => {
        assert.deepEqual(
            levelsOf({
                all: "disabled",
                "no-public-ip": "advisory",
                "instance-metadata-v2": { enforcementLevel: "mandatory" },
            }),
            ["mandatory instance-metadata-v2", "advisory no-public-ip"],
        );
        assert.deepEqual(levelsOf({ all: "remediate" }).slice(0, 2), [
            "mandatory instance-metadata-v2",
            "mandatory no-public-ip",
        ]);
    });

    it("keeps advice advice, whatever the level of all", () => {
        const summary = levelsOf({ all: "mandatory" }).filter((line) => line.includes("proof"));
        assert.deepEqual(summary, ["advisory proof-summary"]);
    });

    it("asks no proof that is disabled", () => {
        const { answers, policies } = analyzeStack(stack, { "ssm-path": "disabled" });
        assert.deepEqual([...answers.keys()], ["no-internet-path"]);
        assert.equal(policies.find(({ policy }) => policy.name === "ssm-path")?.level, "disabled");
    });

    it("says what the engine would refuse", () => {
        const LEVELS = "mandatory, remediate, advisory, disabled";
        assert.deepEqual(configFlaws({ all: "advisory", "no-ssh-key": "disabled" }, NAMES), []);
        assert.deepEqual(configFlaws({ unheard: "advisory", environments: ["e"] }, NAMES), []);
        assert.deepEqual(configFlaws([], NAMES), [
            "The configuration is no JSON object; allowed: policies with a level or options.",
        ]);
        assert.deepEqual(
            configFlaws(
                {
                    "no-public-ip": "off",
                    "no-ssh-key": { enforcementLevel: 1 },
                    settings: null,
                    unheard: { ports: [] },
                },
                NAMES,
            ),
            [
                `no-public-ip is "off"; allowed: ${LEVELS}, or an object of options.`,
                `no-ssh-key.enforcementLevel is 1; allowed: ${LEVELS}.`,
                `settings is null; allowed: ${LEVELS}, or an object of options.`,
                `unheard is no policy of the pack; allowed: all, ${NAMES.join(", ")}.`,
            ],
        );
    });
});
