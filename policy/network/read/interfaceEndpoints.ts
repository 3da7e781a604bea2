import { Belongings, strayDoubts } from "../collections";
import { type Document, document } from "../iam/document";
import { refer, referAll, referenceAt } from "../join";
import type { Kinds } from "../kinds";
import {
    at,
    elementsAt,
    flag,
    is,
    type Meaning,
    oneOf,
    type Property,
    text,
    valueIn,
} from "../known";
import { madeWith } from "../made";
import type { Endpoint, ServiceName, Several, Told } from "../model";
import type { Node, Stack } from "../stack";
import { all, doubtAbout, isEmptySet, none, open, orDoubt, tell, told, union } from "../told";
import { awsTypes } from "../types";
import { readEndpoint, readPrivateDnsSwitch } from "./endpoints";
import { vpcOf } from "./subnets";

// The prefixes of AWS's own services, by partition.
const knownPrefixes: ReadonlySet<string> = new Set([
    "com.amazonaws",
    "cn.com.amazonaws",
    "aws.api",
    "eu.amazonaws",
    "gov.ic.c2s",
    "gov.sgov.sc2s",
]);

/** A name such as `com.amazonaws.eu-central-1.ssm`; the suffix may have several labels. */
const serviceName: Meaning<ServiceName> = {
    expected: "the name of a VPC endpoint service",
    of: (raw) => {
        const written = typeof raw === "string" ? raw : "";
        const [, prefix = "", region = "", suffix = ""] =
            /^(.+?)\.([a-z]{2,4}(?:-[a-z]+)+-\d+)\.(.+)$/.exec(written) ?? [];
        return suffix === ""
            ? undefined
            : { written, suffix, region, isPrefixKnown: knownPrefixes.has(prefix) };
    },
};

const isGatewayType = oneOf(
    new Map([
        ["gateway", true],
        ["interface", false],
        ["gatewayloadbalancer", false],
        ["resource", false],
        ["servicenetwork", false],
    ]),
    "a type of VPC endpoint",
);

// "ipv6" alone leaves the endpoint without any IPv4 address.
const hasIpv4 = oneOf(
    new Map([
        ["ipv4", true],
        ["dualstack", true],
        ["ipv6", false],
    ]),
    '"ipv4", "dualstack" or "ipv6"',
);

/** Reads the VPC endpoints with what resources of their own add to them. */
export function readEndpoints(stack: Stack, kinds: Kinds): Endpoint[] {
    const subnets = additions(stack, kinds, awsTypes.endpointSubnetAssociation, (node) =>
        one(refer(kinds.subnet, referenceAt(node, "subnetId"))),
    );
    const groups = additions(stack, kinds, awsTypes.endpointSecurityGroupAssociation, (node) =>
        one(refer(kinds.group, referenceAt(node, "securityGroupId"))),
    );
    const tables = additions(stack, kinds, awsTypes.endpointRouteTableAssociation, (node) =>
        one(refer(kinds.routeTable, referenceAt(node, "routeTableId"))),
    );
    const switches = resourcesOf(stack, kinds, awsTypes.endpointPrivateDns);
    const policies = resourcesOf(stack, kinds, awsTypes.endpointPolicy);
    return stack.ofTypes(awsTypes.vpcEndpoint).map((node) => {
        const { urn, label, inputs } = node;
        const listed = (key: string, kind: Kinds["subnet"]) =>
            referAll(kind, node, key, elementsAt(inputs, key, text));
        const vpc = vpcOf(node, kinds);
        return {
            key: urn,
            urn,
            label,
            vpc,
            isInterface: orDoubt(label, readEndpoint(inputs).isInterface),
            isGateway: tell(label, at(inputs, "vpcEndpointType", isGatewayType), true),
            service: serviceOf(node),
            privateDns: privateDnsOf(node, switches),
            isReachableByIpv4: tell(label, at(inputs, "ipAddressType", hasIpv4), true),
            subnets: union(
                listed("subnetIds", kinds.subnet),
                configuredSubnets(node, kinds),
                subnets(urn),
            ),
            groups: groupsOf(union(listed("securityGroupIds", kinds.group), groups(urn)), vpc),
            routeTables: union(listed("routeTableIds", kinds.routeTable), tables(urn)),
            policy: policyOf(node, policies),
        };
    });
}

