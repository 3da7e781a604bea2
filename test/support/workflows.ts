import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { ROOT } from "./command";
import { type Snippet, snippetsIn } from "./snippets";

/** The page that shows the workflows to others. */
export const CI_PAGE = "docs/ci.md";

/** A step of a job of GitHub Actions, as far as tests look at it. */
export interface WorkflowStep {
    readonly name?: string;
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
}

export interface WorkflowJob {
    readonly if?: string;
    readonly "timeout-minutes"?: number;
    readonly permissions?: Readonly<Record<string, string>>;
    readonly steps: readonly WorkflowStep[];
}

export interface Workflow {
    readonly on: Readonly<Record<string, unknown>>;
    readonly permissions?: unknown;
    readonly defaults?: { readonly run?: { readonly shell?: string } };
    readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

const FOLDER = ".github/workflows";

/** The workflows of this repository. */
export function ownWorkflows(): Snippet[] {
    return readdirSync(join(ROOT, FOLDER)).map((name) => {
        const place = `${FOLDER}/${name}`;
        return { place, language: "yaml", text: readFileSync(join(ROOT, place), "utf8") };
    });
}

/** The workflows that the page shows; steps that it shows alone are put into the simplest workflow. */
export function shownWorkflows(): Snippet[] {
    return yamlOnPage().flatMap((snippet) => {
        const content = load(snippet.text);
        if (Array.isArray(content)) {
            return [{ ...snippet, text: workflowOf(snippet.text) }];
        }
        return isWorkflow(content) ? [snippet] : [];
    });
}

/** The one block of the page that is for GitLab. */
export function shownForGitLab(): Snippet {
    const [found, ...others] = yamlOnPage().filter(({ text }) => {
        const content = load(text);
        return !Array.isArray(content) && !isWorkflow(content);
    });
    if (!found || others.length > 0) {
        throw new Error(`${CI_PAGE} shows ${others.length + (found ? 1 : 0)} blocks for GitLab.`);
    }
    return found;
}

const yamlOnPage = () => snippetsIn(CI_PAGE).filter(({ language }) => language === "yaml");

function isWorkflow(content: unknown): content is Workflow {
    return typeof content === "object" && content !== null && "jobs" in content;
}

function workflowOf(steps: string): string {
    return [
        "on: workflow_dispatch",
        "permissions: {}",
        "defaults:",
        "  run:",
        "    shell: bash",
        "jobs:",
        "  shown:",
        "    runs-on: ubuntu-24.04",
        "    timeout-minutes: 5",
        "    permissions: {}",
        "    steps:",
        ...steps.split("\n").map((line) => `      ${line}`.trimEnd()),
    ].join("\n");
}

/** The script of a step of this repository's workflows. */
export function scriptOf(file: string, job: string, step: string): string {
    const workflow = load(readFileSync(join(ROOT, FOLDER, file), "utf8")) as Workflow;
    const script = workflow.jobs[job]?.steps.find(({ name }) => name === step)?.run;
    if (script === undefined) {
        throw new Error(`${FOLDER}/${file} has no script "${step}" in the job ${job}.`);
    }
    return script;
}
