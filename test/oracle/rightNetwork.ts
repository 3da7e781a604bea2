import type { VpcDraft } from "./draft";
import type { AclRule, Network } from "./network";

/**
 * One right VPC: an instance in the near subnet, both endpoints in the far one, an ACL for each; NAT gateways
 * to which nothing leads.
 */
export function rightNetwork(change: (vpc: VpcDraft) => void = () => {}): Network {
    const vpc: VpcDraft = {
        name: "vpc",
        cidrs: ["10.0.0.0/24"],
        ipv6Cidr: "2a05:d014:1:ab00::/56",
        dnsSupport: true,
        dnsHostnames: true,
        internetGateway: true,
        egressOnlyGateway: true,
        subnets: [
            {
                name: "near",
                cidr: "10.0.0.0/28",
                ipv6Cidr: "2a05:d014:1:ab00::/64",
                routeTable: "near-table",
                networkAcl: "near-acl",
            },
            { name: "far", cidr: "10.0.0.16/28", routeTable: "far-table", networkAcl: "far-acl" },
            { name: "side", cidr: "10.0.0.32/28", routeTable: "far-table" },
        ],
        routeTables: [
            { name: "near-table", routes: [] },
            { name: "far-table", routes: [] },
            {
                name: "unused",
                routes: [{ destination: "0.0.0.0/0", target: { is: "internet gateway" } }],
            },
        ],
        mainTable: { is: "made by AWS" },
        networkAcls: [
            { name: "near-acl", rules: [https("egress"), answers("ingress")] },
            { name: "far-acl", rules: [https("ingress"), answers("egress")] },
        ],
        defaultAcl: { is: "made by AWS" },
        securityGroups: [
            {
                name: "agents",
                rules: [{ ...HTTPS, direction: "egress", peer: { is: "group", name: "answers" } }],
            },
            {
                name: "answers",
                rules: [
                    { ...HTTPS, direction: "ingress", peer: { is: "cidr", cidr: "10.0.0.0/24" } },
                ],
            },
        ],
        defaultGroup: { is: "made by AWS" },
        natGateways: [
            { name: "public-nat", subnet: "far", isPublic: true },
            { name: "private-nat", subnet: "side", isPublic: false },
        ],
        endpoints: ["ssm", "ssmmessages"].map((service) => ({
            name: service,
            service,
            privateDns: true,
            subnets: ["far"],
            securityGroups: ["answers"],
        })),
        instances: [{ name: "instance", subnet: "near", securityGroups: ["agents"] }],
    };
    change(vpc);
    return { region: "eu-central-1", vpcs: [vpc] };
}

const HTTPS = { protocol: 6, fromPort: 443, toPort: 443 } as const;

function https(direction: AclRule["direction"]): AclRule {
    return { ...HTTPS, number: 100, direction, action: "allow", cidr: "10.0.0.0/24" };
}

function answers(direction: AclRule["direction"]): AclRule {
    return { ...https(direction), number: 110, fromPort: 1_024, toPort: 65_535 };
}
