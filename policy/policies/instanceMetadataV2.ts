import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { instanceMetadataReader } from "../network/read/instanceMetadata";
import { eachResource } from "./eachResource";
import { exposureJudge } from "./exposures";

const why =
    "IMDSv1 gives the credentials of the instance's role to whoever makes a program on it fetch a URL.";

/** Version 2 of the instance metadata service, on everything that launches instances. */
export function instanceMetadataV2(): ResourceValidationPolicy & StackValidationPolicy {
    return {
        name: "instance-metadata-v2",
        displayName: "IMDSv2 on instances",
        description:
            "Requires version 2 of the instance metadata service (IMDSv2), because version 1 gives the " +
            "credentials of an instance's role to whoever makes a program on it fetch a URL.",
        enforcementLevel: "advisory",
        severity: "medium",
        tags: ["instances", "credentials"],
        remediationSteps:
            "1. Bring the AWS SDKs and the SSM Agent on the instance to versions that use IMDSv2.\n" +
            '2. Set `metadataOptions.httpTokens` to `"required"`. Only where nothing on the instance ' +
            'needs its role, also not the SSM Agent, `httpEndpoint: "disabled"` does it too.',
        url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
        framework: {
            name: "AWS Foundational Security Best Practices",
            version: "1.0.0",
            reference: "EC2.8",
            specification: "EC2 instances should use Instance Metadata Service Version 2 (IMDSv2)",
        },
        ...eachResource(exposureJudge(instanceMetadataReader), why),
    };
}
