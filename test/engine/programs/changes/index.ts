import * as pulumi from "@pulumi/pulumi";
import { SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "../../../../components";

const networks = new pulumi.Config().requireObject<Record<string, SsmOnlyNetworkArgs>>("networks");
for (const [name, args] of Object.entries(networks)) {
    new SsmOnlyNetwork(name, args);
}
