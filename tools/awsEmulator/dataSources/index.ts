import type { Account } from "../account";
import { checkArguments, type Failure } from "../argumentCheck";
import { dataSourceDeclaration } from "../declarations";
import { emptyValue } from "../emptyValue";
import { containsUnknown, type Properties, revealedProperties } from "../properties";
import type { ProviderSettings } from "../providerConfig";
import { findRegion } from "../regions";
import { regionProblem } from "../semanticChecks";
import { accountDataSources } from "./accountDataSources";
import type { DataSource } from "./dataSource";
import { endpointDataSources } from "./endpointDataSources";
import { imageDataSources } from "./imageDataSources";
import { policyDataSources } from "./policyDocument";
import { regionDataSources } from "./regionDataSources";

const DATA_SOURCES: Readonly<Record<string, DataSource>> = {
    ...accountDataSources,
    ...endpointDataSources,
    ...imageDataSources,
    ...policyDataSources,
    ...regionDataSources,
};

/** The tokens of the data sources that the emulator answers. */
export const SUPPORTED_DATA_SOURCES: readonly string[] = Object.keys(DATA_SOURCES).sort();

/**
 * Answers a data source.
 *
 * @throws Error if it is unknown, or finds nothing.
 */
export function callDataSource(
    token: string,
    args: Properties,
    settings: ProviderSettings,
    account: Account,
): { result: Properties; failures: Failure[] } {
    const dataSource = DATA_SOURCES[token];
    if (!dataSource) {
        throw new Error(
            `The AWS emulator does not answer the data source "${token}". ` +
                `It answers: ${SUPPORTED_DATA_SOURCES.join(", ")}.`,
        );
    }
    const declaration = dataSourceDeclaration(token);
    const failures: Failure[] = [];
    const checked = revealedProperties(checkArguments(declaration.inputs, args, failures));
    const region =
        checked.region === undefined ? settings.region : findRegion(String(checked.region));
    if (!region) {
        failures.push({ property: "region", reason: String(regionProblem(checked.region)) });
    }
    if (containsUnknown(checked)) {
        failures.push({ property: "", reason: "An argument is not known before the update." });
    }
    if (failures.length > 0 || !region) {
        return { result: {}, failures };
    }
    const found = { ...checked, ...dataSource(checked, { region, settings, account }) };
    const result: Properties = {};
    for (const [name, { type, optional }] of declaration.outputs) {
        const value = found[name] ?? (optional ? undefined : emptyValue(type));
        if (value !== undefined) {
            result[name] = value;
        }
    }
    return { result, failures };
}
