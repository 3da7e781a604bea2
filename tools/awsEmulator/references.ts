import { type EmulatedResource, ec2IdsIn, type Ledger } from "./account";
import { EC2_ID } from "./ids";
import type { Properties } from "./properties";

/** How AWS says that an id does not exist, by the id's prefix. */
const NOT_FOUND: Readonly<Record<string, (id: string) => string>> = {
    acl: (id) => `InvalidNetworkAclID.NotFound: The networkAcl ID '${id}' does not exist`,
    eigw: (id) =>
        `InvalidGatewayID.NotFound: The egressOnlyInternetGateway ID '${id}' does not exist`,
    eipalloc: (id) => `InvalidAllocationID.NotFound: The allocation ID '${id}' does not exist`,
    eni: (id) =>
        `InvalidNetworkInterfaceID.NotFound: The networkInterface ID '${id}' does not exist`,
    i: (id) => `InvalidInstanceID.NotFound: The instance ID '${id}' does not exist`,
    igw: (id) => `InvalidInternetGatewayID.NotFound: The internetGateway ID '${id}' does not exist`,
    lt: (id) =>
        `InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID ${id}, does not exist.`,
    nat: (id) => `NatGatewayNotFound: The Nat Gateway ${id} was not found`,
    rtb: (id) => `InvalidRouteTableID.NotFound: The routeTable ID '${id}' does not exist`,
    sg: (id) => `InvalidGroup.NotFound: The security group '${id}' does not exist`,
    subnet: (id) => `InvalidSubnetID.NotFound: The subnet ID '${id}' does not exist`,
    vol: (id) => `InvalidVolume.NotFound: The volume '${id}' does not exist.`,
    vpc: (id) => `InvalidVpcID.NotFound: The vpc ID '${id}' does not exist`,
    vpce: (id) => `InvalidVpcEndpointId.NotFound: The Vpc Endpoint Id '${id}' does not exist`,
};

/**
 * What AWS takes away together with the resource that the property names, so that it is nothing to
 * wait for: the rules of a security group, the routes of a table.
 */
const CONTAINED_IN: Readonly<Record<string, string>> = {
    "aws:ec2/networkAclRule:NetworkAclRule": "networkAclId",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "subnetId",
    "aws:ec2/securityGroupAssociation:SecurityGroupAssociation": "vpcEndpointId",
    "aws:ec2/securityGroupRule:SecurityGroupRule": "securityGroupId",
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": "vpcEndpointId",
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": "vpcEndpointId",
    "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation": "vpcEndpointId",
    "aws:vpc/endpointPrivateDns:EndpointPrivateDns": "vpcEndpointId",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "securityGroupId",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "securityGroupId",
};

/** A route may lead to what is gone: it is a black hole then. */
const HOLDING_NOTHING = ["aws:ec2/route:Route"];

/**
 * Checks that every id that the inputs name exists. Only ids of common EC2 resources are looked up:
 * of the others the account may not know all.
 *
 * @throws Error in AWS's words.
 */
export function requireReferences(account: Ledger, inputs: Properties): void {
    for (const id of ec2IdsIn(inputs)) {
        const notFound = NOT_FOUND[EC2_ID.exec(id)?.[1] ?? ""];
        if (notFound && !account.exists(id)) {
            throw new Error(notFound(id));
        }
    }
}

/**
 * Checks that nothing that exists needs this resource any longer.
 *
 * @throws Error in AWS's words.
 */
export function requireUnreferenced(account: Ledger, { id, type }: EmulatedResource): void {
    const users = account
        .referencesTo(id)
        .filter((user) => user.id !== id && !HOLDING_NOTHING.includes(user.type))
        .filter((user) => user.inputs[CONTAINED_IN[user.type] ?? ""] !== id);
    if (EC2_ID.test(id) && users.length > 0) {
        throw new Error(
            `DependencyViolation: The ${kindOf(type)} '${id}' has dependencies and cannot be deleted. ` +
                `In the emulated account they are: ${users.map((user) => user.id).join(", ")}.`,
        );
    }
    const holders = type === "aws:iam/role:Role" ? roleHolders(account, id) : [];
    if (holders.length > 0) {
        throw new Error(
            "DeleteConflict: Cannot delete entity, must detach all policies and remove roles from " +
                `instance profiles first. In the emulated account they are: ${holders.join(", ")}.`,
        );
    }
}

function roleHolders(account: Ledger, role: string): string[] {
    return [
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:iam/instanceProfile:InstanceProfile",
    ]
        .flatMap((type) => account.ofType(type))
        .filter(({ inputs }) => inputs.role === role)
        .map(({ id }) => id);
}

function kindOf(type: string): string {
    const name = type.split(":").at(-1) ?? "";
    return name.charAt(0).toLowerCase() + name.slice(1);
}
