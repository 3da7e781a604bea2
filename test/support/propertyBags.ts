import fc from "fast-check";
import { awsTypes } from "../../policy/network/types";
import { nestedProperties, resourceDeclaration } from "../../tools/awsEmulator/declarations";
import type { DeclaredProperties, DeclaredType } from "../../tools/awsEmulator/declaredTypes";
import { idOf, type Resource, unknown } from "./policyServer";

// What the properties of a resource may hold, right or wrong: for tests that no property makes a policy
// throw, or say less than it must.

type Bag = Record<string, unknown>;

/** What stands for a value that only the update tells. */
export const sentinels: readonly unknown[] = Object.values(unknown);

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const signed = (kind: string, rest: object) => ({ [SIGNATURE]: kind, ...rest });
const secret = (value: unknown) => signed("1b47061264138c4ac30d75fd1eb44270", { value });
const asset = signed("c44067f5952c0a294b673a41bacd8c17", { text: "text" });
const archive = signed("0def7320c3a5731c473e5ecbe6d01bc7", { path: "file.zip" });

/** The properties that some policy reads, and such as objects of JavaScript have by themselves. */
export const keys: readonly string[] = [
    "__isSpecialProxy",
    "__proto__",
    "assignIpv6AddressOnCreation",
    "assignPublicIp",
    "associatePublicIpAddress",
    "availabilityMode",
    "carrierGatewayId",
    "cidr",
    "cidrBlock",
    "cidrBlocks",
    "cidrIpv4",
    "cidrIpv6",
    "computeResources",
    "connectivityType",
    "constructor",
    "destinationCidrBlock",
    "destinationIpv6CidrBlock",
    "destinationPrefixListId",
    "ec2Attributes",
    "ec2KeyPair",
    "ec2SshKey",
    "ecsParameters",
    "egressOnlyGatewayId",
    "elasticIp",
    "enablePrimaryIpv6",
    "entries",
    "fromPort",
    "gatewayId",
    "httpEndpoint",
    "httpTokens",
    "id",
    "ingress",
    "instanceId",
    "internal",
    "ipProtocol",
    "ipv6AddressCount",
    "ipv6Addresses",
    "ipv6CidrBlock",
    "ipv6CidrBlocks",
    "ipv6Native",
    "keyName",
    "keyPair",
    "launchSpecifications",
    "launchTemplate",
    "length",
    "loadBalancerType",
    "mapPublicIpOnLaunch",
    "metadataOptions",
    "natGatewayId",
    "networkConfiguration",
    "networkInterfaceId",
    "networkInterfaces",
    "prefixListId",
    "prefixListIds",
    "privateDnsEnabled",
    "protocol",
    "publiclyAccessible",
    "referencedSecurityGroupId",
    "remoteAccess",
    "routes",
    "routeTableId",
    "securityGroups",
    "self",
    "sourceSecurityGroupId",
    "target",
    "toPort",
    "toString",
    "transitGatewayId",
    "type",
    "vpcEndpointId",
    "vpcEndpointType",
];

const words = [
    ...["tcp", "-1", "udp", "TCP", "6", "all", "icmp", "ingress", "egress", "Interface", "Gateway"],
    ...["igw-1", "vgw-1", "vpce-1", "tgw-1", "nat-1", "local", "LOCAL", "pl-1", "gateway"],
    ...["0.0.0.0/0", "0.0.2.0/0", "10.0.0.0/8", "0.0.0.0/33", "010.0.0.0/8", "1.2.3/8", "0/0"],
    ...[
        "::/0",
        "2001:DB8::/0",
        "::/129",
        "::::/0",
        "fe80::1%eth0/64",
        "::ffff:10.0.0.0/104",
        "٠.0.0.0/0",
    ],
    ...["private", "public", "regional", "zonal", "optional", "required", "enabled", "disabled"],
    ...[
        "true",
        "false",
        "TRUE",
        "yes",
        "0",
        "22",
        " 22 ",
        "0x16",
        "-0",
        "65536",
        "1e9",
        "[secret]",
    ],
];

const leaf = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...sentinels) },
    {
        weight: 3,
        arbitrary: fc.constantFrom<unknown>(
            ...[
                null,
                "",
                true,
                false,
                22,
                0,
                -1,
                65535,
                1e300,
                Number.NaN,
                Number.POSITIVE_INFINITY,
            ],
            ...[
                asset,
                archive,
                secret(unknown.string),
                secret(secret(null)),
                secret({ a: [secret(1)] }),
            ],
        ),
    },
    { weight: 4, arbitrary: fc.constantFrom<unknown>(...words) },
    { weight: 1, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.double() },
);

/** Any value under any key. */
export const { bag: oddBag } = fc.letrec<{ value: unknown; bag: Bag }>((tie) => ({
    value: fc.oneof(
        { maxDepth: 3, depthSize: "small" },
        { weight: 4, arbitrary: leaf },
        { weight: 1, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
        { weight: 2, arbitrary: fc.array(tie("bag"), { maxLength: 3 }) },
        { weight: 1, arbitrary: tie("bag") },
    ),
    bag: fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 10 }),
}));

