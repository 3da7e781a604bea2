import assert from "node:assert/strict";
import { parseCidr } from "../../../policy/network/cidr";
import type { Route } from "../../../policy/network/facts";
import { at, bagOf, valueIn } from "../../../policy/network/known";
import { prefixListReader } from "../../../policy/network/read/prefixLists";
import { routesOf, withGateway, withoutComputedTargets } from "../../../policy/network/read/routes";
import { gatewayId, gateways } from "../../../policy/network/read/routeTargets";
import { protocol } from "../../../policy/network/read/securityGroupRules";
import { isSameDestination, isSameRoute } from "../../../policy/network/read/standaloneRoutes";
import { awsTypes } from "../../../policy/network/types";
import { unknown } from "../../support/policyServer";

// How single properties of routes, rules and lists are read.

type Props = Record<string, unknown>;

function route(props: Props): Route {
    const [only] = routesOf(awsTypes.route, bagOf(props));
    const read = only && valueIn(only);
    assert.ok(read);
    return read;
}

const targetsOf = ({ targets }: Route) =>
    targets.map(({ id, gateway, literal }) => [id.path, gateway?.name, literal]);

describe("The targets of a route", () => {
    it("are told by the prefix of an id, in any case and between blanks", () => {
        assert.deepEqual(targetsOf(route({ gatewayId: " IGW-1 " })), [
            ["gatewayId", gateways.internet.name, " IGW-1 "],
        ]);
        const meaning = (raw: unknown) => gatewayId.of(raw, "")?.name;
        assert.deepEqual(["Local", "vgw-1", "xyz-1", "igw1", 7].map(meaning), [
            gateways.local.name,
            gateways.vpn.name,
            undefined,
            undefined,
            undefined,
        ]);
    });

    it("are, of those that the provider computes, only those that it tells, unless there is no other", () => {
        const declared = (props: Props) => targetsOf(withoutComputedTargets(route(props)));
        const byInterface = ["networkInterfaceId", gateways.networkInterface.name, undefined];
        const toInternet = ["gatewayId", gateways.internet.name, "igw-1"];
        const computed = { networkInterfaceId: unknown.string, instanceId: unknown.string };
        assert.deepEqual(declared({ gatewayId: "igw-1", ...computed }), [toInternet]);
        assert.deepEqual(declared({ gatewayId: "igw-1", networkInterfaceId: "eni-1" }), [
            toInternet,
            ["networkInterfaceId", gateways.networkInterface.name, "eni-1"],
        ]);
        assert.deepEqual(declared({ networkInterfaceId: unknown.string }), [byInterface]);
    });

    it("take the kind that dependencies tell only where the id is unknown", () => {
        const resolved = (id: unknown) =>
            targetsOf(withGateway(route({ gatewayId: id }), () => gateways.vpn))[0]?.[1];
        assert.equal(resolved(unknown.string), gateways.vpn.name);
        assert.equal(resolved("xyz-1"), undefined);
        assert.equal(resolved("igw-1"), gateways.internet.name);
    });
});

describe("Two routes are the same", () => {
    const to = (...destinations: string[]) => {
        const [destinationCidrBlock, destinationIpv6CidrBlock] = destinations;
        return route({ destinationCidrBlock, destinationIpv6CidrBlock });
    };

    it("if any of their destinations is", () => {
        assert.equal(isSameRoute(to("0.0.0.0/0"), to("0.0.0.0/0", "::/0")), true);
        assert.equal(isSameRoute(to("0.0.0.0/0", "::/0"), to("0.0.0.0/0", "fd00::/8")), true);
        assert.equal(isSameRoute(to("0.0.0.0/0"), to("10.0.0.0/8", "::/0")), false);
    });

    it("if they name the same list", () => {
        const list = (destinationPrefixListId: unknown) => route({ destinationPrefixListId });
        assert.equal(isSameRoute(list("pl-1"), list("pl-1")), true);
        assert.equal(isSameRoute(list("pl-1"), list("pl-2")), false);
        assert.equal(isSameRoute(list(unknown.string), list(unknown.string)), false);
    });

    it("not if a destination is missing", () => {
        const range = parseCidr("10.0.0.0/8");
        assert.equal(isSameDestination(range, range), true);
        assert.equal(isSameDestination(undefined, range), false);
        assert.equal(isSameDestination(range, undefined), false);
        assert.equal(isSameDestination(undefined, undefined), false);
    });
});

it("A destination that is no text is no CIDR block", () => {
    const [destination] = route({ destinationCidrBlock: 7 }).destinations;
    assert.deepEqual(destination, {
        path: "destinationCidrBlock",
        shown: "7",
        known: { state: "malformed", expected: "a CIDR block" },
    });
});

it("The protocol of a rule is told by its name, in any case and between blanks, or by its number", () => {
    const read = (raw: unknown) => valueIn(at(bagOf({ protocol: raw }), "protocol", protocol));
    assert.deepEqual([" TCP ", "udp", "All", "-1", -1, "6", 58, "ssh", 256].map(read), [
        6,
        17,
        "all",
        "all",
        "all",
        6,
        58,
        undefined,
        undefined,
    ]);
});

it("An entry of a prefix list names the list, and a list itself names none", () => {
    const read = (type: string, props: Props) => prefixListReader(type)?.(bagOf(props));
    const entry = read(awsTypes.managedPrefixListEntry, {
        prefixListId: "pl-1",
        cidr: "10.0.0.0/8",
    });
    assert.equal(entry?.listId && valueIn(entry.listId), "pl-1");
    assert.deepEqual(entry?.addresses.map(valueIn), [parseCidr("10.0.0.0/8")]);
    assert.equal(read(awsTypes.managedPrefixList, {})?.listId, undefined);
    assert.equal(read(awsTypes.subnet, {}), undefined);
});
