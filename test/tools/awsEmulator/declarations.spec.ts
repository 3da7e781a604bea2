import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
    nestedProperties,
    type ResourceDeclaration,
    resourceDeclaration,
} from "../../../tools/awsEmulator/declarations";
import type { DeclaredProperties, DeclaredType } from "../../../tools/awsEmulator/declaredTypes";
import { emptyValue } from "../../../tools/awsEmulator/emptyValue";
import { unknownOf } from "../../../tools/awsEmulator/preview";

const PACKAGE = dirname(require.resolve("@pulumi/aws/package.json"));

/** The code of every resource class, by type token, as the class registers itself. */
function allClasses(): Map<string, string> {
    const files = readdirSync(PACKAGE, { recursive: true, encoding: "utf8" }).filter(
        (file) => file.endsWith(".js") && !file.startsWith("types"),
    );
    return new Map(
        files.flatMap((file): [string, string][] => {
            const code = readFileSync(join(PACKAGE, file), "utf8");
            const token = /static __pulumiType = '(aws:[^']+)'/.exec(code)?.[1];
            return token ? [[token, code]] : [];
        }),
    );
}

/** The inputs that a class hands to the engine, read from its constructor. */
function inputsOfConstructor(code: string): string[] {
    const creation = code.slice(code.indexOf("const args = argsOrState;"));
    const names = [...creation.matchAll(/resourceInputs\["(\w+)"\] = (?!undefined)/g)].map(
        ([, name = ""]) => name,
    );
    return [...new Set(names)].sort();
}

describe("the reader of the package's declarations", function () {
    this.timeout(30_000);
    let classes: Map<string, string>;
    let declarations: ResourceDeclaration[];

    before(() => {
        classes = allClasses();
        declarations = [...classes.keys()].map(resourceDeclaration);
    });

    it("reads every resource type of the package", () => {
        assert.ok(declarations.length > 1700, `${declarations.length} types`);
        const silent = declarations.filter(({ outputs }) => outputs.size === 0);
        assert.deepEqual(
            silent.map(({ token }) => token),
            // It has no property but its id.
            ["aws:ram/sharingWithOrganization:SharingWithOrganization"],
        );
    });

    it("finds of every type exactly the inputs that its class hands to the engine", () => {
        for (const { token, inputs } of declarations) {
            const expected = inputsOfConstructor(classes.get(token) ?? "");
            assert.deepEqual([...inputs.keys()].sort(), expected, token);
        }
    });

    it("finds every nested type of every type, and a value for each property", () => {
        const seen = new Set<string>();
        const visit = (type: DeclaredType): void => {
            if (type.kind === "array" || type.kind === "map") {
                visit(type.element);
            } else if (type.kind === "union") {
                type.options.forEach(visit);
            } else if (type.kind === "object" && !seen.has(JSON.stringify(type))) {
                seen.add(JSON.stringify(type));
                visitAll(nestedProperties(type));
            }
        };
        const visitAll = (properties: DeclaredProperties): void => {
            for (const { type, optional } of properties.values()) {
                visit(type);
                assert.notEqual(unknownOf(type), undefined);
                assert.ok(optional || emptyValue(type) !== undefined);
            }
        };
        for (const { inputs, outputs } of declarations) {
            visitAll(inputs);
            visitAll(outputs);
        }
        assert.ok(seen.size > 5000, `${seen.size} nested types`);
    });

    it("reads optional, required and nested properties", () => {
        const { inputs, outputs } = resourceDeclaration("aws:ec2/instance:Instance");
        const shape = (properties: DeclaredProperties, name: string) => {
            const property = properties.get(name);
            return property && { type: property.type, optional: property.optional };
        };
        const string = { kind: "string" };
        assert.deepEqual(shape(inputs, "iamInstanceProfile"), { type: string, optional: true });
        assert.deepEqual(shape(outputs, "iamInstanceProfile"), { type: string, optional: false });
        assert.deepEqual(shape(inputs, "instanceType"), { type: string, optional: true });
        assert.deepEqual(shape(inputs, "vpcSecurityGroupIds"), {
            type: { kind: "array", element: string },
            optional: true,
        });
        assert.deepEqual(shape(inputs, "tags"), {
            type: { kind: "map", element: string },
            optional: true,
        });
        assert.deepEqual(shape(outputs, "rootBlockDevice"), {
            type: {
                kind: "object",
                file: "output",
                namespace: "ec2",
                name: "InstanceRootBlockDevice",
            },
            optional: false,
        });
        const { inputs: subnet } = resourceDeclaration("aws:ec2/subnet:Subnet");
        assert.deepEqual(shape(subnet, "vpcId"), { type: string, optional: false });
    });
});
