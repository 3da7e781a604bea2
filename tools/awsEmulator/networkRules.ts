import type { Ledger } from "./account";
import { type Cidr, contains, overlap, parseCidr } from "./cidr";
import { resourceDeclaration } from "./declarations";
import { endpointServices, isMissing } from "./endpointServices";
import { internetGatewayBeforeNat, oneInternetGateway } from "./gatewayRules";
import { tellingId } from "./ids";
import type { Properties } from "./properties";
import type { Region } from "./regions";

/** A resource about to be created or updated; `id` is undefined before it has one. */
export interface Candidate {
    readonly type: string;
    readonly id: string | undefined;
    readonly inputs: Properties;
    readonly region: Region;
}

type Rule = (account: Ledger, candidate: Candidate) => void;

const SUBNET = "aws:ec2/subnet:Subnet";
const VPC = "aws:ec2/vpc:Vpc";
const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";

const RULES: Readonly<Record<string, readonly Rule[]>> = {
    [SUBNET]: [subnetInVpc, subnetApart],
    [VPC_ENDPOINT]: [serviceOffered, privateDnsPossible, privateDnsUnique, oneSubnetPerZone],
    [SECURITY_GROUP]: [groupNameUnique],
    "aws:ec2/internetGateway:InternetGateway": [oneInternetGateway],
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": [oneInternetGateway],
    "aws:ec2/natGateway:NatGateway": [internetGatewayBeforeNat],
};

/**
 * Checks what AWS checks of a resource against the others in the account.
 *
 * @throws Error in AWS's words.
 */
export function requireNetworkRules(account: Ledger, candidate: Candidate): void {
    for (const rule of RULES[candidate.type] ?? []) {
        rule(account, candidate);
    }
    const telling = candidate.id === undefined && tellingId(candidate.type, candidate.inputs);
    const isRegional = resourceDeclaration(candidate.type).outputs.has("region");
    const region = isRegional ? candidate.region.name : undefined;
    if (telling && account.stored(candidate.type, telling, region)) {
        throw new Error(alreadyExists(candidate.type, telling));
    }
}

function subnetInVpc(account: Ledger, { inputs }: Candidate): void {
    const cidr = parseCidr(String(inputs.cidrBlock));
    const networks = vpcNetworks(account, String(inputs.vpcId));
    const fits = networks.length === 0 || networks.some((vpc) => cidr && contains(vpc, cidr));
    if (cidr && (!fits || cidr.prefix < 16 || cidr.prefix > 28)) {
        throw new Error(`InvalidSubnet.Range: The CIDR '${inputs.cidrBlock}' is invalid.`);
    }
}

function vpcNetworks(account: Ledger, vpcId: string): Cidr[] {
    const secondary = account
        .ofType("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")
        .filter(({ inputs }) => inputs.vpcId === vpcId);
    return [account.find(VPC, vpcId), ...secondary].flatMap(
        (resource) => parseCidr(String(resource?.outputs.cidrBlock)) ?? [],
    );
}

function subnetApart(account: Ledger, { id, inputs }: Candidate): void {
    const cidr = parseCidr(String(inputs.cidrBlock));
    const conflict = account.ofType(SUBNET).some((other) => {
        const otherCidr = parseCidr(String(other.outputs.cidrBlock));
        return (
            other.id !== id &&
            other.inputs.vpcId === inputs.vpcId &&
            cidr !== undefined &&
            otherCidr !== undefined &&
            overlap(cidr, otherCidr)
        );
    });
    if (conflict) {
        throw new Error(
            `InvalidSubnet.Conflict: The CIDR '${inputs.cidrBlock}' conflicts with another subnet`,
        );
    }
}

function serviceOffered(_: Ledger, { inputs, region }: Candidate): void {
    if (isMissing(region, String(inputs.serviceName))) {
        throw new Error(
            `InvalidServiceName: The Vpc Endpoint Service '${inputs.serviceName}' does not exist`,
        );
    }
}

function privateDnsPossible(account: Ledger, { inputs }: Candidate): void {
    const vpc = account.find(VPC, String(inputs.vpcId));
    if (
        vpc &&
        inputs.privateDnsEnabled === true &&
        (vpc.outputs.enableDnsSupport === false || vpc.outputs.enableDnsHostnames !== true)
    ) {
        throw new Error(
            "InvalidParameter: Enabling private DNS requires both enableDnsSupport and " +
                `enableDnsHostnames VPC attributes set to true for ${vpc.id}`,
        );
    }
}

function privateDnsUnique(account: Ledger, { id, inputs, region }: Candidate): void {
    const conflict = account
        .ofType(VPC_ENDPOINT)
        .some(
            (other) =>
                other.id !== id &&
                other.inputs.vpcId === inputs.vpcId &&
                other.inputs.serviceName === inputs.serviceName &&
                other.inputs.privateDnsEnabled === true,
        );
    if (inputs.privateDnsEnabled === true && conflict) {
        const service = endpointServices(region).find(
            ({ serviceName }) => serviceName === inputs.serviceName,
        );
        throw new Error(
            "InvalidParameter: private-dns-enabled cannot be set because there is already a " +
                `conflicting DNS domain for ${service?.privateDnsName ?? inputs.serviceName} ` +
                `in the VPC ${inputs.vpcId}`,
        );
    }
}

function oneSubnetPerZone(account: Ledger, { inputs }: Candidate): void {
    const zones = new Set<string>();
    for (const subnetId of Array.isArray(inputs.subnetIds) ? inputs.subnetIds : []) {
        const zone = account.find(SUBNET, String(subnetId))?.outputs.availabilityZone;
        if (typeof zone !== "string") {
            continue;
        }
        if (zones.has(zone)) {
            throw new Error(
                "DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the " +
                    `availability zone of ${subnetId}`,
            );
        }
        zones.add(zone);
    }
}

function groupNameUnique(account: Ledger, { id, inputs }: Candidate): void {
    const duplicate = account
        .ofType(SECURITY_GROUP)
        .some(
            (other) =>
                other.id !== id &&
                other.inputs.vpcId === inputs.vpcId &&
                other.inputs.name === inputs.name,
        );
    if (inputs.name !== undefined && duplicate) {
        throw new Error(
            `InvalidGroup.Duplicate: The security group '${inputs.name}' already exists for VPC ` +
                `'${inputs.vpcId}'`,
        );
    }
}

function alreadyExists(type: string, id: string): string {
    const name = type.split(":").at(-1) ?? "";
    if (type === "aws:ec2/route:Route") {
        return `RouteAlreadyExists: The route identified by ${id} already exists.`;
    }
    return type.startsWith("aws:iam/")
        ? `EntityAlreadyExists: ${name} with name ${id} already exists.`
        : `AlreadyExists: The ${name} ${id} already exists in the emulated account.`;
}
