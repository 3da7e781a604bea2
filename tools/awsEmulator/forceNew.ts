import type { ResourceDeclaration } from "./declarations";

const SECURITY_GROUP_RULE = ["securityGroupId"];
const ROUTE_DESTINATIONS = [
    "destinationCidrBlock",
    "destinationIpv6CidrBlock",
    "destinationPrefixListId",
];

/**
 * Arguments that AWS cannot change on an existing resource, by type. Of the types listed here nothing
 * else forces a replacement.
 */
const FORCE_NEW: Readonly<Record<string, readonly string[]>> = {
    "aws:autoscaling/group:Group": ["name", "namePrefix"],
    "aws:ec2/carrierGateway:CarrierGateway": ["vpcId"],
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": ["defaultNetworkAclId"],
    "aws:ec2/defaultRouteTable:DefaultRouteTable": ["defaultRouteTableId"],
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["vpcId"],
    "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": ["vpcId"],
    "aws:ec2/eip:Eip": [
        "address",
        "customerOwnedIpv4Pool",
        "domain",
        "networkBorderGroup",
        "publicIpv4Pool",
    ],
    "aws:ec2/eipAssociation:EipAssociation": [
        "allocationId",
        "allowReassociation",
        "instanceId",
        "networkInterfaceId",
        "privateIpAddress",
        "publicIp",
    ],
    "aws:ec2/flowLog:FlowLog": [
        ...["deliverCrossAccountRole", "destinationOptions", "eniId", "iamRoleArn"],
        ...["logDestination", "logDestinationType", "logFormat", "maxAggregationInterval"],
        ...["regionalNatGatewayId", "subnetId", "trafficType", "transitGatewayAttachmentId"],
        ...["transitGatewayId", "vpcId"],
    ],
    "aws:ec2/instance:Instance": [
        ...["ami", "associatePublicIpAddress", "availabilityZone", "cpuOptions", "ebsBlockDevices"],
        ...["enclaveOptions", "ephemeralBlockDevices", "hibernation", "hostResourceGroupArn"],
        ...["instanceMarketOptions", "ipv6AddressCount", "ipv6Addresses", "keyName"],
        ...["networkInterfaces", "placementGroup", "placementPartitionNumber"],
        ...["primaryNetworkInterface", "privateIp", "securityGroups", "subnetId"],
    ],
    "aws:ec2/internetGateway:InternetGateway": [],
    "aws:ec2/internetGatewayAttachment:InternetGatewayAttachment": ["internetGatewayId", "vpcId"],
    "aws:ec2/keyPair:KeyPair": ["keyName", "keyNamePrefix", "publicKey"],
    "aws:ec2/launchTemplate:LaunchTemplate": ["name", "namePrefix"],
    "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": [],
    "aws:ec2/natGateway:NatGateway": [
        "allocationId",
        "connectivityType",
        "privateIp",
        "subnetId",
        "vpcId",
    ],
    "aws:ec2/networkAcl:NetworkAcl": ["vpcId"],
    "aws:ec2/networkAclAssociation:NetworkAclAssociation": ["networkAclId", "subnetId"],
    "aws:ec2/networkAclRule:NetworkAclRule": [
        ...["cidrBlock", "egress", "fromPort", "icmpCode", "icmpType", "ipv6CidrBlock"],
        ...["networkAclId", "protocol", "ruleAction", "ruleNumber", "toPort"],
    ],
    "aws:ec2/networkInterface:NetworkInterface": ["interfaceType", "subnetId"],
    "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment": [
        "deviceIndex",
        "instanceId",
        "networkInterfaceId",
    ],
    "aws:ec2/route:Route": [...ROUTE_DESTINATIONS, "routeTableId"],
    "aws:ec2/routeTable:RouteTable": ["vpcId"],
    "aws:ec2/routeTableAssociation:RouteTableAssociation": ["gatewayId", "subnetId"],
    "aws:ec2/securityGroup:SecurityGroup": ["description", "name", "namePrefix", "vpcId"],
    "aws:ec2/securityGroupAssociation:SecurityGroupAssociation": [
        "replaceDefaultAssociation",
        "securityGroupId",
        "vpcEndpointId",
    ],
    "aws:ec2/securityGroupRule:SecurityGroupRule": [
        ...["cidrBlocks", "fromPort", "ipv6CidrBlocks", "prefixListIds", "protocol"],
        ...["securityGroupId", "self", "sourceSecurityGroupId", "toPort", "type"],
    ],
    "aws:ec2/subnet:Subnet": [
        ...["availabilityZone", "availabilityZoneId", "cidrBlock", "ipv4IpamPoolId"],
        ...["ipv4NetmaskLength", "ipv6IpamPoolId", "ipv6Native", "ipv6NetmaskLength"],
        ...["outpostArn", "vpcId"],
    ],
    "aws:ec2/vpc:Vpc": ["cidrBlock", "ipv4IpamPoolId", "ipv4NetmaskLength"],
    "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions": [],
    "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": [
        ...["domainName", "domainNameServers", "ipv6AddressPreferredLeaseTime"],
        ...["netbiosNameServers", "netbiosNodeType", "ntpServers"],
    ],
    "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation": ["vpcId"],
    "aws:ec2/vpcEndpoint:VpcEndpoint": [
        ...["resourceConfigurationArn", "serviceName", "serviceNetworkArn", "serviceRegion"],
        ...["vpcEndpointType", "vpcId"],
    ],
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": ["vpcEndpointId"],
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation": [
        "routeTableId",
        "vpcEndpointId",
    ],
    "aws:ec2/vpcEndpointSubnetAssociation:VpcEndpointSubnetAssociation": [
        "subnetId",
        "vpcEndpointId",
    ],
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": [
        "cidrBlock",
        "ipv4IpamPoolId",
        "ipv4NetmaskLength",
        "vpcId",
    ],
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": [
        "peerOwnerId",
        "peerRegion",
        "peerVpcId",
        "vpcId",
    ],
    "aws:iam/group:Group": [],
    "aws:iam/instanceProfile:InstanceProfile": ["name", "namePrefix", "path"],
    "aws:iam/policy:Policy": ["description", "name", "namePrefix", "path"],
    "aws:iam/role:Role": ["name", "namePrefix", "path"],
    "aws:iam/rolePolicy:RolePolicy": ["name", "namePrefix", "role"],
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn", "role"],
    "aws:iam/user:User": [],
    "aws:kms/key:Key": [
        ...["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
    ],
    "aws:lb/loadBalancer:LoadBalancer": [
        ...["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name", "namePrefix"],
    ],
    "aws:route53/resolverFirewallConfig:ResolverFirewallConfig": ["resourceId"],
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": ["name"],
    "aws:route53/resolverFirewallRule:ResolverFirewallRule": [
        "firewallDomainListId",
        "firewallRuleGroupId",
    ],
    "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": ["name"],
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": [
        "firewallRuleGroupId",
        "vpcId",
    ],
    "aws:ssm/document:Document": ["documentType", "name"],
    "aws:ssm/parameter:Parameter": ["name"],
    "aws:ssm/association:Association": ["name"],
    "aws:vpc/endpointPrivateDns:EndpointPrivateDns": ["vpcEndpointId"],
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": SECURITY_GROUP_RULE,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": SECURITY_GROUP_RULE,
};

/** Parts of an argument that AWS cannot change, although it can change the others. */
const FORCE_NEW_PARTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
    "aws:ec2/instance:Instance": { rootBlockDevice: ["encrypted", "kmsKeyId"] },
};

/** How the package's documentation says that an argument cannot be changed in place, whatever else. */
const SAID_IN_DOCUMENTATION =
    /\bforces? (?:terraform to create )?(?:a )?new resource\b|\bforces? (?:resource )?replacement\b/i;

/** The parts of an argument whose change replaces the resource although others do not. */
export function partsForcingReplacement(type: string, property: string): readonly string[] {
    return FORCE_NEW_PARTS[type]?.[property] ?? [];
}

/** Whether changing an argument replaces the resource. Moving to another Region always does. */
export function forcesReplacement(declaration: ResourceDeclaration, property: string): boolean {
    if (property === "region") {
        return true;
    }
    const listed = FORCE_NEW[declaration.token];
    const documentation = declaration.inputs.get(property)?.documentation ?? "";
    return listed?.includes(property) ?? SAID_IN_DOCUMENTATION.test(documentation);
}
