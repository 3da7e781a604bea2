import * as ts from "typescript";

/** The type of a property as the declarations of @pulumi/aws tell it, without `Input` and `Output`. */
export type DeclaredType =
    | { readonly kind: "string" | "number" | "boolean" | "any" | "asset" }
    | { readonly kind: "array" | "map"; readonly element: DeclaredType }
    | NestedType
    | { readonly kind: "union"; readonly options: readonly DeclaredType[] };

/** A type declared by an interface of `types/input.d.ts` or `types/output.d.ts`. */
export interface NestedType {
    readonly kind: "object";
    readonly file: "input" | "output";
    readonly namespace: string | undefined;
    readonly name: string;
}

/** A property of a resource, of a nested type, of a data source's arguments or of its result. */
export interface DeclaredProperty {
    readonly type: DeclaredType;
    /** Whether the value may be absent. */
    readonly optional: boolean;
    /** The comment before the property, as written. */
    readonly documentation: string;
}

/** The properties of one declaration, by name. */
export type DeclaredProperties = ReadonlyMap<string, DeclaredProperty>;

/** Parses declarations; the tree knows no parents, which costs less. */
export function parseDeclarations(text: string): ts.SourceFile {
    return ts.createSourceFile("declarations.d.ts", text, ts.ScriptTarget.ES2022);
}

/** The properties that a class or an interface declares. */
export function propertiesOf(
    declaration: ts.ClassDeclaration | ts.InterfaceDeclaration,
    source: ts.SourceFile,
): DeclaredProperties {
    const properties = new Map<string, DeclaredProperty>();
    for (const member of declaration.members) {
        if (
            (ts.isPropertyDeclaration(member) || ts.isPropertySignature(member)) &&
            member.type &&
            ts.isIdentifier(member.name)
        ) {
            const { type, optional } = declaredType(member.type);
            properties.set(member.name.text, {
                type,
                optional: optional || member.questionToken !== undefined,
                documentation: source.text.slice(member.getFullStart(), member.getStart(source)),
            });
        }
    }
    return properties;
}

function declaredType(node: ts.TypeNode): { type: DeclaredType; optional: boolean } {
    if (ts.isUnionTypeNode(node)) {
        const parts = node.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword);
        const members = parts.map(declaredType);
        return {
            type: unionOf(members.map(({ type }) => type)),
            optional: parts.length < node.types.length || members.some(({ optional }) => optional),
        };
    }
    return ts.isTypeReferenceNode(node)
        ? referencedType(node)
        : { type: plainType(node), optional: false };
}

function plainType(node: ts.TypeNode): DeclaredType {
    switch (node.kind) {
        case ts.SyntaxKind.StringKeyword:
            return { kind: "string" };
        case ts.SyntaxKind.NumberKeyword:
            return { kind: "number" };
        case ts.SyntaxKind.BooleanKeyword:
            return { kind: "boolean" };
    }
    if (ts.isArrayTypeNode(node)) {
        return { kind: "array", element: declaredType(node.elementType).type };
    }
    if (ts.isParenthesizedTypeNode(node)) {
        return declaredType(node.type).type;
    }
    if (ts.isTypeLiteralNode(node)) {
        const [index] = node.members;
        if (index && ts.isIndexSignatureDeclaration(index)) {
            return { kind: "map", element: declaredType(index.type).type };
        }
    }
    return { kind: "any" };
}

function referencedType(node: ts.TypeReferenceNode): { type: DeclaredType; optional: boolean } {
    const [first = "", ...rest] = qualifiedName(node.typeName);
    const [argument] = node.typeArguments ?? [];
    switch (first) {
        case "pulumi":
            return argument
                ? declaredType(argument)
                : { type: { kind: rest[0] === "asset" ? "asset" : "any" }, optional: false };
        case "inputs":
        case "outputs": {
            const name = rest.at(-1) ?? "";
            const namespace = rest.length > 1 ? rest[0] : undefined;
            const file = first === "inputs" ? "input" : "output";
            return { type: { kind: "object", file, namespace, name }, optional: false };
        }
        default:
            // An enumeration, whose values AWS judges, or a resource, which arrives as its id.
            return { type: { kind: "string" }, optional: false };
    }
}

function qualifiedName(name: ts.EntityName): string[] {
    return ts.isIdentifier(name) ? [name.text] : [...qualifiedName(name.left), name.right.text];
}

function unionOf(options: DeclaredType[]): DeclaredType {
    const distinct = options.filter(
        (option, index) =>
            options.findIndex((other) => JSON.stringify(other) === JSON.stringify(option)) ===
            index,
    );
    const [only] = distinct;
    return distinct.length === 1 && only ? only : { kind: "union", options: distinct };
}
