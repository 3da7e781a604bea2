import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gatewayReader } from "../../policy/network/read/gateways";
import { instanceMetadataReader } from "../../policy/network/read/instanceMetadata";
import { publicAddressReader } from "../../policy/network/read/publicAddresses";
import { holdsRoutes } from "../../policy/network/read/routes";
import { securityGroupRuleReader } from "../../policy/network/read/securityGroupRules";
import { sshKeyReader } from "../../policy/network/read/sshKeys";
import { awsTypes } from "../../policy/network/types";
import { createPolicies } from "../../policy/policies";
import { ROOT } from "../support/command";
import { headFor, PAGES_FOLDER, pageOf, readPage } from "../support/policyPages";
import { policyInfos } from "../support/policyServer";

// What a policy says of itself is written once, in its code. The engine gets it, and the documents repeat it.

const policies = createPolicies();

/** The documents with a table of all policies. */
const TABLES = ["policy/README.md", `${PAGES_FOLDER}/README.md`];

/** The words for the numbers of the engine's protocol. */
const LEVELS = ["advisory", "mandatory", "disabled"];
const SEVERITIES = ["not set", "low", "medium", "high", "critical"];

/** The readers that the policies of resources ask: a type that none of them reads is not judged. */
const READERS: Readonly<Record<string, (type: string) => unknown>> = {
    "no-public-ip": publicAddressReader,
    "no-ssh-ingress": securityGroupRuleReader,
    "no-internet-gateway": gatewayReader,
    "no-internet-route": holdsRoutes,
    "endpoint-private-dns": (type) =>
        type === awsTypes.vpcEndpoint || type === awsTypes.endpointPrivateDns,
    "no-ssh-key": sshKeyReader,
    "instance-metadata-v2": instanceMetadataReader,
};

/** A type as programs write it: `aws:ec2/eip:Eip` is `aws.ec2.Eip`. */
function classOf(type: string): string {
    return type.replace(/^aws:(\w+)\/\w+:(\w+)$/, "aws.$1.$2");
}

/** The classes that the tables of a text begin their rows with. */
function classesIn(text: string): string[] {
    const cells = [...text.matchAll(/^\| (`aws\.[^|]+)\|/gm)].map(([, cell = ""]) => cell);
    return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
}

/** The beginning of each row about a policy: its name as a link, its severity and its level. */
function rowsIn(file: string): string[] {
    const text = readFileSync(join(ROOT, file), "utf8");
    return [...text.matchAll(/^(\| \[`[^|]+\|[^|]+\|[^|]+\|)/gm)].map(([, row = ""]) => row);
}

describe("What a policy says of itself", () => {
    for (const policy of policies) {
        it(`names its authority, and a framework in full or none: ${policy.name}`, () => {
            const { url = "", framework } = policy;
            assert.match(url, /^https:\/\/(docs\.aws\.amazon\.com|www\.pulumi\.com)\/\S+$/);
            if (framework) {
                const { name, version, reference, specification } = framework;
                assert.ok(name && version && reference && specification);
            }
        });

        it(`stands at the head of its page: ${pageOf(policy)}`, () => {
            assert.ok(existsSync(join(ROOT, pageOf(policy))), `${pageOf(policy)}: write it`);
            assert.equal(
                readPage(pageOf(policy)).head,
                headFor(policy),
                `${pageOf(policy)} must begin as policy/policies says:\n\n${headFor(policy)}\n`,
            );
        });

        it(`has the same steps to remedy on its page: ${pageOf(policy)}`, () => {
            const section = readPage(pageOf(policy)).section("How to fix it");
            const [steps] = section.trim().split("\n\n");
            assert.equal(
                steps,
                policy.remediationSteps,
                `${pageOf(policy)}, "How to fix it" must begin with the remediationSteps`,
            );
        });

        it(`lists every option of its configuration on its page: ${pageOf(policy)}`, () => {
            const section = readPage(pageOf(policy)).section("Options");
            for (const [option, schema] of Object.entries(policy.configSchema?.properties ?? {})) {
                const row = `| \`${option}\` | \`${JSON.stringify(schema.default)}\` |`;
                assert.ok(
                    section.includes(row),
                    `${pageOf(policy)}, "Options" lacks a row that begins with ${row}`,
                );
            }
        });

        it(`lists the types that it judges on its page, each once: ${pageOf(policy)}`, () => {
            const readerOf = READERS[policy.name] ?? (() => false);
            const judged = Object.values(awsTypes).filter((type) => readerOf(type));
            const listed = classesIn(readPage(pageOf(policy)).section("What it rejects"));
            assert.deepEqual(listed.sort(), judged.map(classOf).sort());
        });

        it(`reaches the engine whole: ${policy.name}`, () => {
            const info = policyInfos(policies).find(({ name }) => name === policy.name);
            assert.ok(info);
            assert.deepEqual(
                {
                    description: info.description,
                    enforcementLevel: LEVELS[info.enforcementlevel],
                    displayName: info.displayname,
                    severity: SEVERITIES[info.severity],
                    tags: info.tagsList,
                    remediationSteps: info.remediationSteps,
                    url: info.url,
                    framework: info.framework,
                },
                {
                    description: policy.description,
                    enforcementLevel: policy.enforcementLevel,
                    displayName: policy.displayName,
                    severity: policy.severity,
                    tags: policy.tags,
                    remediationSteps: policy.remediationSteps,
                    url: policy.url,
                    framework: policy.framework,
                },
            );
        });
    }

    for (const file of TABLES) {
        it(`stands in the table of ${file}, in the order of the pack`, () => {
            const expected = policies.map((policy) => {
                const link = relative(dirname(file), pageOf(policy));
                const { name, severity, enforcementLevel } = policy;
                return `| [\`${name}\`](${link}) | ${severity} | ${enforcementLevel} |`;
            });
            assert.deepEqual(rowsIn(file), expected);
        });
    }

    it("has no page that is of no policy", () => {
        const known = [...policies.map(pageOf), `${PAGES_FOLDER}/README.md`].sort();
        const pages = readdirSync(join(ROOT, PAGES_FOLDER)).map(
            (page) => `${PAGES_FOLDER}/${page}`,
        );
        assert.deepEqual(pages.sort(), known);
    });
});
