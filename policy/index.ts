import { PolicyPack } from "@pulumi/policy";
import { decodeOnce } from "./decodeOnce";
import { createPolicies } from "./policies";

decodeOnce();

new PolicyPack("ssm-only", {
    policies: createPolicies(),
    enforcementLevel: "mandatory",
    displayName: "SSM-only network",
    description:
        "Keeps AWS networks private: no public IPs, no SSH, no SSH keys, no route to the Internet, " +
        "private DNS on every interface endpoint.",
    provider: "aws",
});
