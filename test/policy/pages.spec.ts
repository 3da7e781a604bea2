import assert from "node:assert/strict";
import { createPolicies } from "../../policy/policies";
import { declaredBy } from "../support/declared";
import { record } from "../support/mocks";
import { type Example, pageOf, readPage } from "../support/policyPages";
import { analyze, type Finding, type Mode, type Resource, urnOf } from "../support/policyServer";
import { PROOFS, resourcePolicies } from "../support/resourcePolicies";
import { runSnippet } from "../support/snippets";

// The programs on the pages of the policies are run under mocks with every id unknown, and judged by all
// policies: in that first preview, and once ids are known. Mocks fill in no defaults of the provider.

/** A day on which the waivers that the pages show are in force, or have expired, as they say. */
const TODAY = new Date("2026-12-01T12:00:00Z");

async function declared({ program }: Example): Promise<Resource[]> {
    const { resources, errors } = await record(() => runSnippet(program), { preview: true });
    assert.deepEqual(errors, []);
    // Programs register in no certain order.
    return declaredBy(resources).sort((a, b) => a.name.localeCompare(b.name));
}

async function judged(
    policies: typeof createPolicies,
    example: Example,
    mode: Mode,
): Promise<[Finding[], Resource[]]> {
    const resources = await declared(example);
    assert.ok(resources.length > 1, `${example.program.place} declares next to nothing`);
    return [await analyze(policies(TODAY), resources, mode, example.config), resources];
}

/** Findings as the pages show them: as the CLI prints them. */
function shown([findings, resources]: [Finding[], Resource[]]): string {
    const severities = new Map(createPolicies().map(({ name, severity }) => [name, severity]));
    const places = new Map(
        resources.map((resource) => {
            const type = resource.type.replace(/\/\w+:/, ":");
            return [urnOf(resource), `${type}: ${resource.name}`];
        }),
    );
    return findings
        .map(({ policy, urn, level, message }) => {
            const severity = `[severity: ${severities.get(policy)}]`;
            const place = places.get(urn) ?? "pulumi:pulumi:Stack: shop-dev";
            const lines = message.split("\n").map((line) => `  ${line}\n`);
            return `- [${level}] ${severity}  ${policy}  (${place})\n${lines.join("")}`;
        })
        .join("");
}

/** The proofs find nothing right with half a network, such as most pages show. */
function policiesFor(page: string): typeof createPolicies {
    return PROOFS.includes(page) ? createPolicies : resourcePolicies;
}

/** The first line of each finding: which policy, how grave, where. */
const headlines = (text: string) => text.split("\n").filter((line) => line.startsWith("- ["));

describe("The pages of the policies", () => {
    for (const policy of createPolicies()) {
        const { name, enforcementLevel } = policy;
        const page = pageOf(policy);
        const policies = policiesFor(name);

        it(`show a program that fails, and its findings: ${page}`, async () => {
            const example = readPage(page).example("Fails");
            const [findings, resources] = await judged(policies, example, "first preview");
            assert.equal(shown([findings, resources]), example.findings);
            assert.ok(findings.length > 0, `${page}: the program under "Fails" passes`);
            const other = findings.filter(({ policy, level }) => {
                // What is off by default gives advice where it is switched on.
                const own = enforcementLevel === "disabled" ? "advisory" : enforcementLevel;
                return policy !== name || level !== own;
            });
            assert.deepEqual(other, [], `${page}: findings of another policy or level`);
            const known = shown(await judged(policies, example, "known"));
            assert.deepEqual(headlines(known), headlines(example.findings));
        });

        it(`show the same program fixed, which passes: ${page}`, async () => {
            const example = readPage(page).example("Passes");
            const [findings, resources] = await judged(policies, example, "first preview");
            assert.equal(shown([findings, resources]), example.findings);
            const mandatory = findings.filter(({ level }) => level === "mandatory");
            assert.deepEqual(mandatory, [], `${page}: the program under "Passes" fails`);
            const own = findings.filter(({ policy }) => policy === name);
            assert.deepEqual(own, [], `${page}: the program under "Passes" gets advice`);
            const known = shown(await judged(policies, example, "known"));
            assert.deepEqual(headlines(known), headlines(example.findings));
        });
    }
});
