import { isDeepStrictEqual } from "node:util";
import type { EmulatedResource, Ledger } from "./account";
import { isAccountSetting, unsetSetting } from "./accountSettings";
import { arnOf } from "./arns";
import type { OutputContext } from "./computedOutputs";
import { resourceDeclaration } from "./declarations";
import { adoptedId, isAdopted } from "./defaultResources";
import { requireNoMappedAddresses } from "./gatewayRules";
import { ACCOUNT_ID, drawnId, hasArnAsId, tellingId } from "./ids";
import { newVersion } from "./launchTemplates";
import { requireNetworkRules } from "./networkRules";
import {
    createdOutputs,
    MARKER,
    previewedOutputs,
    previewedUpdate,
    updatedOutputs,
} from "./outputs";
import { type Properties, revealedProperties } from "./properties";
import type { ProviderSettings } from "./providerConfig";
import { requireReferences, requireUnreferenced } from "./references";
import { findRegion, type Region } from "./regions";
import { removeUnlistedRoutes, withLiveRoutes } from "./routeTables";

/** What a request tells of an existing resource. */
export interface ExistingResource {
    readonly id: string;
    readonly type: string;
    readonly urn: string;
    readonly inputs: Properties;
    readonly outputs: Properties;
}

/** Creates a resource. In a preview nothing is created and there is no id. */
export function createResource(
    { type, urn, inputs }: Pick<ExistingResource, "type" | "urn" | "inputs">,
    preview: boolean,
    settings: ProviderSettings,
    account: Ledger,
): { id: string; outputs: Properties } {
    const declaration = resourceDeclaration(type);
    if (preview) {
        return { id: "", outputs: previewedOutputs(declaration, inputs) };
    }
    const plain = revealedProperties(inputs);
    const region = regionOf(plain, settings);
    requireReferences(account, plain);
    requireNetworkRules(account, { type, id: undefined, inputs: plain, region });
    const id = newId(type, urn, plain, region, account);
    const context: OutputContext = { declaration, id, urn, inputs: plain, region, account };
    const outputs = createdOutputs(inputs, context);
    account.put({ id, type, urn, inputs, outputs });
    return { id, outputs };
}

/** Changes a resource in place. In a preview nothing changes. */
export function updateResource(
    old: ExistingResource,
    inputs: Properties,
    preview: boolean,
    settings: ProviderSettings,
    account: Ledger,
): Properties {
    adopt(old, account);
    const declaration = resourceDeclaration(old.type);
    if (preview) {
        return {
            ...previewedUpdate(declaration, inputs, old.outputs),
            ...newVersion(old, inputs, preview),
        };
    }
    const plain = revealedProperties(inputs);
    const region = regionOf(plain, settings);
    requireReferences(account, plain);
    requireNetworkRules(account, { type: old.type, id: old.id, inputs: plain, region });
    const context: OutputContext = {
        ...{ declaration, id: old.id, urn: old.urn },
        ...{ inputs: plain, region, account },
    };
    const outputs = {
        ...updatedOutputs(inputs, old.outputs, context),
        ...newVersion(old, inputs, preview),
    };
    removeUnlistedRoutes(old, plain, account);
    account.put({ ...old, inputs, outputs });
    return outputs;
}

/** Deletes a resource; one that is gone already needs nothing. */
export function deleteResource(old: ExistingResource, account: Ledger): void {
    adopt(old, account);
    const stored = account.stored(old.type, old.id, old.outputs.region);
    if (!stored) {
        return;
    }
    if (!isAdopted(old.type)) {
        requireUnreferenced(account, stored);
        requireNoMappedAddresses(account, stored);
    }
    account.remove(old.type, old.id, old.outputs.region);
}

/**
 * Reads a resource, undefined if it is gone. Without a state of its own, as for an import or a `get`, it
 * must exist in the account.
 */
export function readResource(old: ExistingResource, account: Ledger): EmulatedResource | undefined {
    if (isAccountSetting(old.type) && old.outputs[MARKER] !== true) {
        return account.stored(old.type, old.id) ?? unsetSetting(old);
    }
    const isLookup = isDeepStrictEqual(old.outputs, old.inputs) || isEmpty(old.outputs);
    if (!isLookup || old.outputs[MARKER] === true) {
        adopt(old, account);
        const stored = account.stored(old.type, old.id, old.outputs.region);
        return stored && withLiveRoutes(stored, account);
    }
    resourceDeclaration(old.type);
    const found = account.stored(old.type, old.id);
    if (!found) {
        throw new Error(
            `${old.type} "${old.id}" is not found in the emulated account: it is no resource of AWS, ` +
                "and no resource of this emulator.",
        );
    }
    return found;
}

/**
 * Takes over a resource from the state of an earlier emulator. One that this account has seen deleted stays
 * deleted.
 *
 * @throws Error if the state comes from AWS.
 */
export function adopt(old: ExistingResource, account: Ledger): void {
    if (old.outputs[MARKER] !== true) {
        throw new Error(
            `${old.urn} (${old.id}) was not created by the AWS emulator: this state comes from AWS. ` +
                "Unset PULUMI_DEBUG_PROVIDERS to work on it.",
        );
    }
    const { type, id, outputs } = old;
    if (
        !account.stored(type, id, outputs.region) &&
        !account.wasDeleted(type, id, outputs.region)
    ) {
        account.put(old);
    }
}

function regionOf(inputs: Properties, settings: ProviderSettings): Region {
    return findRegion(String(inputs.region)) ?? settings.region;
}

/** The same for the same program in every run; a replacement gets the next one. */
function newId(
    type: string,
    urn: string,
    inputs: Properties,
    region: Region,
    account: Ledger,
): string {
    const given = isAccountSetting(type)
        ? region.name
        : (adoptedId(type, inputs, account) ??
          tellingId(type, inputs) ??
          queueUrl(type, inputs, region));
    if (given) {
        return given;
    }
    const candidate = (attempt: number) => {
        const drawn = drawnId(type, `${urn} ${attempt}`);
        return hasArnAsId(type) ? arnOf(type, drawn, inputs, region) : drawn;
    };
    if (candidate(0) === candidate(1)) {
        // The id consists of names only, so it is free again once its owner is deleted.
        if (account.stored(type, candidate(0))) {
            throw new Error(`AlreadyExists: ${candidate(0)} already exists.`);
        }
        return candidate(0);
    }
    let attempt = 0;
    while (account.isTaken(candidate(attempt))) {
        attempt += 1;
    }
    return candidate(attempt);
}

/** The id of a queue is its address. */
function queueUrl(type: string, inputs: Properties, region: Region): string | undefined {
    return type === "aws:sqs/queue:Queue" && typeof inputs.name === "string"
        ? `https://sqs.${region.name}.${region.dnsSuffix}/${ACCOUNT_ID}/${inputs.name}`
        : undefined;
}

const isEmpty = (properties: Properties) => Object.keys(properties).length === 0;
