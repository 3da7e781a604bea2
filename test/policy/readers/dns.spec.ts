import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource, unknown } from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { factsOf, named, shown } from "./facts";

// What decides how names are answered in a VPC.

type Props = Record<string, unknown>;

const vpc = of(awsTypes.vpc, "vpc", { cidrBlock: "10.0.0.0/16" });

function read(...resources: Resource[]) {
    return named(factsOf([vpc, ...resources], "first preview").vpcs, "vpc");
}

describe("The resolver of a VPC", () => {
    const associated = of(awsTypes.dhcpOptionsAssociation, "association", {
        vpcId: idOf("vpc"),
        dhcpOptionsId: idOf("options"),
    });
    const resolverWith = (more: Props, type: string = awsTypes.dhcpOptions) =>
        shown(read(associated, of(type, "options", { tags: {}, ...more })).amazonResolver);

    it("is Amazon's without options, with options that name no server, and with that server", () => {
        assert.equal(shown(read().amazonResolver), true);
        assert.equal(resolverWith({}), true);
        assert.equal(resolverWith({ domainNameServers: ["AmazonProvidedDNS"] }), true);
    });

    it("is Amazon's with the default options, which name it", () => {
        assert.equal(
            resolverWith({ domainNameServers: ["10.0.0.53"] }, awsTypes.defaultDhcpOptions),
            true,
        );
    });

    it("is another one with a server beside it", () => {
        assert.equal(
            resolverWith({ domainNameServers: ["AmazonProvidedDNS", "10.0.0.53"] }),
            'external: domainNameServers[1] of VPC DHCP options options is "10.0.0.53": whether that server asks the VPC\'s resolver for the names of AWS is not in the stack',
        );
    });

    it("is in doubt with a server that only the update tells", () => {
        assert.equal(
            resolverWith({ domainNameServers: [unknown.string] }),
            "unknown: domainNameServers[0] of VPC DHCP options options is known only after the update",
        );
    });
});

describe("What else answers in a VPC", () => {
    const doubtsOf = (...resources: Resource[]) =>
        read(...resources).dnsDoubts.map(({ uncertainty, reason }) => [uncertainty, reason]);
    const profile = (resourceId: unknown) =>
        of(awsTypes.profilesAssociation, "other", { resourceId, profileId: "rp-1" });
    const rule = (vpcId: unknown) =>
        of(awsTypes.resolverRuleAssociation, "other", { vpcId, resolverRuleId: "rslvr-rr-1" });

    for (const [what, label, resource] of [
        ["a Route 53 Profile", "profiles association", profile],
        ["a rule of a resolver", "resolver rule association", rule],
    ] as const) {
        it(`is ${what} of it, or one that may be of it`, () => {
            const expected = [
                ["external", `${label} other may answer or forward the names of AWS`],
            ];
            assert.deepEqual(doubtsOf(resource(idOf("vpc"))), expected);
            assert.deepEqual(doubtsOf(resource(unknown.string)), expected);
            assert.deepEqual(doubtsOf(resource("vpc-9")), []);
        });
    }
});

describe("The hosted zones of a VPC", () => {
    const zonesOf = (...resources: Resource[]) =>
        read(...resources).zones.map(({ name, perhaps }) => [shown(name), perhaps?.reason]);
    const zone = (more: Props) =>
        of(awsTypes.hostedZone, "zone", { name: "Example.com.", ...more });

    it("are called in lower case, without a dot at the end", () => {
        assert.deepEqual(zonesOf(zone({ vpcs: [{ vpcId: idOf("vpc") }] })), [
            ["example.com", undefined],
        ]);
        assert.deepEqual(zonesOf(zone({ name: 7, vpcs: [{ vpcId: idOf("vpc") }] })), [
            ["unknown: name of zone zone is 7, which is not a string", undefined],
        ]);
    });

    it("are none of another VPC, and none that is public", () => {
        assert.deepEqual(zonesOf(zone({ vpcs: [{ vpcId: "vpc-9" }] })), []);
        assert.deepEqual(zonesOf(zone({})), []);
    });

    it("may be those of VPCs that only the update tells", () => {
        assert.deepEqual(zonesOf(zone({ vpcs: unknown.array })), [
            ["example.com", "vpcs of zone zone is known only after the update"],
        ]);
    });
});

describe("The rules of DNS Firewall in a VPC", () => {
    const group = (name: string) => of(awsTypes.firewallRuleGroup, name, { name });
    const list = of(awsTypes.firewallDomainList, "list", { domains: ["Example.COM.", "*"] });
    const association = (firewallRuleGroupId: unknown, priority: unknown, name = "association") =>
        of(awsTypes.firewallRuleGroupAssociation, name, {
            vpcId: idOf("vpc"),
            firewallRuleGroupId,
            priority,
        });
    const rule = (name: string, priority: unknown, more: Props = {}) =>
        of(awsTypes.firewallRule, name, {
            firewallRuleGroupId: idOf("group"),
            firewallDomainListId: idOf("list"),
            action: "BLOCK",
            priority,
            ...more,
        });
    const rulesOf = (...resources: Resource[]) =>
        read(group("group"), list, association(idOf("group"), 101), ...resources).dnsFirewall.map(
            (each) => (each.is === "told" ? each.value.label.split(" ").at(-1) : shown(each)),
        );
    const later = (what: string) => `unknown: ${what} is known only after the update`;

    it("are those of its groups, by the priority of the group and then of the rule", () => {
        const found = rulesOf(
            rule("third", 300),
            rule("second", 200),
            group("early"),
            association(idOf("early"), 100, "sooner"),
            rule("first", 900, { firewallRuleGroupId: idOf("early") }),
        );
        assert.deepEqual(found, ["first", "second", "third"]);
    });

    it("have domains in lower case, without a dot at the end", () => {
        const [only] = read(
            group("group"),
            list,
            association(idOf("group"), 101),
            rule("rule", 1),
        ).dnsFirewall;
        assert.deepEqual(only?.is === "told" && only.value, {
            label: "resolver firewall rule rule",
            action: "block",
            domains: ["example.com", "*"],
        });
    });

    it("are in doubt where priority, action or domains are", () => {
        const label = "resolver firewall rule rule";
        assert.deepEqual(rulesOf(rule("rule", unknown.number)), [later(`priority of ${label}`)]);
        assert.deepEqual(rulesOf(rule("rule", 1, { action: unknown.string })), [
            later(`action of ${label}`),
        ]);
        const outside =
            "external: the domains of resolver firewall rule rule are not in this stack";
        const elsewhere = { firewallDomainListId: "rslvr-fdl-9" };
        assert.deepEqual(rulesOf(rule("rule", 1, elsewhere)), [outside]);
        assert.deepEqual(rulesOf(rule("rule", 1, { firewallDomainListId: undefined })), [outside]);
        const odd = of(awsTypes.firewallDomainList, "odd", { domains: [7] });
        assert.deepEqual(rulesOf(odd, rule("rule", 1, { firewallDomainListId: idOf("odd") })), [
            "unknown: domains[0] of resolver firewall domain list odd is 7, which is not a string",
        ]);
    });

    it("may be rules of nobody knows which group, before all others", () => {
        const stray = rule("stray", 1, { firewallRuleGroupId: unknown.string });
        assert.deepEqual(rulesOf(rule("rule", 1), stray), [
            later("firewallRuleGroupId of resolver firewall rule stray"),
            "rule",
        ]);
        assert.deepEqual(rulesOf(rule("rule", 1, { firewallRuleGroupId: "rslvr-frg-9" })), []);
    });
});
