import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import {
    type DeclaredProperties,
    type NestedType,
    parseDeclarations,
    propertiesOf,
} from "./declaredTypes";

const NAMESPACE = "\nexport declare namespace ";

/** The text of a declaration file, cut into its namespaces; the part before the first has no name. */
type Sections = ReadonlyMap<string | undefined, string>;

const sections = new Map<string, Sections>();
const nestedTypes = new Map<string, DeclaredProperties>();

/**
 * The properties of a nested type. The file that declares it has more than five megabytes, so only the one
 * interface is cut out of it and parsed.
 */
export function nestedProperties(packageFolder: string, nested: NestedType): DeclaredProperties {
    const key = `${nested.file} ${nested.namespace ?? ""} ${nested.name}`;
    const known = nestedTypes.get(key);
    if (known) {
        return known;
    }
    const source = parseDeclarations(interfaceText(sectionsOf(packageFolder, nested.file), nested));
    const declaration = source.statements.find(ts.isInterfaceDeclaration);
    if (!declaration) {
        throw new Error(`types/${nested.file}.d.ts declares ${nested.name} not as an interface.`);
    }
    const properties = propertiesOf(declaration, source);
    nestedTypes.set(key, properties);
    return properties;
}

function sectionsOf(packageFolder: string, file: NestedType["file"]): Sections {
    const path = join(packageFolder, "types", `${file}.d.ts`);
    const known = sections.get(path);
    if (known) {
        return known;
    }
    const [head = "", ...namespaces] = readFileSync(path, "utf8").split(NAMESPACE);
    const cut = new Map<string | undefined, string>([
        [undefined, head],
        ...namespaces.map((text): [string, string] => [text.slice(0, text.indexOf(" ")), text]),
    ]);
    sections.set(path, cut);
    return cut;
}

function interfaceText(cut: Sections, { file, namespace, name }: NestedType): string {
    const opening =
        namespace === undefined ? `\nexport interface ${name} {` : `\n    interface ${name} {`;
    const text = cut.get(namespace) ?? "";
    const start = text.indexOf(opening);
    if (start < 0) {
        const qualified = namespace === undefined ? name : `${namespace}.${name}`;
        throw new Error(`types/${file}.d.ts declares no interface ${qualified}.`);
    }
    return text.slice(start, closingBrace(text, start) + 1);
}

/** The scanner skips comments, which may hold braces of their own. */
function closingBrace(text: string, start: number): number {
    const scanner = ts.createScanner(ts.ScriptTarget.ES2022, true);
    scanner.setText(text, start);
    let depth = 0;
    for (;;) {
        const token = scanner.scan();
        if (token === ts.SyntaxKind.OpenBraceToken) {
            depth += 1;
        } else if (token === ts.SyntaxKind.CloseBraceToken) {
            depth -= 1;
            if (depth === 0) {
                return scanner.getTokenStart();
            }
        } else if (token === ts.SyntaxKind.EndOfFileToken) {
            throw new Error("The declarations of @pulumi/aws end inside an interface.");
        }
    }
}
