import { formatAddress, parseCidr, size } from "./cidr";
import type { OutputContext, OutputRule } from "./computedOutputs";
import { endpointServices } from "./endpointServices";
import { ec2Id, hash } from "./ids";
import { prefixListId } from "./prefixLists";
import { elementsOf, type PropertyValue } from "./properties";

const INSTANCE = "aws:ec2/instance:Instance";
const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";
const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

const idOf =
    (prefix: string, role: string): OutputRule =>
    ({ id }) =>
        ec2Id(prefix, `${id} ${role}`);

const isInterface = ({ inputs }: OutputContext) => inputs.vpcEndpointType === "Interface";

const adoptedVpc: OutputRule = ({ inputs }) => inputs.vpcId;

/** What AWS decides of the resources of a network, by type and path. */
export const networkOutputs: Readonly<Record<string, Readonly<Record<string, OutputRule>>>> = {
    [VPC]: {
        defaultNetworkAclId: idOf("acl", "default"),
        defaultRouteTableId: idOf("rtb", "main"),
        defaultSecurityGroupId: idOf("sg", "default"),
        dhcpOptionsId: ({ region }) => ec2Id("dopt", `default ${region.name}`),
        mainRouteTableId: idOf("rtb", "main"),
    },
    [SUBNET]: { privateDnsHostnameTypeOnLaunch: () => "ip-name" },
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
        description: () => "default VPC security group",
        name: () => "default",
        vpcId: adoptedVpc,
    },
    "aws:ec2/eip:Eip": {
        allocationId: ({ id }) => id,
        domain: () => "vpc",
        publicIp: publicAddress,
        publicDns: publicHostName,
    },
    "aws:ec2/natGateway:NatGateway": {
        availabilityMode: () => "zonal",
        networkInterfaceId: idOf("eni", "primary"),
        privateIp: privateAddress,
        publicIp: (context) =>
            context.inputs.connectivityType === "private" ? "" : publicAddress(context),
    },
    "aws:ec2/networkInterface:NetworkInterface": {
        privateIp: privateAddress,
        privateIps: (context) => [privateAddress(context)],
        macAddress,
    },
    "aws:ec2/route:Route": { origin: () => "CreateRoute", state: () => "active" },
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest": { privateIp: privateAddress },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
        securityGroupRuleId: ({ id }) => id,
    },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
        securityGroupRuleId: ({ id }) => id,
    },
    [VPC_ENDPOINT]: {
        dnsEntries: endpointNames,
        ipAddressType: () => "ipv4",
        "dnsOptions.dnsRecordIpType": () => "ipv4",
        networkInterfaceIds: ({ id, inputs }) =>
            elementsOf(inputs.subnetIds).map((subnetId) => ec2Id("eni", `${id} ${subnetId}`)),
        policy: () =>
            '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}',
        prefixListId: (context) =>
            isInterface(context) ? "" : prefixListId(String(context.inputs.serviceName)),
        securityGroupIds: (context) => (isInterface(context) ? defaultGroups(context) : []),
        serviceRegion: ({ region }) => region.name,
        state: () => "available",
    },
    [INSTANCE]: {
        associatePublicIpAddress: getsPublicAddress,
        instanceInitiatedShutdownBehavior: () => "stop",
        instanceState: () => "running",
        "metadataOptions.httpPutResponseHopLimit": () => 1,
        "metadataOptions.httpTokens": () => "optional",
        "metadataOptions.instanceMetadataTags": () => "disabled",
        primaryNetworkInterfaceId: idOf("eni", "primary"),
        privateDns: privateHostName,
        privateIp: privateAddress,
        publicDns: (context) => (getsPublicAddress(context) ? publicHostName(context) : ""),
        publicIp: (context) => (getsPublicAddress(context) ? publicAddress(context) : ""),
        "rootBlockDevice.deviceName": () => "/dev/xvda",
        "rootBlockDevice.volumeId": idOf("vol", "root"),
        "rootBlockDevice.volumeType": () => "gp3",
        tenancy: () => "default",
        vpcSecurityGroupIds: defaultGroups,
    },
};

