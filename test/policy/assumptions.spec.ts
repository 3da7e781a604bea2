import assert from "node:assert/strict";
import { assumptionsOf } from "../../policy/network/assumptions";
import { awsTypes } from "../../policy/network/types";
import { idOf, type Resource } from "../support/policyServer";
import { factsOf } from "./readers/facts";
import { of } from "./sabotage/networks";

// What a proof assumes of this very stack, besides what is out of sight of any.

const vpc = of(awsTypes.vpc, "vpc", { cidrBlock: "10.0.0.0/16" });
const subnet = of(awsTypes.subnet, "subnet", { vpcId: idOf("vpc"), cidrBlock: "10.0.0.0/24" });
const group = of(awsTypes.securityGroup, "group", { vpcId: idOf("vpc") });
const ownTable = [
    of(awsTypes.routeTable, "table", { vpcId: idOf("vpc") }),
    of(awsTypes.routeTableAssociation, "of-table", {
        subnetId: idOf("subnet"),
        routeTableId: idOf("table"),
    }),
];
const ownAcl = of(awsTypes.networkAcl, "acl", { vpcId: idOf("vpc"), subnetIds: [idOf("subnet")] });
const instance = (more: Record<string, unknown> = {}): Resource =>
    of(awsTypes.instance, "app", { subnetId: idOf("subnet"), ...more });
const endpoint = (name: string, more: Record<string, unknown>): Resource =>
    of(awsTypes.vpcEndpoint, name, {
        vpcId: idOf("vpc"),
        serviceName: "com.amazonaws.eu-central-1.ssm",
        vpcEndpointType: "Interface",
        ...more,
    });

/** What is assumed of this stack, without what is assumed of each. */
function assumed(...resources: Resource[]): string[] {
    const always = assumptionsOf(factsOf([]));
    const all = assumptionsOf(factsOf(resources, "first preview"));
    assert.deepEqual(all.slice(-always.length), always);
    return all.slice(0, -always.length);
}

const asMade = (...uses: string[]) => [
    `What AWS made with VPC vpc is as AWS made it or as this stack declares it: ${uses.join(", ")}.`,
];
const TABLE = "main route table (only local routes)";
const ACL = "default network ACL (allows everything)";
const GROUP = "default security group";

describe("Of what AWS makes with a VPC, a proof assumes", () => {
    it("nothing where nothing of it is in effect", () => {
        assert.deepEqual(assumed(vpc), []);
        const own = instance({ vpcSecurityGroupIds: [idOf("group")] });
        assert.deepEqual(assumed(vpc, subnet, ...ownTable, ownAcl, group, own), []);
    });

    it("the main table and the default ACL where a subnet has no other", () => {
        assert.deepEqual(assumed(vpc, subnet), asMade(TABLE, ACL));
        assert.deepEqual(assumed(vpc, subnet, ...ownTable), asMade(ACL));
        assert.deepEqual(assumed(vpc, subnet, ownAcl), asMade(TABLE));
    });

    it("the default group where an instance or an endpoint has no other", () => {
        assert.deepEqual(assumed(vpc, subnet, ...ownTable, ownAcl, instance()), asMade(GROUP));
        assert.deepEqual(assumed(vpc, endpoint("ssm", {})), asMade(GROUP));
    });
});

describe("Of endpoint policies, a proof assumes", () => {
    const policy = (...conditions: object[]) =>
        JSON.stringify({
            Statement: conditions.map((Condition) => ({
                Effect: "Allow",
                Action: "*",
                Resource: "*",
                Principal: "*",
                Condition,
            })),
        });
    const account = { StringEquals: { "aws:PrincipalAccount": "123456789012" } };
    const own = { securityGroupIds: [idOf("group")] };

    it("that the account which they name is the instances' own", () => {
        const stack = [
            vpc,
            group,
            endpoint("one", { ...own, policy: policy({}, account) }),
            endpoint("two", { ...own, policy: policy(account) }),
            endpoint("three", { ...own, policy: policy({}) }),
            endpoint("four", own),
        ];
        assert.deepEqual(assumed(...stack), [
            "The account that the endpoint policies name is the instances' own (VPC endpoint one, VPC endpoint two).",
        ]);
    });

    it("nothing without a condition", () => {
        assert.deepEqual(assumed(vpc, group, endpoint("one", { ...own, policy: policy({}) })), []);
    });
});
