import type { PolicyPackArgs } from "@pulumi/policy";
import { createRun } from "../settings/run";
import { dayOf } from "../waivers/readWaivers";
import type { WaiverRegister } from "../waivers/register";
import { configured } from "./configured";
import { endpointPrivateDns } from "./endpointPrivateDns";
import { instanceMetadataV2 } from "./instanceMetadataV2";
import { noInternetGateway } from "./noInternetGateway";
import { noInternetPath } from "./noInternetPath";
import { noInternetRoute } from "./noInternetRoute";
import { noPublicIp } from "./noPublicIp";
import { noSshIngress } from "./noSshIngress";
import { noSshKey } from "./noSshKey";
import { proofSummary } from "./proofSummary";
import { createProofs, type Proofs } from "./proofs";
import { settings } from "./settings";
import { ssmPath } from "./ssmPath";
import { unusedWaivers } from "./unusedWaivers";

/** All policies of the pack, and what they know after a run beside their findings. */
export interface Pack {
    readonly policies: PolicyPackArgs["policies"];
    readonly proofs: Proofs;
    readonly waivers: WaiverRegister;
}

/**
 * All policies of the pack. Each call gives policies with a memory of their own: some remember what
 * the resource view saw until the stack view runs, and one pack process serves both.
 *
 * @param now the one moment by which all of a run judges whether a waiver has expired
 */
export function createPack(now = new Date()): Pack {
    const proofs = createProofs();
    const policies = [
        noPublicIp(),
        noSshIngress(),
        noInternetGateway(),
        noInternetRoute(),
        endpointPrivateDns(),
        noSshKey(),
        instanceMetadataV2(),
        noInternetPath(proofs),
        ssmPath(proofs),
    ];
    const names = policies.map(({ name }) => name);
    const run = createRun(names, dayOf(now));
    const { waivers } = run;
    return {
        policies: [
            settings(run),
            ...[...policies, proofSummary(proofs), unusedWaivers(waivers)].map((policy) =>
                configured(policy, run),
            ),
        ],
        proofs,
        waivers,
    };
}

/** The policies alone, as the SDK takes them. */
export function createPolicies(now?: Date): PolicyPackArgs["policies"] {
    return createPack(now).policies;
}
