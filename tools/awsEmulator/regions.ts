/** A Region as the emulator knows it. */
export interface Region {
    readonly name: string;
    readonly description: string;
    readonly partition: string;
    /** The suffix of host names, such as `amazonaws.com`. */
    readonly dnsSuffix: string;
    readonly zones: readonly { readonly name: string; readonly id: string }[];
    /** Endpoint services that other Regions offer and this one does not. */
    readonly missingServices: readonly string[];
}

type Row = readonly [
    name: string,
    description: string,
    zoneIdPrefix: string,
    zones: Readonly<Record<string, number>>,
];

const THREE_ZONES = { a: 1, b: 2, c: 3 };

/** Zone letters with the numbers of their ids. Which letter has which id differs between accounts. */
const ROWS: readonly Row[] = [
    ["us-east-1", "US East (N. Virginia)", "use1", { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }],
    ["us-east-2", "US East (Ohio)", "use2", THREE_ZONES],
    ["us-west-1", "US West (N. California)", "usw1", { a: 1, c: 3 }],
    ["us-west-2", "US West (Oregon)", "usw2", { ...THREE_ZONES, d: 4 }],
    ["ca-central-1", "Canada (Central)", "cac1", { a: 1, b: 2, d: 4 }],
    ["sa-east-1", "South America (Sao Paulo)", "sae1", THREE_ZONES],
    ["mx-central-1", "Mexico (Central)", "mxc1", THREE_ZONES],
    ["eu-west-1", "Europe (Ireland)", "euw1", THREE_ZONES],
    ["eu-west-2", "Europe (London)", "euw2", THREE_ZONES],
    ["eu-west-3", "Europe (Paris)", "euw3", THREE_ZONES],
    ["eu-central-1", "Europe (Frankfurt)", "euc1", THREE_ZONES],
    ["eu-central-2", "Europe (Zurich)", "euc2", THREE_ZONES],
    ["eu-north-1", "Europe (Stockholm)", "eun1", THREE_ZONES],
    ["eu-south-1", "Europe (Milan)", "eus1", THREE_ZONES],
    ["ap-south-1", "Asia Pacific (Mumbai)", "aps1", THREE_ZONES],
    ["ap-southeast-1", "Asia Pacific (Singapore)", "apse1", THREE_ZONES],
    ["ap-southeast-2", "Asia Pacific (Sydney)", "apse2", THREE_ZONES],
    ["ap-southeast-5", "Asia Pacific (Malaysia)", "apse5", THREE_ZONES],
    ["ap-northeast-1", "Asia Pacific (Tokyo)", "apne1", { a: 4, c: 1, d: 2 }],
    ["ap-northeast-2", "Asia Pacific (Seoul)", "apne2", { ...THREE_ZONES, d: 4 }],
    ["ap-northeast-3", "Asia Pacific (Osaka)", "apne3", THREE_ZONES],
    ["af-south-1", "Africa (Cape Town)", "afs1", THREE_ZONES],
    ["me-south-1", "Middle East (Bahrain)", "mes1", THREE_ZONES],
    ["us-gov-west-1", "AWS GovCloud (US-West)", "usgw1", THREE_ZONES],
    ["us-gov-east-1", "AWS GovCloud (US-East)", "usge1", THREE_ZONES],
    ["cn-north-1", "China (Beijing)", "cnn1", { a: 1, b: 2, d: 4 }],
    ["cn-northwest-1", "China (Ningxia)", "cnnw1", THREE_ZONES],
];

/** Regions launched in 2024 or later never offered `ec2messages`. */
const WITHOUT_EC2MESSAGES = new Set(["mx-central-1", "ap-southeast-5"]);

const REGIONS: ReadonlyMap<string, Region> = new Map(
    ROWS.map(([name, description, zoneIdPrefix, zones]) => [
        name,
        {
            name,
            description,
            partition: partitionOf(name),
            dnsSuffix: name.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com",
            zones: Object.entries(zones).map(([letter, number]) => ({
                name: `${name}${letter}`,
                id: `${zoneIdPrefix}-az${number}`,
            })),
            missingServices: WITHOUT_EC2MESSAGES.has(name) ? ["ec2messages"] : [],
        },
    ]),
);

/** The Region of this name, undefined if the emulator has none. */
export function findRegion(name: string): Region | undefined {
    return REGIONS.get(name);
}

/** The names of all Regions, in the order of the table. */
export function regionNames(): string[] {
    return [...REGIONS.keys()];
}

function partitionOf(region: string): string {
    if (region.startsWith("cn-")) {
        return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
