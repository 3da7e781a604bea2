import assert from "node:assert/strict";
import { type EngineClient, type State, startConfigured } from "./engineClient";

const typeOf = (name: string) => `aws:route53/resolverFirewall${name}:ResolverFirewall${name}`;

describe("the AWS emulator's DNS firewall", () => {
    let engine: EngineClient;
    let close: () => Promise<void>;
    let vpc: State;
    let list: State;
    let group: State;

    beforeEach(async () => {
        ({ engine, close } = await startConfigured());
        vpc = await engine.create("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
        list = await engine.create(typeOf("DomainList"), "list", { domains: ["b.test", "a.test"] });
        group = await engine.create(typeOf("RuleGroup"), "group", {});
    });

    afterEach(() => close());

    const createRule = () =>
        engine.create(typeOf("Rule"), "rule", {
            action: "ALLOW",
            firewallDomainListId: list.id,
            firewallRuleGroupId: group.id,
            priority: 100,
        });

    it("has ids and ARNs of the shapes of AWS", async () => {
        const rule = await createRule();
        const association = await engine.create(typeOf("RuleGroupAssociation"), "association", {
            firewallRuleGroupId: group.id,
            priority: 101,
            vpcId: vpc.id,
        });
        const config = await engine.create(typeOf("Config"), "config", { resourceId: vpc.id });
        assert.match(list.id, /^rslvr-fdl-0000[0-9a-f]{13}$/);
        assert.match(group.id, /^rslvr-frg-0000[0-9a-f]{13}$/);
        assert.match(association.id, /^rslvr-frgassoc-0000[0-9a-f]{13}$/);
        assert.match(config.id, /^rslvr-fc-0000[0-9a-f]{13}$/);
        assert.equal(rule.id, `${group.id}:${list.id}`);
        assert.deepEqual(
            [list, group, association].map(({ outputs }) => outputs.arn),
            [
                `arn:aws:route53resolver:us-east-1:000000000000:firewall-domain-list/${list.id}`,
                `arn:aws:route53resolver:us-east-1:000000000000:firewall-rule-group/${group.id}`,
                "arn:aws:route53resolver:us-east-1:000000000000:firewall-rule-group-association/" +
                    association.id,
            ],
        );
        assert.equal(config.outputs.ownerId, "000000000000");
    });

    it("takes domains for a set", async () => {
        const reordered = { ...list.inputs, domains: ["a.test", "b.test"] };
        assert.equal((await engine.diff(list, reordered)).changed, false);
        const changed = { ...list.inputs, domains: ["a.test", "c.test"] };
        assert.deepEqual((await engine.diff(list, changed)).kinds, { domains: "UPDATE" });
    });

    it("replaces lists and groups for another name, and rules for another list", async () => {
        for (const resource of [list, group]) {
            const { replaces } = await engine.diff(resource, { ...resource.inputs, name: "other" });
            assert.deepEqual(replaces, ["name"]);
        }
        const rule = await createRule();
        const moved = { ...rule.inputs, firewallDomainListId: "other", name: "other", priority: 7 };
        const { kinds, replaces } = await engine.diff(rule, moved);
        assert.deepEqual(replaces, ["firewallDomainListId"]);
        assert.equal(kinds.name, "UPDATE");
    });

    it("keeps lists and groups that a rule uses", async () => {
        const rule = await createRule();
        await assert.rejects(engine.delete(list), /has dependencies and cannot be deleted/);
        await assert.rejects(engine.delete(group), /has dependencies and cannot be deleted/);
        await engine.delete(rule);
        await engine.delete(list);
        await engine.delete(group);
    });
});

describe("the AWS emulator's flow logs", () => {
    it("have the provider's defaults, and change in their tags only", async () => {
        const { engine, close } = await startConfigured();
        const type = "aws:ec2/flowLog:FlowLog";
        const vpc = await engine.create("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" });
        const log = await engine.create(type, "log", { vpcId: vpc.id, trafficType: "ALL" });
        assert.match(log.id, /^fl-0000[0-9a-f]{13}$/);
        assert.equal(log.outputs.arn, `arn:aws:ec2:us-east-1:000000000000:vpc-flow-log/${log.id}`);
        assert.equal(log.outputs.logDestinationType, "cloud-watch-logs");
        assert.equal(log.outputs.maxAggregationInterval, 600);
        const changed = { ...log.inputs, maxAggregationInterval: 60, tags: { a: "b" } };
        assert.deepEqual((await engine.diff(log, changed)).kinds, {
            maxAggregationInterval: "UPDATE_REPLACE",
            tags: "ADD",
        });
        await close();
    });
});
