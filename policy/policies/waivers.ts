import type { PolicyConfigSchema, ResourceValidationPolicy } from "@pulumi/policy";
import { longestApprover, longestUrn, reasonLength } from "../waivers/readWaivers";
import type { WaiverRegister } from "../waivers/register";

/**
 * Holds the waivers, which are this policy's configuration; it reports nothing.
 *
 * The SDK gives a policy its own configuration and no other, and runs the policies in the order of the
 * pack's list. So this one stands first there, and reads the entries before any other policy judges the
 * first resource. It has no stack view, for which the SDK would build all resources once more: one
 * process serves a whole run, and the engine shows it every resource before it shows the stack.
 */
export function waivers(register: WaiverRegister): ResourceValidationPolicy {
    return {
        name: "waivers",
        displayName: "Waivers",
        description:
            "Requires of each waiver one policy, one resource, a reason, who allows it and the last " +
            "day, because what breaks a rule must stay narrow and temporary.",
        enforcementLevel: "mandatory",
        severity: "medium",
        tags: ["waivers"],
        remediationSteps: "Correct the entries in the pack's configuration.",
        configSchema: schemaOf(register.policies),
        validateResource: ({ getConfig }) => register.read(getConfig()),
    };
}

/**
 * What the engine checks before a run. The pack checks it all again and some more: whether a resource is
 * named in one of two ways, and of course the day.
 */
function schemaOf(policies: readonly string[]): PolicyConfigSchema {
    const entry: PolicyConfigSchema["properties"] = {
        policy: {
            type: "string",
            enum: [...policies],
            description: "The policy whose findings on the resource are allowed.",
        },
        urn: {
            type: "string",
            maxLength: longestUrn,
            description: "The URN of the resource, exactly. Instead: type and name.",
        },
        type: {
            type: "string",
            maxLength: longestUrn,
            description: "The type token of the resource, exactly; with name. Instead: urn.",
        },
        name: {
            type: "string",
            maxLength: longestUrn,
            description:
                "The name of the resource in the program, exactly; with type. Instead: urn.",
        },
        reason: {
            type: "string",
            minLength: reasonLength.min,
            maxLength: reasonLength.max,
            description: "Why it is allowed.",
        },
        expires: {
            type: "string",
            format: "date",
            // The engine's message on a wrong format does not say what is right; on a pattern it does.
            pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            description: "The last day on which it is allowed, in UTC, as YYYY-MM-DD.",
        },
        approvedBy: {
            type: "string",
            minLength: 1,
            maxLength: longestApprover,
            description: "Who allows it.",
        },
    };
    return {
        properties: {
            entries: {
                type: "array",
                default: [],
                description:
                    "The waivers: each turns the findings of one policy on one resource into advice.",
                items: {
                    type: "object",
                    additionalProperties: false,
                    required: ["policy", "reason", "expires", "approvedBy"],
                    properties: entry,
                },
            },
        },
    };
}