/** One property, or none, as a set. */
export function one(fact: Told<string>): Several<string> {
    return fact.is === "told"
        ? all([fact.value])
        : { certain: [], possible: [], doubts: [fact.doubt] };
}

/** The groups of an interface: without any, AWS takes the default group of the VPC. */
export function groupsOf(groups: Several<string>, vpc: Told<string>): Several<string> {
    return isEmptySet(groups)
        ? one(vpc.is === "told" ? told(madeWith.group(vpc.value)) : vpc)
        : groups;
}

function configuredSubnets(node: Node, kinds: Kinds): Several<string> {
    const key = "subnetConfigurations";
    return referAll(kinds.subnet, node, key, elementsAt(node.inputs, key, subnetInConfiguration));
}

const subnetInConfiguration: Meaning<string> = {
    expected: "a subnet's configuration",
    of: (raw, path) => {
        const subnet = at({ path, raw }, "subnetId", text);
        return valueIn(subnet);
    },
};

function serviceOf(node: Node): Told<ServiceName> {
    const property = at(node.inputs, "serviceName", serviceName);
    const crossRegion = at(node.inputs, "serviceRegion", text);
    const name = valueIn(property);
    if (name === undefined) {
        // What another account offers, or this one, is no service of AWS.
        const isOffered = node
            .sources("serviceName")
            .some(({ type }) => type === awsTypes.endpointService);
        return isOffered
            ? told({ written: property.shown, suffix: "", region: "", isPrefixKnown: false })
            : open(doubtAbout(node.label, property));
    }
    return crossRegion.known.state === "absent"
        ? told(name)
        : told({ ...name, region: valueIn(crossRegion) ?? "of another kind" });
}

/** A switch of its own beats what the endpoint leaves out; left out, an existing endpoint stays as it is. */
function privateDnsOf(node: Node, switches: Belongings<Node>): Told<boolean> {
    const { privateDns } = readEndpoint(node.inputs);
    if (privateDns.known.state !== "absent") {
        return orDoubt(node.label, privateDns);
    }
    const [first] = switches.of(node.urn);
    if (first) {
        return tell(first.label, readPrivateDnsSwitch(first.inputs).enabled, false);
    }
    const [stray] = strayDoubts(switches);
    return stray ? open(stray) : told(is(at(node.outputs, "privateDnsEnabled", flag), true));
}

function policyOf(node: Node, policies: Belongings<Node>): Endpoint["policy"] {
    const [own] = policies.of(node.urn);
    const [stray] = strayDoubts(policies);
    if (!own && stray) {
        return open(stray);
    }
    const { label, inputs } = own ?? node;
    const property: Property<Document | undefined> = at(inputs, "policy", document);
    return tell(label, property, undefined);
}

/** What resources of one type add to an endpoint. */
function additions(
    stack: Stack,
    kinds: Kinds,
    type: string,
    read: (node: Node) => Several<string>,
): (endpoint: string) => Several<string> {
    const found = resourcesOf(stack, kinds, type);
    const strays = { ...none, doubts: strayDoubts(found) };
    return (endpoint) => union(...found.of(endpoint).map(read), strays);
}

/** The resources of one type by the endpoint that they belong to. */
function resourcesOf(stack: Stack, kinds: Kinds, type: string): Belongings<Node> {
    const found = new Belongings<Node>();
    for (const node of stack.ofTypes(type)) {
        found.add(refer(kinds.endpoint, referenceAt(node, "vpcEndpointId")), node);
    }
    return found;
}
