import type { BootstrapEgress } from "./bootstrapEgress";
import type { DnsFirewall } from "./dnsFirewall";
import type { FlowLogs } from "./flowLogs";
import type { FleetSpec } from "./instances/fleetSpec";
import type { InstancePolicy } from "./instances/instancePolicy";
import type { InstanceSpec } from "./instances/instanceSpec";
import type { OperatorSpec } from "./operators/operatorSpec";
import type { S3Access } from "./s3Gateway";
import type { SessionSettings } from "./sessions/sessionSettings";

/**
 * The arguments of `SsmOnlyNetwork`. All but `availabilityZones` have defaults. Switching any of
 * them on or off changes what it is about and nothing else, unless its text says so.
 */
export interface SsmOnlyNetworkArgs {
    /**
     * The VPC's address range: an IPv4 CIDR block from /16 to /24 without host bits, within the
     * private ranges 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10. AWS would allow
     * public ranges too; they only hide the hosts on the Internet whose addresses they are. Each
     * Availability Zone has one eighth of the range. Changing it replaces everything.
     *
     * @default "10.0.0.0/16"
     */
    readonly cidrBlock?: string;
    /**
     * The names of two or more Availability Zones of the provider's Region, with letters from a to
     * g. Adding, removing or reordering zones changes nothing in the other ones' subnets.
     *
     * A zone that AWS does not list for the Region ends a preview with an error that names those it
     * does.
     */
    readonly availabilityZones: string[];
    /**
     * The services that get an interface endpoint, by the short names that AWS PrivateLink uses,
     * such as `logs` or `ecr.api`. `ssm` and `ssmmessages` must be among them; what other arguments
     * need comes by itself. An endpoint stands in those of the zones where AWS offers the service; a
     * service that the Region lacks, or that has no private DNS name, ends a preview with an error.
     *
     * `ec2messages` serves agents older than 3.3.40.0 only, and AWS is retiring it. A program can ask
     * `offeredServices` whether the Region still has it.
     *
     * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-support.html
     * @default ["ssm", "ssmmessages", "ec2messages"]
     */
    readonly services?: string[];
    /**
     * The instances, by name: a letter and up to 62 letters, digits, hyphens or underscores. An
     * instance under a new name is a new instance.
     *
     * @default {} - no instances
     */
    readonly instances?: Record<string, InstanceSpec>;
    /**
     * The fleets, by name: a letter and up to 62 letters, digits, hyphens or underscores. Each is an
     * Auto Scaling group of like instances.
     *
     * @default {} - no fleets
     */
    readonly fleets?: Record<string, FleetSpec>;
    /**
     * Who may open sessions, by name: a letter and up to 62 letters, digits, hyphens or underscores.
     * Each gets an IAM policy document in the output `operatorPolicies`, which allows nothing to
     * anybody until it is attached.
     *
     * @default { all: {} } - one document, for all instances of the network
     */
    readonly operators?: Record<string, OperatorSpec>;
    /**
     * With which permissions the agent on the instances works. Changing it replaces neither the role
     * nor an instance; the agent may take up to an hour to notice.
     *
     * @default "managed-core"
     */
    readonly instancePolicy?: InstancePolicy;
    /**
     * How long sessions last, as whom they run, and where they are recorded.
     *
     * @default {} - they end after 20 idle minutes, or after 8 hours; nothing is recorded
     */
    readonly sessions?: SessionSettings;
    /**
     * Which buckets instances reach, through a gateway endpoint for S3, which is free.
     *
     * @default {} - none, and no gateway endpoint unless another argument needs one
     */
    readonly s3?: S3Access;
    /**
     * Whether instances reach CodeArtifact, the package repositories of the account: through its two
     * interface endpoints, and its bucket in S3.
     *
     * @default false
     */
    readonly codeArtifact?: boolean;
    /**
     * A temporary way to the Internet for instances that must download something at their first
     * start. The policy pack rejects it unless waivers allow it.
     *
     * @default - none
     */
    readonly bootstrapEgress?: BootstrapEgress;
    /**
     * Records of all connections in the VPC, in CloudWatch Logs.
     *
     * @default - none
     */
    readonly flowLogs?: FlowLogs;
    /**
     * Lets instances resolve the names of AWS and of the given domains only: without it, DNS is a
     * way for data to leave.
     *
     * @default - instances resolve any name
     */
    readonly dnsFirewall?: DnsFirewall;
    /**
     * Whether to warn if the account does not block public access to its VPCs in this Region.
     *
     * @default false
     */
    readonly checkBlockPublicAccess?: boolean;
    /**
     * Tags for every resource that can have them: up to 48, or 47 with `bootstrapEgress`, with keys
     * that differ in more than capital letters. They win over the component's own `Name`; the tag
     * `ssm-only:network` is the component's alone, because permission to open sessions may depend
     * on it.
     *
     * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
     *
     * @default {} - `Name` and `ssm-only:network` only
     */
    readonly tags?: Record<string, string>;
}
