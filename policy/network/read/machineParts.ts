import { Belongings, foundIn, lookUp, present, strayDoubts } from "../collections";
import { type Kind, type Reference, refer, referAll, referenceAt } from "../join";
import { identify, type Kinds } from "../kinds";
import { asUnknown, at, type Bag, elementsAt, object, oneOf, text, valueIn } from "../known";
import type { Doubt, Several, Told } from "../model";
import type { Node, Stack } from "../stack";
import { doubtIn, none, orDoubt, told, union } from "../told";
import { awsTypes } from "../types";
import { one } from "./interfaceEndpoints";

const isEnabled = oneOf(
    new Map([
        ["enabled", true],
        ["disabled", false],
    ]),
    '"enabled" or "disabled"',
);

/** What an instance takes from its own properties, its interfaces and its template, the first beating the last. */
export interface Parts {
    readonly node: Node;
    readonly bag: Bag;
    /** The top-level property by which the engine tells dependencies, if it is not the property itself. */
    readonly key?: string;
}

/** What machines are put together from. */
export interface Context {
    readonly kinds: Kinds;
    readonly vpcOfSubnet: (subnet: string) => Told<string> | undefined;
    readonly nodes: ReadonlyMap<string, Node>;
    readonly attached: (keys: readonly string[]) => Several<string>;
}

/** What a property of a layer refers to: one thing, or one of several where nobody knows which. */
export function setAt(
    node: Node,
    bag: Bag,
    name: string,
    kind: Kinds["subnet"],
    key = name,
): Several<string> {
    const property = at(bag, name, text);
    return property.known.state === "absent" ? none : referAll(kind, node, key, [property]);
}

/** A network interface that an instance brings: one of its own, or one described in its template. */
export interface Interface {
    readonly key?: string;
    readonly subnet: Several<string>;
    readonly groups: Several<string>;
}

/** The first interface carries the traffic of the agent: the address of the instance is its. */
export function interfacesOf({ node, bag }: Parts, { kinds, nodes }: Context): Interface[] {
    const [first] = (["primaryNetworkInterface", "networkInterfaces"] as const).flatMap((key) =>
        elementsAt(bag, key, object).flatMap((element) => {
            const described = valueIn(element);
            return described ? [{ key, described }] : [];
        }),
    );
    if (!first) {
        return [];
    }
    const { key, described } = first;
    const property = at(described, "networkInterfaceId", text);
    if (property.known.state === "absent") {
        return [
            {
                subnet: setAt(node, described, "subnetId", kinds.subnet, key),
                groups: referAll(
                    kinds.group,
                    node,
                    key,
                    elementsAt(described, "securityGroups", text),
                ),
            },
        ];
    }
    const found = refer(kinds.networkInterface, { node, key, property });
    const own = foundIn(nodes, found);
    if (!own) {
        const doubts = present([doubtIn(found)]);
        return [{ subnet: { ...none, doubts }, groups: { ...none, doubts } }];
    }
    return [
        {
            key: own.urn,
            subnet: setAt(own, own.inputs, "subnetId", kinds.subnet),
            groups: referAll(
                kinds.group,
                own,
                "securityGroups",
                elementsAt(own.inputs, "securityGroups", text),
            ),
        },
    ];
}

/** Interfaces, and instances for the first interface of each, whose id is an output of the instance. */
function interfaceOwners(stack: Stack, { networkInterface }: Kinds): Kind {
    const byId = new Map(networkInterface.byId);
    for (const node of stack.ofTypes(awsTypes.instance)) {
        identify(byId, node, ["primaryNetworkInterfaceId"], node.urn);
    }
    return {
        ...networkInterface,
        byId,
        keyOf: (source) =>
            source.type === awsTypes.instance ? source.urn : networkInterface.keyOf(source),
    };
}

/** The groups that resources of their own attach to interfaces, by the keys of interfaces and instances. */
export function attachedGroups(stack: Stack, kinds: Kinds): Context["attached"] {
    const owners = interfaceOwners(stack, kinds);
    const attached = new Belongings<{ readonly urn: string; readonly group: Several<string> }>();
    for (const node of stack.ofTypes(awsTypes.networkInterfaceSecurityGroupAttachment)) {
        const group = one(refer(kinds.group, referenceAt(node, "securityGroupId")));
        const owner = refer(owners, referenceAt(node, "networkInterfaceId"));
        attached.add(owner, { urn: node.urn, group });
    }
    const doubts = strayDoubts(attached);
    return (keys) =>
        union(...keys.flatMap((key) => attached.of(key)).map(({ group }) => group), {
            ...none,
            doubts,
        });
}

export interface Template {
    readonly parts: readonly Parts[];
    readonly doubts: readonly Doubt[];
}

export function templateOf(
    node: Node,
    property: string,
    bag: Bag,
    context: Context,
    { key, id, name } = { key: property, id: "id", name: "name" },
): Template {
    const [element] = elementsAt(bag, property, object);
    if (!element) {
        return { parts: [], doubts: [] };
    }
    const written = valueIn(element);
    const reference = [id, name]
        .map((each) => written && at(written, each, text))
        .find((each) => each && each.known.state !== "absent");
    return partsOf(
        { node, key, property: reference ?? asUnknown(element) },
        context.kinds.template,
        context,
    );
}

export function partsOf(
    reference: Reference,
    kind: Kinds["template"],
    { nodes }: Context,
): Template {
    const found = refer(kind, reference);
    const template = foundIn(nodes, found);
    return template
        ? { parts: [{ node: template, bag: template.inputs }], doubts: [] }
        : { parts: [], doubts: present([doubtIn(found)]) };
}

/** The role of the instance profile that the first of the layers names; without a profile there is none. */
export function roleOf(layers: readonly Parts[], context: Context): Told<string | undefined> {
    for (const { node, bag } of layers) {
        const key = "iamInstanceProfile";
        const described = valueIn(at(bag, key, object));
        const property = described
            ? (["arn", "name"] as const)
                  .map((each) => at(described, each, text))
                  .find(({ known }) => known.state !== "absent")
            : at(bag, key, text);
        if (property && property.known.state !== "absent") {
            return roleOfProfile(refer(context.kinds.profile, { node, key, property }), context);
        }
    }
    return told(undefined);
}

function roleOfProfile(profile: Told<string>, { kinds, nodes }: Context): Told<string | undefined> {
    const node = lookUp(nodes, profile);
    if (node.is === "open") {
        return node;
    }
    const role = referenceAt(node.value, "role");
    return role.property.known.state === "absent" ? told(undefined) : refer(kinds.role, role);
}

export function metadataOf(layers: readonly Parts[]): Told<boolean> {
    for (const { node, bag } of layers) {
        for (const element of elementsAt(bag, "metadataOptions", object)) {
            const options = valueIn(element);
            const endpoint = options ? at(options, "httpEndpoint", isEnabled) : asUnknown(element);
            if (endpoint.known.state !== "absent") {
                return orDoubt(node.label, endpoint);
            }
        }
    }
    return told(true);
}
