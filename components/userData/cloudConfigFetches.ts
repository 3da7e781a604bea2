import { fetchingLines } from "./fetchCommands";
import type { Reachable } from "./reachableHosts";

/** Keys whose commands cloud-init runs. */
const COMMANDS = ["bootcmd", "runcmd"];

/** Keys that make cloud-init ask the system's package manager if they are on. */
const UPDATES = ["apt_update", "apt_upgrade", "package_update", "package_upgrade", "repo_update"];

/** A key of a cloud-config document, with the lines that belong to it. */
interface Section {
    readonly key: string;
    readonly line: number;
    /** What stands behind the key. */
    readonly value: string;
    readonly rest: readonly string[];
}

/**
 * The lines of a cloud-config document that download what cannot be reached.
 *
 * @see https://docs.cloud-init.io/en/latest/reference/modules.html
 */
export function cloudConfigFetches(
    { text, line }: { readonly text: string; readonly line: number },
    reachable: Reachable,
): number[] {
    return sectionsOf(text, line).flatMap((section) => {
        if (COMMANDS.includes(section.key)) {
            const script = [section.value, ...section.rest].map(commandOf).join("\n");
            return fetchingLines(script, "sh", section.line, reachable);
        }
        return asksPackageManager(section) && !reachable.amazonLinux ? [section.line] : [];
    });
}

function sectionsOf(text: string, firstLine: number): Section[] {
    const lines = text.split("\n");
    const starts = lines.flatMap((content, index) => (/^[a-z_]+:/.test(content) ? [index] : []));
    return starts.map((start, index) => {
        const [, key = "", value = ""] = /^([a-z_]+):\s*(.*)$/.exec(lines[start] ?? "") ?? [];
        return {
            key,
            line: firstLine + start,
            value: value.replace(/(^|\s)#.*$/, ""),
            rest: lines.slice(start + 1, starts[index + 1]),
        };
    });
}

function asksPackageManager({ key, value, rest }: Section): boolean {
    if (UPDATES.includes(key)) {
        return /^["']?(true|yes|on)\b/i.test(value);
    }
    const [first = ""] = rest.map((content) => content.trim()).filter(isContent);
    return key === "packages" && (value ? /^\[\s*[^\s\]]/.test(value) : /^-\s/.test(first));
}

function isContent(content: string): boolean {
    return content !== "" && !content.startsWith("#");
}

/** An item of a list of commands as a shell would have it: a text, or a list of words. */
function commandOf(line: string): string {
    const item = line.trim().replace(/^(-\s+)+/, "");
    if (/^[|>][+-]?\d*$/.test(item)) {
        return "";
    }
    const [, words] = /^\[(.*)\]\s*,?$/.exec(item) ?? [];
    if (words !== undefined) {
        return words.replaceAll(/("(?:[^"\\]|\\.)*"|'[^']*')|,/g, (_, quoted) => quoted ?? " ");
    }
    return /^(".*"|'.*')$/.test(item) ? item.slice(1, -1) : item;
}
