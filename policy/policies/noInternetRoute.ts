import type {
    PolicyResource,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";
import { at, bagOf, isEmpty, mapped, text, valueIn } from "../network/known";
import { prefixListsOf } from "../network/prefixLists";
import { type PrefixListPart, prefixListReader } from "../network/read/prefixLists";
import { type RouteSource, unknownGateway } from "../network/read/routeSources";
import {
    holdsRoutes,
    type ReadRoute,
    routesOf,
    withGateway,
    withoutComputedTargets,
} from "../network/read/routes";
import { isSameRoute, standaloneRoutes } from "../network/read/standaloneRoutes";
import { byUrn, reportProblem } from "../report";
import { trustedDefaultRoutes, valuesOf } from "../settings/options";
import { routeProblem, undecidedProblem } from "./routeProblem";

const why = "One route out of the VPC is a path between its subnets and the Internet.";

/**
 * No route to the Internet, and no default route out of the VPC.
 *
 * A route whose gateway is not created yet has an unknown `gatewayId`. Which gateway that will be only
 * the stack view can tell, by what the property depends on, and what a prefix list holds likewise; so the
 * resource view remembers such routes as the program declared them, and the stack view decides these and
 * nothing else. Only for a resource that the resource view has not seen does it decide everything, from
 * the outputs.
 */
export function noInternetRoute(): ResourceValidationPolicy & StackValidationPolicy {
    const undecided = new Map<string, readonly ReadRoute[]>();
    const prefixLists = new Map<string, PrefixListPart>();
    return {
        name: "no-internet-route",
        displayName: "No routes to the Internet",
        description:
            "Prohibits routes to Internet, egress-only, NAT and carrier gateways, and default routes " +
            "to anything outside the VPC, because each is a path to the Internet or leaves it to " +
            "another network to be one.",
        enforcementLevel: "mandatory",
        severity: "high",
        tags: ["network", "internet"],
        remediationSteps:
            "1. Create VPC endpoints for the AWS services that the network uses.\n" +
            "2. Remove the route to the gateway.\n" +
            "3. Replace a default route to another network by routes to its private ranges.",
        url: "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html",
        validateResource: ({ type, props, urn, getConfig }, report) => {
            const bag = bagOf(props);
            const list = isEmpty(bag) ? undefined : prefixListReader(type)?.(bag);
            if (list) {
                prefixLists.set(urn, list);
            }
            if (isEmpty(bag) || !holdsRoutes(type)) {
                return;
            }
            const trusted = valuesOf(trustedDefaultRoutes, getConfig());
            const left: ReadRoute[] = [];
            for (const route of routesOf(type, bag)) {
                const judged = routeProblem(route, trusted);
                if (judged === "undecided") {
                    left.push(route);
                } else if (judged) {
                    reportProblem(report, urn, why, judged);
                }
            }
            undecided.set(urn, left);
        },
        validateStack: ({ resources, getConfig }, report) => {
            const trusted = valuesOf(trustedDefaultRoutes, getConfig());
            const lists = prefixListsOf(resources, prefixLists);
            const ownRoutes = outputReader(resources);
            const holders = resources.filter(({ type }) => holdsRoutes(type));
            for (const resource of byUrn(holders)) {
                const routes = undecided.get(resource.urn) ?? ownRoutes(resource);
                if (routes.length === 0) {
                    continue;
                }
                const resolved = resolver(resource);
                const { destinationPrefixListId, routes: inline = [] } =
                    resource.propertyDependencies;
                const listSources = destinationPrefixListId ?? inline;
                for (const route of routes) {
                    const judged = routeProblem(resolved(route), trusted, (id) =>
                        lists.contentOf(id, listSources),
                    );
                    if (judged) {
                        const problem = judged === "undecided" ? undecidedProblem(route) : judged;
                        reportProblem(report, resource.urn, why, problem);
                    }
                }
            }
        },
    };
}

/** Resolves the unknown `gatewayId` of a resource's routes by what the property depends on. */
function resolver(resource: PolicyResource): (route: ReadRoute) => ReadRoute {
    const { gatewayId, routes = [] } = resource.propertyDependencies;
    const gateway = unknownGateway(
        sourceOf(resource),
        gatewayId?.map(sourceOf),
        routes.map(sourceOf),
    );
    return (route) => mapped(route, (facts) => withGateway(facts, () => gateway));
}

function sourceOf({ type, props }: PolicyResource): RouteSource {
    return { type, bag: bagOf(props) };
}

/** Reads the routes in the outputs of a resource, without those that another resource adds to it. */
function outputReader(resources: readonly PolicyResource[]): (of: PolicyResource) => ReadRoute[] {
    let added: ReturnType<typeof standaloneRoutes> | undefined;
    return ({ type, props, urn }) => {
        const bag = bagOf(props);
        const routes = routesOf(type, bag);
        if (routes.every(({ path }) => path === "")) {
            return routes.map((route) => mapped(route, withoutComputedTargets));
        }
        added ??= standaloneRoutes(resources);
        const id = valueIn(at(bag, "id", text));
        const others = [...(added.get(urn) ?? []), ...((id && added.get(id)) || [])];
        return routes.filter((route) => {
            const own = valueIn(route);
            return !own || !others.some((other) => isSameRoute(own, other));
        });
    };
}
