import { join } from "node:path";
import { ROOT, succeeded } from "./command";
import { type EngineStack, inAws, openEngineStack, type Step } from "./engine";

/** Arguments of a network, as configuration has them. */
export type Settings = Readonly<Record<string, unknown>>;

/** A change of a network that exists, and what a preview says of it. */
export interface Change {
    readonly before: Settings;
    readonly after: Settings;
    /** Each step that concerns AWS: see {@link linesOf}. What a preview does not name stays as it is. */
    readonly steps: readonly string[];
}

/** Changes by what they are, in words. */
export type Changes = Readonly<Record<string, Change>>;

/** Changes that were previewed on the real engine. */
export interface PreviewedChanges {
    readonly stack: EngineStack;
    /** The steps of one change. */
    stepsOf(what: string): Step[];
}

/**
 * The engine writes the state once, not after each step: of a thousand resources that takes minutes. And the SDK
 * notes a stack trace with each promise: in full, that is half of the program's time.
 */
const LARGE_PROGRAM = {
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_CHECKPOINTS: "true",
    NODE_OPTIONS: "--stack-trace-limit=1",
};

const PROGRAM = join(ROOT, "test", "engine", "programs", "changes");

/**
 * Creates a network for each change, all in one update, and makes all changes in one preview: an engine of its
 * own for each would take minutes. Between the two, Amazon releases newer images.
 */
export async function previewChanges(changes: Changes): Promise<PreviewedChanges> {
    const stack = await openEngineStack(PROGRAM, "dev", LARGE_PROGRAM);
    const names = new Map(Object.keys(changes).map((what, index) => [what, `change${index}`]));
    const configure = (moment: "before" | "after") =>
        stack.configure({
            "aws:region": "us-west-2",
            "changes:networks": Object.fromEntries(
                Object.entries(changes).map(([what, change]) => [names.get(what), change[moment]]),
            ),
        });
    try {
        configure("before");
        succeeded(await stack.run("up", "--skip-preview"));
        stack.emulator.releaseImages();
        configure("after");
        const steps = inAws(await stack.plan());
        return {
            stack,
            stepsOf: (what) => steps.filter(({ name }) => name.startsWith(`${names.get(what)}-`)),
        };
    } catch (error) {
        await stack.close();
        throw error;
    }
}

/** Each step as "operation resource (properties)", without the network's name, in alphabetical order. */
export function linesOf(steps: readonly Step[]): string[] {
    return steps
        .map(({ op, name, because }) => {
            const reasons = because.length > 0 ? ` (${because.join(", ")})` : "";
            return `${op} ${name.slice(name.indexOf("-") + 1)}${reasons}`;
        })
        .sort();
}

/** A line for each name: what happens to it. */
export const each = (operation: string, names: readonly string[]): string[] =>
    names.map((name) => `${operation} ${name}`);

/** The same arguments with some changed. */
export const changed = (before: Settings, change: Settings, steps: readonly string[]): Change => ({
    before,
    after: { ...before, ...change },
    steps,
});
