import { type Graph, instance, type Subgraph } from "@viz-js/viz";
import type { Arrow, Picture, Shape, SubnetBox, VpcBox } from "../picture/picture";
import { escaped } from "./escape";
import { labelled, symbols, wrapped } from "./marks";

/**
 * Lays the picture out with Graphviz. Colours and line styles are left to a style sheet: each part has the
 * classes `mark-...` and `kind-...`.
 *
 * @returns an `svg` element with a title and a description
 */
export async function svgOf(picture: Picture, description: string): Promise<string> {
    const viz = await instance();
    const svg = viz
        .renderString(graphOf(picture), { format: "svg" })
        // It writes hyphens, which need none, as entities.
        .replaceAll("&#45;", "-");
    return namedParts(svg, picture)
        .replace(/^[\s\S]*?<svg/, "<svg")
        .replace(/<!--[\s\S]*?-->\n?/g, "")
        .replace(
            /<svg width="(\d+)pt" height="(\d+)pt"\n?/,
            (_, width, height) =>
                `<svg class="${width > NARROW ? "wide" : "narrow"}" width="${width}" height="${height}" `,
        )
        .replace(
            /(<svg[^>]*)>/,
            `$1 role="img" aria-labelledby="picture-title picture-description">` +
                `<title id="picture-title">The network</title>` +
                `<desc id="picture-description">${escaped(description)}</desc>`,
        );
}

/** Up to this width, in pixels, a picture may shrink to the page; a wider one would be too small to read. */
const NARROW = 640;

const font = { fontname: "Helvetica", fontsize: 11 };

function graphOf({ vpcs, outside, arrows }: Picture): Graph {
    const anchored = new Set(
        vpcs.flatMap(({ zones }) => zones.flatMap((zone) => zone.subnets.map(({ id }) => id))),
    );
    return {
        directed: true,
        graphAttributes: {
            rankdir: "LR",
            compound: true,
            bgcolor: "transparent",
            nodesep: 0.2,
            ranksep: 0.9,
            ...font,
        },
        nodeAttributes: { ...font, margin: "0.12,0.07" },
        edgeAttributes: { ...font, fontsize: 10 },
        subgraphs: vpcs.map(vpcCluster),
        nodes: outside.map(nodeOf),
        edges: arrows.map((arrow) => edgeOf(arrow, anchored)),
    };
}

function vpcCluster({ zones, shapes, ...box }: VpcBox): Subgraph {
    return {
        ...cluster(box, "vpc"),
        nodes: shapes.map(nodeOf),
        // Graphviz stacks what comes first at the bottom.
        subgraphs: zones.toReversed().map(({ subnets, ...zone }) => ({
            ...cluster(zone, "zone"),
            subgraphs: subnets.map(subnetCluster),
        })),
    };
}

function subnetCluster({ shapes, ...box }: SubnetBox): Subgraph {
    return {
        ...cluster(box, "subnet"),
        nodes: [anchorOf(box.id), ...shapes.map(nodeOf)],
    };
}

type Box = Omit<SubnetBox, "shapes">;

function cluster({ id, lines, mark }: Box, kind: string): Subgraph {
    return {
        name: `cluster_${id}`,
        graphAttributes: {
            label: literal(labelled({ lines, mark }), "\\l"),
            class: `mark-${mark} kind-${kind}`,
            labeljust: "l",
            margin: 10,
            ...font,
        },
    };
}

/** What arrows of a cluster start from: Graphviz knows arrows between nodes only. */
function anchorOf(id: string) {
    return { name: id, attributes: { shape: "point", style: "invis", width: 0, label: "" } };
}

const shapes: Readonly<Record<Shape["kind"], string>> = {
    instances: "box",
    endpoints: "component",
    table: "note",
    gateway: "cds",
    internet: "ellipse",
    "way in": "house",
    question: "hexagon",
};

function nodeOf({ id, kind, lines, mark }: Shape) {
    return {
        name: id,
        attributes: {
            shape: shapes[kind],
            label: literal(labelled({ lines, mark })),
            ...(kind === "gateway" && { margin: "0.25,0.14" }),
            class: `mark-${mark} kind-${kind.replace(" ", "-")}`,
        },
    };
}

function edgeOf({ from, to, label, mark }: Arrow, anchored: ReadonlySet<string>) {
    return {
        tail: from,
        head: to,
        attributes: {
            class: `mark-${mark}`,
            label: literal(wrapped(`${symbols[mark]} ${label}`)),
            ...(anchored.has(from) && { ltail: `cluster_${from}` }),
            ...(anchored.has(to) && { lhead: `cluster_${to}` }),
        },
    };
}

/** Lines as Graphviz shows them as they are: it knows escapes with a backslash, and entities of HTML. */
function literal(lines: readonly string[], end = "\\n"): string {
    return lines
        .map((line) => line.replaceAll("\\", "\\\\").replaceAll("&", "&amp;") + end)
        .join("");
}

/** Graphviz entitles each part with its id, which browsers show to whoever points at it. */
function namedParts(svg: string, { vpcs, outside, arrows }: Picture): string {
    const zones = vpcs.flatMap((vpc) => vpc.zones);
    const subnets = zones.flatMap((zone) => zone.subnets);
    const parts = [
        ...vpcs,
        ...zones,
        ...subnets,
        ...outside,
        ...[...vpcs, ...subnets].flatMap((box) => box.shapes),
    ];
    const names = new Map(parts.map(({ id, lines }) => [id, lines.join(", ")]));
    const titles = new Map([
        ...parts.flatMap(({ id, mark }) => {
            const title = `${names.get(id)}${mark === "plain" ? "" : ` (${mark})`}`;
            return [[id, title] as const, [`cluster_${id}`, title] as const];
        }),
        ...arrows.map(({ from, to, label, mark }) => {
            const title = `${names.get(from)} → ${names.get(to)} ${label} (${mark})`;
            return [`${from}-&gt;${to}`, title.replace("  ", " ")] as const;
        }),
    ]);
    return svg.replace(
        /<title>([^<]*)<\/title>\n?/g,
        (_, id: string) => `<title>${escaped(titles.get(id) ?? "")}</title>`,
    );
}
