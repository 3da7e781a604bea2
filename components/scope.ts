import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "./place";
import { NAME_TAG, NETWORK_TAG } from "./tags";

/** What every part of a component needs to name, tag and own its resources. */
export interface Scope {
    /** The name of a child: of its role and, where there are several, a stable word. */
    readonly nameOf: (role: string, key?: string) => string;
    /** The tags of the child of this name. */
    readonly tagsOf: (childName: string) => Record<string, string>;
    /**
     * `project/stack/name`, the value of the tag {@link NETWORK_TAG}. Projects, stacks and components
     * of one account may share names: only together are they unique.
     */
    readonly network: string;
    readonly place: Place;
    /** The options of children and look-ups. */
    readonly options: { readonly parent: pulumi.Resource };
}

export function createScope(
    component: pulumi.ComponentResource,
    name: string,
    callersTags: Readonly<Record<string, string>>,
): Scope {
    const network = [pulumi.getProject(), pulumi.getStack(), name].join("/");
    const options = { parent: component };
    return {
        nameOf: (role, key) => [name, role, ...(key === undefined ? [] : [key])].join("-"),
        tagsOf: (childName) => ({ [NAME_TAG]: childName, ...callersTags, [NETWORK_TAG]: network }),
        network,
        place: placeOf(options),
        options,
    };
}
