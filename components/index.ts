export {
    type InstanceSpec,
    SsmOnlyNetwork,
    type SsmOnlyNetworkArgs,
} from "./ssmOnlyNetwork";
