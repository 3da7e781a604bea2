import type { Network, TableRoute, Target } from "../../../policy/network/model";
import { toldIn } from "../../../policy/network/told";
import { type Arrow, type Mark, type Shape, worst } from "./picture";
import type { Verdicts } from "./verdicts";

/** Where traffic leaves the subnets of a network. */
export interface Routes {
    /** The tables that are drawn, by their keys. */
    readonly tables: ReadonlyMap<string, Shape>;
    readonly targets: readonly Shape[];
    readonly arrows: readonly Arrow[];
}

/** The name of the node that stands for the Internet. */
export const INTERNET = "internet";

/** Draws tables that lead anywhere but into the VPC and to services of AWS. */
export function routesOf(
    { routeTables }: Network,
    subnetIds: ReadonlyMap<string, string>,
    drawn: ReadonlySet<string>,
    verdicts: Verdicts,
    nextId: (letter: string) => string,
): Routes {
    const tables = new Map<string, Shape>();
    const targets = new Map<string, Shape>();
    const arrows: Arrow[] = [];
    for (const table of [...routeTables.values()].filter(({ key }) => drawn.has(key))) {
        const leaving = table.routes.filter(leaves);
        if (leaving.length === 0 && table.doubts.length === 0) {
            continue;
        }
        const markOf = (route: TableRoute) => routeMark(route, verdicts);
        const shape: Shape = {
            id: nextId("t"),
            kind: "table",
            lines: [table.label],
            mark: worst([
                ...leaving.map(markOf),
                table.doubts.length > 0 ? verdicts.onWay(table.urn) : "plain",
            ]),
        };
        tables.set(table.key, shape);
        for (const [key, routes] of byTarget(leaving)) {
            const [route] = routes as [TableRoute];
            const target = toldIn(route.target);
            const mark = worst(routes.map(markOf));
            const drawnTarget = targets.get(key) ?? targetShape(route, nextId);
            targets.set(key, { ...drawnTarget, mark: worst([mark, drawnTarget.mark]) });
            arrows.push({ from: shape.id, to: drawnTarget.id, label: labelOf(routes), mark });
            const behind = subnetIds.get(toldIn(target?.forwardsBy) ?? "");
            if (behind !== undefined) {
                arrows.push({ from: drawnTarget.id, to: behind, label: "forwards", mark });
            } else if (target && (target.gateway.leads === "internet" || mark === "violated")) {
                arrows.push({ from: drawnTarget.id, to: INTERNET, label: "", mark });
            }
        }
    }
    return { tables, targets: [...targets.values()], arrows: distinct(arrows) };
}

function leaves({ target }: TableRoute): boolean {
    const told = toldIn(target);
    return told ? told.gateway.leads !== "local" && !told.isService : true;
}

/** A route is on the way of a finding by its name, or, if part of it is not known, by its resource. */
function routeMark({ urn, label, target, destinations }: TableRoute, verdicts: Verdicts): Mark {
    const isOpen = target.is === "open" || destinations.some(({ is }) => is === "open");
    return worst([verdicts.atStep(urn, label), isOpen ? verdicts.onWay(urn) : "plain"]);
}

function byTarget(routes: readonly TableRoute[]): Map<string, TableRoute[]> {
    const found = new Map<string, TableRoute[]>();
    for (const route of routes) {
        const target = toldIn(route.target);
        const key = target ? keyOf(target) : `${route.urn} ${route.label}`;
        found.set(key, [...(found.get(key) ?? []), route]);
    }
    return found;
}

function keyOf({ gateway, literal, label, forwardsBy }: Target): string {
    return `${gateway.name} ${literal ?? label} ${toldIn(forwardsBy)}`;
}

function targetShape({ target }: TableRoute, nextId: (letter: string) => string): Shape {
    const told = toldIn(target);
    return told
        ? { id: nextId("g"), kind: "gateway", mark: "plain", lines: [told.label] }
        : { id: nextId("g"), kind: "question", mark: "plain", lines: ["an unknown target"] };
}

function labelOf(routes: readonly TableRoute[]): string {
    const [first] = routes;
    const more = routes.length > 1 ? ` and ${routes.length - 1} more` : "";
    return `${first?.label}${more}`;
}

function distinct(arrows: readonly Arrow[]): Arrow[] {
    const found = new Map<string, Arrow>();
    for (const arrow of arrows) {
        const key = `${arrow.from} ${arrow.to} ${arrow.label}`;
        const known = found.get(key);
        found.set(key, known ? { ...known, mark: worst([known.mark, arrow.mark]) } : arrow);
    }
    return [...found.values()];
}
