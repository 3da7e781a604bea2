/**
 * Buckets of AWS that instances download from, by Region. All are AWS's own: a name that only looks
 * like these could be anybody's, hence no wildcards and no guesses.
 */

/**
 * The repositories of Amazon Linux 2023.
 * https://docs.aws.amazon.com/linux/al2023/ug/managing-repos-os-updates.html
 */
export function amazonLinuxBuckets(region: string): string[] {
    return [`al2023-repos-${region}-de612dc2`, `al2023-${region}`];
}

/**
 * What Systems Manager's agent downloads on Linux and Windows: its own updates, modules of documents,
 * packages of Distributor, and what Patch Manager needs.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
 */
export function systemsManagerBuckets(region: string): string[] {
    return [
        `amazon-ssm-${region}`,
        `amazon-ssm-packages-${region}`,
        `aws-ssm-${region}`,
        `aws-ssm-distributor-file-${region}`,
        `aws-ssm-document-attachments-${region}`,
        `aws-windows-downloads-${region}`,
        `${region}-birdwatcher-prod`,
        ...patchManagerBuckets(region),
    ];
}

/** The bucket of packages in CodeArtifact; undefined in a Region for which AWS names none. */
export function codeArtifactBucket(region: string): string | undefined {
    const account = CODE_ARTIFACT_ACCOUNTS.get(region);
    return account && `assets-${account}-${region}`;
}

/** The Regions for which AWS names a bucket of CodeArtifact. */
export function codeArtifactRegions(): string[] {
    return [...CODE_ARTIFACT_ACCOUNTS.keys()];
}

function patchManagerBuckets(region: string): string[] {
    const modules = PATCH_MODULE_SUFFIXES.get(region);
    const suffix = SNAPSHOT_SUFFIXES.get(region) ?? "";
    return [
        ...(modules ? [`aws-patch-manager-${region}-${modules}`] : []),
        ...(UNKNOWN_SNAPSHOTS.has(region) ? [] : [`patch-baseline-snapshot-${region}${suffix}`]),
    ];
}

/** https://docs.aws.amazon.com/codeartifact/latest/ug/create-s3-gateway-endpoint.html */
const CODE_ARTIFACT_ACCOUNTS: ReadonlyMap<string, string> = new Map([
    ["us-east-1", "193858265520"],
    ["us-east-2", "250872398865"],
    ["us-west-2", "787052242323"],
    ["eu-west-1", "438097961670"],
    ["eu-west-2", "247805302724"],
    ["eu-west-3", "762466490029"],
    ["eu-north-1", "611884512288"],
    ["eu-south-1", "484130244270"],
    ["eu-central-1", "769407342218"],
    ["ap-northeast-1", "660291247815"],
    ["ap-southeast-1", "421485864821"],
    ["ap-southeast-2", "860415559748"],
    ["ap-south-1", "681137435769"],
]);

/**
 * AWS lists no other Regions, also not those of China and GovCloud.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-operations-s3-buckets.html
 */
const PATCH_MODULE_SUFFIXES: ReadonlyMap<string, string> = new Map([
    ["us-east-1", "1970c647d"],
    ["us-east-2", "552881074"],
    ["us-west-1", "8badb4304"],
    ["us-west-2", "34d7f99f8"],
    ["af-south-1", "bdd5f65a9"],
    ["ap-east-1", "632356271"],
    ["ap-northeast-1", "4849fa78f"],
    ["ap-northeast-2", "10467995c"],
    ["ap-northeast-3", "67373598a"],
    ["ap-south-1", "cb7c62ff9"],
    ["ap-south-2", "32f4b4128"],
    ["ap-southeast-1", "7fdfd9ef7"],
    ["ap-southeast-2", "17283a275"],
    ["ap-southeast-3", "aa48fc462"],
    ["ap-southeast-4", "01e2c40d3"],
    ["ca-central-1", "3148e69e3"],
    ["ca-west-1", "9e3a4b2f9"],
    ["eu-central-1", "9163fdaaf"],
    ["eu-central-2", "184ce43c8"],
    ["eu-north-1", "795879e9b"],
    ["eu-south-1", "c52f3f594"],
    ["eu-south-2", "a4cf248b1"],
    ["eu-west-1", "5522fb710"],
    ["eu-west-2", "902a2bc74"],
    ["eu-west-3", "29bf85721"],
    ["il-central-1", "e221cb57b"],
    ["me-central-1", "2932f2f80"],
    ["me-south-1", "a53fc9dce"],
    ["sa-east-1", "ddf4b6a09"],
]);

/**
 * What follows the Region in the name of the snapshots' bucket, where something does.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-operations-s3-buckets.html
 */
const SNAPSHOT_SUFFIXES: ReadonlyMap<string, string> = new Map([
    ["af-south-1", "-tbxdb5b9"],
    ["ap-south-2", "-50209442"],
    ["ap-southeast-3", "-be0a3174"],
    ["ap-southeast-4", "-dc6f76ce"],
    ["eu-south-2", "-df2c9d70"],
    ["me-south-1", "-uduvl7q8"],
]);

/** Here something follows, too, and is not known: the name without it may be anybody's. */
const UNKNOWN_SNAPSHOTS: ReadonlySet<string> = new Set([
    "ap-east-2",
    "ap-southeast-6",
    "ap-southeast-7",
    "mx-central-1",
]);
