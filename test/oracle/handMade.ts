/** Networks with known answers: the right network, each with one thing changed. */
import type { Draft, VpcDraft } from "./draft";
import type { AclRule, Target } from "./network";

export type Changes = Readonly<Record<string, (vpc: VpcDraft) => void>>;

/** The near subnet gets a path to the Internet. */
export const OPENED: Changes = {
    "a default route to an internet gateway": route("0.0.0.0/0", { is: "internet gateway" }),
    "a route of one address to an internet gateway": route("8.8.8.8/32", {
        is: "internet gateway",
    }),
    "a default route with host bits": route("10.1.2.3/0", { is: "internet gateway" }),
    "a block of which half is private": route("10.0.0.0/7", { is: "internet gateway" }),
    "a public NAT gateway without a way of its own": route("0.0.0.0/0", {
        is: "nat gateway",
        name: "public-nat",
    }),
    "IPv6 to an internet gateway": route("::/0", { is: "internet gateway" }),
    "IPv6 to an egress-only gateway": route("2000::/3", { is: "egress-only gateway" }),
    "a default route to a transit gateway": route("0.0.0.0/0", { is: "transit gateway" }),
    "half of the world to a peer": route("128.0.0.0/1", { is: "peering" }),
    "two /16 of IPv6 to a VPN": route("2600::/15", { is: "vpn gateway" }),
    "a default route to an interface": route("0.0.0.0/0", { is: "network interface" }),
    "a /8 and one address to other networks": (vpc) => {
        route("52.0.0.0/8", { is: "transit gateway" })(vpc);
        route("3.3.3.3/32", { is: "peering" })(vpc);
    },
    "the main table with a route, in the place of its own": (vpc) => {
        delete subnet(vpc, "near").routeTable;
        vpc.mainTable = { is: "moved", to: "unused" };
    },
    "a private NAT gateway in a subnet with a way out": (vpc) => {
        route("0.0.0.0/0", { is: "nat gateway", name: "private-nat" })(vpc);
        subnet(vpc, "side").routeTable = "unused";
    },
};

/** No subnet has a path, and the instance reaches Systems Manager. */
export const HARMLESS: Changes = {
    nothing: () => {},
    "a private block to a transit gateway": route("10.0.0.0/8", { is: "transit gateway" }),
    "a /8 to a transit gateway": route("52.0.0.0/8", { is: "transit gateway" }),
    "a private block to an internet gateway": route("172.16.0.0/12", { is: "internet gateway" }),
    "a /16 of IPv6 to a peer": route("2600::/16", { is: "peering" }),
    "the IPv6 addresses of documentation": route("2001:db8::/32", { is: "internet gateway" }),
    "a private NAT gateway in a closed subnet": route("0.0.0.0/0", {
        is: "nat gateway",
        name: "private-nat",
    }),
    "the local route written out": route("10.0.0.0/24", { is: "local" }),
    "a deny after the allow": acl("near-acl", { number: 120, fromPort: 0, toPort: 65_535 }),
    "a deny of other ports first": acl("near-acl", { number: 1, fromPort: 444, toPort: 32_767 }),
    "ACLs and groups that allow all": (vpc) => {
        const lists = [...vpc.networkAcls, ...vpc.securityGroups].map((list) => list.rules);
        for (const rule of lists.flat()) Object.assign(rule, { protocol: -1, toPort: 0 });
    },
    "an endpoint without private DNS besides": (vpc) => {
        for (const endpoint of [...vpc.endpoints]) {
            const name = `${endpoint.name}-besides`;
            vpc.endpoints.push({ ...endpoint, name, privateDns: false });
        }
    },
    "one subnet for both, whatever the ACLs": (vpc) => {
        for (const list of vpc.networkAcls) list.rules.splice(0);
        for (const instance of vpc.instances) instance.subnet = "far";
    },
};

