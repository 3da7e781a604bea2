import assert from "node:assert/strict";
import { awsTypes } from "../../../policy/network/types";
import { idOf, type Mode, type Resource, unknown } from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { factsOf, named, shown } from "./facts";

// Which route table and which network ACL are in effect in a subnet.

const vpc = of(awsTypes.vpc, "vpc", { cidrBlock: "10.0.0.0/16" });
const other = of(awsTypes.vpc, "other", { cidrBlock: "10.8.0.0/16" });
const subnet = (name: string, vpcId: unknown = idOf("vpc")): Resource =>
    of(awsTypes.subnet, name, { vpcId, cidrBlock: "10.0.0.0/24" });
const network = [vpc, subnet("a"), subnet("b"), subnet("far", idOf("other")), other];

const table = (name: string): Resource => of(awsTypes.routeTable, name, { vpcId: idOf("vpc") });
const tableOf = (name: string, subnetId: unknown, routeTableId: unknown): Resource =>
    of(awsTypes.routeTableAssociation, name, { subnetId, routeTableId });
const acl = (name: string, subnetIds?: unknown): Resource =>
    of(awsTypes.networkAcl, name, { vpcId: idOf("vpc"), subnetIds });
const aclOf = (name: string, subnetId: unknown, networkAclId: unknown): Resource =>
    of(awsTypes.networkAclAssociation, name, { subnetId, networkAclId });
const becomes = (vpcId: unknown, routeTableId: unknown): Resource =>
    of(awsTypes.mainRouteTableAssociation, "main", { vpcId, routeTableId });

/** The table and the ACL of the subnets, in short: `own` if an association says so. */
function inEffect(
    more: readonly Resource[],
    mode: Mode = "first preview",
): Record<string, unknown> {
    const { subnets } = factsOf([...network, ...more], mode);
    return Object.fromEntries(
        ["a", "b", "far"].map((name) => {
            const { routeTable, acl, isMainTable } = named(subnets, name);
            return [name, [shown(routeTable), isMainTable ? "main" : "own", shown(acl)]];
        }),
    );
}

const asMade = ["vpc#route-table", "main", "vpc#network-acl"];
const farAsMade = ["other#route-table", "main", "other#network-acl"];
const means = (what: string) => `unknown: nobody can tell which subnet ${what} means`;
const TWICE = "unknown: it has more than one association";

describe("The table of a subnet", () => {
    it("is the main one of its VPC without an association", () => {
        assert.deepEqual(inEffect([table("t")]), { a: asMade, b: asMade, far: farAsMade });
    });

    it("is the one that is associated", () => {
        const found = inEffect([table("t"), tableOf("x", idOf("a"), idOf("t"))]);
        assert.deepEqual(found.a, ["t", "own", "vpc#network-acl"]);
        assert.deepEqual(found.b, asMade);
    });

    it("is none that is associated with a gateway", () => {
        const edge = of(awsTypes.routeTableAssociation, "x", {
            gatewayId: "igw-1",
            routeTableId: idOf("t"),
        });
        assert.deepEqual(inEffect([table("t"), edge]).a, asMade);
    });

    it("is in doubt for all subnets that may be the one which an association means", () => {
        const stray = tableOf("x", unknown.string, idOf("t"));
        const found = inEffect([table("t"), table("u"), stray, tableOf("y", idOf("b"), idOf("u"))]);
        const doubt = means("subnetId of route table association x");
        assert.deepEqual(found.a, [doubt, "own", "vpc#network-acl"]);
        assert.deepEqual(found.b, ["u", "own", "vpc#network-acl"]);
    });

    it("is in no doubt for an association of a subnet outside the stack", () => {
        assert.deepEqual(inEffect([table("t"), tableOf("x", "subnet-9", idOf("t"))]).a, asMade);
    });

    it("is the one that two associations name", () => {
        const twice = ["x", "y"].map((name) => tableOf(name, idOf("a"), idOf("t")));
        assert.deepEqual(inEffect([table("t"), ...twice]).a, ["t", "own", "vpc#network-acl"]);
    });

    it("is in doubt if two associations name two, or one that nobody knows", () => {
        const first = tableOf("x", idOf("a"), idOf("t"));
        for (const id of [idOf("u"), unknown.string]) {
            const found = inEffect([table("t"), table("u"), first, tableOf("y", idOf("a"), id)]);
            assert.deepEqual(found.a, [TWICE, "own", "vpc#network-acl"]);
        }
        const unknowns = ["x", "y"].map((name) => tableOf(name, idOf("a"), unknown.string));
        assert.deepEqual(inEffect(unknowns).a, [TWICE, "own", "vpc#network-acl"]);
    });

    it("is the main one that an association has changed, of that VPC alone", () => {
        const found = inEffect([table("t"), becomes(idOf("vpc"), idOf("t"))]);
        assert.deepEqual(found.a, ["t", "main", "vpc#network-acl"]);
        assert.deepEqual(found.far, farAsMade);
    });

    it("is in doubt if a main table is changed of nobody knows which VPC", () => {
        const found = inEffect([table("t"), becomes(unknown.string, idOf("t"))]);
        const doubt =
            "unknown: vpcId of main route table association main is known only after the update";
        assert.deepEqual(found.a, [doubt, "main", "vpc#network-acl"]);
        assert.deepEqual(found.far, [doubt, "main", "other#network-acl"]);
    });

    it("is what it was if the main table of a VPC outside the stack is changed", () => {
        assert.deepEqual(inEffect([table("t"), becomes("vpc-9", idOf("t"))]).a, asMade);
    });

    it("is the main one that the VPC has now, if that is not the one which AWS made", () => {
        const tableWith = (outputs: Record<string, unknown>) => {
            const answered = { ...vpc, outputs };
            const stack = [answered, subnet("a"), { ...table("t"), id: "rtb-1" }];
            return shown(named(factsOf(stack).subnets, "a").routeTable);
        };
        const made = "vpc#route-table";
        const changed = { defaultRouteTableId: "rtb-0", mainRouteTableId: "rtb-1" };
        assert.equal(tableWith(changed), "t");
        assert.equal(tableWith({ ...changed, mainRouteTableId: "rtb-0" }), made);
        assert.equal(tableWith({ mainRouteTableId: "rtb-1" }), made);
        assert.equal(tableWith({ defaultRouteTableId: "rtb-0" }), made);
        assert.equal(
            tableWith({ ...changed, mainRouteTableId: "rtb-9" }),
            'external: mainRouteTableId of VPC vpc is "rtb-9", a route table outside this stack',
        );
    });
});

