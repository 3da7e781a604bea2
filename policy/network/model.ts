import type { Uncertainty } from "../settings/settings";
import type { AddressRange } from "./cidr";
import type { Gateway, Protocol } from "./facts";
import type { Document } from "./iam/document";
import type { PortRange } from "./ports";

/**
 * The network of a stack as the questions see it: joined, defaults filled in, free of resources and ids.
 * A thing is named by its key: the URN of its resource, or that of its VPC with a suffix where AWS makes
 * the thing with the VPC and no resource adopts it.
 */

/** Why something is not told. */
export interface Doubt {
    readonly uncertainty: Uncertainty;
    /** A clause without a full stop that names resource, property and value. */
    readonly reason: string;
    /** The resource to report, if it is another than the one in question. */
    readonly urn?: string;
}

/** A value that the stack tells, or the doubt about it. */
export type Told<T> =
    | { readonly is: "told"; readonly value: T }
    | { readonly is: "open"; readonly doubt: Doubt };

/** A set of which not every member need be told. */
export interface Several<T> {
    readonly certain: readonly T[];
    /** One of these at least is a member, too. */
    readonly possible: readonly T[];
    /** One for each member of which nobody can tell what it is. */
    readonly doubts: readonly Doubt[];
}

/** What has a key and can be shown in a witness. */
export interface Named {
    readonly key: string;
    /** The resource, or the VPC with which AWS makes the thing. */
    readonly urn: string;
    readonly label: string;
}

export interface Vpc extends Named {
    readonly region: Told<string>;
    /** IPv4 and IPv6 blocks, secondary ones included. */
    readonly ranges: readonly Told<AddressRange>[];
    readonly dnsSupport: Told<boolean>;
    readonly dnsHostnames: Told<boolean>;
    /** Whether instances ask the resolver of the VPC. */
    readonly amazonResolver: Told<boolean>;
    readonly zones: readonly HostedZone[];
    /** The rules of DNS Firewall in the order in which they apply; none where it is not in use. */
    readonly dnsFirewall: readonly Told<DnsFirewallRule>[];
    /** What may answer or forward names in a way that is not modelled. */
    readonly dnsDoubts: readonly Doubt[];
    /** What may lead in or out in a way that is not modelled. */
    readonly pathDoubts: readonly Doubt[];
}

/** A private hosted zone that answers in a VPC. */
export interface HostedZone extends Named {
    readonly name: Told<string>;
    /** Why nobody can tell whether it is of this VPC. */
    readonly perhaps?: Doubt;
}

export interface DnsFirewallRule {
    readonly label: string;
    readonly action: "allow" | "block" | "alert";
    /** In lower case, without a final dot; `*` at the front stands for any labels. */
    readonly domains: readonly string[];
}

export interface Subnet extends Named {
    readonly vpc: Told<string>;
    readonly ipv4: Told<AddressRange>;
    readonly isIpv6Only: boolean;
    /** Whether the program only reads it, so that it belongs to somebody else. */
    readonly isRead: boolean;
    readonly routeTable: Told<string>;
    /** Whether the table is in effect by an association of its own, or as the main table of the VPC. */
    readonly isMainTable: boolean;
    readonly acl: Told<string>;
}

export interface RouteTable extends Named {
    readonly vpc: Told<string>;
    readonly routes: readonly TableRoute[];
    /** Routes of which nobody can tell what they are. */
    readonly doubts: readonly Doubt[];
}

/** A route of a table; the implicit local ones are not among them. */
export interface TableRoute {
    readonly urn: string;
    /** Shows destination and resource. */
    readonly label: string;
    readonly destinations: readonly Told<readonly AddressRange[]>[];
    /** Whether a prefix list holds the destinations: a route by address beats it. */
    readonly isListed: boolean;
    readonly target: Told<Target>;
}

export interface Target {
    readonly gateway: Gateway;
    readonly label: string;
    /** The id or ARN, if it is known. */
    readonly literal: string | undefined;
    /** The subnet in which a private NAT gateway stands, by whose table it forwards. */
    readonly forwardsBy?: Told<string>;
    /** Whether the traffic goes to an AWS service by its prefix list. */
    readonly isService: boolean;
}

