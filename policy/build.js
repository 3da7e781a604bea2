/**
 * `npm run build`: compiles the sources, every .ts file of this folder, to dist/. The start does the
 * same first where the sources are at hand. Types are not checked here: `npm run typecheck` in the
 * root does that.
 */
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const DIST = path.join(__dirname, "dist");
/** Says of what dist/ was made. */
const FINGERPRINT = path.join(DIST, "sources.sha256");

/**
 * Brings dist/ up to date. Where it is, that takes a few milliseconds.
 *
 * @throws Error that says what to do.
 */
function build() {
    try {
        const sources = filesIn(__dirname, ".ts").map((file) => [file, read(__dirname, file)]);
        const [howToCompile, compiler] = ["build.js", "package-lock.json"].map((file) =>
            read(__dirname, file),
        );
        const fingerprint = createHash("sha256")
            .update(JSON.stringify([sources, howToCompile, compiler]))
            .digest("hex");
        if (!fs.existsSync(FINGERPRINT) || fs.readFileSync(FINGERPRINT, "utf8") !== fingerprint) {
            compileAll(sources);
            // Last: a build that was interrupted is done again.
            write(FINGERPRINT, fingerprint);
        }
    } catch (error) {
        throw new Error(
            `The policy pack in ${__dirname} cannot be compiled: ${error.message}\n` +
                "Run `npm ci --include=dev && npm run build` there, as a user who may write to it.",
        );
    }
}

function compileAll(sources) {
    // Loading the compiler takes longer than all else here.
    const ts = require("typescript");
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const compiled = new Map(
        sources.map(([file, text]) => [
            file.replace(/ts$/, "js"),
            ts.transpileModule(text, { compilerOptions }).outputText,
        ]),
    );
    write(FINGERPRINT, "");
    for (const file of filesIn(DIST, ".js").filter((file) => !compiled.has(file))) {
        fs.rmSync(path.join(DIST, file), { force: true });
    }
    for (const [file, text] of compiled) {
        write(path.join(DIST, file), text);
    }
}

/** In one piece: packs start at the same time, and none must read half a file of another's build. */
function write(file, text) {
    const part = `${file}.${process.pid}`;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(part, text);
    fs.renameSync(part, file);
}

function read(folder, file) {
    return fs.readFileSync(path.join(folder, file), "utf8");
}

/** The files of a kind in a folder and those below it, but packages: relative, in a fixed order. */
function filesIn(folder, extension) {
    return fs
        .readdirSync(folder, { withFileTypes: true })
        .filter(({ name }) => name !== "node_modules")
        .flatMap((entry) => {
            if (entry.isDirectory()) {
                const below = filesIn(path.join(folder, entry.name), extension);
                return below.map((file) => path.join(entry.name, file));
            }
            return entry.name.endsWith(extension) ? [entry.name] : [];
        })
        .sort();
}

module.exports = { build };

if (require.main === module) {
    build();
}
