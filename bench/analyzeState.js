// What a command does that judges a state file with the compiled pack; `proofs.ts` measures it.
const { analyzeResources } = require("../policy/dist/analysis/analyze");
const { readState } = require("../policy/dist/analysis/stateFile");

const findings = analyzeResources(readState(process.argv[2]));
if (findings.length > 0) {
    throw new Error(`Unexpected finding: ${JSON.stringify(findings[0])}`);
}
