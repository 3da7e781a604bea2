import { createRequire } from "node:module";
import { join } from "node:path";
import type * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";

// The very modules that the pack uses: messages of another copy fail the SDK's class checks.
const requireOfPack = createRequire(join(__dirname, "../policy/package.json"));
const messages: typeof analyzer = requireOfPack("@pulumi/pulumi/proto/analyzer_pb");
const { Struct } = requireOfPack("google-protobuf/google/protobuf/struct_pb");

/** A resource of the benchmark's stack, with the resources that its properties come from. */
export interface Resource {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly from: Readonly<Record<string, readonly string[]>>;
}

/** What stands for an id that only the update will tell. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const tags = { Name: "part", Project: "bench", Environment: "production", Owner: "platform" };

/**
 * A part of a private network, as right as the pack wants it: what a team's stack holds, so that most
 * types concern no policy, some concern one and each is of a usual size.
 */
function part(n: number): Resource[] {
    const named = (
        type: string,
        role: string,
        inputs: object,
        from: Record<string, string | readonly string[]> = {},
    ): Resource => ({
        type,
        name: `part-${n}-${role}`,
        inputs: {
            ...inputs,
            ...Object.fromEntries(
                Object.entries(from).map(([key, of]) => [
                    key,
                    typeof of === "string" ? UNKNOWN : of.map(() => UNKNOWN),
                ]),
            ),
        },
        from: Object.fromEntries(
            Object.entries(from).map(([key, of]) => [
                key,
                [of].flat().map((role) => `part-${n}-${role}`),
            ]),
        ),
    });
    const vpc = { vpcId: "vpc" };
    const document = JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: "*" }],
    });
    const trust = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: "sts:AssumeRole",
                Principal: { Service: "ec2.amazonaws.com" },
            },
        ],
    });
    const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443, tags };
    return [
        named("aws:ec2/vpc:Vpc", "vpc", {
            cidrBlock: "10.0.0.0/16",
            enableDnsHostnames: true,
            enableDnsSupport: true,
            tags,
        }),
        ...["a", "b"].flatMap((zone, index) => [
            named(
                "aws:ec2/subnet:Subnet",
                `subnet-${zone}`,
                {
                    cidrBlock: `10.0.${index}.0/24`,
                    availabilityZone: `eu-central-1${zone}`,
                    mapPublicIpOnLaunch: false,
                    tags,
                },
                vpc,
            ),
            named("aws:ec2/routeTable:RouteTable", `table-${zone}`, { tags }, vpc),
            named(
                "aws:ec2/routeTableAssociation:RouteTableAssociation",
                `association-${zone}`,
                {},
                { subnetId: `subnet-${zone}`, routeTableId: `table-${zone}` },
            ),
            named(
                "aws:ec2/route:Route",
                `route-${zone}`,
                { destinationCidrBlock: "172.16.0.0/12", transitGatewayId: "tgw-1" },
                { routeTableId: `table-${zone}` },
            ),
        ]),
        named("aws:ec2/securityGroup:SecurityGroup", "group", { description: "part", tags }, vpc),
        named(
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            "ingress",
            { ...https, cidrIpv4: "10.0.0.0/16" },
            { securityGroupId: "group" },
        ),
        named(
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
            "egress",
            { ...https, cidrIpv4: "10.0.0.0/16" },
            { securityGroupId: "group" },
        ),
        ...["ssm", "ssmmessages"].map((service) =>
            named(
                "aws:ec2/vpcEndpoint:VpcEndpoint",
                service,
                {
                    serviceName: `com.amazonaws.eu-central-1.${service}`,
                    vpcEndpointType: "Interface",
                    privateDnsEnabled: true,
                    tags,
                },
                { ...vpc, securityGroupIds: ["group"], subnetIds: ["subnet-a", "subnet-b"] },
            ),
        ),
        ...["first", "second"].map((name) =>
            named(
                "aws:ec2/instance:Instance",
                `instance-${name}`,
                {
                    ami: "ami-0123456789abcdef0",
                    instanceType: "t3.small",
                    metadataOptions: { httpTokens: "required", httpEndpoint: "enabled" },
                    rootBlockDevice: { encrypted: true, volumeType: "gp3", volumeSize: 20 },
                    tags,
                },
                {
                    subnetId: "subnet-a",
                    iamInstanceProfile: "profile",
                    vpcSecurityGroupIds: ["group"],
                },
            ),
        ),
        named("aws:iam/role:Role", "role", { assumeRolePolicy: trust, tags }),
        named("aws:iam/instanceProfile:InstanceProfile", "profile", { tags }, { role: "role" }),
        named(
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
            "core",
            { policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
            { role: "role" },
        ),
        named("aws:iam/rolePolicy:RolePolicy", "policy", { policy: document }, { role: "role" }),
        named("aws:s3/bucket:Bucket", "bucket", { bucketPrefix: "part-", tags }),
        named(
            "aws:s3/bucketPolicy:BucketPolicy",
            "access",
            { policy: document },
            { bucket: "bucket" },
        ),
        named("aws:cloudwatch/logGroup:LogGroup", "log", { retentionInDays: 30, tags }),
        named("aws:kms/key:Key", "key", { enableKeyRotation: true, policy: document, tags }),
    ];
}

