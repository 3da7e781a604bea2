import { awsTypes } from "../../policy/network/types";
import { listedRoute, listedRule, type StateResource } from "./stateFile";

/**
 * A network with SSM-only instances as the official provider writes it to a state: inline lists in the
 * outputs repeat what standalone resources add, and what is not set is empty, null or missing.
 */

const vpc: StateResource = {
    type: awsTypes.vpc,
    name: "vpc",
    id: "vpc-0a1",
    inputs: {
        cidrBlock: "10.0.0.0/16",
        enableDnsHostnames: true,
        tags: { __defaults: [], Name: "shop" },
    },
    outputs: { ipv6CidrBlock: "", ipv6IpamPoolId: "", assignGeneratedIpv6CidrBlock: false },
};

/** A subnet without public addresses. */
export const subnet: StateResource = {
    type: awsTypes.subnet,
    name: "subnet",
    id: "subnet-0a1",
    inputs: { vpcId: vpc.id, cidrBlock: "10.0.0.0/24" },
    outputs: { mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: false, ipv6CidrBlock: "" },
    from: { vpcId: vpc },
};

const endpoints: StateResource = {
    type: awsTypes.securityGroup,
    name: "endpoints",
    id: "sg-0a1",
    inputs: {
        __defaults: ["name", "revokeRulesOnDelete"],
        vpcId: vpc.id,
        description: "endpoints",
    },
    outputs: {
        namePrefix: "",
        egress: [],
        ingress: [
            listedRule({
                protocol: "tcp",
                fromPort: 443,
                toPort: 443,
                cidrBlocks: ["10.0.0.0/16"],
            }),
        ],
    },
};

const https: StateResource = {
    type: awsTypes.securityGroupIngressRule,
    name: "https",
    id: "sgr-0a1",
    inputs: {
        securityGroupId: endpoints.id,
        ipProtocol: "tcp",
        fromPort: "443",
        toPort: "443",
        cidrIpv4: "10.0.0.0/16",
    },
    outputs: { cidrIpv6: null, prefixListId: null, referencedSecurityGroupId: null },
    from: { securityGroupId: endpoints },
};

const peered = "pcx-0a1";

/** A table whose only routes stay inside or lead to a peer; one of them is a resource of its own. */
export const table: StateResource = {
    type: awsTypes.routeTable,
    name: "table",
    id: "rtb-0a1",
    inputs: { vpcId: vpc.id },
    outputs: {
        propagatingVgws: [],
        routes: [listedRoute({ cidrBlock: "10.9.0.0/16", vpcPeeringConnectionId: peered })],
    },
};

const toPeer: StateResource = {
    type: awsTypes.route,
    name: "to-peer",
    id: "r-rtb-0a1-1",
    inputs: {
        routeTableId: table.id,
        destinationCidrBlock: "10.9.0.0/16",
        vpcPeeringConnectionId: peered,
    },
    outputs: {
        gatewayId: "",
        natGatewayId: "",
        instanceId: "",
        state: "active",
        origin: "CreateRoute",
    },
    from: { routeTableId: table },
};

/** An interface endpoint whose private DNS another resource switches on. */
export const ssm: StateResource = {
    type: awsTypes.vpcEndpoint,
    name: "ssm",
    id: "vpce-0a1",
    inputs: {
        vpcId: vpc.id,
        vpcEndpointType: "Interface",
        serviceName: "com.amazonaws.eu-central-1.ssm",
        subnetIds: [subnet.id],
    },
    outputs: { privateDnsEnabled: true, routeTableIds: [], prefixListId: "", autoAccept: null },
};

const privateDns: StateResource = {
    type: awsTypes.endpointPrivateDns,
    name: "private-dns",
    id: ssm.id,
    inputs: { vpcEndpointId: ssm.id, privateDnsEnabled: true },
    from: { vpcEndpointId: ssm },
};

/** Beside it, one that switches private DNS itself. */
const messages: StateResource = {
    ...ssm,
    name: "ssmmessages",
    id: "vpce-0a2",
    inputs: {
        ...ssm.inputs,
        serviceName: "com.amazonaws.eu-central-1.ssmmessages",
        privateDnsEnabled: true,
    },
};

const role: StateResource = {
    type: awsTypes.role,
    name: "role",
    id: "shop-role",
    inputs: {
        assumeRolePolicy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Action: "sts:AssumeRole",
                    Principal: { Service: "ec2.amazonaws.com" },
                },
            ],
        }),
    },
    outputs: { name: "shop-role", arn: "arn:aws:iam::123456789012:role/shop-role" },
};

const permissions: StateResource = {
    type: awsTypes.rolePolicyAttachment,
    name: "permissions",
    id: "shop-role-1",
    inputs: {
        role: "shop-role",
        policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    },
    from: { role },
};