describe("The network ACL of a subnet", () => {
    const aclsIn = (...more: Resource[]) => {
        const found = inEffect(more) as Record<string, unknown[]>;
        return { a: found.a?.[2], b: found.b?.[2] };
    };
    const made = "vpc#network-acl";

    it("is the one that AWS makes with the VPC without an association", () => {
        assert.deepEqual(aclsIn(acl("x")), { a: made, b: made });
    });

    it("is the one that lists it", () => {
        assert.deepEqual(aclsIn(acl("x", [idOf("a")])), { a: "x", b: made });
    });

    it("is the one that an association of its own names", () => {
        assert.deepEqual(aclsIn(acl("x"), aclOf("y", idOf("a"), idOf("x"))), { a: "x", b: made });
    });

    it("is in doubt for each of two subnets of which an ACL lists one", () => {
        const doubt = means("subnetIds of network ACL x");
        assert.deepEqual(aclsIn(acl("x", [idOf("a", "b")])), { a: doubt, b: doubt });
    });

    it("is in doubt for all others if an ACL lists nobody knows what", () => {
        const doubt = means("subnetIds of network ACL x");
        const found = aclsIn(acl("x", [unknown.string]), acl("y", [idOf("b")]));
        assert.deepEqual(found, { a: doubt, b: "y" });
    });

    it("is in no doubt if an ACL lists a subnet outside the stack", () => {
        assert.deepEqual(aclsIn(acl("x", ["subnet-9"])), { a: made, b: made });
    });

    it("is in doubt for all if an association means nobody knows which", () => {
        const doubt = means("subnetId of network ACL association y");
        const found = aclsIn(acl("x"), aclOf("y", unknown.string, idOf("x")));
        assert.deepEqual(found, { a: doubt, b: doubt });
    });

    it("is in doubt if one lists it and another is associated with it", () => {
        const found = aclsIn(acl("x", [idOf("a")]), acl("y"), aclOf("z", idOf("a"), idOf("y")));
        assert.deepEqual(found, { a: TWICE, b: made });
    });
});

describe("A subnet that names no VPC", () => {
    it("is in one of the account's", () => {
        const alone = of(awsTypes.subnet, "a", { cidrBlock: "10.0.0.0/24" });
        const { vpc, routeTable } = named(factsOf([alone], "first preview").subnets, "a");
        const doubt = "external: subnet a is in a VPC of the account";
        assert.deepEqual([shown(vpc), shown(routeTable)], [doubt, doubt]);
    });
});
