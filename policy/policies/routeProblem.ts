import type { RouteTarget } from "../network/facts";
import { type Property, valueIn } from "../network/known";
import type { ListContent } from "../network/prefixLists";
import type { ReadRoute } from "../network/read/routes";
import { judgeRoute, type RouteVerdict } from "../network/routeVerdict";
import { doubt, type Problem, settle, uncertaintyOf } from "../report";

const remedy = "Remove the route; reach AWS services through VPC endpoints.";

/** What a route's prefix list holds. */
export type ContentOf = (prefixList: Property<string>) => ListContent;

/**
 * The problem of a route, none, or that only the whole stack decides: its gateway, which is not known
 * yet, or what its prefix list holds.
 *
 * @param contentOf left out where the stack is not in sight
 */
export function routeProblem(
    route: ReadRoute,
    trusted: readonly string[],
    contentOf?: ContentOf,
): Problem | "undecided" | undefined {
    if (route.known.state !== "value") {
        return {
            what: `${doubt(route)} It may lead to the Internet.`,
            fix: settle(route),
            uncertainty: uncertaintyOf(route),
        };
    }
    const { prefixList } = route.known.value;
    const verdict = judgeRoute(route.known.value, trusted);
    const place = placeOf(route);
    switch (verdict.is) {
        case "private":
            return undefined;
        case "undecided":
            return "undecided";
        case "internet":
            return { what: `${place} leads to ${named(verdict.target)}.`, fix: remedy };
        case "malformed":
            return { what: doubt(verdict.property), fix: settle(verdict.property) };
        case "aimless":
            return {
                what: `Cannot be proved: ${place} has no target that the policy knows.`,
                fix: "Name the target with a property that the policy knows, or remove the route.",
                uncertainty: "unknown",
            };
        case "default":
            return defaultProblem(place, verdict);
        case "listed":
            return contentOf
                ? listProblem(place, verdict.target, prefixList, contentOf(prefixList))
                : "undecided";
    }
}

/** The problem of a route whose gateway stays unknown when the whole stack is seen. */
export function undecidedProblem(route: ReadRoute): Problem {
    const path = route.path === "" ? "gatewayId" : `${route.path}.gatewayId`;
    const undecided = valueIn(route)?.targets.find(({ gateway }) => !gateway);
    return {
        what: `Cannot be proved: ${path} is ${undecided?.id.shown}, and it is not computed from gateways of one kind in this stack. It may be an Internet gateway.`,
        fix: `Take ${path} from one gateway of this stack, or give its id. ${remedy}`,
        uncertainty: "unknown",
    };
}

type DefaultRoute = Extract<RouteVerdict, { is: "default" }>;

function defaultProblem(place: string, { target, destination, certain }: DefaultRoute): Problem {
    if (certain && destination) {
        const all = `${destination.path} ${destination.shown}`;
        return certainDefault(place, target, all);
    }
    const reason =
        destination === undefined
            ? "Cannot be proved: the route has no destination that the policy knows."
            : doubt(destination);
    const uncertainty = destination === undefined ? "unknown" : uncertaintyOf(destination);
    return possibleDefault(place, target, reason, uncertainty);
}

function listProblem(
    place: string,
    target: RouteTarget,
    { path, shown }: Property<string>,
    content: ListContent,
): Problem | undefined {
    const list = `the prefix list of ${path} (${shown})`;
    const possible = (reason: string, uncertainty: Problem["uncertainty"]) =>
        possibleDefault(place, target, `Cannot be proved: ${list} ${reason}.`, uncertainty);
    switch (content.is) {
        case "part":
            return undefined;
        case "everything":
            return certainDefault(place, target, `${list} holds everything`);
        case "open":
            return possible(
                `has an element ${content.address.path} that is ${content.address.shown}`,
                uncertaintyOf(content.address),
            );
        case "external":
            return possible("lies outside the stack, and may hold everything", "external");
        case "unresolved":
            return possible("is not computed from one prefix list of this stack", "unknown");
    }
}

function certainDefault(place: string, target: RouteTarget, all: string): Problem {
    return {
        what: `${place} is a default route (${all}) to ${named(target)}.`,
        fix: trust(target),
    };
}

function possibleDefault(
    place: string,
    target: RouteTarget,
    reason: string,
    uncertainty: Problem["uncertainty"],
): Problem {
    return {
        what: `${reason} ${place} may be a default route to ${named(target)}.`,
        fix: `Give the route a private CIDR block as its destination. ${trust(target)}`,
        uncertainty,
    };
}

/** The remedy for a default route to a network that is not the Internet. */
function trust({ gateway }: RouteTarget): string {
    return gateway?.kind === undefined
        ? remedy
        : `${remedy} If that network is trusted, list the target or "${gateway.kind}" in trustedDefaultRoutes of the policy's configuration.`;
}

function placeOf({ path }: ReadRoute): string {
    return path === "" ? "The route" : path;
}

function named({ gateway, id }: RouteTarget): string {
    return `${gateway?.name ?? "a gateway"} (${id.path}: ${id.shown})`;
}
