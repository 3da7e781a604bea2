export type { BootstrapEgress } from "./bootstrapEgress";
export type { DnsFirewall } from "./dnsFirewall";
export type { FlowLogs } from "./flowLogs";
export type { FleetSizeRange, FleetSpec } from "./instances/fleetSpec";
export type { InstancePolicy } from "./instances/instancePolicy";
export type { InstanceSpec, MachineSpec } from "./instances/instanceSpec";
export type { OperatorSpec } from "./operators/operatorSpec";
export type { S3Access } from "./s3Gateway";
export { offeredServices } from "./serviceDiscovery";
export type {
    SessionLogBucket,
    SessionLogGroup,
    SessionSettings,
    ShellProfile,
} from "./sessions/sessionSettings";
export { SsmOnlyNetwork } from "./ssmOnlyNetwork";
export type { SsmOnlyNetworkArgs } from "./ssmOnlyNetworkArgs";
