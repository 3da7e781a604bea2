import assert from "node:assert/strict";
import { refer, referAll } from "../../policy/network/join";
import { type Kinds, kindsOf, vpcReference } from "../../policy/network/kinds";
import { certain } from "../../policy/network/known";
import { madeWith } from "../../policy/network/made";
import { type StackResource, stackOf } from "../../policy/network/stack";
import { awsTypes } from "../../policy/network/types";
import { unknown } from "../support/policyServer";

// The kinds of things that properties refer to: what they are called, and by what they can be named.

function resource(
    type: string,
    name: string,
    inputs: Record<string, unknown> = { tags: {} },
    outputs: Record<string, unknown> = {},
    references: StackResource["references"] = {},
): StackResource {
    return {
        type,
        name,
        urn: name,
        inputs,
        outputs: { ...inputs, ...outputs },
        references,
        region: undefined,
    };
}

/** What a text names, in a stack with these resources. */
function named(kind: keyof Omit<Kinds, "madeDoubt">, value: string, ...things: StackResource[]) {
    const stack = stackOf([...things, resource(awsTypes.instance, "app", { key: value })]);
    const [node] = stack.ofTypes(awsTypes.instance);
    assert.ok(node);
    const property = { ...certain(value), path: "key", shown: `"${value}"` };
    return refer(kindsOf(stack)[kind], { node, key: "key", property });
}

const words = {
    vpc: "VPC",
    subnet: "subnet",
    routeTable: "route table",
    acl: "network ACL",
    group: "security group",
    endpoint: "VPC endpoint",
    natGateway: "NAT gateway",
    networkInterface: "network interface",
    template: "launch template",
    launchConfiguration: "launch configuration",
    profile: "instance profile",
    role: "role",
    policy: "policy",
    zone: "hosted zone",
    dhcpOptions: "set of DHCP options",
    firewallGroup: "DNS Firewall rule group",
    firewallList: "DNS Firewall domain list",
} as const;

describe("A thing outside the stack", () => {
    for (const [kind, word] of Object.entries(words) as [keyof typeof words, string][]) {
        it(`is called a ${word}`, () => {
            assert.deepEqual(named(kind, "elsewhere"), {
                is: "open",
                doubt: {
                    uncertainty: "external",
                    reason: `key of instance app is "elsewhere", ${kind === "profile" ? "an" : "a"} ${word} outside this stack`,
                },
            });
        });
    }
});

describe("A thing of the stack", () => {
    const outputs: Record<keyof typeof words, readonly [string, ...string[]]> = {
        vpc: [awsTypes.vpc, "id"],
        subnet: [awsTypes.subnet, "id"],
        routeTable: [awsTypes.routeTable, "id"],
        acl: [awsTypes.networkAcl, "id"],
        group: [awsTypes.securityGroup, "id"],
        endpoint: [awsTypes.vpcEndpoint, "id"],
        natGateway: [awsTypes.natGateway, "id"],
        networkInterface: [awsTypes.networkInterface, "id"],
        template: [awsTypes.launchTemplate, "id", "name"],
        launchConfiguration: [awsTypes.launchConfiguration, "id", "name"],
        profile: [awsTypes.instanceProfile, "id", "name", "arn"],
        role: [awsTypes.role, "id", "name", "arn"],
        policy: [awsTypes.policy, "id", "arn"],
        zone: [awsTypes.hostedZone, "id", "zoneId"],
        dhcpOptions: [awsTypes.dhcpOptions, "id"],
        firewallGroup: [awsTypes.firewallRuleGroup, "id"],
        firewallList: [awsTypes.firewallDomainList, "id"],
    };
    for (const kind of Object.keys(outputs) as (keyof typeof outputs)[]) {
        const [type, ...ids] = outputs[kind];
        for (const id of ["id", "name", "arn", "zoneId"]) {
            const isNamed = ids.includes(id);
            it(`of kind ${words[kind]} is ${isNamed ? "" : "not "}found by its ${id}`, () => {
                const thing = resource(type, "thing", { tags: {} }, { [id]: "x-1" });
                const found = named(kind, "x-1", thing);
                assert.deepEqual(found.is === "told" && found.value, isNamed && "thing");
            });
        }
    }

    it("is found by a name that the program gives, before anything is made", () => {
        const role = resource(awsTypes.role, "thing", { name: "app" }, { name: unknown.string });
        assert.deepEqual(named("role", "app", role), { is: "told", value: "thing" });
    });

    it("is not found by an ARN that the program writes somewhere", () => {
        const policy = resource(
            awsTypes.policy,
            "thing",
            { arn: "arn:x" },
            { arn: unknown.string },
        );
        assert.equal(named("policy", "arn:x", policy).is, "open");
    });

    it("is the first of two resources that are the same thing", () => {
        const two = ["first", "second"].map((name) =>
            resource(awsTypes.subnet, name, { tags: {} }, { id: "subnet-1" }),
        );
        assert.deepEqual(named("subnet", "subnet-1", ...two), { is: "told", value: "first" });
    });
});

