import { createHash } from "node:crypto";
import type { Finding } from "../findings";
import type { PolicyRow } from "../policyRows";
import type { Report } from "../report";
import { sourcePlace } from "../sourcePlace";

/** Of how many points of 10 code scanning makes which severity. */
const points: Readonly<Record<string, string>> = {
    critical: "9.5",
    high: "8.0",
    medium: "5.5",
    low: "2.0",
};

/**
 * The report as SARIF 2.1.0, for code scanning. A result has the place where the program makes the resource,
 * if that is known, or else the project's file; and the URN as its logical place.
 *
 * @param projectFolder the folder of the project in its repository, without a slash at its end
 */
export function sarifOf({ policies, findings }: Report, projectFolder: string): string {
    const ruleIndexes = new Map(policies.map(({ name }, index) => [name, index]));
    const log = {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: {
                    driver: {
                        name: "ssm-only",
                        rules: policies.map(ruleOf),
                    },
                },
                columnKind: "utf16CodeUnits",
                results: fingerprinted(findings).map(({ finding, fingerprint }) => ({
                    ruleId: finding.policy,
                    ruleIndex: ruleIndexes.get(finding.policy),
                    level: finding.level === "mandatory" ? "error" : "warning",
                    message: { text: finding.message },
                    locations: [locationOf(finding, projectFolder)],
                    partialFingerprints: { primaryLocationLineHash: fingerprint },
                    ...suppressionsOf(finding),
                })),
            },
        ],
    };
    return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf({ name, displayName, description, remediation, severity, url, level }: PolicyRow) {
    return {
        id: name,
        name: displayName,
        shortDescription: { text: displayName },
        fullDescription: { text: description },
        help: { text: remediation, markdown: remediation },
        ...(url !== "" && { helpUri: url }),
        defaultConfiguration: {
            enabled: level !== "disabled",
            level: level === "mandatory" ? "error" : "warning",
        },
        properties: {
            tags: ["security", "network"],
            precision: "high",
            "security-severity": points[severity] ?? points.medium,
        },
    };
}

/**
 * Each finding with what tells it from others in every run: policy and resource, and a number where a policy
 * has more than one against a resource. Neither its words nor its line count, which change.
 */
function fingerprinted(findings: readonly Finding[]) {
    const seen = new Map<string, number>();
    return findings.map((finding) => {
        const key = `${finding.policy} ${finding.resource?.urn ?? ""}`;
        const number = (seen.get(key) ?? 0) + 1;
        seen.set(key, number);
        const hash = createHash("sha256").update(key).digest("hex").slice(0, 32);
        return { finding, fingerprint: `${hash}:${number}` };
    });
}

function locationOf({ resource }: Finding, projectFolder: string) {
    const place = sourcePlace(resource?.sourcePosition);
    const file = place?.file ?? "Pulumi.yaml";
    const path = projectFolder === "" ? file : `${projectFolder}/${file}`;
    return {
        physicalLocation: {
            artifactLocation: { uri: path.split("/").map(encodeURIComponent).join("/") },
            region: {
                startLine: place?.line ?? 1,
                ...(place?.column && { startColumn: place.column }),
            },
        },
        ...(resource && {
            logicalLocations: [
                { name: resource.name, fullyQualifiedName: resource.urn, kind: "resource" },
            ],
        }),
    };
}

function suppressionsOf({ waiver }: Finding) {
    return waiver
        ? {
              suppressions: [
                  {
                      kind: "external",
                      status: "accepted",
                      justification: `Until ${waiver.expires}, by ${waiver.approvedBy}: ${waiver.reason}`,
                  },
              ],
          }
        : {};
}
