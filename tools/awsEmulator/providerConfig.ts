import type { Failure } from "./argumentCheck";
import {
    containsUnknown,
    isObject,
    isUnknown,
    type Properties,
    type PropertyValue,
    revealed,
} from "./properties";
import { findRegion, type Region } from "./regions";
import { regionProblem } from "./semanticChecks";

/** How a provider is configured. */
export interface ProviderSettings {
    readonly region: Region;
    /** Tags of `defaultTags`, for every resource. */
    readonly defaultTags: Properties;
}

/** Checks a provider's configuration; only the Region matters to the emulator. */
export function checkConfig(inputs: Properties): Failure[] {
    const region = inputs.region === undefined ? undefined : revealed(inputs.region);
    if (isUnknown(region)) {
        return [];
    }
    const problem = regionProblem(region);
    return problem
        ? [
              {
                  property: "region",
                  reason:
                      `aws:region: ${problem} Set it with \`pulumi config set aws:region us-east-1\`, ` +
                      "or as `region` of an explicit provider.",
              },
          ]
        : [];
}

/** Reads a provider's configuration, which `checkConfig` has accepted. */
export function readConfig(inputs: Properties): ProviderSettings {
    const name = revealed(inputs.region ?? null);
    const region = findRegion(String(name));
    if (!region) {
        throw new Error(`aws:region: ${regionProblem(name ?? undefined)}`);
    }
    return { region, defaultTags: readDefaultTags(revealed(inputs.defaultTags ?? null)) };
}

/** A provider in another Region manages other resources: all of its resources are replaced. */
export function changedConfig(
    oldInputs: Properties,
    inputs: Properties,
): { changes: string[]; replaces: string[] } {
    const names = [...new Set([...Object.keys(oldInputs), ...Object.keys(inputs)])];
    const changes = names.filter(
        (name) =>
            name !== "version" &&
            !name.startsWith("__") &&
            JSON.stringify(oldInputs[name]) !== JSON.stringify(inputs[name]),
    );
    return { changes, replaces: changes.filter((name) => name === "region") };
}

/** Structured configuration arrives as JSON. */
function readDefaultTags(value: PropertyValue): Properties {
    const parsed: PropertyValue = typeof value === "string" ? parseJson(value) : value;
    const tags = isObject(parsed) ? parsed.tags : undefined;
    return isObject(tags) && !containsUnknown(tags) ? tags : {};
}

function parseJson(text: string): PropertyValue {
    try {
        return JSON.parse(text);
    } catch {
        throw new Error(`aws:defaultTags: expected an object as JSON, received "${text}".`);
    }
}
