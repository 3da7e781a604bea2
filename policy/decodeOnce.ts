import * as sdk from "@pulumi/policy/deserialize";

type Decode = (properties: object, keepSecrets: boolean) => unknown;

/**
 * Has the SDK decode the properties of each message once. By itself it decodes them anew for every view
 * of every policy, in a stack view those of the whole stack: with many policies that is most of the time
 * which a pack takes. The policies can share what is decoded, because none changes it.
 *
 * The SDK's server calls the function through its module, so that it can be replaced there; where a
 * later SDK does not, the pack is slower and nothing else. `decodeOnce.spec.ts` tells.
 */
export function decodeOnce(module: { deserializeProperties?: unknown } = sdk): void {
    const decode = module.deserializeProperties as Decode | undefined;
    if (typeof decode !== "function") {
        return;
    }
    const decoded = new WeakMap<object, unknown>();
    // Remediations, which change properties and keep what is secret, are left as they are.
    const shared: Decode = (properties, keepSecrets) => {
        if (keepSecrets) {
            return decode(properties, keepSecrets);
        }
        if (!decoded.has(properties)) {
            decoded.set(properties, decode(properties, keepSecrets));
        }
        return decoded.get(properties);
    };
    module.deserializeProperties = shared;
}
