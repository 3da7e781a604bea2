import * as pulumi from "@pulumi/pulumi";

/**
 * An error that the Pulumi CLI prints as it is, without a stack.
 *
 * Its message cannot be changed: while the SDK passes an error on, each resource that needs the
 * failed value would write its property's name in front.
 *
 * It has no stack either: the SDK formats each error in colour, also those whose stack it does not
 * show, and Node.js 20 needs up to a minute for paths such as the SDK's `node_modules/@pulumi/resource.ts`.
 */
export function readableError(message: string): pulumi.RunError {
    return Object.defineProperties(new pulumi.RunError(), {
        message: { get: () => message, set: () => {} },
        stack: { value: message },
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
