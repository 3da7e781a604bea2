import type { Ledger } from "./account";
import { checkArguments, type Failure } from "./argumentCheck";
import { type ResourceDeclaration, resourceDeclaration } from "./declarations";
import { hash } from "./ids";
import {
    isObject,
    isUnknown,
    type Properties,
    revealed,
    revealedProperties,
    secret,
    secretContent,
} from "./properties";
import type { ProviderSettings } from "./providerConfig";
import { findRegion } from "./regions";
import { checkMeaning, regionProblem } from "./semanticChecks";
import { namingArgument, staticDefaults } from "./staticDefaults";

/** The internal input that lists which arguments the provider has filled in. */
export const DEFAULTS = "__defaults";

/** A resource's arguments to check. */
export interface CheckRequest {
    readonly urn: string;
    readonly type: string;
    /** The inputs of the last deployment; empty for a new resource and for a replacement. */
    readonly oldInputs: Properties;
    readonly inputs: Properties;
}

/** Checks the arguments of a resource and fills in what the provider fills in. */
export function checkResource(
    request: CheckRequest,
    settings: ProviderSettings,
    account: Ledger,
): { inputs: Properties; failures: Failure[] } {
    const declaration = resourceDeclaration(request.type);
    const failures: Failure[] = [];
    const checked = checkArguments(declaration.inputs, request.inputs, failures);
    const plain = revealedProperties(checked);
    const regionIsOpen = plain.region === undefined || isUnknown(plain.region);
    const region = regionIsOpen ? settings.region : findRegion(String(plain.region));
    if (region) {
        failures.push(...checkMeaning(request.type, plain, region));
    } else {
        failures.push({ property: "region", reason: String(regionProblem(plain.region)) });
    }
    const tagged = withDefaultTags(declaration, checked, settings);
    const defaults = missingArguments(declaration, tagged, request, account);
    const names = Object.keys(defaults).sort();
    return {
        inputs: { ...tagged, ...defaults, ...(names.length > 0 ? { [DEFAULTS]: names } : {}) },
        failures,
    };
}

/** The names of the arguments that the provider has filled in. */
export function defaultedArguments(inputs: Properties): string[] {
    const names = inputs[DEFAULTS];
    return Array.isArray(names) ? names.map(String) : [];
}

/** The provider's tags apply to every resource that can have tags; the resource's own tags win. */
function withDefaultTags(
    { inputs: declared }: ResourceDeclaration,
    inputs: Properties,
    { defaultTags }: ProviderSettings,
): Properties {
    const content = secretContent(inputs.tags);
    const tags = content ?? inputs.tags ?? {};
    if (!declared.has("tags") || Object.keys(defaultTags).length === 0 || !isObject(tags)) {
        return inputs;
    }
    const merged = { ...defaultTags, ...tags };
    return { ...inputs, tags: content === undefined ? merged : secret(merged) };
}

function missingArguments(
    declaration: ResourceDeclaration,
    inputs: Properties,
    request: CheckRequest,
    account: Ledger,
): Properties {
    const defaults: Properties = { ...staticDefaults(request.type) };
    const naming = namingArgument(request.type);
    if (isNamedByProvider(declaration, naming) && inputs.namePrefix === undefined) {
        const kept = defaultedArguments(request.oldInputs).includes(naming)
            ? request.oldInputs[naming]
            : undefined;
        defaults[naming] = kept ?? freeName(request, naming, account);
    }
    return Object.fromEntries(
        Object.entries(defaults).filter(([name]) => inputs[name] === undefined),
    );
}

/** A name that is optional and yet always there is made up by the provider. */
function isNamedByProvider({ inputs, outputs }: ResourceDeclaration, naming: string): boolean {
    const input = inputs.get(naming);
    const output = outputs.get(naming);
    return (
        input?.type.kind === "string" &&
        input.optional &&
        output?.type.kind === "string" &&
        !output.optional
    );
}

/** A replacement exists beside what it replaces, so it needs another name. */
function freeName({ type, urn }: CheckRequest, naming: string, account: Ledger): string {
    const taken = new Set(account.ofType(type).map(({ inputs }) => revealed(inputs[naming] ?? "")));
    const prefix = type === "aws:kms/alias:Alias" ? "alias/" : "";
    const logicalName = `${prefix}${urn.split("::").at(-1) ?? ""}`;
    for (let attempt = 0; ; attempt += 1) {
        const name = `${logicalName}-${hash(`name ${urn} ${attempt}`, 7)}`;
        const suitable = naming === "name" ? name : name.toLowerCase();
        if (!taken.has(suitable)) {
            return suitable;
        }
    }
}
