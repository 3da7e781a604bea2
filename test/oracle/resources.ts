import type { StackResource } from "./pack";
import type { Random } from "./random";

/** With every id, as after an update, or before the first one, when no created resource has an id. */
export type Mode = "known" | "first preview";

/** What the SDK puts in the place of a string that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Kinds of resources: type token, and the prefix of AWS's ids; IAM's ids are names. */
export const KINDS = {
    vpc: ["aws:ec2/vpc:Vpc", "vpc"],
    cidrAssociation: ["aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", "assoc"],
    ipv6CidrAssociation: [
        "aws:ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation",
        "assoc",
    ],
    subnet: ["aws:ec2/subnet:Subnet", "subnet"],
    internetGateway: ["aws:ec2/internetGateway:InternetGateway", "igw"],
    internetGatewayAttachment: [
        "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment",
        "attach",
    ],
    egressOnlyGateway: ["aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", "eigw"],
    natGateway: ["aws:ec2/natGateway:NatGateway", "nat"],
    address: ["aws:ec2/eip:Eip", "eipalloc"],
    vpnGateway: ["aws:ec2/vpnGateway:VpnGateway", "vgw"],
    transitGateway: ["aws:ec2transitgateway/transitGateway:TransitGateway", "tgw"],
    peering: ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "pcx"],
    networkInterface: ["aws:ec2/networkInterface:NetworkInterface", "eni"],
    routeTable: ["aws:ec2/routeTable:RouteTable", "rtb"],
    defaultRouteTable: ["aws:ec2/defaultRouteTable:DefaultRouteTable", "rtb"],
    route: ["aws:ec2/route:Route", "r"],
    routeTableAssociation: ["aws:ec2/routeTableAssociation:RouteTableAssociation", "rtbassoc"],
    mainTableAssociation: [
        "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
        "rtbassoc",
    ],
    networkAcl: ["aws:ec2/networkAcl:NetworkAcl", "acl"],
    defaultNetworkAcl: ["aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", "acl"],
    networkAclRule: ["aws:ec2/networkAclRule:NetworkAclRule", "nacl"],
    networkAclAssociation: ["aws:ec2/networkAclAssociation:NetworkAclAssociation", "aclassoc"],
    securityGroup: ["aws:ec2/securityGroup:SecurityGroup", "sg"],
    defaultSecurityGroup: ["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "sg"],
    groupRule: ["aws:ec2/securityGroupRule:SecurityGroupRule", "sgrule"],
    ingressRule: ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "sgr"],
    egressRule: ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "sgr"],
    endpoint: ["aws:ec2/vpcEndpoint:VpcEndpoint", "vpce"],
    endpointSubnet: ["aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation", "a-vpce"],
    endpointGroup: ["aws:ec2/securityGroupAssociation:SecurityGroupAssociation", "a-vpce"],
    endpointPrivateDns: ["aws:vpc/endpointPrivateDns:EndpointPrivateDns", "vpce"],
    role: ["aws:iam/role:Role", ""],
    rolePolicyAttachment: ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment"],
    instanceProfile: ["aws:iam/instanceProfile:InstanceProfile", ""],
    instance: ["aws:ec2/instance:Instance", "i"],
} as const satisfies Record<string, readonly [string, string]>;

export type Kind = keyof typeof KINDS;

export function urnOf(kind: Kind, name: string): string {
    return `urn:pulumi:dev::oracle::${KINDS[kind][0]}::${name}`;
}

/** A value that is computed from a resource: its id, as a rule. */
export class Reference {
    constructor(
        readonly urn: string,
        readonly value: string,
    ) {}
}

export type Inputs = Readonly<Record<string, unknown>>;

