import type { Account } from "../account";
import type { Properties } from "../properties";
import type { ProviderSettings } from "../providerConfig";
import type { Region } from "../regions";

/** What a data source can look at. */
export interface LookupContext {
    /** The Region to look in: the argument `region`, else the provider's. */
    readonly region: Region;
    readonly settings: ProviderSettings;
    readonly account: Account;
}

/**
 * Answers a data source. Properties of the result that it leaves out are the arguments of the same name, or
 * empty.
 */
export type DataSource = (args: Properties, context: LookupContext) => Properties;

/** A list argument, empty if it is absent. */
export function strings(value: Properties[string] | undefined): string[] {
    return Array.isArray(value) ? value.map(String) : [];
}
