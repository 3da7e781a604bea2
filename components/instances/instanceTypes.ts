/** The operating systems of instances. */
export const PLATFORMS = ["linux", "windows"] as const;

export type Platform = (typeof PLATFORMS)[number];

/** The processor architectures of EC2 instances, as AWS names them. */
export const ARCHITECTURES = ["arm64", "x86_64"] as const;

export type Architecture = (typeof ARCHITECTURES)[number];

/** EC2 has no Windows for ARM. */
export const WINDOWS_ARCHITECTURE: Architecture = "x86_64";

const LINUX_TYPES: Readonly<Record<Architecture, string>> = {
    arm64: "t4g.nano",
    x86_64: "t3.nano",
};

/** With less memory than this one has, Windows Server is no pleasure. */
const WINDOWS_TYPE = "t3.medium";

/** The instance type of an instance for which only platform and architecture are known. */
export function defaultInstanceType(platform: Platform, architecture: Architecture): string {
    return platform === "windows" ? WINDOWS_TYPE : LINUX_TYPES[architecture];
}

/**
 * The architecture of an instance type such as `t4g.nano`. AWS's naming convention puts a `g`, for
 * its Graviton processors, behind the generation's number; the older `a1` and the GB200 servers are
 * ARM too.
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): Architecture {
    return /^(a1|[a-z]+\d+g[a-z]*|p6e-gb\d+)\./.test(instanceType) ? "arm64" : "x86_64";
}
