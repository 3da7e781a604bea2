import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** An engine that does not take a message in this time goes without it. */
const DEADLINE_MILLISECONDS = 1000;

/** Shows an informational message through the engine, if it answers. */
export async function logToEngine(engineAddress: string, message: string): Promise<void> {
    const client = new EngineClient(engineAddress, credentials.createInsecure());
    const request = new LogRequest();
    request.setSeverity(LogSeverity.INFO);
    request.setMessage(message);
    const deadline = Date.now() + DEADLINE_MILLISECONDS;
    await new Promise<void>((resolve) => {
        client.waitForReady(deadline, (notReady) => {
            if (notReady) {
                resolve();
            } else {
                client.log(request, { deadline } as never, () => resolve());
            }
        });
    });
    client.close();
}
