import { SsmOnlyNetwork } from "../../components";

const network = new SsmOnlyNetwork("internal", {
    availabilityZones: ["eu-central-1a", "eu-central-1b"],
    instances: { app: { availabilityZone: "eu-central-1a" } },
});

export const { startSessionCommands } = network;
