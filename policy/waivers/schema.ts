import type { PolicyConfigSchema } from "@pulumi/policy";
import { longestApprover, longestUrn, reasonLength } from "./readWaivers";

type Schema = PolicyConfigSchema["properties"][string];

/** The schema of a waiver, which the engine checks before a run. */
export function waiverSchema(policies: readonly string[]): Schema {
    return {
        type: "object",
        additionalProperties: false,
        required: ["policy", "reason", "expires", "approvedBy"],
        properties: {
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
        },
    };
}
