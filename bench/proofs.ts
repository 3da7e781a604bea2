/**
 * `npm run bench:proofs`: what the two proofs cost.
 *
 * 1. How their time grows with the stack: the exponent over sizes from 1,000 to 100,000 resources; the limit
 *    is 1.1.
 * 2. At 20,000 resources, as a multiple of what the policy SDK takes for one stack policy that does nothing;
 *    the limit is 1.
 * 3. How long a process takes that reads a state file of 20,000 resources and has all policies judge it,
 *    without engine and SDK, as a multiple of one that only parses the file; the limit is 12. The seconds are
 *    there to compare with what conftest took for four rules on such a network, 1.64 s.
 *
 * It ends with 1 if a limit is passed.
 */
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StackResource } from "../policy/network/stack";
import { verify } from "../policy/network/verify";
import { medianOf } from "./median";
import { type Resource, requestsFor, resourcesOf, UNKNOWN, urnOf } from "./network";

const SIZES = [1_000, 3_000, 10_000, 30_000, 100_000];
const LARGE = 20_000;
const REPEATS = 5;

const JUDGE = join(__dirname, "analyzeState.js");
const PARSE = 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))';

/** The stack as a first preview shows it. */
function stackOf(resources: readonly Resource[]): StackResource[] {
    const urns = new Map(resources.map((resource) => [resource.name, urnOf(resource)]));
    return resources.map((resource) => ({
        type: resource.type,
        urn: urnOf(resource),
        name: resource.name,
        inputs: resource.inputs,
        outputs: { ...resource.inputs, id: UNKNOWN },
        references: Object.fromEntries(
            Object.entries(resource.from).map(([key, names]) => [
                key,
                names.flatMap((name) => urns.get(name) ?? []),
            ]),
        ),
        region: "eu-central-1",
    }));
}

/** The shortest of several runs, in seconds: others have waited for the machine. */
async function secondsOf(work: () => unknown, repeats = REPEATS): Promise<number> {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < repeats; run += 1) {
        const started = process.hrtime.bigint();
        await work();
        best = Math.min(best, Number(process.hrtime.bigint() - started) / 1e9);
    }
    return best;
}

function prove(resources: readonly StackResource[]): void {
    const wrong = verify(resources).find(({ verdict }) => verdict !== "proved");
    if (wrong) {
        throw new Error(`Not proved: ${JSON.stringify(wrong)}`);
    }
}

/** The slope of the line through the logarithms of sizes and times. */
function exponentOf(points: readonly (readonly [number, number])[]): number {
    const logs = points.map(([size, seconds]) => [Math.log(size), Math.log(seconds)] as const);
    const mean = (of: (point: readonly [number, number]) => number) =>
        logs.reduce((sum, point) => sum + of(point), 0) / logs.length;
    const [x, y] = [mean(([size]) => size), mean(([, seconds]) => seconds)];
    const covariance = logs.reduce((sum, [size, seconds]) => sum + (size - x) * (seconds - y), 0);
    return covariance / logs.reduce((sum, [size]) => sum + (size - x) ** 2, 0);
}

/** What the SDK takes for a stack policy that does nothing, once the request is decoded from bytes. */
function emptyPolicy(count: number): () => Promise<unknown> {
    const requireOfPack = createRequire(join(__dirname, "../policy/package.json"));
    const { makeAnalyzeStackRpcFun } = requireOfPack("@pulumi/policy/server");
    const messages = requireOfPack("@pulumi/pulumi/proto/analyzer_pb");
    const { whole } = requestsFor(count);
    const policy = {
        name: "nothing",
        description: "Does nothing.",
        enforcementLevel: "advisory",
        validateStack: () => undefined,
    };
    return () => {
        const handle = makeAnalyzeStackRpcFun("empty", "1.0.0", "advisory", [policy]);
        const request = messages.AnalyzeStackRequest.deserializeBinary(whole);
        return new Promise((resolve, reject) => {
            handle({ request }, (error: unknown, response: unknown) =>
                error ? reject(error) : resolve(response),
            );
        });
    };
}

/** A state as the provider leaves it after an update: every id is known. */
function stateOf(resources: readonly Resource[]): object {
    const urns = new Map(resources.map((resource) => [resource.name, urnOf(resource)]));
    const provider = "urn:pulumi:prod::bench::pulumi:providers:aws::default::1";
    const withIds = (inputs: Resource["inputs"], from: Resource["from"]) => ({
        ...inputs,
        ...Object.fromEntries(
            Object.entries(from).map(([key, names]) => [
                key,
                Array.isArray(inputs[key]) ? names.map((name) => `id-${name}`) : `id-${names[0]}`,
            ]),
        ),
    });
    return {
        version: 3,
        deployment: {
            resources: [
                {
                    urn: provider.replace(/::1$/, ""),
                    id: "1",
                    type: "pulumi:providers:aws",
                    inputs: { region: "eu-central-1" },
                },
                ...resources.map((resource) => {
                    const inputs = withIds(resource.inputs, resource.from);
                    return {
                        urn: urnOf(resource),
                        custom: true,
                        id: `id-${resource.name}`,
                        type: resource.type,
                        inputs,
                        outputs: {
                            ...inputs,
                            id: `id-${resource.name}`,
                            name: `id-${resource.name}`,
                        },
                        provider,
                        propertyDependencies: Object.fromEntries(
                            Object.entries(resource.from).map(([key, names]) => [
                                key,
                                names.flatMap((name) => urns.get(name) ?? []),
                            ]),
                        ),
                    };
                }),
            ],
        },
    };
}

async function main(): Promise<void> {
    const points: [number, number][] = [];
    for (const size of SIZES) {
        const resources = stackOf(resourcesOf(size));
        const seconds = await secondsOf(() => prove(resources));
        points.push([resources.length, seconds]);
        console.log(`${resources.length} resources: ${seconds.toFixed(3)} s`);
    }
    const exponent = exponentOf(points);
    console.log(`growth exponent: ${exponent.toFixed(3)} (at most 1.1)`);

    const large = stackOf(resourcesOf(LARGE));
    const empty = emptyPolicy(LARGE);
    const ratios: number[] = [];
    for (let pair = 0; pair < 3; pair += 1) {
        const proofs = await secondsOf(() => prove(large), 1);
        ratios.push(proofs / (await secondsOf(empty, 1)));
    }
    const ratio = medianOf(ratios);
    console.log(
        `both proofs at ${large.length}: ${ratio.toFixed(2)} times an empty stack policy of the SDK (at most 1)`,
    );

    const file = join(tmpdir(), `bench-proofs-${process.pid}.json`);
    try {
        writeFileSync(file, JSON.stringify(stateOf(resourcesOf(LARGE))));
        const timesParsing: number[] = [];
        const seconds: number[] = [];
        for (let pair = 0; pair < 3; pair += 1) {
            const judged = await secondsOf(() => execFileSync(process.execPath, [JUDGE, file]), 1);
            const parsed = await secondsOf(
                () => execFileSync(process.execPath, ["-e", PARSE, file]),
                1,
            );
            seconds.push(judged);
            timesParsing.push(judged / parsed);
        }
        const times = medianOf(timesParsing);
        console.log(
            `state file of ${large.length}: ${medianOf(seconds).toFixed(2)} s from start to end, ${times.toFixed(1)} times parsing it (at most 12)`,
        );
        process.exitCode = exponent <= 1.1 && ratio <= 1 && times <= 12 ? 0 : 1;
    } finally {
        rmSync(file, { force: true });
    }
}

main().catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
