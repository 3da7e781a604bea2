import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readableError, usedLater } from "./failures";
import type { Network } from "./network";
import { policyDocument, type Statement } from "./policyDocument";
import {
    amazonLinuxBuckets,
    codeArtifactBucket,
    codeArtifactRegions,
    systemsManagerBuckets,
} from "./s3Buckets";
import type { Scope } from "./scope";
import { findService } from "./serviceDiscovery";
import { describeProblem } from "./validation/problems";

/**
 * Which buckets instances reach in S3, through a gateway endpoint whose policy allows nothing else.
 * Only buckets of the network's own Region can be reached.
 */
export interface S3Access {
    /**
     * The package repositories of Amazon Linux 2023, for `dnf`.
     *
     * @default false
     */
    readonly amazonLinux?: boolean;
    /**
     * What Systems Manager's agent downloads: its own updates, modules of documents, Distributor's
     * packages, and what Patch Manager needs. The packages that Patch Manager installs on Amazon Linux
     * are those of `amazonLinux`.
     *
     * @default false
     */
    readonly systemsManager?: boolean;
    /**
     * Names of buckets of this account that instances may list and read, if their role allows it. Up
     * to 50.
     *
     * @default []
     */
    readonly readBuckets?: string[];
    /**
     * Names of buckets of this account that instances may write to, if their role allows it. Who
     * shall read them as well names them in `readBuckets`, too. Up to 50.
     *
     * @default []
     */
    readonly writeBuckets?: string[];
}

/** What besides {@link S3Access} needs buckets. */
export interface S3Needs {
    readonly codeArtifact: boolean;
    /** The name of the bucket of session logs, which must be this account's. */
    readonly logBucket?: pulumi.Input<string>;
}

export interface S3Gateway {
    readonly endpoint: aws.ec2.VpcEndpoint;
    /** Until this exists no instance reaches S3. */
    readonly rule: aws.vpc.SecurityGroupEgressRule;
}

/** Whether anything needs a gateway endpoint for S3. */
export function needsS3Gateway(
    access: S3Access,
    needs: { readonly codeArtifact: boolean; readonly logBucket: boolean },
): boolean {
    const { amazonLinux, systemsManager, readBuckets = [], writeBuckets = [] } = access;
    return [
        amazonLinux,
        systemsManager,
        readBuckets.length > 0,
        writeBuckets.length > 0,
        needs.codeArtifact,
        needs.logBucket,
    ].some(Boolean);
}

/**
 * Creates the gateway endpoint for S3, which adds a route to each private subnet's route table, and
 * the rule that lets instances use it: the addresses behind that route are not in the VPC.
 */
export function createS3Gateway(
    scope: Scope,
    network: Network,
    instanceSecurityGroup: aws.ec2.SecurityGroup,
    access: S3Access,
    needs: S3Needs,
): S3Gateway {
    const endpointName = scope.nameOf("endpoint", "s3");
    const endpoint = new aws.ec2.VpcEndpoint(
        endpointName,
        {
            vpcId: network.vpc.id,
            serviceName: usedLater(gatewayServiceName(scope)),
            vpcEndpointType: "Gateway",
            // In an order that is not the caller's: putting zones into another order changes nothing.
            routeTableIds: network.subnets
                .toSorted((a, b) => a.zone.name.localeCompare(b.zone.name))
                .map(({ routeTable }) => routeTable.id),
            policy: gatewayPolicy(scope, access, needs),
            tags: scope.tagsOf(endpointName),
        },
        scope.options,
    );
    const ruleName = scope.nameOf("instance-egress", "s3");
    const rule = new aws.vpc.SecurityGroupEgressRule(
        ruleName,
        {
            securityGroupId: instanceSecurityGroup.id,
            prefixListId: endpoint.prefixListId,
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            description: "HTTPS to S3, through the gateway endpoint",
            tags: scope.tagsOf(ruleName),
        },
        scope.options,
    );
    return { endpoint, rule };
}

