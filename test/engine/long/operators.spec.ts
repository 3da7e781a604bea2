import assert from "node:assert/strict";
import { ROOT, succeeded } from "../../support/command";
import { type EngineStack, openEngineStack } from "../../support/engine";

// Operators on the real engine: what is known when. What changes take, changes.spec.ts shows.

const PAYMENTS = { instanceTags: { team: "payments" }, managedPolicy: true };

describe("operators of a network", function () {
    this.timeout(120_000);
    let stack: EngineStack;

    const configure = (operators: Record<string, object>) =>
        stack.configure({
            "aws:region": "eu-central-1",
            "ssm-only-network:availabilityZones": ["eu-central-1a", "eu-central-1b"],
            "ssm-only-network:operators": operators,
        });

    const output = async (name: string): Promise<Record<string, string>> =>
        JSON.parse(succeeded(await stack.pulumi("stack", "output", name, "--json")).stdout);

    before(async () => {
        stack = await openEngineStack(ROOT);
    });

    after(() => stack.close());

    it("can be read in a first preview: the policy names the document that will be", async () => {
        configure({ payments: PAYMENTS });
        const steps = await stack.plan();
        const policy = steps.find(({ name }) => name === "network-operator-policy-payments");
        const { Statement } = JSON.parse(String(policy?.inputs.policy));
        const [{ Condition }, { Resource }] = Statement;
        assert.deepEqual(Condition.StringEquals, {
            "ssm:resourceTag/ssm-only:network": "ssm-only-network/dev/network",
            "ssm:resourceTag/team": "payments",
        });
        assert.match(
            Resource[0],
            /^arn:aws:ssm:eu-central-1:\d{12}:document\/network-session-[0-9a-f]{7}$/,
        );
    });

    it("have policies as outputs of the stack, and the ARNs of those that AWS manages", async () => {
        configure({ all: {}, payments: PAYMENTS });
        succeeded(await stack.run("up", "--skip-preview"));
        const policies = await output("operatorPolicies");
        assert.deepEqual(Object.keys(policies).sort(), ["all", "payments"]);
        assert.equal(JSON.parse(policies.all ?? "").Version, "2012-10-17");
        const { all, payments } = await output("operatorPolicyArns");
        assert.equal(all, undefined);
        assert.match(
            String(payments),
            /^arn:aws:iam::\d{12}:policy\/network-operator-policy-payments-[0-9a-f]{7}$/,
        );
    });
});
