/** `npm run release:notes -- v1.2.3`: the notes of that release, or what is not ready for it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { releaseNotes } from "./releaseNotes";

const ROOT = join(__dirname, "..", "..");

function main(): void {
    const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
    const versions = Object.fromEntries(
        ["package.json", "policy/package.json"].map((file) => [
            file,
            JSON.parse(read(file)).version,
        ]),
    );
    const [tag = ""] = process.argv.slice(2);
    process.stdout.write(`${releaseNotes(tag, read("CHANGELOG.md"), versions)}\n`);
}

try {
    main();
} catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
}
