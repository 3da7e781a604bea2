import * as pulumi from "@pulumi/pulumi";
import { createScope, type Scope } from "../../components/scope";
import { type Recording, type RecordOptions, record } from "./mocks";

/** How a part is recorded. */
export interface PartOptions extends RecordOptions {
    /** The options of the component that the part belongs to. */
    readonly component?: pulumi.ComponentResourceOptions;
}

/** Records one part of a network by itself, in a component called `net` as `SsmOnlyNetwork` would be. */
export function recordPart<T>(
    build: (scope: Scope) => T,
    { component, ...options }: PartOptions = {},
): Promise<Recording<T>> {
    return record(() => new Part(build, component).result as T, options);
}

class Part extends pulumi.ComponentResource {
    public readonly result: unknown;

    constructor(build: (scope: Scope) => unknown, opts?: pulumi.ComponentResourceOptions) {
        super("test:index:Part", "net", {}, opts);
        this.result = build(createScope(this, "net", {}));
    }
}