/** Properties that the provider computes when the program leaves them out. */
const COMPUTED: { readonly [Some in Kind]?: readonly string[] } = {
    vpc: [
        "arn",
        "defaultNetworkAclId",
        "defaultRouteTableId",
        "defaultSecurityGroupId",
        "enableDnsHostnames",
        "ipv6CidrBlock",
        "mainRouteTableId",
    ],
    subnet: ["arn", "availabilityZone", "ipv6CidrBlock"],
    routeTable: ["arn", "propagatingVgws", "routes"],
    defaultRouteTable: ["arn", "routes", "vpcId"],
    route: ["networkInterfaceId", "state"],
    networkAcl: ["arn", "egress", "ingress", "subnetIds"],
    securityGroup: ["arn", "egress", "ingress"],
    defaultSecurityGroup: ["arn", "egress", "ingress"],
    endpoint: [
        "arn",
        "dnsEntries",
        "ipAddressType",
        "networkInterfaceIds",
        "policy",
        "privateDnsEnabled",
        "routeTableIds",
        "securityGroupIds",
        "subnetConfigurations",
        "subnetIds",
    ],
    natGateway: ["privateIp", "publicIp", "secondaryAllocationIds"],
    instance: [
        "arn",
        "associatePublicIpAddress",
        "ipv6AddressCount",
        "ipv6Addresses",
        "keyName",
        "metadataOptions",
        "networkInterfaces",
        "privateIp",
        "vpcSecurityGroupIds",
    ],
    role: ["arn", "inlinePolicies", "managedPolicyArns"],
};

/** The resources of a stack as the engine would show them to the pack. */
export class Stack {
    readonly resources: StackResource[] = [];
    readonly #references = new Map<string, Map<string, Reference>>();
    #ids = 0;

    constructor(
        readonly mode: Mode,
        readonly region: string,
        readonly random: Random,
    ) {}

    /** The id of a resource, whether or not it has been added yet. */
    ref(kind: Kind, name: string): Reference {
        return this.#remembered(kind, name, () => {
            const prefix = KINDS[kind][1];
            return new Reference(urnOf(kind, name), prefix === "" ? name : this.#nextId(prefix));
        });
    }

    /** An id that AWS gives to a part of the resource, such as the main table of a VPC. */
    part(kind: Kind, name: string, property: string, prefix: string): Reference {
        return this.#remembered(property, name, () => {
            return new Reference(urnOf(kind, name), this.#nextId(prefix));
        });
    }

    /** The id of a resource that adopts such a part: it has the part's id. */
    adopting(kind: Kind, name: string, part: Reference): Reference {
        return new Reference(urnOf(kind, name), part.value);
    }

    add(
        kind: Kind,
        name: string,
        given: Inputs,
        answered: Inputs = {},
        id = this.ref(kind, name),
    ): Reference {
        const references: Record<string, readonly string[]> = {};
        const inputs: Record<string, unknown> = {};
        for (const [property, value] of Object.entries(given)) {
            const urns: string[] = [];
            inputs[property] = this.#resolved(value, urns);
            if (urns.length > 0) references[property] = urns;
        }
        const outputs: Record<string, unknown> = {};
        if (this.mode === "first preview") {
            for (const property of COMPUTED[kind] ?? []) outputs[property] = UNKNOWN;
        } else {
            Object.assign(outputs, this.#resolved(answered, []));
        }
        Object.assign(outputs, inputs, { id: this.#resolved(id, []) });
        const [type] = KINDS[kind];
        const region = this.region;
        this.resources.push({ type, urn: id.urn, name, inputs, outputs, references, region });
        return id;
    }

    #remembered(group: string, name: string, make: () => Reference): Reference {
        let names = this.#references.get(group);
        if (names === undefined) {
            names = new Map();
            this.#references.set(group, names);
        }
        let reference = names.get(name);
        if (reference === undefined) {
            reference = make();
            names.set(name, reference);
        }
        return reference;
    }

    #nextId(prefix: string): string {
        this.#ids += 1;
        return `${prefix}-${this.#ids.toString(16).padStart(17, "0")}`;
    }

    #resolved(value: unknown, urns: string[]): unknown {
        if (value instanceof Reference) {
            if (!urns.includes(value.urn)) urns.push(value.urn);
            return this.mode === "known" ? value.value : UNKNOWN;
        }
        if (Array.isArray(value)) return value.map((item) => this.#resolved(item, urns));
        if (typeof value !== "object" || value === null) return value;
        const resolved: Record<string, unknown> = {};
        for (const key of Object.keys(value)) {
            resolved[key] = this.#resolved((value as Record<string, unknown>)[key], urns);
        }
        return resolved;
    }
}
