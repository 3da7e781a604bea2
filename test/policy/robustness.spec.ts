import assert from "node:assert/strict";
import fc from "fast-check";
import { awsTypes } from "../../policy/network/types";
import { createPolicies } from "../../policy/policies";
import { analyze, idOf, type Resource, unknown } from "../support/policyServer";

const sentinels = Object.values(unknown);

const keys = [
    "assignPublicIp",
    "associatePublicIpAddress",
    "availabilityMode",
    "carrierGatewayId",
    "cidrBlock",
    "cidrBlocks",
    "cidrIpv4",
    "computeResources",
    "connectivityType",
    "destinationCidrBlock",
    "destinationPrefixListId",
    "ec2Attributes",
    "ec2KeyPair",
    "ec2SshKey",
    "ecsParameters",
    "elasticIp",
    "enablePrimaryIpv6",
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
    "keyName",
    "keyPair",
    "launchSpecifications",
    "launchTemplate",
    "loadBalancerType",
    "mapPublicIpOnLaunch",
    "metadataOptions",
    "natGatewayId",
    "networkConfiguration",
    "networkInterfaceId",
    "networkInterfaces",
    "privateDnsEnabled",
    "protocol",
    "publiclyAccessible",
    "remoteAccess",
    "routes",
    "routeTableId",
    "self",
    "target",
    "toPort",
    "transitGatewayId",
    "type",
    "vpcEndpointId",
    "vpcEndpointType",
    "length",
    "constructor",
    "toString",
    "__proto__",
    "__isSpecialProxy",
];

const leaf = fc.oneof(
    fc.constantFrom<unknown>(...sentinels),
    fc.constantFrom<unknown>(
        null,
        "",
        true,
        false,
        "true",
        22,
        "22",
        0,
        -1,
        1e300,
        Number.NaN,
        Infinity,
    ),
    fc.constantFrom<unknown>(
        "tcp",
        "-1",
        "udp",
        "ingress",
        "egress",
        "igw-1",
        "vgw-1",
        "vpce-1",
        "local",
        "0.0.0.0/0",
        "10.0.0.0/8",
        "::/0",
        "::::/0",
        "Interface",
        "Gateway",
        "private",
        "regional",
        "gateway",
        "optional",
        "required",
        "disabled",
    ),
    fc.string(),
    fc.double(),
);

const { bag } = fc.letrec<{ value: unknown; bag: Record<string, unknown> }>((tie) => ({
    value: fc.oneof(
        { maxDepth: 3, depthSize: "small" },
        { weight: 4, arbitrary: leaf },
        { weight: 1, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
        { weight: 2, arbitrary: fc.array(tie("bag"), { maxLength: 3 }) },
        { weight: 1, arbitrary: tie("bag") },
    ),
    bag: fc.dictionary(fc.constantFrom(...keys), tie("value"), { maxKeys: 10 }),
}));

const resources = fc
    .array(
        fc.record({
            type: fc.constantFrom(
                ...Object.values(awsTypes),
                "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
                "",
            ),
            inputs: bag,
            outputs: bag,
            computed: fc.subarray(keys),
            from: fc.subarray(["gatewayId", "routes", "vpcEndpointId", "routeTableId"]),
        }),
        { minLength: 1, maxLength: 6 },
    )
    .map((some) =>
        some.map(({ from, inputs, ...resource }, index): Resource => {
            const other = `r${(index + 1) % some.length}`;
            const ids = from.map((key) => [key, idOf(other)]);
            return {
                ...resource,
                name: `r${index}`,
                inputs: { ...inputs, ...Object.fromEntries(ids) },
            };
        }),
    );

/** Every way to hide one value of a bag behind an unknown. */
function hidden(value: unknown): unknown[] {
    if (Array.isArray(value)) {
        return value.flatMap((element, index) => [
            ...[unknown.string, ...hidden(element)].map((other) => value.with(index, other)),
        ]);
    }
    return typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, element]) =>
              [unknown.object, ...hidden(element)].map((other) => ({ ...value, [key]: other })),
          )
        : [];
}

describe("whatever the properties", function () {
    this.timeout(60_000);

    it("no policy throws, becomes advice, or prints what it must not", async () => {
        await fc.assert(
            fc.asyncProperty(
                resources,
                fc.constantFrom("first preview", "known"),
                async (stack, mode) => {
                    for (const finding of await analyze(createPolicies(), stack, mode as "known")) {
                        const isAdvice = finding.policy === "instance-metadata-v2";
                        assert.equal(finding.level, isAdvice ? "advisory" : "mandatory");
                        assert.ok(finding.urn.length > 0);
                        assert.ok(finding.message.split("\n").length === 3, finding.message);
                        assert.ok(finding.message.length < 1500, finding.message);
                        assert.ok(
                            !sentinels.some((sentinel) => finding.message.includes(sentinel)),
                        );
                    }
                },
            ),
            { numRuns: 400 },
        );
    });

    it("hiding a value never makes a finding go away", async () => {
        const types = fc.constantFrom(...Object.values(awsTypes));
        const run = async (type: string, inputs: unknown) => {
            const resource = { type, name: "it", inputs: inputs as Record<string, unknown> };
            const findings = await analyze(createPolicies(), [resource], "first preview");
            return new Set(findings.map(({ policy }) => policy));
        };
        await fc.assert(
            fc.asyncProperty(types, bag, fc.nat(), async (type, inputs, choice) => {
                const before = await run(type, inputs);
                const ways = before.size > 0 ? hidden(inputs) : [];
                const less = ways[choice % ways.length];
                const after = less ? await run(type, less) : before;
                assert.deepEqual(
                    [...before].filter((policy) => !after.has(policy)),
                    [],
                    JSON.stringify(less),
                );
            }),
            { numRuns: 800 },
        );
    });

    it("values that no engine sends do no harm either", async () => {
        const cycle: Record<string, unknown> = {};
        Object.assign(cycle, {
            ingress: [cycle, cycle],
            routes: cycle,
            networkInterfaces: [cycle],
        });
        const thrower = Object.defineProperty({}, "ingress", {
            get: () => assert.fail("A getter was called."),
        });
        const odd = [1n, Symbol("odd"), () => 1, new Date(), new Map(), Object.create(null)];
        const bags = [
            cycle,
            thrower,
            undefined,
            null,
            7,
            "text",
            [],
            ...odd,
            ...odd.map((value) => Object.fromEntries(keys.map((key) => [key, value]))),
            ...odd.map((value) => ({
                ingress: [value],
                routes: [value],
                networkInterfaces: [value],
            })),
        ];
        type View = (args: object, report: () => void) => void;
        const views = (createPolicies() as { validateResource?: View | View[] }[]).flatMap(
            ({ validateResource = [] }) => validateResource,
        );
        assert.equal(views.length, 8);
        const getConfig = () => ({});
        for (const view of views) {
            for (const type of Object.values(awsTypes)) {
                for (const props of bags) {
                    view({ type, props, urn: "urn", getConfig }, () => undefined);
                }
            }
        }
    });
});
