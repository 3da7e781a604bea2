import { readFileSync } from "node:fs";
import Module from "node:module";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "./command";

/** A fenced block of a document. */
export interface Snippet {
    /** Where it stands, such as `docs/sessions.md:12`. */
    readonly place: string;
    readonly language: string;
    readonly text: string;
}

const FENCED = /^( *)```(\w+)\n([\s\S]*?)^\1```$/gm;

/** The fenced blocks of a file; in a TypeScript file, of its comments. */
export function snippetsIn(file: string): Snippet[] {
    const text = readFileSync(join(ROOT, file), "utf8");
    // Comments lose their asterisks and keep their lines.
    return snippetsOf(file.endsWith(".ts") ? text.replace(/^ *\* ?/gm, "") : text, file);
}

/** The fenced blocks of a text, with their lines in it as their place. */
export function snippetsOf(plain: string, name: string): Snippet[] {
    return [...plain.matchAll(FENCED)].map(({ index, 2: language = "", 3: block = "" }) => ({
        place: `${name}:${plain.slice(0, index).split("\n").length}`,
        language,
        text: block,
    }));
}

/** Runs a TypeScript program as if it stood in the root of this repository; returns its exports. */
export function runSnippet({ place, text }: Snippet): unknown {
    const { outputText, diagnostics } = ts.transpileModule(text, {
        reportDiagnostics: true,
        compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const [syntaxError] = diagnostics ?? [];
    if (syntaxError) {
        throw new Error(
            `${place}: ${ts.flattenDiagnosticMessageText(syntaxError.messageText, " ")}`,
        );
    }
    const file = join(ROOT, "snippet.ts");
    const snippet = new Module(file) as Module & { _compile(code: string, file: string): void };
    snippet.filename = file;
    snippet.paths = [join(ROOT, "node_modules")];
    snippet._compile(outputText, file);
    return snippet.exports;
}
