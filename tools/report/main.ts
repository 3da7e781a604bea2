/**
 * `npm run report -- ARGUMENTS`: has the policy pack judge a state or the plan of a preview, without an
 * engine, and writes a report.
 */
import { writeFileSync } from "node:fs";
import { readConfig, readResources } from "./input";
import { type Format, type Options, readOptions, UsageError, usage } from "./options";
import { type Report, reportOn } from "./report";
import { headline } from "./verdict";

/** Each format is loaded where it is asked for: the layout of pictures takes longer than all else. */
const writers: Readonly<
    Record<Format, (report: Report, options: Options) => Promise<string> | string>
> = {
    html: (report) => {
        const { htmlOf } = require("./formats/html") as typeof import("./formats/html");
        return htmlOf(report);
    },
    markdown: (report) => {
        const { markdownOf } = require("./formats/markdown") as typeof import("./formats/markdown");
        return markdownOf(report);
    },
    sarif: (report, { projectFolder }) => {
        const { sarifOf } = require("./formats/sarif") as typeof import("./formats/sarif");
        return sarifOf(report, projectFolder);
    },
    json: (report) => {
        const { jsonOf } = require("./formats/json") as typeof import("./formats/json");
        return jsonOf(report);
    },
};

async function main(): Promise<void> {
    const options = readOptions(process.argv.slice(2));
    if (options === "help") {
        process.stdout.write(`${usage}\n`);
        return;
    }
    const config = readConfig(options.config);
    const resources = readResources(options);
    const report = reportOn(resources, options.preview === undefined ? "state" : "preview", config);
    for (const { file, format } of options.outputs) {
        write(await writers[format](report, options), file);
    }
    process.stderr.write(`${headline(report)}\n`);
    process.exitCode = report.counts.mandatory > 0 ? 1 : 0;
}

function write(text: string, file: string | undefined): void {
    if (file === undefined) {
        process.stdout.write(text);
        return;
    }
    try {
        writeFileSync(file, text);
    } catch (error) {
        throw new UsageError(`The report cannot be written: ${(error as Error).message}`);
    }
}

main().catch((error: Error) => {
    process.stderr.write(`${error instanceof UsageError ? error.message : error.stack}\n`);
    process.exitCode = 2;
});
