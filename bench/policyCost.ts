/**
 * `npm run bench:policies`: how long the pack takes to judge stacks of several sizes, as a multiple of
 * what an empty pack of the same SDK takes, one resource policy and one stack policy that do nothing.
 * Each is driven over gRPC as the engine does: started, asked to remediate and to analyze each resource,
 * one after the other, and then to analyze the whole. Both run in turn, so that a machine whose speed
 * drifts slows both; the ratio of each pair counts, not the seconds. It ends with 1 if a median is above the limit.
 */
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { startPack } from "../test/support/packProcess";
import { makeTemporaryFolder } from "../tools/temporaryFolder";
import { medianOf } from "./median";
import { requestsFor } from "./network";

const PACK = join(__dirname, "..", "policy");
const PAIRS: Readonly<Record<number, number>> = { 1000: 7, 10000: 3, 20000: 3 };
/** What a regression is: the pack in all takes this many times what the empty one takes. */
const LIMIT = 1.5;
const requireOfPack = createRequire(join(PACK, "package.json"));
const { AnalyzeResponse }: typeof analyzer = requireOfPack("@pulumi/pulumi/proto/analyzer_pb");
const { Empty } = requireOfPack("google-protobuf/google/protobuf/empty_pb");

async function main(packs: readonly string[]): Promise<void> {
    const folder = makeTemporaryFolder();
    try {
        const empty = copyOfEmptyPack(folder.path);
        for (const [count, pairs] of Object.entries(PAIRS)) {
            const requests = requestsFor(Number(count));
            for (const pack of packs) {
                const measured: [Seconds, Seconds][] = [];
                for (let pair = 0; pair < pairs; pair += 1) {
                    const ours = await secondsOf(pack, requests);
                    measured.push([ours, await secondsOf(empty, requests)]);
                }
                report(pack, Number(count), measured);
            }
        }
    } finally {
        folder.remove();
    }
}

/** The empty pack compiled, as the pack itself is: both start without a compiler. */
function copyOfEmptyPack(folder: string): string {
    const pack = join(folder, "pack");
    cpSync(join(__dirname, "empty", "pack"), pack, { recursive: true });
    symlinkSync(join(PACK, "node_modules"), join(pack, "node_modules"));
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
    const source = readFileSync(join(pack, "index.ts"), "utf8");
    const { outputText } = transpileModule(source, { compilerOptions });
    writeFileSync(join(pack, "index.js"), outputText);
    const description = JSON.parse(readFileSync(join(pack, "package.json"), "utf8"));
    writeFileSync(
        join(pack, "package.json"),
        JSON.stringify({ ...description, main: "index.js", devDependencies: {} }),
    );
    return pack;
}

interface Seconds {
    readonly start: number;
    readonly resources: number;
    readonly stack: number;
}

async function secondsOf(
    folder: string,
    { each, whole }: ReturnType<typeof requestsFor>,
): Promise<Seconds> {
    const [pack, start] = await timed(() => startPack(folder));
    try {
        await pack.ask("getAnalyzerInfo", new Empty());
        const [, resources] = await timed(async () => {
            for (const request of each) {
                await pack.askRaw("Remediate", request);
                expectNothing(await pack.askRaw("Analyze", request));
            }
        });
        const [, stack] = await timed(async () =>
            expectNothing(await pack.askRaw("AnalyzeStack", whole)),
        );
        return { start, resources, stack };
    } finally {
        await pack.stop();
    }
}

/** A pack that finds something does other work than it would in a stack that passes. */
function expectNothing(response: Buffer): void {
    const [finding] = AnalyzeResponse.deserializeBinary(response).getDiagnosticsList();
    if (finding) {
        throw new Error(`Unexpected finding: ${finding.getMessage()}`);
    }
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
    const started = process.hrtime.bigint();
    const result = await work();
    return [result, Number(process.hrtime.bigint() - started) / 1e9];
}

function report(pack: string, count: number, pairs: readonly [Seconds, Seconds][]): void {
    const total = ({ start, resources, stack }: Seconds) => start + resources + stack;
    const ratios = (of: (seconds: Seconds) => number) =>
        pairs.map(([ours, empty]) => of(ours) / of(empty)).sort((a, b) => a - b);
    const all = ratios(total);
    if (medianOf(all) > LIMIT) {
        process.exitCode = 1;
    }
    const seconds = (index: 0 | 1) => medianOf(pairs.map((pair) => total(pair[index]))).toFixed(1);
    console.log(
        [
            `${count} resources: ${medianOf(all).toFixed(2)} times the empty pack`,
            `(limit ${LIMIT}; ${all[0]?.toFixed(2)} to ${all.at(-1)?.toFixed(2)}; ${seconds(0)} s to ${seconds(1)} s;`,
            `start ${medianOf(ratios(({ start }) => start)).toFixed(2)},`,
            `resources ${medianOf(ratios(({ resources }) => resources)).toFixed(2)},`,
            `stack ${medianOf(ratios(({ stack }) => stack)).toFixed(2)}) ${pack}`,
        ].join(" "),
    );
}

main(process.argv.length > 2 ? process.argv.slice(2) : [PACK]).catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
