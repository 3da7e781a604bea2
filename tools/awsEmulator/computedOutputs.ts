import type { Ledger } from "./account";
import { arnOf } from "./arns";
import type { ResourceDeclaration } from "./declarations";
import type { DeclaredType } from "./declaredTypes";
import { emptyValue } from "./emptyValue";
import { ACCOUNT_ID, ec2Id, hash } from "./ids";
import { fleetOutputs } from "./launchTemplates";
import { networkOutputs } from "./networkOutputs";
import type { Properties, PropertyValue } from "./properties";
import type { Region } from "./regions";

/** What AWS knows when it decides the outputs of a resource. */
export interface OutputContext {
    readonly declaration: ResourceDeclaration;
    readonly id: string;
    readonly urn: string;
    /** The checked inputs, secrets in plain text. */
    readonly inputs: Properties;
    readonly region: Region;
    readonly account: Ledger;
}

/** Decides one output; undefined leaves it to the next rule. */
export type OutputRule = (context: OutputContext) => PropertyValue | undefined;

/** Any time would do that is the same in every run. */
const CREATED_AT = "2025-01-01T00:00:00Z";

const uniqueId = (prefix: string) => (context: OutputContext) =>
    `${prefix}0000${hash(context.id, 13).toUpperCase()}`;

/** Rules for one property of one type, by type and path. */
const BY_TYPE: Readonly<Record<string, Readonly<Record<string, OutputRule>>>> = {
    ...networkOutputs,
    ...fleetOutputs,
    "aws:iam/role:Role": { uniqueId: uniqueId("AROA"), createDate: () => CREATED_AT },
    "aws:iam/user:User": { uniqueId: uniqueId("AIDA") },
    "aws:iam/instanceProfile:InstanceProfile": {
        uniqueId: uniqueId("AIPA"),
        createDate: () => CREATED_AT,
    },
    "aws:iam/policy:Policy": { policyId: uniqueId("ANPA"), attachmentCount: () => 0 },
    "aws:kms/key:Key": { keyId: ({ id }) => id },
    "aws:lambda/function:Function": {
        invokeArn: invocationArn,
        qualifiedArn: ({ declaration, id, inputs, region }) =>
            `${arnOf(declaration.token, id, inputs, region)}:$LATEST`,
        version: () => "$LATEST",
    },
    "aws:route53/zone:Zone": { zoneId: ({ id }) => id },
    "aws:secretsmanager/secretVersion:SecretVersion": {
        arn: ({ inputs }) => inputs.secretId,
        secretArn: ({ inputs }) => inputs.secretId,
    },
    "aws:sqs/queue:Queue": { url: ({ id }) => id },
    "aws:s3/bucket:Bucket": {
        bucketDomainName: ({ id, region }) => `${id}.s3.${region.dnsSuffix}`,
        bucketRegionalDomainName: ({ id, region }) => `${id}.s3.${region.name}.${region.dnsSuffix}`,
        bucketRegion: ({ region }) => region.name,
    },
    "aws:ssm/document:Document": {
        createdDate: () => CREATED_AT,
        defaultVersion: () => "1",
        latestVersion: () => "1",
        documentVersion: () => "1",
        schemaVersion: ({ inputs }) => schemaVersion(inputs),
        status: () => "Active",
        platformTypes: () => ["Linux", "MacOS", "Windows"],
        hashType: () => "Sha256",
        hash: ({ inputs }) => hash(String(inputs.content), 64),
    },
    "aws:ssm/parameter:Parameter": {
        version: () => 1,
        tier: () => "Standard",
        dataType: () => "text",
        // The value of a parameter is in one of two outputs, and never in the other.
        value: ({ inputs }) => inputs.insecureValue,
    },
};

/** Rules for properties that mean the same in every type. */
const BY_NAME: Readonly<Record<string, OutputRule>> = {
    accountId: () => ACCOUNT_ID,
    arn: ({ declaration, id, inputs, region }) => arnOf(declaration.token, id, inputs, region),
    availabilityZone: zoneOf,
    availabilityZoneId: (context) =>
        context.region.zones.find(({ name }) => name === zoneOf(context))?.id,
    name: ({ inputs, urn }) =>
        typeof inputs.namePrefix === "string" ? `${inputs.namePrefix}${hash(urn, 7)}` : undefined,
    ownerId: () => ACCOUNT_ID,
    region: ({ region }) => region.name,
    registryId: () => ACCOUNT_ID,
    tagsAll: ({ inputs }) => inputs.tags,
    vpcId: vpcOf,
};

/**
 * The value that AWS gives an output which the inputs leave open. What no rule knows is empty, never
 * undefined. Nested properties have a path, such as `metadataOptions.httpTokens`.
 */
export function computedOutput(
    path: string,
    type: DeclaredType,
    context: OutputContext,
): PropertyValue {
    const generalPath = path.replaceAll(/\.\d+(?=\.|$)/g, "[]");
    const rule = BY_TYPE[context.declaration.token]?.[generalPath];
    return rule?.(context) ?? BY_NAME[path]?.(context) ?? emptyValue(type);
}

/** By which API Gateway calls a function. */
function invocationArn({ declaration, id, inputs, region }: OutputContext): string {
    const { name, partition } = region;
    const arn = arnOf(declaration.token, id, inputs, region);
    return `arn:${partition}:apigateway:${name}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

/** The zone of the resource's subnet, else one that the hash picks. */
function zoneOf({ account, id, inputs, region }: OutputContext): string {
    if (typeof inputs.availabilityZone === "string") {
        return inputs.availabilityZone;
    }
    const subnet = account.find("aws:ec2/subnet:Subnet", String(inputs.subnetId));
    const picked = region.zones[Number.parseInt(hash(id, 4), 16) % region.zones.length];
    return String(subnet?.outputs.availabilityZone ?? picked?.name);
}

/** The VPC of what the resource lies in; without any, the default VPC that every Region has. */
function vpcOf({ account, inputs, region }: OutputContext): string {
    const places: [string, PropertyValue | undefined][] = [
        ["aws:ec2/subnet:Subnet", inputs.subnetId],
        ["aws:ec2/routeTable:RouteTable", inputs.routeTableId],
        ["aws:ec2/securityGroup:SecurityGroup", inputs.securityGroupId],
        ["aws:ec2/networkAcl:NetworkAcl", inputs.networkAclId],
    ];
    const owner = account
        .ofType("aws:ec2/vpc:Vpc")
        .find(
            ({ outputs }) =>
                outputs.defaultRouteTableId === inputs.defaultRouteTableId ||
                outputs.defaultNetworkAclId === inputs.defaultNetworkAclId,
        );
    const found = places.flatMap(
        ([type, id]) => account.find(type, String(id))?.outputs.vpcId ?? [],
    );
    return String(found[0] ?? owner?.id ?? ec2Id("vpc", `default ${region.name}`));
}

function schemaVersion({ content }: Properties): string {
    try {
        return String(JSON.parse(String(content)).schemaVersion ?? "");
    } catch {
        return "";
    }
}
