/** The letters that Availability Zones may have here. AWS uses `a` to `f`. */
export const ZONE_LETTERS = ["a", "b", "c", "d", "e", "f", "g"] as const;

export type ZoneLetter = (typeof ZONE_LETTERS)[number];

/** An Availability Zone's name, and the two parts it is made of. */
export interface AvailabilityZone {
    readonly name: string;
    readonly region: string;
    readonly letter: ZoneLetter;
}

const REGION = "[a-z]{2,6}(?:-[a-z]+)+-\\d+";
const ZONE_NAME = new RegExp(`^(${REGION})([a-g])$`);
const EDGE_ZONE_NAME = new RegExp(`^(${REGION})-.+$`);
const ZONE_ID = /^[a-z]+\d+-az\d+$/;

/** Reads a name such as `eu-central-1a` or `us-gov-west-1b`; undefined if it is something else. */
export function parseAvailabilityZone(name: string): AvailabilityZone | undefined {
    const [, region, letter] = ZONE_NAME.exec(name) ?? [];
    return region && letter ? { name, region, letter: letter as ZoneLetter } : undefined;
}

/** The Region of a Local Zone or Wavelength Zone such as `us-west-2-lax-1a`, else undefined. */
export function regionOfEdgeZone(name: string): string | undefined {
    return EDGE_ZONE_NAME.exec(name)?.[1];
}

/** Whether the text is a zone's id, such as `euc1-az1`, and not its name. */
export function isZoneId(text: string): boolean {
    return ZONE_ID.test(text);
}
