import { awsTypes } from "../../../policy/network/types";
import { idOf, type Resource, unknown } from "../../support/policyServer";
import { byReference, endpoints, fleet, of, REGION } from "./networks";
import { add, both, type Change, inPreview, rowsOf, set } from "./rows";

// Other Regions, sessions in one of several VPCs, and one of several subnets.

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

/** The same network in another Region. */
const inRegion =
    (region: string): Change =>
    (network) =>
        network.map((resource) => ({
            ...resource,
            inputs: withRegion(resource.inputs ?? {}, region) as Resource["inputs"],
        }));

function withRegion(value: unknown, region: string): unknown {
    if (typeof value === "string") {
        return value.replaceAll(REGION, region);
    }
    if (Array.isArray(value)) {
        return value.map((element) => withRegion(element, region));
    }
    return typeof value === "object" &&
        value !== null &&
        Object.getPrototypeOf(value) === Object.prototype
        ? Object.fromEntries(
              Object.entries(value).map(([key, one]) => [key, withRegion(one, region)]),
          )
        : value;
}

const zone = (name: string): Resource =>
    of(awsTypes.hostedZone, "zone", { name, vpcs: [{ vpcId: idOf("vpc") }] });
const regional = (region: string) => both(inRegion(region), set("vpc", { region }));
const otherVpc = of(awsTypes.vpc, "other-vpc", {
    cidrBlock: "10.8.0.0/16",
    enableDnsHostnames: true,
});
const kms = of(awsTypes.vpcEndpoint, "kms", {
    ...endpoints[0]?.inputs,
    vpcId: idOf("other-vpc"),
    serviceName: `com.amazonaws.${REGION}.kms`,
});
const encrypted = of(awsTypes.ssmDocument, "session", {
    documentType: "Session",
    content: JSON.stringify({ inputs: { kmsKeyId: "key" } }),
});
const logged = of(awsTypes.ssmDocument, "session", {
    documentType: "Session",
    content: JSON.stringify({ inputs: { s3BucketName: "bucket" } }),
});
const s3 = (more: Record<string, unknown>) =>
    of(awsTypes.vpcEndpoint, "s3", {
        vpcId: idOf("vpc"),
        serviceName: `com.amazonaws.${REGION}.s3`,
        ...more,
    });

const placeRows = rowsOf(byReference, [
    ["China", regional("cn-north-1")],
    [
        "a zone for the service's name in China",
        both(regional("cn-north-1"), add(zone("ssm.cn-north-1.amazonaws.com.cn"))),
        violated("5"),
    ],
    ["the European sovereign cloud", regional("eusc-de-east-1")],
    [
        "a zone for the service's name in that cloud",
        both(regional("eusc-de-east-1"), add(zone("ssm.eusc-de-east-1.amazonaws.eu"))),
        violated("5"),
    ],
    ["a zone of an unknown name", add(zone(unknown.string)), open("5")],
    [
        "sessions with a key that another VPC of the stack has a way to",
        add(otherVpc, kms, encrypted),
    ],
    [
        "sessions that log to S3, which another VPC has a way to",
        add(otherVpc, s3({ vpcId: idOf("other-vpc") }), logged),
    ],
    [
        "sessions that log to S3 and are let out everywhere",
        both(
            add(s3({ routeTableIds: [idOf("table-a")] }), logged),
            set("out", { referencedSecurityGroupId: undefined, cidrIpv4: "0.0.0.0/0" }),
        ),
    ],
    [
        "sessions that log to S3 with a group outside the stack",
        both(
            add(s3({ routeTableIds: [idOf("table-a")] }), logged),
            set("app", { vpcSecurityGroupIds: [idOf("instances"), "sg-elsewhere"] }),
        ),
    ],
]);

const shut = (zone: string) =>
    of(awsTypes.networkAcl, `acl-${zone}`, {
        vpcId: idOf("vpc"),
        subnetIds: [idOf(`app-${zone}`)],
    });
const severalRows = inPreview([
    ...rowsOf(byReference, [
        [
            "endpoints in subnets of which only the sum is known",
            both(...endpoints.map(({ name }) => set(name, { subnetIds: idOf("app-a", "app-b") }))),
        ],
        [
            "such endpoints, of which one subnet is shut",
            both(
                ...endpoints.map(({ name }) => set(name, { subnetIds: idOf("app-a", "app-b") })),
                add(shut("b")),
            ),
            open("26"),
        ],
    ]),
    ...rowsOf(byReference, [
        ["a VPC that is named by what stands in it", set("app-b", { vpcId: idOf("app-a") })],
        [
            "sessions that log to S3 by one of two tables",
            add(s3({ routeTableIds: idOf("table-a", "table-b") }), logged),
            open("31"),
        ],
    ]),
    ...rowsOf(fleet, [
        [
            "a group in subnets of which only the sum is known",
            set("app", { vpcZoneIdentifiers: idOf("app-a", "app-b") }),
        ],
        [
            "such a group, where one subnet is shut off from endpoints in a third",
            both(
                set("app", { vpcZoneIdentifiers: idOf("app-a", "app-b") }),
                add(
                    of(awsTypes.subnet, "app-c", { vpcId: idOf("vpc"), cidrBlock: "10.0.2.0/24" }),
                    shut("b"),
                ),
                ...endpoints.map(({ name }) => set(name, { subnetIds: [idOf("app-c")] })),
            ),
            open("26"),
        ],
        [
            "such a group, where both are",
            both(
                set("app", { vpcZoneIdentifiers: idOf("app-a", "app-b") }),
                add(
                    of(awsTypes.subnet, "app-c", { vpcId: idOf("vpc"), cidrBlock: "10.0.2.0/24" }),
                    shut("a"),
                    shut("b"),
                ),
                ...endpoints.map(({ name }) => set(name, { subnetIds: [idOf("app-c")] })),
            ),
            violated("26"),
        ],
    ]),
]);

export const regionRows = [...placeRows, ...severalRows];
