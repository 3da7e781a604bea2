import { present } from "../collections";
import type { Route, RouteTarget } from "../facts";
import { refer, referAll, referenceAt, topLevelKey } from "../join";
import type { Kinds } from "../kinds";
import { at, mapped } from "../known";
import type { Target, Told } from "../model";
import type { Node, Stack } from "../stack";
import { doubtIn, open, tell, told, toldIn } from "../told";
import { awsTypes } from "../types";
import { isPublic, isRegional } from "./gateways";
import { gateways } from "./routeTargets";

/** Reads where a route leads: out, to the VPC itself, or on by the table of a private NAT gateway's subnet. */
export function targetReader(
    stack: Stack,
    kinds: Kinds,
): (node: Node, route: Route) => Told<Target> {
    const natGateways = new Map(stack.ofTypes(awsTypes.natGateway).map((node) => [node.urn, node]));
    /** Where a NAT gateway leads: out, on by the table of its own subnet, or nobody knows. */
    const behindNat = (
        node: Node,
        { id, literal }: RouteTarget,
    ): Told<Told<string> | undefined> => {
        const found = referAll(kinds.natGateway, node, topLevelKey(id.path), [
            mapped(id, () => literal ?? id.shown),
        ]);
        const candidates = present(
            [...found.certain, ...found.possible].map((key) => natGateways.get(key)),
        );
        const [only, ...others] = candidates;
        const [doubt] = found.doubts;
        if (!only) {
            // One outside the stack counts as public: only a private one had to be proved.
            return doubt?.uncertainty === "unknown" ? open(doubt) : told(undefined);
        }
        const natures = candidates.map(isPublicNat);
        if (natures.every((nature) => toldIn(nature) === true)) {
            return told(undefined);
        }
        const nature = isPublicNat(only);
        if (others.length > 0 || nature.is === "open") {
            return open(
                doubtIn(nature) ?? {
                    uncertainty: "unknown",
                    reason: `nobody can tell which NAT gateway ${id.path} of ${node.label} means`,
                },
            );
        }
        return told(refer(kinds.subnet, referenceAt(only, "subnetId")));
    };
    return (node, route) => {
        const [first] = route.targets;
        const worst =
            route.targets.find(({ gateway }) => gateway?.leads === "internet") ??
            route.targets.find(({ gateway }) => gateway?.leads === "outside") ??
            first;
        if (!worst) {
            return open({ uncertainty: "unknown", reason: `${node.label} has no known target` });
        }
        const { id, gateway, literal } = worst;
        if (!gateway) {
            return open({
                uncertainty: "unknown",
                reason: `${id.path} of ${node.label} is ${id.shown}, which may be an Internet gateway`,
            });
        }
        const nat = gateway === gateways.nat ? behindNat(node, worst) : told(undefined);
        if (nat.is === "open") {
            return nat;
        }
        const subnet = nat.value;
        return told({
            gateway,
            label: `${gateway.name} (${nameOf(node, id.path) ?? `${id.path}: ${id.shown}`})`,
            literal,
            ...(subnet && { forwardsBy: subnet }),
            isService: gateway.leads === "endpoint" && route.prefixList.known.state !== "absent",
        });
    };
}

/** Whether a NAT gateway is public; a regional one always is. */
function isPublicNat({ label, inputs }: Node): Told<boolean> {
    const regional = tell(label, at(inputs, "availabilityMode", isRegional), false);
    return toldIn(regional) === false
        ? tell(label, at(inputs, "connectivityType", isPublic), true)
        : regional;
}

/** The one resource that the target of a route of its own is computed from. */
function nameOf(node: Node, path: string): string | undefined {
    const [only, ...others] = node.sources(path);
    return others.length === 0 ? only?.label : undefined;
}
