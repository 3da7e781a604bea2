import { hash } from "../ids";
import { elementsOf, type Properties, type PropertyValue } from "../properties";
import { type DataSource, strings } from "./dataSource";

interface Document {
    Version?: string;
    Id?: string;
    Statement: Statement[];
}

type Statement = Record<string, PropertyValue>;

const getPolicyDocument: DataSource = (args) => {
    const own: Document = {
        Version: typeof args.version === "string" ? args.version : "2012-10-17",
        ...(typeof args.policyId === "string" ? { Id: args.policyId } : {}),
        Statement: withVariables(
            (elementsOf(args.statements) as Properties[]).map(renderedStatement),
        ),
    };
    const sources = [args.sourceJson, ...elementsOf(args.sourcePolicyDocuments)].flatMap(parsed);
    const overrides = [args.overrideJson, ...elementsOf(args.overridePolicyDocuments)].flatMap(
        parsed,
    );
    const document = [...sources, own, ...overrides].reduce(merged, { Statement: [] });
    const complete = {
        Version: document.Version,
        ...(document.Id === undefined ? {} : { Id: document.Id }),
        ...(document.Statement.length > 0 ? { Statement: document.Statement } : {}),
    };
    const json = JSON.stringify(complete, undefined, 2);
    return {
        id: String(Number.parseInt(hash(json, 8), 16)),
        json,
        minifiedJson: JSON.stringify(complete),
        version: own.Version ?? "",
    };
};

/** Statements with the same Sid replace one another; the later document wins. */
function merged(before: Document, after: Document): Document {
    const replaced = new Map(
        after.Statement.flatMap((statement) =>
            statement.Sid ? [[String(statement.Sid), statement]] : [],
        ),
    );
    const known = new Set(before.Statement.map(({ Sid }) => Sid).filter(Boolean));
    return {
        Version: after.Version ?? before.Version,
        Id: after.Id ?? before.Id,
        Statement: [
            ...before.Statement.map(
                (statement) => replaced.get(String(statement.Sid)) ?? statement,
            ),
            ...after.Statement.filter(({ Sid }) => !Sid || !known.has(Sid)),
        ],
    };
}

/** The elements in the provider's order. A list of one element is written as that element. */
function renderedStatement(statement: Properties): Statement {
    const rendered: Record<string, PropertyValue | undefined> = {
        Sid: statement.sid,
        Effect: statement.effect ?? "Allow",
        Action: oneOrMany(statement.actions),
        NotAction: oneOrMany(statement.notActions),
        Resource: oneOrMany(statement.resources),
        NotResource: oneOrMany(statement.notResources),
        Principal: renderedPrincipals(statement.principals),
        NotPrincipal: renderedPrincipals(statement.notPrincipals),
        Condition: renderedConditions(statement.conditions),
    };
    return Object.fromEntries(
        Object.entries(rendered).flatMap(([name, value]) =>
            value === undefined ? [] : [[name, value]],
        ),
    );
}

/** Policy variables are given as `&{…}`, so that no other language takes them for its own. */
function withVariables(statements: Statement[]): Statement[] {
    return JSON.parse(JSON.stringify(statements).replaceAll("&{", "${"));
}

function renderedPrincipals(value: PropertyValue | undefined): PropertyValue | undefined {
    const principals = elementsOf(value) as Properties[];
    if (principals.length === 0) {
        return undefined;
    }
    const everyone = principals.every(
        ({ type, identifiers }) => type === "*" && strings(identifiers).join() === "*",
    );
    return everyone
        ? "*"
        : grouped(principals.map(({ type, identifiers }) => [String(type), strings(identifiers)]));
}

function renderedConditions(value: PropertyValue | undefined): PropertyValue | undefined {
    const conditions = elementsOf(value) as Properties[];
    const rendered: Record<string, [string, string[]][]> = {};
    for (const { test, variable, values } of conditions) {
        const entries = rendered[String(test)] ?? [];
        entries.push([String(variable), strings(values)]);
        rendered[String(test)] = entries;
    }
    return conditions.length === 0
        ? undefined
        : Object.fromEntries(
              Object.entries(rendered).map(([test, entries]) => [test, grouped(entries, false)]),
          );
}

/** Joins the values of equal keys. Only principals are sorted: the order of a condition's is kept. */
function grouped(entries: [string, string[]][], sorted = true): Properties {
    const groups: Record<string, string[]> = {};
    for (const [key, values] of entries) {
        groups[key] = [...(groups[key] ?? []), ...values];
    }
    return Object.fromEntries(
        Object.entries(groups).map(([key, values]) => [key, oneOrMany(values, sorted) ?? []]),
    );
}

/** The provider writes lists in descending order. */
function oneOrMany(value: PropertyValue | undefined, sorted = true): PropertyValue | undefined {
    const values = sorted ? strings(value).sort().reverse() : strings(value);
    return values.length > 1 ? values : values[0];
}

function parsed(json: PropertyValue | undefined): Document[] {
    if (typeof json !== "string" || json === "") {
        return [];
    }
    const document = JSON.parse(json);
    const statements = document.Statement ?? [];
    return [{ ...document, Statement: Array.isArray(statements) ? statements : [statements] }];
}

/** The data source that writes IAM policies. */
export const policyDataSources: Readonly<Record<string, DataSource>> = {
    "aws:iam/getPolicyDocument:getPolicyDocument": getPolicyDocument,
};
