import { at, flag, is, mapped, oneOf, orElse } from "../known";
import type { ExposureReader as Reader } from "./exposure";

/** Reads whether a load balancer faces the Internet: AWS makes it so unless it is told otherwise. */
export const loadBalancer: Reader = (bag) => {
    const internal = at(bag, "internal", flag);
    return [
        {
            opens: orElse(
                mapped(internal, (isInternal) => !isInternal),
                true,
            ),
            effect: "makes the load balancer face the Internet, with public addresses",
            fix: "Set internal to true.",
        },
    ];
};

// A Gateway load balancer has no addresses that clients could reach, and no `internal`.
const hasAddresses = oneOf(
    new Map([
        ["application", true],
        ["network", true],
        ["gateway", false],
    ]),
    '"application", "network" or "gateway"',
);

/** The same for a load balancer that may be of a type without addresses. */
export const typedLoadBalancer: Reader = (bag) => {
    const type = at(bag, "loadBalancerType", hasAddresses);
    if (is(type, false)) {
        return [];
    }
    return loadBalancer(bag).map((exposure) =>
        // Not internal is no harm if the type, which nobody knows yet, turns out to be "gateway".
        is(exposure.opens, true) && type.known.state === "unknown"
            ? { ...exposure, opens: type }
            : exposure,
    );
};
