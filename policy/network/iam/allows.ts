import type { Document, Patterns, Statement } from "./document";

/** Whether documents allow an action; perhaps, where a condition or a resource decides. */
export type Allowance = "yes" | "perhaps" | "no";

/** What is asked of documents. */
export interface Request {
    readonly action: string;
    /** The condition keys, in lower case, that are sure to have the values which conditions name. */
    readonly satisfied: ReadonlySet<string>;
}

/** Judges documents of one side: any of them may allow, an explicit denial beats all. */
export function allowanceOf(documents: readonly Document[], request: Request): Allowance {
    const statements = documents
        .flatMap((document) => document.statements)
        .filter(({ actions }) => matches(actions, request.action))
        .map((statement) => ({ effect: statement.effect, holds: holds(statement, request) }));
    const sides = (effect: Statement["effect"]) =>
        statements.filter((statement) => statement.effect === effect).map(({ holds }) => holds);
    const [granting, denying] = [sides("allow"), sides("deny")];
    if (denying.includes("yes") || granting.every((grant) => grant === "no")) {
        return "no";
    }
    return granting.includes("yes") && !denying.includes("perhaps") ? "yes" : "perhaps";
}

/** Whether a statement holds for what is asked: surely if it is for everyone and for every resource. */
function holds(
    { resources, conditions, isForEveryone }: Statement,
    { satisfied }: Request,
): Allowance {
    if (conditions.some(({ key, isNegated }) => isNegated && satisfied.has(key))) {
        return "no";
    }
    const isCertain =
        isForEveryone &&
        !resources.isNegated &&
        resources.patterns.includes("*") &&
        conditions.every(({ key }) => satisfied.has(key));
    return isCertain ? "yes" : "perhaps";
}

function matches({ patterns, isNegated }: Patterns, action: string): boolean {
    const isNamed = patterns.some((pattern) => expressionOf(pattern).test(action));
    return patterns.length > 0 && isNamed !== isNegated;
}

/** Actions are case-insensitive; `*` stands for any text, `?` for one character. */
function expressionOf(pattern: string): RegExp {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replace(/\*+/g, ".*").replace(/\?/g, ".")}$`, "i");
}
