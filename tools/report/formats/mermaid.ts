import type { Arrow, Mark, Picture, Shape } from "../picture/picture";
import { labelled, symbols, wrapped } from "./marks";

/** What Mermaid on GitHub refuses to draw: more characters than this, or more arrows. */
const MOST_CHARACTERS = 20_000;
const MOST_ARROWS = 400;

/** The picture as a Mermaid diagram; `undefined` if there is none, or it is too large to be drawn. */
export function mermaidOf({ vpcs, outside, arrows }: Picture): string | undefined {
    const zones = vpcs.flatMap((vpc) => vpc.zones);
    const subnets = zones.flatMap((zone) => zone.subnets);
    const lines = [
        "flowchart LR",
        ...vpcs.flatMap((vpc) =>
            box(vpc, [
                ...vpc.zones.flatMap((zone) =>
                    box(
                        zone,
                        zone.subnets.flatMap((subnet) => box(subnet, subnet.shapes.map(node))),
                    ),
                ),
                ...vpc.shapes.map(node),
            ]),
        ),
        ...outside.map(node),
        ...arrows.map(arrow),
        ...marks.map((mark) => `classDef ${mark} ${styles[mark]}`),
        ...[...vpcs, ...zones, ...subnets].map(({ id, mark }) => `class ${id} ${mark}`),
        ...marks.flatMap((mark) => linkStyle(mark, arrows)),
    ];
    const text = lines.join("\n");
    const fits = text.length <= MOST_CHARACTERS && arrows.length <= MOST_ARROWS;
    return vpcs.length > 0 && fits ? text : undefined;
}

const marks: readonly Mark[] = ["proved", "violated", "unknown", "plain"];

// Strokes that are seen on light and on dark pages; fills are left to the page.
const styles: Readonly<Record<Mark, string>> = {
    proved: "stroke:#2da44e,stroke-width:1px",
    violated: "stroke:#e5534b,stroke-width:4px",
    unknown: "stroke:#c69026,stroke-width:2px,stroke-dasharray:6 4",
    plain: "stroke:#8c959f,stroke-width:1px",
};

interface Part {
    readonly id: string;
    readonly lines: readonly string[];
    readonly mark: Mark;
}

/** Mermaid has room for one line above what is inside. */
function box({ id, lines, mark }: Part, inside: readonly string[]): string[] {
    const title = `${symbols[mark]} ${lines.join(", ")}`.trim();
    return [`subgraph ${id}["${label([title])}"]`, ...inside.map((line) => `    ${line}`), "end"];
}

const brackets: Readonly<Record<Shape["kind"], readonly [string, string]>> = {
    instances: ["(", ")"],
    endpoints: ["[[", "]]"],
    table: ["[", "]"],
    gateway: [">", "]"],
    internet: ["((", "))"],
    "way in": ["[/", "\\]"],
    question: ["{{", "}}"],
};

function node(shape: Shape): string {
    const [open, close] = brackets[shape.kind];
    return `${shape.id}${open}"${label(labelled(shape))}"${close}:::${shape.mark}`;
}

function arrow({ from, to, label: text, mark }: Arrow): string {
    const said = `${symbols[mark]} ${text}`.trim();
    return said === "" ? `${from} --> ${to}` : `${from} -- "${label(wrapped(said))}" --> ${to}`;
}

/** Mermaid numbers arrows in the order in which they are written. */
function linkStyle(mark: Mark, arrows: readonly Arrow[]): string[] {
    const numbers = arrows.flatMap((each, index) => (each.mark === mark ? [index] : []));
    return numbers.length === 0 ? [] : [`linkStyle ${numbers.join(",")} ${styles[mark]}`];
}

/** Text that ends no string, and means nothing to Mermaid, Markdown and HTML. */
function label(lines: readonly string[]): string {
    return lines
        .map((line) =>
            line.replace(/[^\p{L}\p{N} .,:…✓✗?()/-]/gu, (sign) => `#${sign.codePointAt(0)};`),
        )
        .join("<br/>");
}
