import { type handleUnaryCall, status } from "@grpc/grpc-js";

/** Answers a call with what a function returns, or with its error's message. */
export function unary<Request, Response>(
    answer: (request: Request, peer: string) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
    return async (call, callback) => {
        try {
            callback(null, await answer(call.request, call.getPeer()));
        } catch (error) {
            const details = error instanceof Error ? error.message : String(error);
            callback({ code: status.UNKNOWN, details });
        }
    };
}
