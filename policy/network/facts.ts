import type { AddressRange } from "./cidr";
import type { Property } from "./known";

/** Something that opens the network where its property is true. */
export interface Exposure {
    readonly opens: Property<boolean>;
    /** What happens then, to follow the property and its value in a message. */
    readonly effect: string;
    readonly fix: string;
}

/** An IP protocol by its number, or all of them. */
export type Protocol = number | "all";

/** Whom a rule of a security group admits, as one property names it. */
export type RulePeer =
    | { readonly is: "addresses"; readonly property: Property<AddressRange> }
    | { readonly is: "prefix list"; readonly property: Property<string> }
    | { readonly is: "group"; readonly property: Property<string> }
    | { readonly is: "self"; readonly property: Property<boolean> };

/** A rule of a security group, however it is written. */
export interface SecurityGroupRule {
    /** Its place in the resource; empty where the resource is the rule. */
    readonly path: string;
    readonly direction: Property<"ingress" | "egress">;
    readonly protocol: Property<Protocol>;
    readonly fromPort: Property<number>;
    readonly toPort: Property<number>;
    /** For each property that can name sources: whether it names one. */
    readonly sources: readonly Property<boolean>[];
    /** Whom it admits. */
    readonly peers: readonly RulePeer[];
    /** Whether AWS accepts the rule without any source; it then admits nothing. */
    readonly mayLackSource: boolean;
}

/** Where a route target leads. */
export type Leads =
    /** To the Internet, whatever the destination. */
    | "internet"
    /** Out of the VPC: to another network, or to an appliance that may forward anywhere. */
    | "outside"
    /** To a VPC endpoint: of a service (then the destination is a prefix list) or of an appliance. */
    | "endpoint"
    /** Nowhere: it stays in the VPC. */
    | "local";

/** A kind of route target. */
export interface Gateway {
    readonly leads: Leads;
    readonly name: string;
    /** Its kind in the configuration, if a default route to it can be trusted. */
    readonly kind?: string;
}

/** A target of a route; no gateway where the id does not tell the kind. */
export interface RouteTarget {
    readonly id: Property<unknown>;
    /** The id or ARN itself; `undefined` unless it is known. */
    readonly literal: string | undefined;
    readonly gateway: Gateway | undefined;
}

/** A route, however it is written. */
export interface Route {
    /** Its place in the resource; empty where the resource is the route. */
    readonly path: string;
    readonly targets: readonly RouteTarget[];
    readonly destinations: readonly Property<AddressRange>[];
    /** The id of the prefix list that holds the destinations. */
    readonly prefixList: Property<string>;
}

/** A VPC endpoint, as far as private DNS is concerned. */
export interface Endpoint {
    readonly isInterface: Property<boolean>;
    readonly privateDns: Property<boolean>;
}

/** A resource that switches the private DNS of an endpoint. */
export interface PrivateDnsSwitch {
    readonly endpointId: Property<string>;
    readonly enabled: Property<boolean>;
}
