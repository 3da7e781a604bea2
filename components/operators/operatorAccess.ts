import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../scope";
import { operatorPolicy, type SessionResources } from "./operatorPolicy";
import type { OperatorSpec } from "./operatorSpec";

export interface OperatorAccess {
    /** The policies' documents, as JSON, by the operators' name. */
    readonly documents: ReadonlyMap<string, pulumi.Output<string>>;
    /** The managed policies of those that asked for one. */
    readonly managedPolicies: ReadonlyMap<string, aws.iam.Policy>;
}

/**
 * Says what operators may do, by name. Until somebody attaches it to a role, group or user, nobody
 * may do it.
 */
export function createOperatorAccess(
    scope: Scope,
    specs: Readonly<Record<string, OperatorSpec>>,
    session: SessionResources,
): OperatorAccess {
    const documents = new Map(
        Object.entries(specs).map(([name, spec]) => [
            name,
            operatorPolicy(scope.place, scope.network, session, spec),
        ]),
    );
    const managed = [...documents].filter(([name]) => specs[name]?.managedPolicy);
    return {
        documents,
        managedPolicies: new Map(
            managed.map(([name, document]) => [name, createManagedPolicy(scope, name, document)]),
        ),
    };
}

function createManagedPolicy(
    scope: Scope,
    name: string,
    document: pulumi.Output<string>,
): aws.iam.Policy {
    const childName = scope.nameOf("operator-policy", name);
    return new aws.iam.Policy(
        childName,
        {
            // To change it is to replace the policy, which fails while it is attached.
            description: "Lets operators open sessions on the instances of one SSM-only network",
            policy: document,
            tags: scope.tagsOf(childName),
        },
        scope.options,
    );
}
