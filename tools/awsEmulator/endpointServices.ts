import type { Region } from "./regions";

/** A service of AWS that a VPC endpoint can lead to. */
export interface EndpointService {
    readonly serviceName: string;
    readonly type: "Interface" | "Gateway";
    /** The host name that private DNS answers for; a gateway endpoint has none. */
    readonly privateDnsName: string | undefined;
    /** The names of the zones that have it. */
    readonly zones: readonly string[];
}

const INTERFACE_SERVICES = [
    ...["acm-pca", "athena", "autoscaling", "autoscaling-plans", "backup", "batch", "bedrock"],
    ...["bedrock-runtime", "cassandra", "cloudformation", "cloudtrail", "codeartifact.api"],
    ...["codeartifact.repositories", "codebuild", "codecommit", "codedeploy", "codepipeline"],
    ...["config", "dms", "dynamodb", "ebs", "ec2", "ec2messages", "ecr.api", "ecr.dkr", "ecs"],
    ...["ecs-agent", "ecs-telemetry", "eks", "eks-auth", "elasticache", "elasticbeanstalk"],
    ...["elasticfilesystem", "elasticloadbalancing", "elasticmapreduce", "email-smtp", "events"],
    ...["execute-api", "fis", "fsx", "git-codecommit", "glue", "guardduty-data", "imagebuilder"],
    ...["inspector2", "iot.data", "kinesis-firehose", "kinesis-streams", "kms", "lakeformation"],
    ...["lambda", "license-manager", "logs", "macie2", "monitoring", "network-firewall", "ram"],
    ...["rds", "rds-data", "redshift", "redshift-data", "rekognition", "s3", "sagemaker.api"],
    ...["sagemaker.runtime", "scheduler", "secretsmanager", "securityhub", "servicecatalog"],
    ...["servicediscovery", "sns", "sqs", "ssm", "ssm-contacts", "ssm-incidents", "ssmmessages"],
    ...["states", "storagegateway", "sts", "synthetics", "textract", "transcribe", "transfer"],
    ...["translate", "workspaces", "xray"],
];

const GATEWAY_SERVICES = ["s3", "dynamodb"];

/** In China these interface services are named `cn.com.amazonaws.…`, all others `com.amazonaws.…`. */
const CHINESE_NAMES = new Set([
    ...["autoscaling", "cloudformation", "ec2", "ecr.api", "ecr.dkr", "lambda", "monitoring", "s3"],
    ...["sqs", "sts"],
]);

const CODE_ARTIFACT = ["codeartifact.api", "codeartifact.repositories"];

/** Few services are in few Regions only; this is the one that others here need to know of. */
const CODE_ARTIFACT_REGIONS = new Set([
    ...["us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1"],
    ...["eu-south-1", "eu-central-1", "ap-northeast-1", "ap-southeast-1", "ap-southeast-2"],
    "ap-south-1",
]);

/**
 * Zones' ids, which mean the same zone in every account, with services that they lack: an example, as
 * AWS publishes no list.
 */
const MISSING_IN_ZONES: Readonly<Record<string, readonly string[]>> = { "use1-az3": CODE_ARTIFACT };

/** The endpoint services of a Region. Not complete: the common ones. */
export function endpointServices(region: Region): EndpointService[] {
    const missing = missingServices(region);
    const interfaces = INTERFACE_SERVICES.filter((suffix) => !missing.includes(suffix)).map(
        (suffix) => ({
            serviceName: `${interfacePrefix(region, suffix)}.${region.name}.${suffix}`,
            type: "Interface" as const,
            privateDnsName: `${suffix.split(".").reverse().join(".")}.${region.name}.${region.dnsSuffix}`,
            zones: region.zones
                .filter(({ id }) => !MISSING_IN_ZONES[id]?.includes(suffix))
                .map(({ name }) => name),
        }),
    );
    const gateways = GATEWAY_SERVICES.map((suffix) => ({
        serviceName: `com.amazonaws.${region.name}.${suffix}`,
        type: "Gateway" as const,
        privateDnsName: undefined,
        zones: region.zones.map(({ name }) => name),
    }));
    return [...interfaces, ...gateways];
}

/** Whether a service name means a service that the emulator knows to be missing in the Region. */
export function isMissing(region: Region, serviceName: string): boolean {
    return missingServices(region).some(
        (suffix) => serviceName === `com.amazonaws.${region.name}.${suffix}`,
    );
}

function missingServices(region: Region): readonly string[] {
    return CODE_ARTIFACT_REGIONS.has(region.name)
        ? region.missingServices
        : [...region.missingServices, ...CODE_ARTIFACT];
}

function interfacePrefix(region: Region, suffix: string): string {
    return region.partition === "aws-cn" && CHINESE_NAMES.has(suffix)
        ? "cn.com.amazonaws"
        : "com.amazonaws";
}
