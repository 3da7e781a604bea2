import type { PolicyConfigSchema, ResourceValidationPolicy } from "@pulumi/policy";
import { reportFlaws } from "../report";
import type { Run } from "../settings/run";
import { defaultSettings } from "../settings/settings";
import { waiverSchema } from "../waivers/schema";

/**
 * Holds what is configured for the pack as a whole, and reports what is wrong with that.
 *
 * The SDK gives a policy its own configuration and no other, and runs the policies in the order of the
 * pack's list. So this one stands first there, and reads the settings before any other policy judges the
 * first resource. It has no stack view, for which the SDK would build all resources once more: one
 * process serves a whole run, and the engine shows it every resource before it shows the stack.
 */
export function settings(run: Run): ResourceValidationPolicy {
    return {
        name: "settings",
        displayName: "Settings",
        description:
            "Requires of the pack's settings that each exists and has an allowed value, because a " +
            "misspelled one would silently do nothing.",
        enforcementLevel: "mandatory",
        severity: "medium",
        tags: ["settings", "waivers"],
        remediationSteps: "Correct the settings in the pack's configuration.",
        url: "https://www.pulumi.com/docs/iac/crossguard/configuration/",
        configSchema: schemaOf(run.waivers.policies),
        validateResource: ({ getConfig, urn }, report) => {
            const flaws = run.configure(getConfig());
            if (flaws.length > 0) {
                reportFlaws(report, urn, flaws);
            }
        },
    };
}

/**
 * What the engine checks before a run. The pack checks it all again and some more: whether a waiver's
 * resource is named in one of two ways, and of course the day.
 */
function schemaOf(policies: readonly string[]): PolicyConfigSchema {
    const weights = ["mandatory", "advisory"];
    return {
        properties: {
            unknown: {
                type: "string",
                enum: weights,
                default: defaultSettings.unknown,
                description:
                    "How to report what cannot be proved because a value is known only after the " +
                    "update: at the policy's level (mandatory) or as advice.",
            },
            external: {
                type: "string",
                enum: weights,
                default: defaultSettings.external,
                description:
                    "How to report what cannot be proved because it lies outside the stack: at the " +
                    "policy's level (mandatory) or as advice.",
            },
            waivers: {
                type: "array",
                default: [],
                description:
                    "The waivers: each turns the findings of one policy on one resource into advice.",
                items: waiverSchema(policies),
            },
        },
    };
}
