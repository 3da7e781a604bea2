import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";
import {
    type DeclaredProperties,
    type NestedType,
    parseDeclarations,
    propertiesOf,
} from "./declaredTypes";
import * as nestedTypes from "./nestedTypes";

/** What @pulumi/aws declares of a resource type. */
export interface ResourceDeclaration {
    readonly token: string;
    /** The comment before the class, as written. */
    readonly documentation: string;
    /** The arguments of the constructor. */
    readonly inputs: DeclaredProperties;
    /** The resource's properties; an optional one may be absent. */
    readonly outputs: DeclaredProperties;
}

/** What @pulumi/aws declares of a data source. */
export interface DataSourceDeclaration {
    readonly token: string;
    readonly inputs: DeclaredProperties;
    readonly outputs: DeclaredProperties;
}

const MANIFEST = require.resolve("@pulumi/aws/package.json");
const PACKAGE_FOLDER = dirname(MANIFEST);
const NO_PROPERTIES: DeclaredProperties = new Map();

/** The version of the installed @pulumi/aws. */
export const AWS_PACKAGE_VERSION: string = JSON.parse(readFileSync(MANIFEST, "utf8")).version;

const resources = new Map<string, ResourceDeclaration>();
const dataSources = new Map<string, DataSourceDeclaration>();

/**
 * Reads a resource type, such as `aws:ec2/subnet:Subnet`, from its declaration file.
 *
 * @throws Error if the package has no such type.
 */
export function resourceDeclaration(token: string): ResourceDeclaration {
    const known = resources.get(token);
    if (known) {
        return known;
    }
    const { source, name } = openDeclarations(token, "resource type");
    const outputs = source.statements.find(
        (statement): statement is ts.ClassDeclaration =>
            ts.isClassDeclaration(statement) && statement.name?.text === name,
    );
    if (!outputs) {
        throw notInPackage(token, "resource type");
    }
    const declaration = {
        token,
        documentation: source.text.slice(outputs.getFullStart(), outputs.getStart(source)),
        inputs: interfaceProperties(source, `${name}Args`),
        outputs: propertiesOf(outputs, source),
    };
    resources.set(token, declaration);
    return declaration;
}

/**
 * Reads a data source, such as `aws:ec2/getVpc:getVpc`, from its declaration file.
 *
 * @throws Error if the package has no such data source.
 */
export function dataSourceDeclaration(token: string): DataSourceDeclaration {
    const known = dataSources.get(token);
    if (known) {
        return known;
    }
    const { source, name } = openDeclarations(token, "data source");
    const capitalised = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const declaration = {
        token,
        inputs: interfaceProperties(source, `${capitalised}Args`),
        outputs: interfaceProperties(source, `${capitalised}Result`),
    };
    dataSources.set(token, declaration);
    return declaration;
}

/** Reads the arguments of the package's provider resource, `aws.Provider`. */
export function providerArguments(): DeclaredProperties {
    const text = readFileSync(join(PACKAGE_FOLDER, "provider.d.ts"), "utf8");
    return interfaceProperties(parseDeclarations(text), "ProviderArgs");
}

/** The properties of a type that a property of a resource refers to. */
export function nestedProperties(nested: NestedType): DeclaredProperties {
    return nestedTypes.nestedProperties(PACKAGE_FOLDER, nested);
}

function openDeclarations(token: string, kind: string): { source: ts.SourceFile; name: string } {
    const [, module = "", file = "", name = ""] = /^aws:([\w-]+)\/(\w+):(\w+)$/.exec(token) ?? [];
    const folder = join(PACKAGE_FOLDER, module === "index" ? "" : module);
    const path = module && existsSync(folder) ? declarationFile(folder, file) : undefined;
    if (!path) {
        throw notInPackage(token, kind);
    }
    return { source: parseDeclarations(readFileSync(path, "utf8")), name };
}

/** A few files are spelt another way than the token: `s3location` for `s3Location`, `index_` for `index`. */
function declarationFile(folder: string, file: string): string | undefined {
    const names = [`${file}.d.ts`, `${file}_.d.ts`].map((name) => name.toLowerCase());
    const found = readdirSync(folder).find(
        (name) => name !== "index.d.ts" && names.includes(name.toLowerCase()),
    );
    return found && join(folder, found);
}

function interfaceProperties(source: ts.SourceFile, name: string): DeclaredProperties {
    const declaration = source.statements.find(
        (statement): statement is ts.InterfaceDeclaration =>
            ts.isInterfaceDeclaration(statement) && statement.name.text === name,
    );
    return declaration ? propertiesOf(declaration, source) : NO_PROPERTIES;
}

function notInPackage(token: string, kind: string): Error {
    return new Error(`@pulumi/aws ${AWS_PACKAGE_VERSION} has no ${kind} "${token}".`);
}