/** A value as the provider declares it, now and then a wrong one, a secret or nothing. */
function mostlyRight(type: DeclaredType, depth: number): fc.Arbitrary<unknown> {
    const right = rightValueOf(type, depth);
    return fc.oneof(
        { weight: 8, arbitrary: right },
        { weight: 1, arbitrary: right.map(secret) },
        { weight: 2, arbitrary: leaf },
        { weight: 1, arbitrary: oddBag },
    );
}

function rightValueOf(type: DeclaredType, depth: number): fc.Arbitrary<unknown> {
    switch (type.kind) {
        case "boolean":
            return fc.constantFrom<unknown>(true, false, unknown.boolean);
        case "number":
            return fc.constantFrom<unknown>(-1, 0, 1, 21, 22, 23, 443, 65535, unknown.number);
        case "array":
            return depth > 3
                ? fc.constant([])
                : fc.array(mostlyRight(type.element, depth + 1), { maxLength: 3 });
        case "map":
            return fc.constant({ Name: "it" });
        case "object":
            return depth > 3 ? fc.constant({}) : bagWith(nestedProperties(type), depth + 1);
        case "union":
            return fc.oneof(...type.options.map((option) => rightValueOf(option, depth)));
        default:
            return fc.constantFrom<unknown>(...words, unknown.string);
    }
}

/** Few of the properties that are declared, and more of those that a policy reads. */
function bagWith(declared: DeclaredProperties, depth: number): fc.Arbitrary<Bag> {
    const entries = [...declared].map(([name, { type }]): [string, fc.Arbitrary<unknown>] => [
        name,
        fc.oneof(
            { weight: keys.includes(name) ? 1 : 12, arbitrary: fc.constant(LEFT_OUT) },
            { weight: 1, arbitrary: lazily(() => mostlyRight(type, depth)) },
        ),
    ]);
    return fc
        .record(Object.fromEntries(entries))
        .map((bag) =>
            Object.fromEntries(Object.entries(bag).filter(([, one]) => one !== LEFT_OUT)),
        );
}

const LEFT_OUT = Symbol("left out");

/** Types nest in themselves: what is within is only made where it is needed. */
function lazily<T>(make: () => fc.Arbitrary<T>): fc.Arbitrary<T> {
    let made: fc.Arbitrary<T> | undefined;
    return fc.constant(undefined).chain(() => {
        made ??= make();
        return made;
    });
}

const typedBags = new Map<string, fc.Arbitrary<Bag>>();

/** The properties of a resource of a type, mostly as the provider declares them. */
export function bagOfType(type: string): fc.Arbitrary<Bag> {
    const known = typedBags.get(type) ?? bagWith(resourceDeclaration(type).inputs, 0);
    typedBags.set(type, known);
    return known;
}

const judgedTypes = Object.values(awsTypes);

/** A resource of a type that the pack knows, or of one that it does not, with any properties. */
const resource = fc.oneof(
    fc
        .constantFrom(...judgedTypes)
        .chain((type) => fc.record({ type: fc.constant(type), inputs: bagOfType(type) })),
    fc.record({
        type: fc.constantFrom(...judgedTypes, "aws:ec2/vpcDhcpOptions:VpcDhcpOptions", ""),
        inputs: oddBag,
    }),
);

/** Stacks of some resources, with ids of one another, outputs of any kind, and outputs left unknown. */
export const stacks: fc.Arbitrary<Resource[]> = fc
    .array(
        fc.record({
            resource,
            outputs: oddBag,
            computed: fc.subarray([...keys], { maxLength: 8 }),
            from: fc.subarray([
                ...["gatewayId", "routes", "vpcEndpointId", "routeTableId"],
                ...["destinationPrefixListId", "prefixListId"],
            ]),
        }),
        { minLength: 1, maxLength: 6 },
    )
    .map((some) =>
        some.map(({ resource: { type, inputs }, outputs, computed, from }, index): Resource => {
            const other = `r${(index + 1) % some.length}`;
            const ids = from.map((key) => [key, idOf(other)]);
            return {
                ...{ type, outputs, computed, name: `r${index}` },
                inputs: { ...inputs, ...Object.fromEntries(ids) },
            };
        }),
    );

/** Every way to hide one value of a bag behind an unknown. */
export function hidden(value: unknown): unknown[] {
    if (Array.isArray(value)) {
        return value.flatMap((element, index) => [
            ...[unknown.string, ...hidden(element)].map((other) => value.with(index, other)),
        ]);
    }
    // What makes a secret one is no value of the program.
    return typeof value === "object" && value !== null && !(SIGNATURE in value)
        ? Object.entries(value).flatMap(([key, element]) =>
              [unknown.object, ...hidden(element)].map((other) => ({ ...value, [key]: other })),
          )
        : [];
}