/** An address of the resource's subnet that no other resource there has; AWS keeps the first four. */
function privateAddress({ account, id, inputs }: OutputContext): string {
    const subnet = account.find(SUBNET, String(inputs.subnetId));
    const network = parseCidr(String(subnet?.outputs.cidrBlock)) ?? {
        first: 0xac1f0000,
        prefix: 20,
    };
    const taken = new Set(
        [INSTANCE, "aws:ec2/networkInterface:NetworkInterface", "aws:ec2/natGateway:NatGateway"]
            .flatMap((type) => account.ofType(type))
            .map(({ outputs }) => outputs.privateIp),
    );
    const usable = size(network.prefix) - 5;
    const start = Number.parseInt(hash(id, 8), 16) % usable;
    for (let tried = 0; tried < usable; tried += 1) {
        const address = formatAddress(network.first + 4 + ((start + tried) % usable));
        if (!taken.has(address)) {
            return address;
        }
    }
    throw new Error(
        "InsufficientFreeAddressesInSubnet: There are not enough free addresses in subnet " +
            `'${inputs.subnetId}' to satisfy the requested number of instances.`,
    );
}

function privateHostName(context: OutputContext): string {
    const address = String(context.inputs.privateIp ?? privateAddress(context));
    const { name } = context.region;
    const domain = name === "us-east-1" ? "ec2.internal" : `${name}.compute.internal`;
    return `ip-${address.replaceAll(".", "-")}.${domain}`;
}

/** An address out of 203.0.113.0/24, which is reserved for documentation. */
function publicAddress({ id }: OutputContext): string {
    return `203.0.113.${1 + (Number.parseInt(hash(id, 4), 16) % 254)}`;
}

function publicHostName(context: OutputContext): string {
    const { name, dnsSuffix } = context.region;
    const domain = name === "us-east-1" ? "compute-1" : `${name}.compute`;
    return `ec2-${publicAddress(context).replaceAll(".", "-")}.${domain}.${dnsSuffix}`;
}

function getsPublicAddress({ account, inputs }: OutputContext): boolean {
    const subnet = account.find(SUBNET, String(inputs.subnetId));
    const wanted = inputs.associatePublicIpAddress ?? subnet?.outputs.mapPublicIpOnLaunch;
    return wanted === true;
}

function macAddress({ id }: OutputContext): string {
    return `02:00:00:${hash(id, 6).replaceAll(/(..)(?=.)/g, "$1:")}`;
}

function defaultGroups({ account, inputs }: OutputContext): PropertyValue {
    const subnet = account.find(SUBNET, String(inputs.subnetId));
    const vpc = account.find(VPC, String(inputs.vpcId ?? subnet?.outputs.vpcId));
    return vpc ? [vpc.outputs.defaultSecurityGroupId ?? ""] : [];
}

/** The endpoint's own name, and the service's name if private DNS answers for it. */
function endpointNames(context: OutputContext): PropertyValue {
    const { id, inputs, region } = context;
    const service = endpointServices(region).find(
        ({ serviceName }) => serviceName === inputs.serviceName,
    );
    if (!isInterface(context)) {
        return [];
    }
    const hostedZoneId = `Z0000${hash(`${id} zone`, 13).toUpperCase()}`;
    const suffix = String(inputs.serviceName).split(`.${region.name}.`).at(-1);
    const own = `${id}-${hash(id, 8)}.${suffix}.${region.name}.vpce.${region.dnsSuffix}`;
    const names = [
        own,
        ...(inputs.privateDnsEnabled === true && service?.privateDnsName
            ? [service.privateDnsName]
            : []),
    ];
    return names.map((dnsName) => ({ dnsName, hostedZoneId }));
}
