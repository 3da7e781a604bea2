/**
 * `npm run waivers -- --state FILE`: turns what is mandatory in a state today into a configuration of the
 * policy pack with a waiver for each, to review.
 */
import { endWith } from "../commandLine";
import { readConfig } from "../report/input";
import { draftWaivers } from "./draft";
import { readResources, writeConfig } from "./files";
import { readOptions, usage } from "./options";
import { summaryOf } from "./summary";

const NOT_ALL = 1;

function main(): void {
    const options = readOptions(process.argv.slice(2));
    if (options === "help") {
        process.stdout.write(`${usage}\n`);
        return;
    }
    const config = readConfig(options.config);
    const draft = draftWaivers(readResources(options.state), config, options.terms);
    writeConfig(draft.config, options.out);
    process.stderr.write(`${summaryOf(draft).join("\n")}\n`);
    process.exitCode = draft.remaining.length > 0 ? NOT_ALL : 0;
}

try {
    main();
} catch (error) {
    endWith(error);
}
