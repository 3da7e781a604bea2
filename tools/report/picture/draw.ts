import { type Config, configOf } from "../../../policy/analysis/packConfig";
import type { Network, Subnet } from "../../../policy/network/model";
import { requiredServices } from "../../../policy/network/ssmPath";
import type { StackResource } from "../../../policy/network/stack";
import { toldIn } from "../../../policy/network/told";
import type { Answer } from "../../../policy/network/verdict";
import { requiredServices as moreServices, valuesOf } from "../../../policy/settings/options";
import { endpointGroups } from "./endpoints";
import { instanceGroups, strayInstances } from "./instances";
import { type Labels, labelsOf } from "./labels";
import { type Missing, missingEndpoints } from "./missing";
import { type Arrow, numbering, type Picture, type Shape, type VpcBox, worst } from "./picture";
import { reachArrows } from "./reach";
import { INTERNET, routesOf } from "./routes";
import { type ChosenVpc, selectionOf } from "./selection";
import { verdictsOf } from "./verdicts";
import { waiverLine, waysIn } from "./waysIn";

/**
 * Draws the network of a stack with what the proofs say of its parts.
 *
 * @param waived the resources with findings that are waived, and the last days of the waivers
 */
export function drawNetwork(
    network: Network,
    answers: ReadonlyMap<string, readonly Answer[]>,
    resources: readonly StackResource[],
    config: Config,
    waived: ReadonlyMap<string, string>,
): Picture {
    const verdicts = verdictsOf(answers);
    const nextId = numbering();
    const { vpcs, omissions } = selectionOf(network, verdicts);
    const subnets = vpcs.flatMap((vpc) => vpc.subnets);
    const ids = new Map(subnets.map(({ key }) => [key, nextId("s")]));
    const isDrawn = ({ subnet }: { readonly subnet: string }) => ids.has(subnet);

    const instances = instanceGroups(network, verdicts, nextId).filter(isDrawn);
    const endpoints = endpointGroups(network, verdicts, nextId).filter(isDrawn);
    const services = [
        ...requiredServices,
        ...valuesOf(moreServices, configOf("ssm-path", config).options),
    ];
    const reach = answers.has("ssm-path")
        ? reachArrows(instances, endpoints, services, network)
        : [];
    const absent = missingEndpoints(instances, services, network, verdicts, nextId);
    const tablesInUse = new Set(subnets.flatMap(({ routeTable }) => toldIn(routeTable) ?? []));
    const routes = routesOf(network, ids, tablesInUse, verdicts, nextId);
    const entrances = waysIn(network, verdicts, waived, nextId);

    const reached = new Set(reach.filter(({ mark }) => mark === "proved").map(({ to }) => to));
    const standing = [
        ...instances,
        ...endpoints.map(({ shape, subnet }) => ({ subnet, shape: markedIf(shape, reached) })),
    ];
    const toTables = subnets.flatMap(({ key, urn, routeTable }): Arrow[] => {
        const to = routes.tables.get(toldIn(routeTable) ?? "")?.id;
        const mark = verdicts.of("no-internet-path", urn);
        return to === undefined ? [] : [{ from: ids.get(key) ?? "", to, label: "", mark }];
    });
    const arrows = [...reach, ...absent.arrows, ...toTables, ...routes.arrows, ...entrances.arrows];
    const labels = labelsOf(network, resources, routes.tables);
    return {
        vpcs: vpcs.map((vpc) =>
            vpcBox(vpc, {
                nextId,
                labels,
                tables: routes.tables,
                missing: absent.missing,
                subnetBox: (subnet) => ({
                    id: ids.get(subnet.key) ?? "",
                    mark: verdicts.of("no-internet-path", subnet.urn),
                    lines: [...labels.ofSubnet(subnet), ...waiverLine(waived, subnet.urn)],
                    shapes: standing
                        .filter((each) => each.subnet === subnet.key)
                        .map(({ shape }) => shape),
                }),
            }),
        ),
        outside: [
            ...routes.targets,
            ...entrances.shapes,
            ...strayInstances(network, verdicts, nextId),
            ...internetOf(arrows),
        ],
        arrows,
        omissions: [...omissions, ...entrances.omissions],
    };
}

/** An endpoint is good where somebody surely reaches it and nothing is said against it. */
function markedIf(shape: Shape, reached: ReadonlySet<string>): Shape {
    return shape.mark === "plain" && reached.has(shape.id) ? { ...shape, mark: "proved" } : shape;
}

function internetOf(arrows: readonly Arrow[]): Shape[] {
    const touching = arrows.filter(({ from, to }) => from === INTERNET || to === INTERNET);
    const mark = worst(touching.map((arrow) => arrow.mark));
    return touching.length === 0
        ? []
        : [{ id: INTERNET, kind: "internet", lines: ["the Internet"], mark }];
}

interface Drawing {
    readonly nextId: (letter: string) => string;
    readonly labels: Labels;
    readonly tables: ReadonlyMap<string, Shape>;
    readonly missing: readonly Missing[];
    readonly subnetBox: (subnet: Subnet) => VpcBox["zones"][number]["subnets"][number];
}

function vpcBox({ key, subnets }: ChosenVpc, drawing: Drawing): VpcBox {
    const { nextId, labels, subnetBox } = drawing;
    const zones = [...new Set(subnets.map(labels.zoneOf))].sort();
    const tables = new Set(subnets.flatMap(({ routeTable }) => toldIn(routeTable) ?? []));
    return {
        id: nextId("v"),
        mark: "plain",
        lines: labels.ofVpc(key),
        zones: zones.map((zone) => ({
            id: nextId("z"),
            mark: "plain",
            lines: [zone],
            subnets: subnets.filter((subnet) => labels.zoneOf(subnet) === zone).map(subnetBox),
        })),
        shapes: [
            ...[...tables].flatMap((table) => drawing.tables.get(table) ?? []),
            ...drawing.missing.filter(({ vpc }) => vpc === key).map(({ shape }) => shape),
        ],
    };
}
