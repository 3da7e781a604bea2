/** A command of a script: its words, without quotes. */
export interface Command {
    /** The line on which it begins, counted from 1. */
    readonly line: number;
    readonly words: readonly string[];
}

/** The kinds of shells: `sh` and its relatives, PowerShell, and Windows' `cmd`. */
export type Shell = "sh" | "powershell" | "cmd";

interface Dialect {
    readonly quotes: string;
    readonly escapes: string;
    readonly separators: string;
    /** What a script has and runs none of, up to the end that the second text gives. */
    readonly asides: readonly (readonly [begin: string, end: string])[];
}

const DIALECTS: Readonly<Record<Shell, Dialect>> = {
    sh: { quotes: `"'`, escapes: "\\", separators: "\n;&|()", asides: [] },
    powershell: {
        quotes: `"'`,
        escapes: "`",
        separators: "\n;&|(){}",
        asides: [
            ["<#", "#>"],
            ['@"', '\n"@'],
            ["@'", "\n'@"],
        ],
    },
    cmd: { quotes: '"', escapes: "^", separators: "\n&|()", asides: [] },
};

/** What stands for a value that only a run of the script would tell. */
const SOME_VALUE = "$";

const HERE_DOCUMENT = /<<<|<<-?[ \t]*\\?(["']?)([\w.-]+)\1/y;
const RUNS_ITS_INPUT = /^(.*\/)?((ba|da|k|z)?sh|su|runuser)$/;

/** A script that nests deeper than this is nobody's. */
const DEEPEST_NESTING = 100;

/**
 * The commands of a script, those within substitutions such as `$(…)` among them, in no order. What is
 * only text (comments, quoted words, documents that a command reads) gives none.
 *
 * A reader of scripts, not a shell: it knows where commands begin, and no more.
 */
export function commandsIn(script: string, shell: Shell, firstLine = 1): Command[] {
    const { quotes, escapes, separators, asides } = DIALECTS[shell];
    const text = script.replaceAll("\r\n", "\n");
    const commands: Command[] = [];
    let at = 0;
    let line = firstLine;
    let depth = 0;

    function take(length = 1): string {
        const taken = text.slice(at, at + length);
        at += length;
        line += taken.split("\n").length - 1;
        return taken;
    }

    /** Takes all up to a text and the text itself, or all there is. */
    function takeThrough(end: string): string {
        const found = text.indexOf(end, at);
        return take((found < 0 ? text.length : found + end.length) - at);
    }

    /** Takes a substitution, whose commands run before the one that it stands in. */
    function takeSubstitution(closing: string): string {
        depth += 1;
        if (depth < DEEPEST_NESTING) {
            takeCommands(closing);
        }
        depth -= 1;
        return SOME_VALUE;
    }

    /** Takes a character, with what it stands for. */
    function takeExpanded(): string {
        const char = take();
        if (escapes === char) {
            const escaped = take();
            return escaped === "\n" ? "" : escaped;
        }
        if (char === "`") {
            return takeSubstitution("`");
        }
        if (char === "$" && text[at] === "(") {
            take();
            return takeSubstitution(")");
        }
        return char === "$" && text[at] === "{" ? takeThrough("}") && SOME_VALUE : char;
    }

    function takeQuoted(): string {
        const quote = take();
        if (quote === "'") {
            return takeThrough(quote).slice(0, -1);
        }
        let content = "";
        while (at < text.length && text[at] !== quote) {
            content += takeExpanded();
        }
        take();
        return content;
    }

    /** Takes the name of a here-document, if one begins here. */
    function takeHereDocument(): string | undefined {
        HERE_DOCUMENT.lastIndex = at;
        const [begin = "<", , end] = HERE_DOCUMENT.exec(text) ?? [];
        take(begin.length);
        return end;
    }

    function takeHereDocumentsUpTo(ends: readonly string[]): void {
        for (const end of ends) {
            while (at < text.length && takeThrough("\n").trim() !== end) {
                // A line of the document.
            }
        }
    }

    /** Takes commands up to the character that closes them, or to the end. */
    function takeCommands(closing: string): void {
        let words: string[] = [];
        let word: string | undefined;
        let begin = line;
        let documents: string[] = [];
        const endWord = () => {
            words.push(...(word ? [word] : []));
            word = undefined;
        };
        const endCommand = () => {
            endWord();
            commands.push(...(words.length > 0 ? [{ line: begin, words }] : []));
            words = [];
        };
        while (at < text.length && text[at] !== closing) {
            const char = text.charAt(at);
            const aside = asides.find(([start]) => text.startsWith(start, at));
            if (word === undefined && words.length === 0) {
                begin = line;
            }
            if (aside) {
                takeThrough(aside[1]);
            } else if (char === "#" && word === undefined && shell !== "cmd") {
                const end = text.indexOf("\n", at);
                at = end < 0 ? text.length : end;
            } else if (separators.includes(char)) {
                // Without a space it begins the arguments of a method, in PowerShell.
                const isMethod = shell === "powershell" && char === "(" && word !== undefined;
                (isMethod ? endWord : endCommand)();
                take();
                if (char === "\n") {
                    takeHereDocumentsUpTo(documents);
                    documents = [];
                }
            } else if (/\s/.test(char)) {
                take();
                endWord();
            } else if (char === "<") {
                endWord();
                const end = shell === "sh" ? takeHereDocument() : take() && undefined;
                const isRun = words.some((any) => RUNS_ITS_INPUT.test(any));
                documents.push(...(end === undefined || isRun ? [] : [end]));
            } else {
                word = (word ?? "") + (quotes.includes(char) ? takeQuoted() : takeExpanded());
            }
        }
        take();
        endCommand();
    }

    takeCommands("");
    return commands;
}
