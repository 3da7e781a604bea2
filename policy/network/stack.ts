import { Lists, present } from "./collections";
import { type Bag, bagOf, isEmpty } from "./known";

/** A resource of a stack, whoever shows it: the engine to a stack policy, or a state file. */
export interface StackResource {
    readonly type: string;
    readonly urn: string;
    readonly name: string;
    /** What the program declares; `undefined` for what it only reads, or where nobody has seen it. */
    readonly inputs: unknown;
    /** What the provider answers, with `id`; in a preview much of it is known only after the update. */
    readonly outputs: unknown;
    /** Per top-level property: the URNs of the resources that its value is computed from. */
    readonly references: Readonly<Record<string, readonly string[]>>;
    /** The Region of its provider, if that is known. */
    readonly region: string | undefined;
    /** Where the program makes it, if that is known, such as `project:///index.ts#12,7`. */
    readonly sourcePosition?: string;
}

/** A resource with what the readers need of it. */
export interface Node {
    readonly type: string;
    readonly urn: string;
    /** Such as `route table app-private`. */
    readonly label: string;
    /**
     * What the program declares: it beats computed outputs, which a preview leaves unknown where the
     * program says nothing. For what it only reads, the outputs.
     */
    readonly inputs: Bag;
    readonly outputs: Bag;
    /** Whether the program only reads it: what it leaves out says nothing, and others own its parts. */
    readonly isRead: boolean;
    readonly region: string | undefined;
    /** The resources that a top-level property is computed from. */
    sources(key: string): readonly Node[];
}

/** The resources of a stack, by type. */
export interface Stack {
    ofTypes(...types: readonly string[]): readonly Node[];
}

/** Indexes resources. Their order decides nothing but the order of answers. */
export function stackOf(resources: readonly StackResource[]): Stack {
    const nodes = new Map<string, Node>();
    const kinds = new Map<string, string>();
    const byType = new Lists<string, Node>();
    for (const resource of resources) {
        const kind = kinds.get(resource.type) ?? kindInWords(resource.type);
        kinds.set(resource.type, kind);
        const node = nodeOf(resource, kind, nodes);
        nodes.set(resource.urn, node);
        byType.add(resource.type, node);
    }
    return { ofTypes: (...types) => types.flatMap((type) => byType.of(type)) };
}

function nodeOf(
    { type, urn, name, inputs, outputs, references, region }: StackResource,
    kind: string,
    nodes: ReadonlyMap<string, Node>,
): Node {
    const declared = bagOf(inputs);
    const isRead = inputs === undefined || isEmpty(declared);
    return {
        type,
        urn,
        label: `${kind} ${name}`,
        inputs: isRead ? bagOf(outputs) : declared,
        outputs: bagOf(outputs),
        isRead,
        region,
        sources: (key) => present((references[key] ?? []).map((source) => nodes.get(source))),
    };
}

const abbreviations: Readonly<Record<string, string>> = {
    acl: "ACL",
    dhcp: "DHCP",
    ec2: "EC2",
    eip: "Elastic IP",
    ip: "IP",
    nat: "NAT",
    vpc: "VPC",
};

/** The class in the type token as AWS would call it: `NatGateway` is a NAT gateway. */
function kindInWords(type: string): string {
    const words = (type.split(":").at(-1) ?? type).match(/[A-Z][a-z0-9]*|[A-Z]+/g) ?? [type];
    return words.map((word) => abbreviations[word.toLowerCase()] ?? word.toLowerCase()).join(" ");
}