/** So many resources, in whole parts: half a network would be a wrong one. */
export function resourcesOf(count: number): Resource[] {
    const parts = Array.from({ length: Math.ceil(count / part(0).length) }, (_, n) => part(n));
    return parts.flat();
}

/** The URN of a resource of the stack. */
export function urnOf({ type, name }: Pick<Resource, "type" | "name">): string {
    return `urn:pulumi:prod::bench::bench:index:Part$${type}::${name}`;
}

function bytesOf(message: { serializeBinary(): Uint8Array }): Buffer {
    return Buffer.from(message.serializeBinary());
}

/** What the engine sends for so many resources: for each, and for all of them at the end. */
export function requestsFor(count: number) {
    const resources = resourcesOf(count);
    const urns = new Map(resources.map((resource) => [resource.name, urnOf(resource)]));
    const provider = new messages.AnalyzerProviderResource();
    provider.setType("pulumi:providers:aws");
    provider.setName("default");
    provider.setUrn("urn:pulumi:prod::bench::pulumi:providers:aws::default");
    provider.setProperties(Struct.fromJavaScript({ region: "eu-central-1", version: "7.48.0" }));
    const fill = <M extends analyzer.AnalyzeRequest | analyzer.AnalyzerResource>(
        message: M,
        { type, name, inputs }: Resource,
        outputs: object = {},
    ): M => {
        message.setType(type);
        message.setName(name);
        message.setUrn(urnOf({ type, name }));
        message.setProperties(Struct.fromJavaScript({ ...outputs, ...inputs }));
        message.setOptions(new messages.AnalyzerResourceOptions());
        message.setProvider(provider);
        return message;
    };
    const each = resources.map((resource) => fill(new messages.AnalyzeRequest(), resource));
    const whole = new messages.AnalyzeStackRequest();
    whole.setResourcesList(
        resources.map((resource) => {
            const outputs = { id: UNKNOWN, arn: UNKNOWN, ownerId: UNKNOWN, tagsAll: tags };
            const message = fill(new messages.AnalyzerResource(), resource, outputs);
            for (const [property, names] of Object.entries(resource.from)) {
                const dependencies = new messages.AnalyzerPropertyDependencies();
                dependencies.setUrnsList(names.map((name) => urns.get(name) ?? ""));
                message.getPropertydependenciesMap().set(property, dependencies);
                for (const name of names) {
                    message.addDependencies(urns.get(name) ?? "");
                }
            }
            return message;
        }),
    );
    // As bytes: what a client of JavaScript would take to encode them is nothing of the engine's.
    return { each: each.map(bytesOf), whole: bytesOf(whole) };
}
