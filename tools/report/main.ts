/**
 * `npm run report -- ARGUMENTS`: has the policy pack judge a state or the plan of a preview, without an
 * engine, and writes a report.
 */
import { endWith, writeOut } from "../commandLine";
import { readConfig, readResources } from "./input";
import { type Format, type Options, readOptions, usage } from "./options";
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
        writeOut(await writers[format](report, options), file, "The report cannot be written: ");
    }
    process.stderr.write(`${headline(report)}\n`);
    process.exitCode = report.counts.mandatory > 0 ? 1 : 0;
}

main().catch(endWith);
