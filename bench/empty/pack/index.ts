import { PolicyPack } from "@pulumi/policy";

new PolicyPack("empty", {
    policies: [
        {
            name: "empty-resource",
            description: "Prohibits nothing, of each resource.",
            enforcementLevel: "mandatory",
            validateResource: () => {},
        },
        {
            name: "empty-stack",
            description: "Prohibits nothing, of the whole stack.",
            enforcementLevel: "mandatory",
            validateStack: () => {},
        },
    ],
});
