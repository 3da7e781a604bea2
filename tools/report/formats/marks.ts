import type { Mark } from "../picture/picture";

/** What stands beside a colour, so that nobody needs to see that. */
export const symbols: Readonly<Record<Mark, string>> = {
    proved: "✓",
    violated: "✗",
    unknown: "?",
    plain: "",
};

/** So long is a line in a picture at most, and so many lines has a text, in characters. */
const LINE = 32;
const MOST_LINES = 3;

/** The lines of a part of a picture, the first of them with the symbol of its mark. */
export function labelled({
    lines,
    mark,
}: {
    readonly lines: readonly string[];
    readonly mark: Mark;
}): string[] {
    const [first = "", ...others] = lines;
    return [`${symbols[mark]} ${first}`.trim(), ...others].flatMap(wrapped);
}

/** A text in lines of limited length, without what does not fit. */
export function wrapped(text: string): string[] {
    const words = text
        .replace(/[\s\p{Cc}]+/gu, " ")
        .trim()
        .split(" ")
        .map((word) => cut(word, LINE));
    const lines: string[] = [];
    for (const word of words) {
        const longer = `${lines.at(-1)} ${word}`;
        if (lines.length > 0 && lengthOf(longer) <= LINE) {
            lines[lines.length - 1] = longer;
        } else {
            lines.push(word);
        }
    }
    return lines.length > MOST_LINES
        ? [...lines.slice(0, MOST_LINES - 1), cut(`${lines.slice(MOST_LINES - 1).join(" ")}`, LINE)]
        : lines;
}

/** By characters, of which some have two units of a string's length. */
const lengthOf = (text: string) => [...text].length;

function cut(text: string, most: number): string {
    return lengthOf(text) > most ? `${[...text].slice(0, most - 1).join("")}…` : text;
}
