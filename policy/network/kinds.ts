import { type Kind, type Reference, refer, referenceAt } from "./join";
import { at, text, valueIn } from "./known";
import { doubtOfMade, madeWith, type Part } from "./made";
import type { Doubt } from "./model";
import type { Node, Stack } from "./stack";
import { toldIn } from "./told";
import { awsTypes } from "./types";

/** The kinds of things that properties of the stack refer to. */
export interface Kinds {
    readonly vpc: Kind;
    readonly subnet: Kind;
    readonly routeTable: Kind;
    readonly acl: Kind;
    readonly group: Kind;
    readonly endpoint: Kind;
    readonly natGateway: Kind;
    readonly networkInterface: Kind;
    readonly template: Kind;
    readonly launchConfiguration: Kind;
    readonly profile: Kind;
    readonly role: Kind;
    readonly policy: Kind;
    readonly zone: Kind;
    readonly dhcpOptions: Kind;
    readonly firewallGroup: Kind;
    readonly firewallList: Kind;
    /** Why nobody can tell what AWS made with a VPC, unless it is as AWS makes it or a resource adopts it. */
    madeDoubt(part: Part, vpc: Node): Doubt | undefined;
}

export const vpcTypes = [awsTypes.vpc, awsTypes.defaultVpc] as const;

/** Collects what there is of each kind, and how it can be named. */
export function kindsOf(stack: Stack): Kinds {
    const vpcs = stack.ofTypes(...vpcTypes);
    const vpc = vpcKind(vpcs);
    const isVpc = new Set(vpcs);
    const adopters = new Set<string>();
    const strays = new Map<Part, Node>();
    const made = (
        part: Part,
        what: string,
        output: string,
        types: readonly string[],
        adopting: string,
        owner: string,
        ownerOf: (adopter: Node, unadopted: Kind) => string | undefined,
    ): Kind => {
        const isOpen = ({ inputs }: Node) =>
            ["unknown", "malformed"].includes(at(inputs, owner, text).known.state);
        const byId = new Map<string, string>();
        for (const node of stack.ofTypes(...types)) {
            identify(byId, node, ["id"], node.urn);
        }
        for (const node of vpcs) {
            identify(byId, node, [output], madeWith[part](node.urn));
        }
        const unadopted: Kind = {
            what,
            byId,
            keyOf: (source) =>
                types.includes(source.type)
                    ? source.urn
                    : isVpc.has(source)
                      ? madeWith[part](source.urn)
                      : undefined,
        };
        const keys = new Map<string, string>();
        for (const node of stack.ofTypes(adopting)) {
            const owner = ownerOf(node, unadopted);
            if (owner === undefined) {
                // A known id that is none of the stack's VPCs' belongs to another VPC.
                if (isOpen(node)) {
                    strays.set(part, node);
                }
            } else {
                adopters.add(owner);
            }
            keys.set(node.urn, owner ?? node.urn);
            identify(byId, node, ["id"], owner ?? node.urn);
        }
        return {
            ...unadopted,
            keyOf: (source) => keys.get(source.urn) ?? unadopted.keyOf(source),
        };
    };
    const byOwnId = (property: string) => (adopter: Node, unadopted: Kind) => {
        const found = ownedByVpc(toldIn(refer(unadopted, referenceAt(adopter, property))));
        const [only, ...others] = adopter.sources(property).filter((source) => isVpc.has(source));
        // What a VPC has by default is written nowhere but in its outputs.
        return found ?? (only && others.length === 0 ? unadopted.keyOf(only) : undefined);
    };
    return {
        vpc,
        madeDoubt: (part, node) =>
            adopters.has(madeWith[part](node.urn))
                ? undefined
                : doubtOfMade(part, node, strays.get(part)),
        subnet: plain(stack, "subnet", [awsTypes.subnet, awsTypes.defaultSubnet]),
        routeTable: made(
            "routeTable",
            "route table",
            // Not the main table's: another one may have become that.
            "defaultRouteTableId",
            [awsTypes.routeTable],
            awsTypes.defaultRouteTable,
            "defaultRouteTableId",
            byOwnId("defaultRouteTableId"),
        ),
        acl: made(
            "acl",
            "network ACL",
            "defaultNetworkAclId",
            [awsTypes.networkAcl],
            awsTypes.defaultNetworkAcl,
            "defaultNetworkAclId",
            byOwnId("defaultNetworkAclId"),
        ),
        group: made(
            "group",
            "security group",
            "defaultSecurityGroupId",
            [awsTypes.securityGroup],
            awsTypes.defaultSecurityGroup,
            "vpcId",
            (adopter) => {
                const owner = toldIn(refer(vpc, referenceAt(adopter, "vpcId")));
                return owner === undefined ? undefined : madeWith.group(owner);
            },
        ),
        endpoint: plain(stack, "VPC endpoint", [awsTypes.vpcEndpoint]),
        natGateway: plain(stack, "NAT gateway", [awsTypes.natGateway]),
        networkInterface: plain(stack, "network interface", [awsTypes.networkInterface]),
        template: plain(stack, "launch template", [awsTypes.launchTemplate], ["id", "name"]),
        launchConfiguration: plain(
            stack,
            "launch configuration",
            [awsTypes.launchConfiguration],
            ["id", "name"],
        ),
        profile: plain(
            stack,
            "instance profile",
            [awsTypes.instanceProfile],
            ["id", "name", "arn"],
        ),
        role: plain(stack, "role", [awsTypes.role], ["id", "name", "arn"]),
        policy: plain(stack, "policy", [awsTypes.policy], ["id", "arn"]),
        zone: plain(stack, "hosted zone", [awsTypes.hostedZone], ["id", "zoneId"]),
        dhcpOptions: plain(stack, "set of DHCP options", [
            awsTypes.dhcpOptions,
            awsTypes.defaultDhcpOptions,
        ]),
        firewallGroup: plain(stack, "DNS Firewall rule group", [awsTypes.firewallRuleGroup]),
        firewallList: plain(stack, "DNS Firewall domain list", [awsTypes.firewallDomainList]),
    };
}

