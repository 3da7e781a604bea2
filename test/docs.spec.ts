import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { load } from "js-yaml";
import { ROOT } from "./support/command";
import { inDays } from "./support/dates";
import { type Answers, named, record } from "./support/mocks";
import { type Config, runProgram } from "./support/program";
import { runSnippet, type Snippet, snippetsIn } from "./support/snippets";
import { CI_PAGE } from "./support/workflows";

// Every program and every stack file that the documents show is run, in a first preview under mocks.

const PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "policy/README.md",
    ...["docs", "examples"].flatMap((folder) =>
        readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
            .filter((page) => page.endsWith(".md"))
            .map((page) => `${folder}/${page}`),
    ),
];
/** The programs on these pages are run and judged by test/policy/pages.spec.ts and test/ciPage.spec.ts. */
const isRunElsewhere = (page: string) => page.startsWith("docs/policies/") || page === CI_PAGE;
/** The date of the future that documents show: tests outlive it. */
const SHOWN_DATE = "2027-01-31";
const snippets = [...PAGES.filter((page) => !isRunElsewhere(page)), "components/ssmOnlyNetwork.ts"]
    .flatMap(snippetsIn)
    .map((snippet) => ({ ...snippet, text: snippet.text.replaceAll(SHOWN_DATE, inDays(7)) }));
const inLanguage = (language: string) =>
    snippets.filter((snippet) => snippet.language === language);

/** The class's own example shows no import. */
function complete(snippet: Snippet): Snippet {
    const importing = 'import { SsmOnlyNetwork } from "./components";';
    const text = snippet.text.includes("import ") ? snippet.text : `${importing}\n${snippet.text}`;
    return { ...snippet, text };
}

/** AWS as programs in any Region see it: mocks do not know of which one they are asked. */
const ANYWHERE: Answers = {
    "aws:index/getAvailabilityZones:getAvailabilityZones": () => ({
        region: "any",
        names: ["eu-central-1", "us-west-2"].flatMap((region) =>
            ["a", "b", "c"].map((letter) => region + letter),
        ),
    }),
    "aws:ec2/getVpcEndpointService:getVpcEndpointService": ({ service }) => ({
        serviceName: `com.amazonaws.region.${service}`,
        availabilityZones: [],
    }),
};

describe("the documents", () => {
    for (const snippet of inLanguage("ts")) {
        it(`show a program that runs: ${snippet.place}`, async () => {
            const { resources, errors } = await record(
                async () => {
                    const exported = runSnippet(complete(snippet));
                    return typeof exported === "function" ? exported() : exported;
                },
                { preview: true, answers: ANYWHERE },
            );
            assert.deepEqual(errors, []);
            assert.ok(resources.some(({ type }) => type === "aws:ec2/vpc:Vpc"));
        });
    }

    for (const { place, text } of inLanguage("yaml")) {
        it(`show a stack's configuration that is right: ${place}`, async () => {
            const { config } = load(text) as { config: Config };
            const recording = await runProgram(config, true);
            assert.deepEqual(recording.errors, []);
            named(recording, "network-vpc");
        });
    }

    for (const page of PAGES) {
        it(`link to files that exist: ${page}`, () => {
            const text = readFileSync(join(ROOT, page), "utf8");
            const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
                ([, link = ""]) => link,
            );
            const missing = links.filter((link) => !existsSync(join(ROOT, dirname(page), link)));
            assert.deepEqual(missing, []);
        });
    }
});