export interface Acl extends Named {
    readonly rules: readonly AclRule[];
    readonly doubts: readonly Doubt[];
}

export interface AclRule {
    readonly label: string;
    readonly number: Told<number>;
    readonly direction: Told<"ingress" | "egress">;
    readonly action: Told<"allow" | "deny">;
    readonly protocol: Told<Protocol>;
    readonly ports: Told<PortRange>;
    readonly ranges: readonly Told<AddressRange>[];
}

export interface SecurityGroup extends Named {
    readonly ingress: readonly GroupRule[];
    readonly egress: readonly GroupRule[];
    /** Rules that may be of this group. */
    readonly doubts: readonly Doubt[];
}

export interface GroupRule {
    readonly label: string;
    readonly protocol: Told<Protocol>;
    readonly ports: Told<PortRange>;
    readonly peers: readonly Peer[];
}

/** Whom a rule admits. */
export type Peer =
    | {
          readonly is: "addresses";
          readonly ranges: Told<readonly AddressRange[]>;
          /** Whether a prefix list holds them. */
          readonly isListed: boolean;
      }
    | { readonly is: "group"; readonly group: Told<string> };

export interface Endpoint extends Named {
    readonly vpc: Told<string>;
    readonly isInterface: Told<boolean>;
    readonly isGateway: Told<boolean>;
    readonly service: Told<ServiceName>;
    readonly privateDns: Told<boolean>;
    readonly isReachableByIpv4: Told<boolean>;
    readonly subnets: Several<string>;
    readonly groups: Several<string>;
    readonly routeTables: Several<string>;
    /** `undefined` is AWS's default, which allows everything. */
    readonly policy: Told<Document | undefined>;
}

/** The name of a VPC endpoint service of AWS in its parts. */
export interface ServiceName {
    readonly written: string;
    /** Such as `ssm`, `ssm-fips` or `codeartifact.api`. */
    readonly suffix: string;
    readonly region: string;
    readonly isPrefixKnown: boolean;
}

/** What runs the agent: an instance, or the instances that a group starts from a template. */
export interface Machine extends Named {
    readonly subnets: Several<string>;
    readonly groups: Several<string>;
    readonly role: Told<string | undefined>;
    /** Whether the metadata service answers at all. */
    readonly metadata: Told<boolean>;
    /** What may change the above in a way that is not modelled. */
    readonly doubts: readonly Doubt[];
    /** Whether there is a public address, for the witness. */
    readonly isPublic: boolean;
}

export interface Role extends Named {
    readonly trust: Told<Document>;
    readonly documents: readonly Told<Document>[];
    /** Names of AWS-managed policies that are attached. */
    readonly managed: readonly string[];
    /** Policies of which the content is not in the stack. */
    readonly foreign: readonly Doubt[];
    readonly boundary: Told<Document> | undefined;
}

/** What sessions need besides `ssm` and `ssmmessages`. */
export interface SessionNeed {
    readonly service: "s3" | "kms" | "logs";
    readonly urn: string;
    readonly reason: string;
}

/** A way in or out that is one by itself, whatever the routes say. */
export interface WayIn {
    readonly urn: string;
    readonly label: string;
    readonly statement: number;
    readonly opens: Told<true>;
    readonly what: string;
    readonly fix: string;
    /** The policy that reports the resource already. */
    readonly reportedBy?: string;
}

export interface Network {
    readonly vpcs: ReadonlyMap<string, Vpc>;
    readonly subnets: ReadonlyMap<string, Subnet>;
    readonly routeTables: ReadonlyMap<string, RouteTable>;
    readonly acls: ReadonlyMap<string, Acl>;
    readonly groups: ReadonlyMap<string, SecurityGroup>;
    readonly endpoints: readonly Endpoint[];
    readonly machines: readonly Machine[];
    readonly roles: ReadonlyMap<string, Role>;
    readonly sessionNeeds: readonly SessionNeed[];
    readonly waysIn: readonly WayIn[];
    /** Whether the account may manage instances by Default Host Management. */
    readonly hostManagement: Doubt | undefined;
}