/** The instance does not reach Systems Manager. */
export const BLOCKED: Changes = {
    "no DNS support": (vpc) => {
        vpc.dnsSupport = false;
    },
    "no DNS host names": (vpc) => {
        vpc.dnsHostnames = false;
    },
    "no endpoint for messages": (vpc) => vpc.endpoints.splice(1),
    "two endpoints of one name": (vpc) => {
        for (const endpoint of vpc.endpoints.slice(0, 1)) {
            vpc.endpoints.push({ ...endpoint, name: "again" });
        }
    },
    "no private DNS": (vpc) => {
        for (const endpoint of vpc.endpoints) endpoint.privateDns = false;
    },
    "an endpoint without subnets": (vpc) => {
        for (const endpoint of vpc.endpoints) endpoint.subnets = [];
    },
    "an interface in the local route's place": route("10.0.0.0/24", { is: "network interface" }),
    "an interface before the endpoints' subnet": route("10.0.0.16/28", {
        is: "network interface",
    }),
    "an interface on the way back": (vpc) => {
        const target: Target = { is: "network interface" };
        const tables = vpc.routeTables.filter(({ name }) => name === "far-table");
        for (const { routes } of tables) routes.push({ destination: "10.0.0.0/28", target });
    },
    "a deny of one endpoint address": acl("near-acl", {
        direction: "egress",
        cidr: "10.0.0.31/32",
    }),
    "a deny of one instance address": acl("far-acl", { cidr: "10.0.0.5/32" }),
    "a deny of one port of the answers": acl("near-acl", { fromPort: 50_000, toPort: 50_000 }),
    "a default ACL without rules": (vpc) => {
        delete subnet(vpc, "near").networkAcl;
        vpc.defaultAcl = { is: "adopted", rules: [] };
    },
    "a group without a way out": (vpc) => rules(vpc, "agents").splice(0),
    "UDP in the place of TCP": (vpc) => {
        for (const rule of rules(vpc, "answers")) rule.protocol = 17;
    },
    "a block that lacks half of the instance's addresses": (vpc) => {
        for (const rule of rules(vpc, "answers")) rule.peer = { is: "cidr", cidr: "10.0.0.0/29" };
    },
    "a reference to a group that the endpoints do not carry": (vpc) => {
        for (const rule of rules(vpc, "agents")) rule.peer = { is: "group", name: "default" };
    },
    "the default group, which admits itself alone": (vpc) => {
        for (const endpoint of vpc.endpoints) endpoint.securityGroups = [];
    },
};

/** Whether answers come back depends on the operating system. */
export const UNDECIDED: Changes = {
    "a deny of ports that Windows alone takes": acl("near-acl", {
        fromPort: 61_000,
        toPort: 65_535,
    }),
    "a deny of ports that Linux alone takes": acl("far-acl", {
        direction: "egress",
        fromPort: 32_768,
        toPort: 49_151,
    }),
};

function route(destination: string, target: Target): (vpc: VpcDraft) => void {
    return (vpc) => {
        const tables = vpc.routeTables.filter(({ name }) => name === "near-table");
        for (const { routes } of tables) routes.push({ destination, target });
    };
}

/** A rule that denies, unless told otherwise, all TCP from all of the VPC, before all others. */
function acl(name: string, rule: Partial<Draft<AclRule>>): (vpc: VpcDraft) => void {
    return (vpc) => {
        const denied: Draft<AclRule> = {
            number: 50,
            direction: "ingress",
            action: "deny",
            protocol: 6,
            fromPort: 0,
            toPort: 65_535,
            cidr: "10.0.0.0/24",
        };
        const lists = vpc.networkAcls.filter((list) => list.name === name);
        for (const list of lists) list.rules.push({ ...denied, ...rule });
    };
}

function rules(vpc: VpcDraft, group: string) {
    return vpc.securityGroups.find(({ name }) => name === group)?.rules ?? [];
}

function subnet(vpc: VpcDraft, name: string) {
    const found = vpc.subnets.find((one) => one.name === name);
    if (found === undefined) throw new RangeError(`no subnet is called ${name}`);
    return found;
}
