import type { PolicyJson, StatementJson } from "./iam";

/** A policy with one thing changed, which tests should notice. */
export interface Mutation {
    /** The statement before the change. */
    readonly statement: StatementJson;
    readonly what: string;
    readonly policy: PolicyJson;
}

/**
 * The policy without one statement, action, resource or condition, or with one part of a resource's ARN
 * left open: each of these once.
 */
export function mutationsOf(policy: PolicyJson): Mutation[] {
    return policy.Statement.flatMap((statement, index) =>
        variantsOf(statement).map(([what, variant]) => ({
            statement,
            what: `${statement.Sid}: ${what}`,
            policy: { ...policy, Statement: policy.Statement.toSpliced(index, 1, ...variant) },
        })),
    );
}

type Variant = readonly [what: string, statements: readonly StatementJson[]];

function variantsOf(statement: StatementJson): Variant[] {
    return [
        ["without it", []],
        ...withoutAnElement(statement, "Action"),
        ...withoutAnElement(statement, "Resource"),
        ...withoutACondition(statement),
        ...withAnOpenResource(statement),
    ];
}

function withoutAnElement(statement: StatementJson, field: "Action" | "Resource"): Variant[] {
    const elements = [statement[field]].flat();
    return elements.length === 1
        ? []
        : elements.map((element, index) => [
              `without ${element}`,
              [{ ...statement, [field]: elements.toSpliced(index, 1) }],
          ]);
}

function withoutACondition(statement: StatementJson): Variant[] {
    const conditions = statement.Condition ?? {};
    return Object.entries(conditions).flatMap(([operator, keys]) =>
        Object.keys(keys).map((key): Variant => {
            const { [operator]: _, ...otherOperators } = conditions;
            const { [key]: __, ...otherKeys } = keys;
            const isLast = Object.keys(otherKeys).length === 0;
            const Condition = isLast ? otherOperators : { ...conditions, [operator]: otherKeys };
            return [`without ${operator} ${key}`, [{ ...statement, Condition }]];
        }),
    );
}

function withAnOpenResource(statement: StatementJson): Variant[] {
    const resources = [statement.Resource].flat();
    return resources.flatMap((resource, index) => {
        if (resource === "*") {
            return [];
        }
        const parts = resource.split(":");
        const open = {
            partition: parts.with(1, "*"),
            Region: parts.with(3, "*"),
            account: parts.with(4, "*"),
            resource: ["*"],
        };
        return Object.entries(open).map(
            ([part, changed]): Variant => [
                `any ${part} for ${resource}`,
                [{ ...statement, Resource: resources.with(index, changed.join(":")) }],
            ],
        );
    });
}