const profile: StateResource = {
    type: awsTypes.instanceProfile,
    name: "profile",
    id: "shop-profile",
    inputs: { role: "shop-role" },
    outputs: { name: "shop-profile" },
    from: { role },
};

/** An instance without public address, key and IMDSv1. */
export const instance: StateResource = {
    type: awsTypes.instance,
    name: "instance",
    id: "i-0a1",
    inputs: {
        __defaults: ["sourceDestCheck"],
        ami: "ami-0a1",
        instanceType: "t4g.small",
        subnetId: subnet.id,
        iamInstanceProfile: "shop-profile",
        sourceDestCheck: true,
        metadataOptions: { __defaults: [], httpTokens: "required" },
    },
    outputs: {
        associatePublicIpAddress: false,
        ipv6Addresses: [],
        ipv6AddressCount: 0,
        keyName: "",
        launchTemplate: null,
        metadataOptions: {
            httpEndpoint: "enabled",
            httpTokens: "required",
            httpPutResponseHopLimit: 2,
        },
        publicDns: "",
        publicIp: "",
        userData: null,
    },
    from: { subnetId: subnet },
};

/** All of it, of which no policy finds anything. */
export const correct: readonly StateResource[] = [
    vpc,
    subnet,
    endpoints,
    https,
    table,
    toPeer,
    ssm,
    privateDns,
    messages,
    role,
    permissions,
    profile,
    instance,
];

const internet: StateResource = {
    type: awsTypes.internetGateway,
    name: "internet",
    id: "igw-0b1",
    inputs: { vpcId: vpc.id },
};

const openGroup: StateResource = {
    ...endpoints,
    name: "open-group",
    id: "sg-0b1",
    outputs: {
        egress: [],
        ingress: [
            listedRule({ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["10.0.0.0/8"] }),
            listedRule({ protocol: "tcp", fromPort: 20, toPort: 30, self: true }),
        ],
    },
};

const openTable: StateResource = {
    ...table,
    name: "open-table",
    id: "rtb-0b1",
    outputs: {
        routes: [listedRoute({ cidrBlock: "0.0.0.0/0", gatewayId: internet.id })],
    },
};

/** What breaks a policy, each by one finding at that resource, and what only repeats it in its outputs. */
export const broken = {
    internet,
    openGroup,
    /** Listed in the group too. */
    ssh: {
        ...https,
        name: "ssh",
        id: "sgr-0b1",
        inputs: {
            securityGroupId: openGroup.id,
            ipProtocol: "tcp",
            fromPort: 22,
            toPort: 22,
            cidrIpv4: "10.0.0.0/8",
        },
        from: { securityGroupId: openGroup },
    },
    /** Listed in the group too; ports as text, as programs in YAML leave them. */
    oldRule: {
        type: awsTypes.securityGroupRule,
        name: "old-rule",
        id: "sgrule-0b1",
        inputs: {
            securityGroupId: openGroup.id,
            type: "ingress",
            protocol: "6",
            fromPort: "20",
            toPort: "30",
            self: true,
        },
        outputs: { cidrBlocks: null, ipv6CidrBlocks: null, sourceSecurityGroupId: null },
    },
    inlineGroup: {
        ...endpoints,
        name: "inline-group",
        id: "sg-0b2",
        inputs: {
            ...endpoints.inputs,
            ingress: [
                {
                    __defaults: ["self"],
                    protocol: "-1",
                    fromPort: 0,
                    toPort: 0,
                    cidrBlocks: ["10.1.0.0/16"],
                    self: false,
                },
            ],
        },
    },
    openTable,
    /** Listed in the table too. */
    toInternet: {
        ...toPeer,
        name: "to-internet",
        id: "r-rtb-0b1-1",
        inputs: {
            routeTableId: openTable.id,
            destinationCidrBlock: "0.0.0.0/0",
            gatewayId: internet.id,
        },
        from: { routeTableId: openTable, gatewayId: internet },
    },
    publicSubnet: {
        ...subnet,
        name: "public-subnet",
        id: "subnet-0b1",
        inputs: { ...subnet.inputs, mapPublicIpOnLaunch: true },
    },
    address: { type: awsTypes.eip, name: "address", id: "eipalloc-0b1", inputs: { domain: "vpc" } },
    logs: {
        ...ssm,
        name: "logs",
        id: "vpce-0b1",
        outputs: { privateDnsEnabled: false },
    },
    keyed: {
        ...instance,
        name: "keyed",
        id: "i-0b1",
        inputs: {
            ...instance.inputs,
            keyName: "ops",
            metadataOptions: { __defaults: [], httpTokens: "optional" },
        },
    },
} satisfies Record<string, StateResource>;