describe("What AWS makes with a VPC", () => {
    const made = {
        routeTable: ["defaultRouteTableId", awsTypes.routeTable, awsTypes.defaultRouteTable],
        acl: ["defaultNetworkAclId", awsTypes.networkAcl, awsTypes.defaultNetworkAcl],
        group: ["defaultSecurityGroupId", awsTypes.securityGroup, awsTypes.defaultSecurityGroup],
    } as const;
    const parts = Object.entries(made) as [keyof typeof made, (typeof made)["acl"]][];
    const vpcWith = (outputs: Record<string, unknown>) =>
        resource(awsTypes.vpc, "vpc", { cidrBlock: "10.0.0.0/16" }, outputs);

    for (const [part, [output, type, adopting]] of parts) {
        const key = madeWith[part]("vpc");
        const adopter = (id: string, from: string[] = []) =>
            part === "group"
                ? resource(adopting, "own", { vpcId: "vpc-1" }, {}, { vpcId: from })
                : resource(adopting, "own", { [output]: id }, {}, { [output]: from });

        it(`is found by ${output} of the VPC`, () => {
            const vpc = vpcWith({ [output]: "x-1" });
            assert.deepEqual(named(part, "x-1", vpc), { is: "told", value: key });
        });

        it(`is, with ${output}, the resource that has the same id`, () => {
            const vpc = vpcWith({ [output]: "x-1" });
            const own = resource(type, "own", { tags: {} }, { id: "x-1" });
            assert.deepEqual(named(part, "x-1", vpc, own), { is: "told", value: "own" });
        });

        it(`is not in doubt for a VPC that is read once ${adopting.split(":").at(-1)} adopts it`, () => {
            const vpc = { ...vpcWith({ id: "vpc-1", [output]: "x-1" }), inputs: {} };
            const doubtWith = (...resources: StackResource[]) => {
                const stack = stackOf([vpc, ...resources]);
                const [node] = stack.ofTypes(awsTypes.vpc);
                assert.ok(node);
                return kindsOf(stack).madeDoubt(part, node);
            };
            assert.equal(doubtWith()?.uncertainty, "external");
            assert.equal(doubtWith(adopter("x-1")), undefined);
        });
    }

    it("is what an unknown id is computed from, if that is one VPC beside other things", () => {
        const adopter = resource(
            awsTypes.defaultRouteTable,
            "own",
            { defaultRouteTableId: unknown.string },
            {},
            { defaultRouteTableId: ["subnet", "vpc"] },
        );
        const stack = stackOf([
            vpcWith({ defaultRouteTableId: unknown.string }),
            resource(awsTypes.subnet, "subnet"),
            adopter,
        ]);
        const [own] = stack.ofTypes(awsTypes.defaultRouteTable);
        assert.ok(own);
        assert.equal(kindsOf(stack).routeTable.keyOf(own), madeWith.routeTable("vpc"));
    });

    it("is of nobody knows which VPC, if an unknown id is computed from two", () => {
        const other = { ...vpcWith({ defaultRouteTableId: unknown.string }), urn: "other" };
        const adopter = resource(
            awsTypes.defaultRouteTable,
            "own",
            { defaultRouteTableId: unknown.string },
            {},
            { defaultRouteTableId: ["vpc", "other"] },
        );
        const stack = stackOf([vpcWith({ defaultRouteTableId: unknown.string }), other, adopter]);
        const [own] = stack.ofTypes(awsTypes.defaultRouteTable);
        const [vpc] = stack.ofTypes(awsTypes.vpc);
        assert.ok(own && vpc);
        const kinds = kindsOf(stack);
        assert.equal(kinds.routeTable.keyOf(own), "own");
        assert.deepEqual(kinds.madeDoubt("routeTable", vpc), {
            uncertainty: "unknown",
            reason: "nobody can tell of which VPC default route table own adopts the main route table",
            urn: "own",
        });
    });

    it("is in doubt where an id that is no text adopts it", () => {
        const adopter = resource(awsTypes.defaultNetworkAcl, "own", { defaultNetworkAclId: 7 });
        const stack = stackOf([vpcWith({}), adopter]);
        const [vpc] = stack.ofTypes(awsTypes.vpc);
        assert.ok(vpc);
        assert.equal(kindsOf(stack).madeDoubt("acl", vpc)?.urn, "own");
    });
});

describe("The VPC of a resource", () => {
    const referred = (inputs: Record<string, unknown>, outputs: Record<string, unknown>) => {
        const stack = stackOf([
            resource(awsTypes.vpc, "one", { tags: {} }, { id: "vpc-1" }),
            resource(awsTypes.vpc, "two", { tags: {} }, { id: "vpc-2" }),
            resource(awsTypes.subnet, "subnet", inputs, outputs),
        ]);
        const [node] = stack.ofTypes(awsTypes.subnet);
        assert.ok(node);
        return refer(kindsOf(stack).vpc, vpcReference(node));
    };

    it("is the one that the program names, whatever the provider answers", () => {
        const found = referred({ vpcId: "vpc-1" }, { vpcId: "vpc-2" });
        assert.deepEqual(found, { is: "told", value: "one" });
    });

    it("is the one that the provider answers, if the program names none", () => {
        const found = referred({ tags: {} }, { vpcId: "vpc-2" });
        assert.deepEqual(found, { is: "told", value: "two" });
    });

    it("is that of a subnet from which its id is computed", () => {
        const stack = stackOf([
            resource(awsTypes.vpc, "one"),
            resource(awsTypes.vpc, "two"),
            resource(awsTypes.subnet, "subnet", { vpcId: unknown.string }, {}, { vpcId: ["two"] }),
            resource(
                awsTypes.securityGroup,
                "group",
                { vpcId: unknown.string },
                {},
                { vpcId: ["subnet"] },
            ),
        ]);
        const [node] = stack.ofTypes(awsTypes.securityGroup);
        assert.ok(node);
        const found = refer(kindsOf(stack).vpc, vpcReference(node));
        assert.deepEqual(found, { is: "told", value: "two" });
        const all = referAll(kindsOf(stack).vpc, node, "vpcId", [vpcReference(node).property]);
        assert.deepEqual(all, { certain: ["two"], possible: [], doubts: [] });
    });
});
