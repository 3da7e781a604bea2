import type { ResourceValidationPolicy } from "@pulumi/policy";
import { instanceMetadataReader } from "../network/read/instanceMetadata";
import { withoutExposures } from "./exposures";

const why =
    "IMDSv1 gives the credentials of the instance's role to whoever makes a program on it fetch a URL.";

/** Version 2 of the instance metadata service, on everything that launches instances. */
export function instanceMetadataV2(): ResourceValidationPolicy {
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
            'Set `metadataOptions.httpTokens` to `"required"`, or switch the service off with ' +
            '`metadataOptions.httpEndpoint: "disabled"`.',
        validateResource: withoutExposures(instanceMetadataReader, why),
    };
}
