/** A text that means nothing to Markdown and HTML, and calls nobody, on one line. */
export function plain(text: string): string {
    return text
        .replace(/[\s\p{Cc}]+/gu, " ")
        .replace(/[\\`*_{}[\]()#+!|<>~&]/g, (sign) => `\\${sign}`)
        .replaceAll("@", "@\u200b");
}

/** A text as code on one line, also in a table. */
export function code(text: string): string {
    const line = text.replace(/[\s\p{Cc}]+/gu, " ").replaceAll("|", "\\|");
    const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** A table with a line for each row, of cells that are Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** What is shown after a click. */
export function details(summary: string, body: string): string {
    return `<details><summary>${plain(summary)}</summary>\n\n${body}\n\n</details>`;
}

/** As many lines from the start as fit into so many characters, and how many do not. */
export function fitting(
    lines: readonly string[],
    room: number,
): { readonly shown: readonly string[]; readonly omitted: number; readonly left: number } {
    let left = room;
    const end = lines.findIndex((line) => {
        left -= line.length + 1;
        return left < 0;
    });
    const shown = end < 0 ? lines : lines.slice(0, end);
    return { shown, omitted: lines.length - shown.length, left: Math.max(left, 0) };
}

/** A list as long as fits, with what does not fit counted. */
export function list(lines: readonly string[], room: number): string {
    const { shown, omitted } = fitting(lines, room);
    return [...shown, ...(omitted > 0 ? [`- and ${omitted} more`] : [])].join("\n");
}
