import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What one `pulumi policy publish` told and sent to the service. */
export interface Publication {
    /** The description of the pack, from its running process. */
    readonly described: {
        readonly name: string;
        readonly versionTag: string;
        readonly policies: { readonly name: string }[];
    };
    /** The package, as `npm pack` made it. */
    readonly tarball: Buffer;
    /** Whether the CLI has said that all is there. */
    readonly isComplete: boolean;
}

/** As much of Pulumi Cloud as publishing policy packs takes. */
export interface PolicyService {
    /** For `PULUMI_BACKEND_URL`. */
    readonly url: string;
    published(): Publication;
    close(): Promise<void>;
}

/** Serves `pulumi policy publish acme`. What else the CLI asks is answered with nothing. */
export async function startPolicyService(): Promise<PolicyService> {
    let described: Publication["described"] | undefined;
    let tarball: Buffer | undefined;
    let isComplete = false;
    const answers: Record<string, (body: Buffer) => object> = {
        "GET /api/user": () => ({ githubLogin: "me", name: "me", organizations: [] }),
        "POST /api/orgs/acme/policypacks": (body) => {
            described = JSON.parse(String(body));
            return { version: 1, uploadURI: `${url}/upload` };
        },
        "PUT /upload": (body) => {
            tarball = body;
            return {};
        },
    };
    const server = createServer(async (request, response) => {
        const body = await bodyOf(request);
        const asked = `${request.method} ${request.url}`;
        isComplete ||= /^POST \S+\/policypacks\/ssm-only\/versions\/\S+\/complete$/.test(asked);
        response.end(JSON.stringify(answers[asked]?.(body) ?? {}));
    });
    await listening(server);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
        url,
        published: () => {
            if (!described || !tarball) {
                throw new Error("Nothing has been published.");
            }
            return { described, tarball, isComplete };
        },
        close: () => new Promise((resolve) => server.close(() => resolve())),
    };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

function listening(server: Server): Promise<void> {
    return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}
