import { present } from "../collections";
import {
    anything,
    at,
    type Bag,
    elementsAt,
    keysIn,
    type Meaning,
    object,
    oneOf,
    text,
    valueIn,
} from "../known";

/** An IAM policy document as far as the questions go. */
export interface Document {
    readonly statements: readonly Statement[];
}

export interface Statement {
    readonly effect: "allow" | "deny";
    readonly actions: Patterns;
    readonly resources: Patterns;
    /** The service principals that it names; a document of an identity names none. */
    readonly services: readonly string[];
    /** Whether it is for every principal, or says nothing of principals. */
    readonly isForEveryone: boolean;
    readonly conditions: readonly Condition[];
}

/** What a condition asks: that a key has a value, or that it has not. */
export interface Condition {
    /** In lower case. */
    readonly key: string;
    readonly isNegated: boolean;
}

/** Patterns with `*` and `?`; negated, all but these are meant. */
export interface Patterns {
    readonly patterns: readonly string[];
    readonly isNegated: boolean;
}

/** A policy document in JSON, or as the object that some properties take. */
export const document: Meaning<Document> = {
    expected: "a policy document in JSON",
    of: (raw) => {
        const parsed = typeof raw === "string" ? parse(raw) : raw;
        const bag: Bag = { path: "", raw: parsed };
        if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
            return undefined;
        }
        const statements = elementsAt(bag, "Statement", object).map((element) => {
            const statement = valueIn(element);
            return statement && statementOf(statement);
        });
        return statements.every((statement) => statement !== undefined)
            ? { statements }
            : undefined;
    },
};

function parse(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch {
        return undefined;
    }
}

const effect = oneOf(
    new Map([
        ["allow", "allow"],
        ["deny", "deny"],
    ] as const),
    '"Allow" or "Deny"',
);

function statementOf(bag: Bag): Statement | undefined {
    const does = valueIn(at(bag, "Effect", effect));
    return (
        does && {
            effect: does,
            actions: patternsAt(bag, "Action"),
            resources: patternsAt(bag, "Resource"),
            services: servicesIn(bag),
            isForEveryone: isForEveryone(bag),
            conditions: conditionsIn(bag),
        }
    );
}

function patternsAt(bag: Bag, key: string): Patterns {
    const positive = textsAt(bag, key);
    return positive.length > 0
        ? { patterns: positive, isNegated: false }
        : { patterns: textsAt(bag, `Not${key}`), isNegated: true };
}

function textsAt(bag: Bag, key: string): string[] {
    return present(elementsAt(bag, key, text).map(valueIn));
}

function servicesIn(bag: Bag): string[] {
    const principal = valueIn(at(bag, "Principal", object));
    return principal ? textsAt(principal, "Service") : [];
}

function isForEveryone(bag: Bag): boolean {
    const principal = at(bag, "Principal", object);
    const names =
        principal.known.state === "value"
            ? textsAt(principal.known.value, "AWS")
            : textsAt(bag, "Principal");
    const isSilent =
        principal.known.state === "absent" &&
        at(bag, "NotPrincipal", anything).known.state === "absent";
    return isSilent || names.includes("*");
}

function conditionsIn(bag: Bag): Condition[] {
    const condition = valueIn(at(bag, "Condition", object));
    return condition
        ? keysIn(condition).flatMap((operator) => {
              const block = valueIn(at(condition, operator, object));
              const isNegated = operator.includes("Not");
              const keys = block ? keysIn(block) : [operator];
              return keys.map((key) => ({ key: key.toLowerCase(), isNegated }));
          })
        : [];
}
