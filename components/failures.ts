import * as pulumi from "@pulumi/pulumi";

/**
 * An error that the Pulumi CLI prints as it is, without a stack. Its message cannot be changed:
 * while the SDK passes an error on, each resource that needs the failed value would write its
 * property's name in front.
 */
export function readableError(message: string): pulumi.RunError {
    return Object.defineProperty(new pulumi.RunError(), "message", {
        get: () => message,
        set: () => {},
    });
}

/**
 * A promise that may be rejected long before the resource that uses it looks at it: without this
 * Node.js would warn of that. The resource still fails.
 */
export function usedLater<T>(promise: Promise<T>): Promise<T> {
    promise.catch(() => {});
    return promise;
}
