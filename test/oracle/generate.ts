/**
 * Networks by seed and index: right ones, with up to five things changed. Address plans are small, so that
 * the walk can try all addresses.
 */
import { block, written } from "./address";
import { disturb, disturbRoutes } from "./disturb";
import type { Draft, NetworkDraft, VpcDraft } from "./draft";
import { goodAclRules, goodGroupRules } from "./generateFilters";
import { addRoute, harmlessRoute } from "./generateRoutes";
import type { Endpoint, Network, Subnet } from "./network";
import { Random } from "./random";

const REGIONS = ["eu-central-1", "us-east-1", "sa-east-1"];
const FIRST_BLOCKS = [
    "10.1.4.0",
    "10.77.0.0",
    "172.20.8.0",
    "192.168.60.0",
    "100.70.2.0",
    "52.95.8.0",
];
const SECOND_BLOCKS = ["10.128.0.0", "172.31.6.0", "192.168.200.0", "52.94.4.0"];

export function generate(seed: number, index: number): Network {
    const random = new Random(seed, index);
    const network: NetworkDraft = {
        region: random.pick(REGIONS),
        vpcs: [rightVpc("a", random.pick(FIRST_BLOCKS), random)],
    };
    if (random.chance(25)) {
        network.vpcs.push(rightVpc("b", random.pick(SECOND_BLOCKS), random));
    }
    for (let left = random.pick([0, 1, 2, 2, 3]); left > 0; left -= 1)
        disturbRoutes(network, random);
    for (let left = random.pick([0, 1, 1, 2]); left > 0; left -= 1) disturb(network, random);
    return network;
}

/** A VPC whose instances reach Systems Manager, and whose subnets have no way to the Internet. */
function rightVpc(name: string, address: string, random: Random): VpcDraft {
    const cidrs = [`${address}/${random.between(24, 26)}`];
    if (random.chance(20)) cidrs.push(written(Number(block(`${address}/24`).last) + 1, 26));
    const vpc: VpcDraft = {
        name,
        cidrs,
        ...(random.chance(30) ? { ipv6Cidr: `2a05:d014:${random.between(1, 9)}a0:ab00::/56` } : {}),
        dnsSupport: true,
        dnsHostnames: true,
        internetGateway: random.chance(15),
        egressOnlyGateway: false,
        subnets: [],
        routeTables: [],
        mainTable: { is: "made by AWS" },
        networkAcls: [],
        defaultAcl: { is: "made by AWS" },
        securityGroups: [],
        defaultGroup: { is: "made by AWS" },
        natGateways: [],
        endpoints: [],
        instances: [],
    };
    addSubnets(vpc, random);
    addTables(vpc, random);
    addAcls(vpc, random);
    addMembers(vpc, random);
    return vpc;
}

/** One subnet in a /27 each: all of it, or one of its halves. */
function addSubnets(vpc: VpcDraft, random: Random): void {
    const places = vpc.cidrs.flatMap((cidr) => {
        const { first, last } = block(cidr);
        const count = (Number(last) - Number(first) + 1) / 32;
        return Array.from({ length: count }, (_, place) => Number(first) + place * 32);
    });
    random.some(places, 2, 4).forEach((place, index) => {
        const cidr = random.chance(30)
            ? written(place, 27)
            : written(place + 16 * random.below(2), 28);
        const subnet: Draft<Subnet> = { name: `${vpc.name}-subnet${index}`, cidr };
        if (vpc.ipv6Cidr !== undefined && random.chance(70)) {
            subnet.ipv6Cidr = vpc.ipv6Cidr.replace("00::/56", `0${index}::/64`);
        }
        vpc.subnets.push(subnet);
    });
}

function addTables(vpc: VpcDraft, random: Random): void {
    for (const role of random.some(["table", "other-table"], 1, 2)) {
        vpc.routeTables.push({ name: `${vpc.name}-${role}`, routes: [] });
    }
    const main = random.below(10);
    if (main < 2) vpc.mainTable = { is: "adopted", routes: [] };
    if (main === 2) vpc.mainTable = { is: "moved", to: random.pick(vpc.routeTables).name };
    for (const subnet of vpc.subnets) {
        if (random.chance(75)) subnet.routeTable = random.pick(vpc.routeTables).name;
    }
    for (const table of vpc.routeTables) {
        if (random.chance(30)) addRoute(table.routes, harmlessRoute(vpc, random));
    }
    if (random.chance(15)) {
        // A table that serves no subnet opens nothing.
        vpc.internetGateway = true;
        const routes = [{ destination: "0.0.0.0/0", target: { is: "internet gateway" as const } }];
        vpc.routeTables.push({ name: `${vpc.name}-unused`, routes });
    }
}

function addAcls(vpc: VpcDraft, random: Random): void {
    if (random.chance(15)) {
        vpc.defaultAcl = { is: "adopted", rules: goodAclRules(vpc, random) };
    }
    if (!random.chance(50)) return;
    vpc.networkAcls.push({ name: `${vpc.name}-acl`, rules: goodAclRules(vpc, random) });
    if (random.chance(30)) {
        vpc.networkAcls.push({ name: `${vpc.name}-acl2`, rules: goodAclRules(vpc, random) });
    }
    for (const subnet of vpc.subnets) {
        if (random.chance(70)) subnet.networkAcl = random.pick(vpc.networkAcls).name;
    }
}

function addMembers(vpc: VpcDraft, random: Random): void {
    const agents = `${vpc.name}-agents`;
    const answers = `${vpc.name}-answers`;
    vpc.securityGroups.push(
        { name: agents, rules: goodGroupRules(vpc, "egress", answers, random) },
        { name: answers, rules: goodGroupRules(vpc, "ingress", agents, random) },
        { name: `${vpc.name}-idle`, rules: [] },
    );
    const also = random.chance(15) ? [`${vpc.name}-idle`] : [];
    const { ours, theirs } = random.chance(15)
        ? shared(vpc, random)
        : { ours: [agents, ...also], theirs: [answers, ...also] };
    const services = ["ssm", "ssmmessages", ...random.some(["ec2messages", "logs"], 0, 1)];
    for (const service of services) {
        const endpoint: Draft<Endpoint> = {
            name: `${vpc.name}-${service}`,
            service,
            privateDns: true,
            subnets: random.some(vpc.subnets, 1, 2).map((subnet) => subnet.name),
            securityGroups: [...theirs],
        };
        vpc.endpoints.push(endpoint);
    }
    for (let left = random.between(1, 2); left > 0; left -= 1) {
        vpc.instances.push({
            name: `${vpc.name}-instance${left}`,
            subnet: random.pick(vpc.subnets).name,
            securityGroups: [...ours],
        });
    }
}

/** One group for both that admits itself: AWS's default one, or one of their own. */
function shared(vpc: VpcDraft, random: Random): { ours: string[]; theirs: string[] } {
    if (random.chance(50)) return { ours: [], theirs: [] };
    const name = `${vpc.name}-members`;
    const https = { protocol: 6, fromPort: 443, toPort: 443, peer: { is: "self" } } as const;
    const rules = [
        { ...https, direction: "ingress" as const },
        { ...https, direction: "egress" as const },
    ];
    vpc.securityGroups.push({ name, rules });
    return { ours: [name], theirs: [name] };
}
