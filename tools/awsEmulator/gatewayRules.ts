import type { EmulatedResource, Ledger } from "./account";
import type { Properties } from "./properties";

const ATTACHMENT = "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment";
const INSTANCE = "aws:ec2/instance:Instance";
const INTERNET_GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const NAT_GATEWAY = "aws:ec2/natGateway:NatGateway";
const SUBNET = "aws:ec2/subnet:Subnet";

/** A VPC takes one Internet gateway. */
export function oneInternetGateway(
    account: Ledger,
    { id, inputs }: { readonly id: string | undefined; readonly inputs: Properties },
): void {
    if (inputs.vpcId && attachmentsTo(account, inputs.vpcId).some((other) => other.id !== id)) {
        throw new Error(
            "Resource.AlreadyAssociated: Network " +
                `${inputs.vpcId} already has an internet gateway attached`,
        );
    }
}

/** A public NAT gateway is good for nothing in a VPC that has no Internet gateway yet. */
export function internetGatewayBeforeNat(
    account: Ledger,
    { inputs }: { readonly inputs: Properties },
): void {
    const vpcId = vpcOf(account, inputs);
    if (
        inputs.connectivityType !== "private" &&
        vpcId &&
        attachmentsTo(account, vpcId).length === 0
    ) {
        throw new Error(`Gateway.NotAttached: Network ${vpcId} has no Internet gateway attached`);
    }
}

/**
 * Checks that no public address is in use behind an Internet gateway that goes.
 *
 * @throws Error in AWS's words.
 */
export function requireNoMappedAddresses(
    account: Ledger,
    { type, inputs }: EmulatedResource,
): void {
    const { vpcId } = inputs;
    const isAttached = (type === INTERNET_GATEWAY || type === ATTACHMENT) && vpcId;
    const holders = [INSTANCE, NAT_GATEWAY]
        .flatMap((holder) => account.ofType(holder))
        .filter(({ outputs }) => outputs.publicIp && vpcOf(account, outputs) === vpcId);
    if (isAttached && holders.length > 0) {
        throw new Error(
            `DependencyViolation: Network ${vpcId} has some mapped public address(es). Please unmap ` +
                "those public address(es) before detaching the gateway. In the emulated account " +
                `they belong to: ${holders.map(({ id }) => id).join(", ")}.`,
        );
    }
}

function attachmentsTo(account: Ledger, vpcId: unknown): EmulatedResource[] {
    return [INTERNET_GATEWAY, ATTACHMENT]
        .flatMap((type) => account.ofType(type))
        .filter(({ inputs }) => inputs.vpcId === vpcId);
}

function vpcOf(account: Ledger, { subnetId }: Properties): unknown {
    return account.find(SUBNET, String(subnetId))?.outputs.vpcId;
}
