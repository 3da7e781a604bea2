import Ajv from "ajv";
import { type Config, configFlaws } from "../../policy/analysis/packConfig";
import { createPolicies } from "../../policy/policies";

/** Everything for which the engine would refuse a configuration of the pack, each in a sentence. */
export function flawsOf(config: unknown): string[] {
    const policies = createPolicies();
    const names = policies.map(({ name }) => name);
    const flaws = configFlaws(config, names);
    if (flaws.length > 0) {
        return flaws;
    }
    // Formats are checked by patterns beside them, and by the pack itself.
    const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
    return policies.flatMap(({ name, configSchema }) => {
        const entry = (config as Config)[name];
        if (!configSchema || typeof entry !== "object") {
            return [];
        }
        const isRight = ajv.compile({ type: "object", ...configSchema });
        isRight(entry);
        return (isRight.errors ?? []).map(({ instancePath, message, params }) => {
            const allowed = "allowedValues" in params ? `: ${params.allowedValues.join(", ")}` : "";
            return `${name}${instancePath.replaceAll("/", ".")} ${message}${allowed}.`;
        });
    });
}
