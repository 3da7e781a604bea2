import { foundIn, present } from "../collections";
import { type Document, document } from "../iam/document";
import { refer, referAll, referenceAt } from "../join";
import type { Kinds } from "../kinds";
import { at, type Bag, elementsAt, mapped, object, type Property, text, valueIn } from "../known";
import type { Doubt, Role, Told } from "../model";
import type { Node, Stack } from "../stack";
import { doubtAbout, doubtIn, open, tell, told, toldIn } from "../told";
import { awsTypes } from "../types";

interface Attached {
    readonly documents: Told<Document>[];
    readonly managed: string[];
    readonly foreign: Doubt[];
}

const nothing: Document = { statements: [] };

/** Reads the roles with all policies that the stack gives them. */
export function readRoles(stack: Stack, kinds: Kinds): Map<string, Role> {
    const policies = new Map(stack.ofTypes(awsTypes.policy).map((node) => [node.urn, node]));
    const attached = new Map<string, Attached>();
    const attachedTo = (role: string): Attached => {
        const found = attached.get(role) ?? { documents: [], managed: [], foreign: [] };
        attached.set(role, found);
        return found;
    };
    /** What may belong to any role. */
    const strays: Doubt[] = [];
    const roleOf = (node: Node): string | undefined => {
        const role = refer(kinds.role, referenceAt(node, "role"));
        if (role.is === "open" && role.doubt.uncertainty === "unknown") {
            strays.push({ ...role.doubt, urn: node.urn });
        }
        return toldIn(role);
    };
    const attach = (role: string | undefined, node: Node, key: string, arn: Property<string>) => {
        if (role !== undefined && arn.known.state !== "absent") {
            addPolicy(attachedTo(role), node, key, arn, kinds, policies);
        }
    };
    for (const node of stack.ofTypes(awsTypes.role)) {
        const own = attachedTo(node.urn);
        for (const arn of elementsAt(node.inputs, "managedPolicyArns", text)) {
            attach(node.urn, node, "managedPolicyArns", arn);
        }
        for (const element of elementsAt(node.inputs, "inlinePolicies", object)) {
            const inline = valueIn(element);
            own.documents.push(
                inline ? documentAt(node, inline, "policy") : open(doubtAbout(node.label, element)),
            );
        }
    }
    for (const node of stack.ofTypes(awsTypes.rolePolicy)) {
        const role = roleOf(node);
        if (role !== undefined) {
            attachedTo(role).documents.push(documentAt(node, node.inputs, "policy"));
        }
    }
    for (const node of stack.ofTypes(awsTypes.rolePolicyAttachment)) {
        attach(roleOf(node), node, "policyArn", at(node.inputs, "policyArn", text));
    }
    for (const node of stack.ofTypes(awsTypes.policyAttachment)) {
        const roles = referAll(kinds.role, node, "roles", elementsAt(node.inputs, "roles", text));
        for (const role of roles.certain) {
            attach(role, node, "policyArn", at(node.inputs, "policyArn", text));
        }
        for (const role of roles.possible) {
            attachedTo(role).foreign.push({
                uncertainty: "unknown",
                reason: `nobody can tell whether roles of ${node.label} has this role`,
                urn: node.urn,
            });
        }
        strays.push(...roles.doubts.filter(({ uncertainty }) => uncertainty === "unknown"));
    }
    return new Map(
        stack.ofTypes(awsTypes.role).map((node) => [
            node.urn,
            {
                key: node.urn,
                urn: node.urn,
                label: node.label,
                trust: documentAt(node, node.inputs, "assumeRolePolicy"),
                ...attachedTo(node.urn),
                foreign: [...attachedTo(node.urn).foreign, ...strays],
                boundary: boundaryOf(node, kinds, policies),
            },
        ]),
    );
}

const managedName = /^arn:[^:]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/;

function addPolicy(
    { documents, managed, foreign }: Attached,
    node: Node,
    key: string,
    arn: Property<string>,
    kinds: Kinds,
    policies: ReadonlyMap<string, Node>,
): void {
    const name = valueIn(mapped(arn, (written) => managedName.exec(written)?.[1]));
    if (name !== undefined) {
        managed.push(name);
        return;
    }
    const found = refer(kinds.policy, { node, key, property: arn });
    const policy = foundIn(policies, found);
    if (policy) {
        documents.push(documentAt(policy, policy.inputs, "policy"));
    } else {
        foreign.push(...present([doubtIn(found)]));
    }
}

/** A document in JSON; left out, nothing is allowed. */
function documentAt({ label }: Node, bag: Bag, key: string): Told<Document> {
    return tell(label, at(bag, key, document), nothing);
}

/** What a permissions boundary allows at most. */
function boundaryOf(
    node: Node,
    kinds: Kinds,
    policies: ReadonlyMap<string, Node>,
): Role["boundary"] {
    const reference = referenceAt(node, "permissionsBoundary");
    if (reference.property.known.state === "absent") {
        return undefined;
    }
    const found = refer(kinds.policy, reference);
    const policy = foundIn(policies, found);
    return policy
        ? documentAt(policy, policy.inputs, "policy")
        : found.is === "open"
          ? found
          : told(nothing);
}
