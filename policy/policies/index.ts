import type { PolicyPackArgs } from "@pulumi/policy";
import { createRun } from "../settings/run";
import { dayOf } from "../waivers/readWaivers";
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
import { createProofs } from "./proofs";
import { settings } from "./settings";
import { ssmPath } from "./ssmPath";
import { unusedWaivers } from "./unusedWaivers";

/**
 * All policies of the pack. Each call gives policies with a memory of their own: some remember what
 * the resource view saw until the stack view runs, and one pack process serves both.
 *
 * @param now the one moment by which all of a run judges whether a waiver has expired
 */
export function createPolicies(now = new Date()): PolicyPackArgs["policies"] {
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
    return [
        settings(run),
        ...[...policies, proofSummary(proofs), unusedWaivers(run.waivers)].map((policy) =>
            configured(policy, run),
        ),
    ];
}