async function gatewayServiceName(scope: Scope): Promise<string> {
    const offer = await findService("s3", "Gateway", scope.options);
    if (!offer) {
        throw readableError("AWS offers no gateway endpoint for S3 in this Region.");
    }
    return offer.serviceName;
}

/** AWS evaluates it together with what IAM and the buckets allow: it opens nothing by itself. */
function gatewayPolicy(
    { place }: Scope,
    access: S3Access,
    { codeArtifact, logBucket }: S3Needs,
): pulumi.Output<string> {
    return pulumi
        .all([place.partition, place.region, place.accountId, logBucket])
        .apply(([partition, region, accountId, logs]) =>
            policyDocument([
                ...(access.amazonLinux
                    ? [download("AmazonLinux", partition, amazonLinuxBuckets(region))]
                    : []),
                ...(access.systemsManager
                    ? [download("SystemsManager", partition, systemsManagerBuckets(region))]
                    : []),
                ...(codeArtifact
                    ? [download("CodeArtifact", partition, [assetBucket(region)])]
                    : []),
                ...ownBuckets(partition, accountId, access, logs),
            ]),
        );
}

/**
 * Reading objects of AWS's own buckets, by anybody: package managers do not sign their requests, and
 * CodeArtifact's links are signed by an account of AWS.
 */
function download(what: string, partition: string, buckets: readonly string[]): Statement {
    return {
        Sid: `Download${what}`,
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: buckets.map((bucket) => objectsOf(partition, bucket)),
    };
}

/** What principals of this account may do with buckets of this account. */
function ownBuckets(
    partition: string,
    accountId: string,
    { readBuckets = [], writeBuckets = [] }: S3Access,
    logBucket: string | undefined,
): Statement[] {
    const own = {
        Effect: "Allow",
        Principal: "*",
        // A bucket's name alone says nothing of its owner: once deleted, anybody may take it.
        Condition: {
            StringEquals: {
                "aws:PrincipalAccount": accountId,
                "aws:ResourceAccount": accountId,
            },
        },
    } as const;
    const read: Statement = {
        Sid: "ReadOwnBuckets",
        ...own,
        // Without permission to list, S3 says "forbidden" of an object that does not exist.
        Action: ["s3:GetObject", "s3:ListBucket"],
        Resource: readBuckets.flatMap((bucket) => [
            bucketArn(partition, bucket),
            objectsOf(partition, bucket),
        ]),
    };
    const write: Statement = {
        Sid: "WriteOwnBuckets",
        ...own,
        Action: ["s3:PutObject", "s3:AbortMultipartUpload"],
        Resource: writeBuckets.map((bucket) => objectsOf(partition, bucket)),
    };
    const log = (bucket: string): Statement => ({
        Sid: "WriteSessionLogs",
        ...own,
        // The agent looks whether the bucket is encrypted before it writes.
        Action: ["s3:PutObject", "s3:GetEncryptionConfiguration"],
        Resource: [bucketArn(partition, bucket), objectsOf(partition, bucket)],
    });
    return [
        ...(readBuckets.length > 0 ? [read] : []),
        ...(writeBuckets.length > 0 ? [write] : []),
        ...(logBucket === undefined ? [] : [log(logBucket)]),
    ];
}

function assetBucket(region: string): string {
    const bucket = codeArtifactBucket(region);
    if (bucket === undefined) {
        // Naming it in readBuckets would not help: it belongs to AWS, not to this account.
        throw readableError(
            describeProblem({
                path: "codeArtifact",
                received: `true in ${region}`,
                allowed: `true in the Regions of CodeArtifact: ${codeArtifactRegions().join(", ")}`,
                change: "Remove it, or choose one of these Regions.",
            }),
        );
    }
    return bucket;
}

function bucketArn(partition: string, bucket: string): string {
    return `arn:${partition}:s3:::${bucket}`;
}

function objectsOf(partition: string, bucket: string): string {
    return `${bucketArn(partition, bucket)}/*`;
}
