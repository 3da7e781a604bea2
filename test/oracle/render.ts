/**
 * Writes a network as the resources of a stack. Where Pulumi has several spellings of the same thing, one is
 * chosen at random, by the seed. Before the first update, parts are written inline only if it can be told
 * from the references of the property which unknown id is whose.
 */

import type { Endpoint, Network, Vpc } from "./network";
import type { StackResource } from "./pack";
import { Random } from "./random";
import { renderAcls, renderGroups } from "./renderFilters";
import { renderRoutes } from "./renderRoutes";
import { type Mode, type Reference, Stack } from "./resources";

export function render(network: Network, mode: Mode, seed: number): readonly StackResource[] {
    const stack = new Stack(mode, network.region, new Random(seed, 0));
    if (network.vpcs.some((vpc) => vpc.instances.length > 0)) renderRole(stack);
    for (const vpc of network.vpcs) {
        renderVpc(stack, vpc);
        renderRoutes(stack, vpc);
        renderAcls(stack, vpc);
        renderGroups(stack, vpc);
        for (const endpoint of vpc.endpoints) renderEndpoint(stack, vpc, endpoint);
        renderInstances(stack, vpc);
    }
    return stack.resources;
}

function renderVpc(stack: Stack, vpc: Vpc): void {
    const { random } = stack;
    const [cidrBlock, ...secondary] = vpc.cidrs;
    const isIpv6Apart = random.chance(30);
    const id = stack.add(
        "vpc",
        vpc.name,
        {
            cidrBlock,
            ...(isIpv6Apart ? {} : ipv6Of(stack, vpc)),
            // What is left out is AWS's default: support on, host names off.
            ...(vpc.dnsSupport && random.chance(50) ? {} : { enableDnsSupport: vpc.dnsSupport }),
            ...(!vpc.dnsHostnames && random.chance(50)
                ? {}
                : { enableDnsHostnames: vpc.dnsHostnames }),
        },
        {
            enableDnsSupport: vpc.dnsSupport,
            enableDnsHostnames: vpc.dnsHostnames,
            ...(vpc.ipv6Cidr === undefined ? {} : { ipv6CidrBlock: vpc.ipv6Cidr }),
            defaultRouteTableId: defaultTable(stack, vpc),
            mainRouteTableId:
                vpc.mainTable.is === "moved"
                    ? stack.ref("routeTable", vpc.mainTable.to)
                    : defaultTable(stack, vpc),
            defaultNetworkAclId: stack.part("vpc", vpc.name, "defaultNetworkAclId", "acl"),
            defaultSecurityGroupId: stack.part("vpc", vpc.name, "defaultSecurityGroupId", "sg"),
        },
    );
    secondary.forEach((cidr, index) => {
        const name = `${vpc.name}-secondary${index}`;
        stack.add("cidrAssociation", name, { vpcId: id, cidrBlock: cidr });
    });
    if (isIpv6Apart && vpc.ipv6Cidr !== undefined) {
        const answered = { ipv6CidrBlock: vpc.ipv6Cidr };
        const inputs = { vpcId: id, ...ipv6Of(stack, vpc) };
        stack.add("ipv6CidrAssociation", `${vpc.name}-ipv6`, inputs, answered);
    }
    for (const { name, cidr, ipv6Cidr } of vpc.subnets) {
        const ipv6 = ipv6Cidr === undefined ? {} : { ipv6CidrBlock: ipv6Cidr };
        stack.add("subnet", name, { vpcId: id, cidrBlock: cidr, ...ipv6 });
    }
}

/** Amazon's block is known after the update only; one of a pool may be chosen before. */
function ipv6Of(stack: Stack, { ipv6Cidr }: Vpc) {
    if (ipv6Cidr === undefined) return {};
    if (stack.mode === "known" && stack.random.chance(50)) {
        return { assignGeneratedIpv6CidrBlock: true };
    }
    return { ipv6CidrBlock: ipv6Cidr, ipv6IpamPoolId: "ipam-pool-00000000000000001" };
}

