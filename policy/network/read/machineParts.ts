import { foundIn, Lists } from "../collections";
import { type Reference, refer, referAll, referenceAt } from "../join";
import type { Kinds } from "../kinds";
import { asUnknown, at, type Bag, elementsAt, object, oneOf, text, valueIn } from "../known";
import type { Doubt, Several, Told } from "../model";
import type { Node, Stack } from "../stack";
import { none, open, tell, told, toldIn, union } from "../told";
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
    readonly attached: (key: string) => Several<string>;
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
        const doubts = found.is === "open" ? [found.doubt] : [];
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

/** The groups that resources of their own attach to interfaces, by the interface or its instance. */
export function attachedGroups(stack: Stack, kinds: Kinds): (key: string) => Several<string> {
    const attached = new Lists<string, Several<string>>();
    for (const node of stack.ofTypes(awsTypes.networkInterfaceSecurityGroupAttachment)) {
        const group = one(refer(kinds.group, referenceAt(node, "securityGroupId")));
        const reference = referenceAt(node, "networkInterfaceId");
        const own = toldIn(refer(kinds.networkInterface, reference));
        // The id of an instance's first interface is an output of the instance.
        const owners =
            own === undefined
                ? node
                      .sources("networkInterfaceId")
                      .filter(({ type }) => type === awsTypes.instance)
                      .map(({ urn }) => urn)
                : [own];
        for (const owner of owners) {
            attached.add(owner, group);
        }
    }
    return (key) => union(...attached.of(key));
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
        : { parts: [], doubts: found.is === "open" ? [found.doubt] : [] };
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
    if (profile.is === "open") {
        return profile;
    }
    const node = nodes.get(profile.value);
    if (!node) {
        return open({ uncertainty: "unknown", reason: "the instance profile is not known" });
    }
    const role = referenceAt(node, "role");
    return role.property.known.state === "absent" ? told(undefined) : refer(kinds.role, role);
}

export function metadataOf(layers: readonly Parts[]): Told<boolean> {
    for (const { node, bag } of layers) {
        for (const element of elementsAt(bag, "metadataOptions", object)) {
            const options = valueIn(element);
            const endpoint = options ? at(options, "httpEndpoint", isEnabled) : asUnknown(element);
            if (endpoint.known.state !== "absent") {
                return tell(node.label, endpoint, true);
            }
        }
    }
    return told(true);
}
