import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createPolicies } from "../../policy/policies";

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

/** What the CLI has asked of the service, such as `PATCH /api/orgs/acme/policygroups/canary`. */
export interface ServiceRequest {
    readonly asked: string;
    /** The JSON that it sent; `undefined` for none. */
    readonly sent: unknown;
}

/** As much of Pulumi Cloud as publishing policy packs and policy groups takes. */
export interface PolicyService {
    /** For `PULUMI_BACKEND_URL`. */
    readonly url: string;
    published(): Publication;
    /** What has been asked about policies so far. */
    requests(): readonly ServiceRequest[];
    close(): Promise<void>;
}

/**
 * Serves the organisation `acme` and the pack `ssm-only`, whose schemas are those of this repository. What
 * else the CLI asks is answered with nothing.
 */
export async function startPolicyService(): Promise<PolicyService> {
    let described: Publication["described"] | undefined;
    let tarball: Buffer | undefined;
    let isComplete = false;
    const requests: ServiceRequest[] = [];
    const schemas = createPolicies().flatMap(({ name, configSchema }) =>
        configSchema ? [[name, { type: "object", ...configSchema }]] : [],
    );
    const answers: Record<string, (body: Buffer) => object> = {
        "GET /api/user": () => ({
            githubLogin: "me",
            name: "me",
            organizations: [{ githubLogin: "acme", name: "acme" }],
        }),
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
        if (asked.includes("/policy")) {
            requests.push({ asked, sent: body.length > 0 ? JSON.parse(String(body)) : undefined });
        }
        isComplete ||= /^POST \S+\/policypacks\/ssm-only\/versions\/\S+\/complete$/.test(asked);
        const answer = /\/versions\/[^/]+\/schema$/.test(asked)
            ? { configSchema: Object.fromEntries(schemas) }
            : answers[asked]?.(body);
        response.end(JSON.stringify(answer ?? {}));
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
        requests: () => requests,
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