/** The reference of a resource to its VPC; unset, it is the default VPC of the account. */
export function vpcReference(node: Node): Reference {
    const declared = referenceAt(node, "vpcId");
    return declared.property.known.state === "absent"
        ? { ...declared, property: at(node.outputs, "vpcId", text) }
        : declared;
}

function ownedByVpc(key: string | undefined): string | undefined {
    return key?.includes("#") ? key : undefined;
}

/** VPCs; a value computed from what stands in one may be its id, too. */
function vpcKind(vpcs: readonly Node[]): Kind {
    const byId = new Map<string, string>();
    for (const node of vpcs) {
        identify(byId, node, ["id"], node.urn);
    }
    const own = new Set(vpcs);
    const kind: Kind = {
        what: "VPC",
        byId,
        keyOf: (source) =>
            own.has(source) ? source.urn : toldIn(refer(kind, vpcReference(source))),
    };
    return kind;
}

function plain(
    stack: Stack,
    what: string,
    types: readonly string[],
    ids: readonly string[] = ["id"],
): Kind {
    const nodes = stack.ofTypes(...types);
    const byId = new Map<string, string>();
    for (const node of nodes) {
        identify(byId, node, ids, node.urn);
    }
    return {
        what,
        byId,
        keyOf: (source) => (types.includes(source.type) ? source.urn : undefined),
    };
}

/**
 * Notes by what outputs of a resource a thing is found. One thing may be two resources of a stack, one that it
 * creates and one that it reads: the first stays.
 */
export function identify(
    byId: Map<string, string>,
    node: Node,
    ids: readonly string[],
    key: string,
): void {
    for (const id of ids) {
        // A name is known as soon as the program gives one.
        const value =
            valueIn(at(node.outputs, id, text)) ??
            (id === "name" ? valueIn(at(node.inputs, id, text)) : undefined);
        if (value !== undefined && !byId.has(value)) {
            byId.set(value, key);
        }
    }
}
