import { parseAvailabilityZone } from "./availabilityZones";
import { needsS3Gateway, type S3Access } from "./s3Gateway";
import { DEFAULT_SERVICES } from "./serviceDiscovery";
import { type SessionSettings, sessionServices } from "./sessions/sessionSettings";
import type { SsmOnlyNetworkArgs } from "./ssmOnlyNetworkArgs";

const DEFAULTS = {
    cidrBlock: "10.0.0.0/16",
    services: DEFAULT_SERVICES,
    instances: {},
    fleets: {},
    operators: { all: {} },
    instancePolicy: "managed-core",
    sessions: {},
    s3: {},
    codeArtifact: false,
    checkBlockPublicAccess: false,
    tags: {},
} as const satisfies Partial<SsmOnlyNetworkArgs>;

const CODE_ARTIFACT_SERVICES = ["codeartifact.api", "codeartifact.repositories"];

/**
 * Completes correct arguments with their defaults, and with what follows from them: what is switched
 * on brings along the endpoints that it needs.
 */
export function planOf(args: SsmOnlyNetworkArgs) {
    const settings = { ...DEFAULTS, ...withoutUndefined(args) };
    const { codeArtifact } = settings;
    const s3: S3Access = settings.s3;
    const sessions: SessionSettings = settings.sessions;
    return {
        ...settings,
        s3,
        zones: args.availabilityZones.flatMap((zone) => parseAvailabilityZone(zone) ?? []),
        services: [
            ...new Set([
                ...settings.services,
                ...(codeArtifact ? CODE_ARTIFACT_SERVICES : []),
                ...sessionServices(sessions),
            ]),
        ],
        hasBootstrapEgress: args.bootstrapEgress !== undefined,
        hasS3Gateway: needsS3Gateway(s3, {
            codeArtifact,
            logBucket: sessions.s3Logs !== undefined,
        }),
    };
}

export type Plan = ReturnType<typeof planOf>;

/** An argument that is undefined is an absent one. */
function withoutUndefined(args: SsmOnlyNetworkArgs): SsmOnlyNetworkArgs {
    const given = Object.entries(args).filter(([, value]) => value !== undefined);
    return Object.fromEntries(given) as unknown as SsmOnlyNetworkArgs;
}
