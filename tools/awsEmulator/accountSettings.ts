import type { EmulatedResource } from "./account";
import { ACCOUNT_ID } from "./ids";
import type { Properties } from "./properties";
import { findRegion, type Region } from "./regions";

/** Settings that every account has in every Region, and what they are until somebody sets them. */
const DEFAULTS: Readonly<Record<string, (region: Region) => Properties>> = {
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": (region) => ({
        awsAccountId: ACCOUNT_ID,
        awsRegion: region.name,
        internetGatewayBlockMode: "off",
        region: region.name,
    }),
};

/** Whether resources of a type are settings of the account: their id is the Region. */
export function isAccountSetting(type: string): boolean {
    return type in DEFAULTS;
}

/**
 * A setting that nobody has set. Undefined if the type is no setting, or the id no Region.
 */
export function unsetSetting({
    type,
    id,
    urn,
}: Pick<EmulatedResource, "id" | "type" | "urn">): EmulatedResource | undefined {
    const region = findRegion(id);
    const outputs = region && DEFAULTS[type]?.(region);
    return outputs && { id, type, urn, inputs: {}, outputs };
}
