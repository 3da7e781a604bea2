// The pack's entry point: runs dist/, which build.js makes of the sources. Where the sources lie beside it,
// it brings dist/ up to date first, so that what runs, what is tested and what is published is the same; the
// published package has dist/ alone. Were the entry point TypeScript, Pulumi would check the types at every
// start, for which it parses the declarations of the whole SDK: most of the time of a small preview.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

if (existsSync(join(__dirname, "index.ts"))) {
    require("./build").build();
} else if (!existsSync(join(__dirname, "dist"))) {
    throw new Error(
        `The policy pack in ${__dirname} was packed before it was compiled: it has no dist/. ` +
            "Pack it again with `npm run pack:policy`, in the root of its repository.",
    );
}
require("./dist");
