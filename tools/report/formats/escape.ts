const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

/** A text that means nothing to HTML and SVG: names of resources are whatever a program says. */
export function escaped(text: string): string {
    return text
        .replace(/[&<>"']/g, (character) => entities[character] ?? "")
        .replace(/(?![\n\t])\p{Cc}/gu, "�");
}

/** HTML as it is, beside texts that are escaped. */
export class Html {
    constructor(readonly text: string) {}
}

/** HTML of a template: texts in it are escaped, HTML is not, and lists are joined. */
export function html(
    strings: TemplateStringsArray,
    ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
    const written = values.map((value) =>
        value instanceof Html
            ? value.text
            : typeof value === "object"
              ? value.map(({ text }) => text).join("")
              : escaped(String(value)),
    );
    return new Html(String.raw({ raw: strings }, ...written));
}
