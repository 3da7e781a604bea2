import { hash } from "./ids";
import type { Region } from "./regions";

/** A prefix list that AWS manages. */
export interface PrefixList {
    readonly id: string;
    readonly name: string;
    readonly cidrBlocks: readonly string[];
}

/** Public networks of the services, though not those of each Region. */
const CIDR_BLOCKS: Readonly<Record<string, readonly string[]>> = {
    s3: ["3.5.0.0/19", "52.216.0.0/15"],
    dynamodb: ["52.94.0.0/22"],
};

/** The id of the prefix list of a gateway service; it has eight digits, as AWS's own lists have. */
export function prefixListId(serviceName: string): string {
    return `pl-0000${hash(serviceName, 4)}`;
}

/** The prefix lists that AWS manages in a Region. */
export function prefixLists(region: Region): PrefixList[] {
    return Object.entries(CIDR_BLOCKS).map(([service, cidrBlocks]) => {
        const name = `com.amazonaws.${region.name}.${service}`;
        return { id: prefixListId(name), name, cidrBlocks };
    });
}
