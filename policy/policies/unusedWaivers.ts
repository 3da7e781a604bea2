import type { StackValidationPolicy } from "@pulumi/policy";
import { reportOnStack } from "../report";
import type { WaiverRegister } from "../waivers/register";
import { unusedMessage } from "../waivers/waiver";

/** No waivers that nothing needs. It stands last in the pack, when every other finding is told. */
export function unusedWaivers(register: WaiverRegister): StackValidationPolicy {
    return {
        name: "unused-waivers",
        displayName: "No unused waivers",
        description:
            "Prohibits waivers that match no finding, because a forgotten one would allow the next.",
        enforcementLevel: "advisory",
        severity: "low",
        tags: ["waivers"],
        remediationSteps: "Remove the entry from the pack's configuration, or correct it.",
        url: "https://www.pulumi.com/docs/iac/crossguard/configuration/",
        validateStack: (_, report) => {
            for (const waiver of register.unused()) {
                reportOnStack(report, unusedMessage(waiver));
            }
        },
    };
}
