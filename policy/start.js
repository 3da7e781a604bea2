// The pack's entry point: runs index.ts without a type check. Pulumi would check the types at every
// start, for which it parses the declarations of the whole SDK: most of the time of a small preview.
// `npm run typecheck` checks them.
const { readFileSync } = require("node:fs");
const ts = require("typescript");

const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };

require.extensions[".ts"] = (module, fileName) => {
    const source = readFileSync(fileName, "utf8");
    module._compile(ts.transpileModule(source, { compilerOptions, fileName }).outputText, fileName);
};

require("./index.ts");
