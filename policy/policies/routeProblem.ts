import type { RouteTarget } from "../network/facts";
import { valueIn } from "../network/known";
import type { ReadRoute } from "../network/read/routes";
import { judgeRoute, type RouteVerdict } from "../network/routeVerdict";
import { doubt, type Problem, settle } from "../report";

const remedy = "Remove the route; reach AWS services through VPC endpoints.";

/** The problem of a route, none, or that only its gateway, which is not known yet, decides. */
export function routeProblem(route: ReadRoute): Problem | "undecided" | undefined {
    if (route.known.state !== "value") {
        return { what: `${doubt(route)} It may lead to the Internet.`, fix: settle(route) };
    }
    const verdict = judgeRoute(route.known.value);
    const place = placeOf(route);
    switch (verdict.is) {
        case "private":
            return undefined;
        case "undecided":
            return "undecided";
        case "internet":
            return { what: `${place} leads to ${named(verdict.target)}.`, fix: remedy };
        case "malformed":
            return { what: doubt(verdict.target.id), fix: settle(verdict.target.id) };
        case "aimless":
            return {
                what: `Cannot be proved: ${place} has no target that the policy knows.`,
                fix: "Name the target with a property that the policy knows, or remove the route.",
            };
        case "default":
            return defaultProblem(place, verdict);
    }
}

/** The problem of a route whose gateway stays unknown when the whole stack is seen. */
export function undecidedProblem(route: ReadRoute): Problem {
    const path = route.path === "" ? "gatewayId" : `${route.path}.gatewayId`;
    const undecided = valueIn(route)?.targets.find(({ gateway }) => !gateway);
    return {
        what: `Cannot be proved: ${path} is ${undecided?.id.shown}, and it is not computed from gateways of one kind in this stack. It may be an Internet gateway.`,
        fix: `Take ${path} from one gateway of this stack, or give its id. ${remedy}`,
    };
}

type DefaultRoute = Extract<RouteVerdict, { is: "default" }>;

function defaultProblem(place: string, { target, destination, certain }: DefaultRoute): Problem {
    if (certain && destination) {
        const all = `${destination.path} ${destination.shown}`;
        return { what: `${place} is a default route (${all}) to ${named(target)}.`, fix: remedy };
    }
    const reason =
        destination === undefined
            ? "Cannot be proved: the route has no destination that the policy knows."
            : destination.known.state === "value"
              ? `Cannot be proved: the prefix list of ${destination.path} (${destination.shown}) may hold everything.`
              : doubt(destination);
    return {
        what: `${reason} ${place} may be a default route to ${named(target)}.`,
        fix: `Give the route a private CIDR block as its destination. ${remedy}`,
    };
}

function placeOf({ path }: ReadRoute): string {
    return path === "" ? "The route" : path;
}

function named({ gateway, id }: RouteTarget): string {
    return `${gateway?.name ?? "a gateway"} (${id.path}: ${id.shown})`;
}
