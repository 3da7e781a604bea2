import { Belongings, Lists, lookUp, present } from "../collections";
import { isSet, type Kind, keyIn, refer, referAll, referenceAt } from "../join";
import { type Kinds, vpcReference, vpcTypes } from "../kinds";
import { at, elementsAt, flag, text, valueIn } from "../known";
import { madeWith, type Part } from "../made";
import type { Doubt, Subnet, Told } from "../model";
import type { Node, Stack } from "../stack";
import { open, tell, told, toldIn } from "../told";
import { awsTypes } from "../types";
import { blockAt } from "./vpcs";

/** Reads the subnets with the route table and the network ACL that are in effect in each. */
export function readSubnets(stack: Stack, kinds: Kinds): Map<string, Subnet> {
    const nodes = stack.ofTypes(awsTypes.subnet, awsTypes.defaultSubnet);
    const own = { tables: tablesOfSubnets(stack, kinds), acls: aclsOfSubnets(stack, kinds) };
    const mains = mainTables(stack, kinds);
    const defaultAcls = madeTables(stack, kinds, "acl");
    const subnets = new Map<string, Subnet>();
    for (const node of nodes) {
        const { urn, label, inputs } = node;
        const vpc = vpcOf(node, kinds);
        const ofVpc = (part: ReadonlyMap<string, Told<string>>, what: string): Told<string> => {
            if (node.isRead) {
                return open({
                    uncertainty: "external",
                    reason: `the ${what} of ${label} is outside this stack`,
                });
            }
            const found = lookUp(part, vpc);
            return found.is === "told" ? found.value : found;
        };
        const routeTable = own.tables.of(urn);
        subnets.set(urn, {
            key: urn,
            urn,
            label,
            vpc,
            ipv4: blockAt(node, "cidrBlock"),
            isRead: node.isRead,
            isIpv6Only: toldIn(tell(label, at(inputs, "ipv6Native", flag), false)) === true,
            routeTable: routeTable ?? ofVpc(mains, "route table"),
            isMainTable: routeTable === undefined,
            acl: own.acls.of(urn) ?? ofVpc(defaultAcls, "network ACL"),
        });
    }
    return subnets;
}

/** The VPC in which a resource stands. */
export function vpcOf(node: Node, kinds: Kinds): Told<string> {
    const reference = vpcReference(node);
    return isSet(reference)
        ? refer(kinds.vpc, reference)
        : open({ uncertainty: "external", reason: `${node.label} is in a VPC of the account` });
}

/** What associations say of each subnet. */
interface Associated {
    /** What the subnet is associated with; `undefined` if it is with nothing. */
    of(subnet: string): Told<string> | undefined;
}

function tablesOfSubnets(stack: Stack, kinds: Kinds): Associated {
    return associated(
        stack.ofTypes(awsTypes.routeTableAssociation).flatMap((node) => {
            // With a gateway instead of a subnet it directs what comes in through that.
            const subnet = referenceAt(node, "subnetId");
            return isSet(subnet)
                ? [{ node, subnet, to: refer(kinds.routeTable, referenceAt(node, "routeTableId")) }]
                : [];
        }),
        kinds.subnet,
    );
}

function aclsOfSubnets(stack: Stack, kinds: Kinds): Associated {
    const standalone = stack.ofTypes(awsTypes.networkAclAssociation).map((node) => ({
        node,
        subnet: referenceAt(node, "subnetId"),
        to: refer(kinds.acl, referenceAt(node, "networkAclId")),
    }));
    const inline = stack.ofTypes(awsTypes.networkAcl, awsTypes.defaultNetworkAcl).map((node) => ({
        node,
        to: told(keyIn(kinds.acl, node)),
        subnets: referAll(
            kinds.subnet,
            node,
            "subnetIds",
            elementsAt(node.inputs, "subnetIds", text),
        ),
    }));
    const base = associated(standalone, kinds.subnet);
    const listed = new Lists<string, Told<string>>();
    for (const { node, to, subnets } of inline) {
        for (const subnet of subnets.certain) {
            listed.add(subnet, to);
        }
        for (const subnet of subnets.possible) {
            listed.add(subnet, open(perhaps(node, "subnetIds")));
        }
    }
    const stray = inline.find(({ subnets }) =>
        subnets.doubts.some(({ uncertainty }) => uncertainty === "unknown"),
    );
    return {
        of: (subnet) =>
            one([...listed.of(subnet), ...present([base.of(subnet)])]) ??
            (stray && open(perhaps(stray.node, "subnetIds"))),
    };
}

interface Association {
    readonly node: Node;
    readonly subnet: ReturnType<typeof referenceAt>;
    readonly to: Told<string>;
}

function associated(associations: readonly Association[], subnets: Kind): Associated {
    const found = new Belongings<Association>();
    for (const association of associations) {
        found.add(refer(subnets, association.subnet), association);
    }
    const [stray] = found.strays.map(({ member: { node } }) => perhaps(node, "subnetId"));
    return {
        of: (subnet) => one(found.of(subnet).map(({ to }) => to)) ?? (stray && open(stray)),
    };
}

/** The one thing that all of them say; AWS takes only one association a subnet. */
function one(all: readonly Told<string>[]): Told<string> | undefined {
    const [first, ...others] = all;
    const same = others.every(
        (other) => toldIn(other) !== undefined && toldIn(other) === toldIn(first),
    );
    return same
        ? first
        : open({ uncertainty: "unknown", reason: "it has more than one association" });
}

function perhaps(node: Node, key: string): Doubt {
    return {
        uncertainty: "unknown",
        reason: `nobody can tell which subnet ${key} of ${node.label} means`,
        urn: node.urn,
    };
}

/** What AWS makes with each VPC, as far as anybody can tell. */
function madeTables(stack: Stack, kinds: Kinds, part: Part): Map<string, Told<string>> {
    return new Map(
        stack.ofTypes(...vpcTypes).map((node) => {
            const doubt = kinds.madeDoubt(part, node);
            return [node.urn, doubt ? open(doubt) : told(madeWith[part](node.urn))];
        }),
    );
}

/** The main table of each VPC: the one that AWS makes with it, unless another has become it. */
function mainTables(stack: Stack, kinds: Kinds): Map<string, Told<string>> {
    const tables = madeTables(stack, kinds, "routeTable");
    for (const node of stack.ofTypes(...vpcTypes)) {
        const current = at(node.outputs, "mainRouteTableId", text);
        const made = valueIn(at(node.outputs, "defaultRouteTableId", text));
        const id = valueIn(current);
        if (id !== undefined && made !== undefined) {
            tables.set(
                node.urn,
                refer(kinds.routeTable, { node, key: "mainRouteTableId", property: current }),
            );
        }
    }
    for (const node of stack.ofTypes(awsTypes.mainRouteTableAssociation)) {
        const vpc = refer(kinds.vpc, vpcReference(node));
        const table = refer(kinds.routeTable, referenceAt(node, "routeTableId"));
        if (vpc.is === "told") {
            tables.set(vpc.value, table);
        } else if (vpc.doubt.uncertainty === "unknown") {
            for (const key of tables.keys()) {
                tables.set(key, vpc);
            }
        }
    }
    return tables;
}
