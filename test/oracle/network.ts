/**
 * Networks as the oracles know them: everything is known and written out, and nothing here is Pulumi's or
 * the pack's. A generator makes them, a renderer writes them as resources, a packet walks through them.
 */
export interface Network {
    /** Such as `eu-central-1`; all of the network is in it. */
    readonly region: string;
    readonly vpcs: readonly Vpc[];
}

/** A VPC. Within it, everything is named by words that are unique in the whole network. */
export interface Vpc {
    readonly name: string;
    /** IPv4 blocks; those after the first are secondary ones. */
    readonly cidrs: readonly string[];
    readonly ipv6Cidr?: string;
    readonly dnsSupport: boolean;
    readonly dnsHostnames: boolean;
    readonly internetGateway: boolean;
    readonly egressOnlyGateway: boolean;
    readonly subnets: readonly Subnet[];
    readonly routeTables: readonly RouteTable[];
    /** The main table: as AWS makes it (local routes only), adopted with routes, or one of `routeTables`. */
    readonly mainTable:
        | { readonly is: "made by AWS" }
        | { readonly is: "adopted"; readonly routes: readonly Route[] }
        | { readonly is: "moved"; readonly to: string };
    readonly networkAcls: readonly NetworkAcl[];
    /** The default ACL: as AWS makes it (allows all), or adopted with rules. */
    readonly defaultAcl:
        | { readonly is: "made by AWS" }
        | { readonly is: "adopted"; readonly rules: readonly AclRule[] };
    readonly securityGroups: readonly SecurityGroup[];
    /** The default group: as AWS makes it (in: itself, out: all), or adopted with rules. */
    readonly defaultGroup:
        | { readonly is: "made by AWS" }
        | { readonly is: "adopted"; readonly rules: readonly GroupRule[] };
    readonly natGateways: readonly NatGateway[];
    readonly endpoints: readonly Endpoint[];
    readonly instances: readonly Instance[];
}

export interface Subnet {
    readonly name: string;
    readonly cidr: string;
    readonly ipv6Cidr?: string;
    /** The table of its own association; without one, the main table is in effect. */
    readonly routeTable?: string;
    /** The ACL of its own; without one, the default ACL is in effect. */
    readonly networkAcl?: string;
}

export interface RouteTable {
    readonly name: string;
    readonly routes: readonly Route[];
}

/** A route besides the implicit local ones. */
export interface Route {
    /** An IPv4 or IPv6 block; host bits may be set. */
    readonly destination: string;
    readonly target: Target;
}

export type Target =
    | { readonly is: "internet gateway" | "egress-only gateway" | "local" }
    | { readonly is: "nat gateway"; readonly name: string }
    /** Leaves the VPC, to a network that is not in the model. */
    | { readonly is: "transit gateway" | "peering" | "vpn gateway" }
    /** To an interface in the VPC that may forward anywhere. */
    | { readonly is: "network interface" };

export interface NatGateway {
    readonly name: string;
    readonly subnet: string;
    readonly isPublic: boolean;
}

export interface NetworkAcl {
    readonly name: string;
    readonly rules: readonly AclRule[];
}

export interface AclRule {
    readonly number: number;
    readonly direction: "ingress" | "egress";
    readonly action: "allow" | "deny";
    /** 6, 17, or -1 for all (then the ports do not matter). */
    readonly protocol: 6 | 17 | -1;
    readonly fromPort: number;
    readonly toPort: number;
    readonly cidr: string;
}

export interface SecurityGroup {
    readonly name: string;
    readonly rules: readonly GroupRule[];
}

export interface GroupRule {
    readonly direction: "ingress" | "egress";
    readonly protocol: 6 | 17 | -1;
    readonly fromPort: number;
    readonly toPort: number;
    readonly peer:
        | { readonly is: "cidr"; readonly cidr: string }
        /** A group by its name; `default` is the default group of the VPC. */
        | { readonly is: "group"; readonly name: string }
        | { readonly is: "self" };
}

/** An interface endpoint with the default policy. */
export interface Endpoint {
    readonly name: string;
    /** Such as `ssm`. */
    readonly service: string;
    readonly privateDns: boolean;
    readonly subnets: readonly string[];
    /** Names of groups; if empty, the default group of the VPC. */
    readonly securityGroups: readonly string[];
}

/** An instance with one interface, no public address, and a role that allows what the agent needs. */
export interface Instance {
    readonly name: string;
    readonly subnet: string;
    /** Names of groups; if empty, the default group of the VPC. */
    readonly securityGroups: readonly string[];
}