function defaultTable(stack: Stack, vpc: Vpc): Reference {
    return stack.part("vpc", vpc.name, "defaultRouteTableId", "rtb");
}

function renderEndpoint(stack: Stack, vpc: Vpc, endpoint: Endpoint): void {
    const { random } = stack;
    const vpcId = stack.ref("vpc", vpc.name);
    const subnets = endpoint.subnets.map((name) => stack.ref("subnet", name));
    const inlineSubnets = random.chance(60);
    const inlineGroups = random.chance(75);
    const dnsElsewhere = random.chance(30);
    const groups = endpoint.securityGroups.map((name) => stack.ref("securityGroup", name));
    const id = stack.add(
        "endpoint",
        endpoint.name,
        {
            vpcId,
            vpcEndpointType: "Interface",
            serviceName: `com.amazonaws.${stack.region}.${endpoint.service}`,
            ...(inlineSubnets && subnets.length > 0 ? inlineSubnetsOf(stack, subnets) : {}),
            ...(inlineGroups && groups.length > 0 ? { securityGroupIds: groups } : {}),
            ...(dnsElsewhere || (!endpoint.privateDns && random.chance(50))
                ? {}
                : { privateDnsEnabled: endpoint.privateDns }),
        },
        {
            securityGroupIds:
                groups.length > 0
                    ? groups
                    : [stack.part("vpc", vpc.name, "defaultSecurityGroupId", "sg")],
            subnetIds: subnets,
            privateDnsEnabled: endpoint.privateDns,
        },
    );
    if (dnsElsewhere && (endpoint.privateDns || random.chance(50))) {
        stack.add("endpointPrivateDns", endpoint.name, {
            vpcEndpointId: id,
            privateDnsEnabled: endpoint.privateDns,
        });
    }
    if (!inlineGroups) {
        groups.forEach((securityGroupId, index) => {
            // Without it, the default group stays.
            const replaces = index === 0 ? { replaceDefaultAssociation: true } : {};
            const name = `${endpoint.name}-group${index}`;
            stack.add("endpointGroup", name, { vpcEndpointId: id, securityGroupId, ...replaces });
        });
    }
    if (inlineSubnets) return;
    subnets.forEach((subnetId, index) => {
        const name = `${endpoint.name}-subnet${index}`;
        stack.add("endpointSubnet", name, { vpcEndpointId: id, subnetId });
    });
}

function inlineSubnetsOf({ random }: Stack, subnets: readonly Reference[]) {
    if (random.chance(80)) return { subnetIds: subnets };
    return { subnetConfigurations: subnets.map((subnetId) => ({ subnetId })) };
}

const TRUST = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { Service: "ec2.amazonaws.com" },
        },
    ],
});

function renderRole(stack: Stack): void {
    // Pulumi makes names up before the preview: they are known.
    const role = stack.add("role", "agent", { name: "agent", assumeRolePolicy: TRUST });
    stack.add("rolePolicyAttachment", "agent", {
        role,
        policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
    stack.add("instanceProfile", "agent", { name: "agent", role });
}

function renderInstances(stack: Stack, vpc: Vpc): void {
    for (const { name, subnet, securityGroups } of vpc.instances) {
        const groups = securityGroups.map((group) => stack.ref("securityGroup", group));
        stack.add(
            "instance",
            name,
            {
                ami: "ami-00000000000000001",
                instanceType: "t4g.nano",
                subnetId: stack.ref("subnet", subnet),
                iamInstanceProfile: stack.ref("instanceProfile", "agent"),
                ...(groups.length > 0 ? { vpcSecurityGroupIds: groups } : {}),
            },
            {
                vpcSecurityGroupIds: [stack.part("vpc", vpc.name, "defaultSecurityGroupId", "sg")],
            },
        );
    }
}
