import { load } from "js-yaml";
import type { Workflow, WorkflowJob, WorkflowStep } from "./workflows";

/** Events whose runs have secrets and may write, whoever has sent the code. */
const UNSAFE_EVENTS = ["pull_request_target", "workflow_run", "issue_comment"];
/** What keeps the code of a fork from running with a token for the cloud. */
const NOT_FROM_A_FORK = "github.event.pull_request.head.repo.full_name == github.repository";
const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/;

/** What is unsafe in a workflow of GitHub Actions, in its order. What is wrong in it, actionlint tells. */
export function flawsOf(text: string): string[] {
    const workflow = load(text) as Workflow;
    const events = typeof workflow.on === "string" ? [workflow.on] : Object.keys(workflow.on);
    return [
        ...events
            .filter((event) => UNSAFE_EVENTS.includes(event))
            .map((event) => `the event ${event}`),
        ...(JSON.stringify(workflow.permissions) === "{}"
            ? []
            : ["permissions for all jobs together"]),
        // Only this one ends a pipe with an error if its first command fails.
        ...(workflow.defaults?.run?.shell === "bash" ? [] : ["another shell than bash"]),
        ...usesIn(text),
        ...Object.entries(workflow.jobs).flatMap(([name, job]) =>
            flawsOfJob(job, events).map((flaw) => `job ${name}: ${flaw}`),
        ),
    ];
}

function usesIn(text: string): string[] {
    return [...text.matchAll(/\buses: *(\S+)(.*)$/gm)].flatMap(([, action = "", rest = ""]) => {
        if (!PINNED.test(action)) {
            return [`${action} is not pinned to a commit`];
        }
        return /^ # v\d+\.\d+\.\d+$/.test(rest) ? [] : [`${action} without its version`];
    });
}

function flawsOfJob(job: WorkflowJob, events: readonly string[]): string[] {
    const mayAsk = job.permissions?.["id-token"] === "write";
    return [
        ...(job.permissions ? [] : ["no permissions of its own"]),
        ...(job["timeout-minutes"] ? [] : ["no time limit"]),
        ...(mayAsk && events.includes("pull_request") && !job.if?.includes(NOT_FROM_A_FORK)
            ? ["forks get a token for the cloud"]
            : []),
        ...job.steps.flatMap(flawsOfStep),
    ];
}

function flawsOfStep(step: WorkflowStep): string[] {
    return [
        ...(step.run?.includes("${{")
            ? ["an expression in a script: pass it by the environment"]
            : []),
        ...(step.uses?.startsWith("actions/checkout@") &&
        step.with?.["persist-credentials"] !== false
            ? ["a checkout that keeps its token"]
            : []),
    ];
}
