import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { createPolicies } from "../../policy/policies";
import { ROOT } from "./command";
import { type Snippet, snippetsOf } from "./snippets";

type Policy = ReturnType<typeof createPolicies>[number];

/** Where the pages stand. */
export const PAGES_FOLDER = "docs/policies";

/** The page of a policy, such as `docs/policies/no-public-ip.md`. */
export function pageOf({ name }: Pick<Policy, "name">): string {
    return `${PAGES_FOLDER}/${name}.md`;
}

/** A program that a page shows, with what goes with it. */
export interface Example {
    readonly program: Snippet;
    /** The pack's configuration, where the page shows one. */
    readonly config: Record<string, Record<string, unknown>>;
    /** The findings that the page shows; empty where it shows none. */
    readonly findings: string;
}

/** A page, by its parts. */
export interface Page {
    /** What stands before the first section. */
    readonly head: string;
    /** The text of a section, by its title. */
    section(title: string): string;
    /** The program of a section, with the configuration and the findings that follow it. */
    example(title: string): Example;
}

/** Reads a page. Asked for what the page lacks, it says what to write where. */
export function readPage(file: string): Page {
    const [head = "", ...sections] = readFileSync(join(ROOT, file), "utf8").split(/^## /m);
    const texts = new Map(
        sections.map((text) => {
            const [title = "", ...lines] = text.split("\n");
            return [title, lines.join("\n")];
        }),
    );
    const section = (title: string): string => {
        const text = texts.get(title);
        if (text === undefined) {
            throw new Error(`${file} has no section "## ${title}": write one.`);
        }
        return text;
    };
    return {
        head: head.trim(),
        section,
        example: (title) => {
            const snippets = snippetsOf(section(title), `${file}, section ${title}`);
            const only = (language: string): Snippet | undefined => {
                const [found, ...others] = snippets.filter((one) => one.language === language);
                if (others.length > 0) {
                    throw new Error(`${file}: section "${title}" has several ${language} blocks.`);
                }
                return found;
            };
            const program = only("ts");
            if (!program) {
                throw new Error(`${file}: section "${title}" shows no program: add a ts block.`);
            }
            return {
                program,
                config: JSON.parse(only("json")?.text ?? "{}"),
                findings: only("text")?.text ?? "",
            };
        },
    };
}

/** How the page of a policy begins: what the policy's metadata say, so that nobody writes it twice. */
export function headFor(policy: Policy): string {
    const { framework } = policy;
    return [
        `# ${policy.displayName} (\`${policy.name}\`)`,
        "",
        policy.description,
        "",
        "| | |",
        "|---|---|",
        `| severity | ${policy.severity} |`,
        `| level | ${policy.enforcementLevel} |`,
        `| tags | ${policy.tags?.join(", ")} |`,
        framework
            ? `| framework | ${framework.name} ${framework.version}, ${framework.reference}: ${framework.specification} |`
            : "| framework | none has this rule |",
        `| reference | <${policy.url}> |`,
    ].join("\n");
}
