import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { type Account, createAccount } from "./account";
import { createConnections } from "./connections";
import { providerHandlers } from "./providerHandlers";
import { resourceHandlers } from "./resourceHandlers";

export type { Account, EmulatedResource } from "./account";

/** A running stand-in for the AWS provider. */
export interface AwsEmulator {
    /** Where it listens: `PULUMI_DEBUG_PROVIDERS=aws:<port>` attaches it to the engine. */
    readonly port: number;
    /** What exists in the emulated account. */
    readonly account: Account;
    /** Has AWS publish newer images: its public parameters then name these. */
    releaseImages(): void;
    /** Ends it; the account is forgotten. */
    close(): Promise<void>;
}

/** How the emulator is started. */
export interface AwsEmulatorOptions {
    /**
     * The port to listen on, on this machine only.
     *
     * @default 0 - any free port
     */
    readonly port?: number;
}

const LARGEST_MESSAGE = 400 * 1024 * 1024;

/** Starts a stand-in for the AWS provider, with an empty account. */
export async function startAwsEmulator(options: AwsEmulatorOptions = {}): Promise<AwsEmulator> {
    const account = createAccount();
    const connections = createConnections();
    const server = new Server({
        "grpc.max_receive_message_length": LARGEST_MESSAGE,
        "grpc.max_send_message_length": LARGEST_MESSAGE,
    });
    // Calls that are not answered here are unimplemented.
    server.addService(ResourceProviderService, {
        ...providerHandlers(connections),
        ...resourceHandlers(connections, account),
    });
    const port = await new Promise<number>((resolve, reject) => {
        server.bindAsync(
            `127.0.0.1:${options.port ?? 0}`,
            ServerCredentials.createInsecure(),
            (error, bound) => (error ? reject(error) : resolve(bound)),
        );
    });
    return {
        port,
        account,
        releaseImages: () => account.releaseImages(),
        close: async () => server.forceShutdown(),
    };
}
