import { join } from "node:path";
import type { GoProgram } from "../goBuild";
import { PULUMI_VERSION } from "./cache";

const SOURCE = "github.com/pulumi/pulumi";

/**
 * The CLI looks for its language host beside itself. The cache outlives and is shared by checkouts, so
 * the host is not copied there: the caller of the CLI names its own (see `languageHostEnvironment`).
 */
const LANGUAGE_HOST_SHIM = `#!/bin/sh
exec node "\${PULUMI_NODEJS_LANGUAGE_HOST:?start this CLI with: npm run pulumi}" "$@"
`;

/** The Pulumi CLI from source: takes 3 to 4 minutes on 2 cores the first time. */
export const PULUMI_CLI: GoProgram = {
    title: "the Pulumi CLI",
    name: "pulumi",
    cacheName: `pulumi-${PULUMI_VERSION}`,
    modules: __dirname,
    package: `${SOURCE}/pkg/v3/cmd/pulumi`,
    arguments: [
        "build",
        "-v",
        "-trimpath",
        "-tags",
        "osusergo,grpcnotrace",
        "-ldflags",
        `-w -s -X ${SOURCE}/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`,
    ],
    companions: { "pulumi-language-nodejs": LANGUAGE_HOST_SHIM },
};

/** The environment in which a built CLI finds this checkout's language host. */
export const languageHostEnvironment = {
    PULUMI_NODEJS_LANGUAGE_HOST: join(__dirname, "nodejsLanguageHost.js"),
};
