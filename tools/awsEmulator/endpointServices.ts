import type { Region } from "./regions";

/** A service of AWS that a VPC endpoint can lead to. */
export interface EndpointService {
    readonly serviceName: string;
    readonly type: "Interface" | "Gateway";
    /** The host name that private DNS answers for; a gateway endpoint has none. */
    readonly privateDnsName: string | undefined;
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

/** The endpoint services of a Region. Not complete: the common ones. */
export function endpointServices(region: Region): EndpointService[] {
    const interfaces = INTERFACE_SERVICES.filter(
        (suffix) => !region.missingServices.includes(suffix),
    ).map((suffix) => ({
        serviceName: `${interfacePrefix(region, suffix)}.${region.name}.${suffix}`,
        type: "Interface" as const,
        privateDnsName: `${suffix.split(".").reverse().join(".")}.${region.name}.${region.dnsSuffix}`,
    }));
    const gateways = GATEWAY_SERVICES.map((suffix) => ({
        serviceName: `com.amazonaws.${region.name}.${suffix}`,
        type: "Gateway" as const,
        privateDnsName: undefined,
    }));
    return [...interfaces, ...gateways];
}

/** Whether a service name means a service that the emulator knows to be missing in the Region. */
export function isMissing(region: Region, serviceName: string): boolean {
    return region.missingServices.some(
        (suffix) => serviceName === `com.amazonaws.${region.name}.${suffix}`,
    );
}

function interfacePrefix(region: Region, suffix: string): string {
    return region.partition === "aws-cn" && CHINESE_NAMES.has(suffix)
        ? "cn.com.amazonaws"
        : "com.amazonaws";
}
