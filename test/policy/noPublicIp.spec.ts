import { publicAddressReader } from "../../policy/network/read/publicAddresses";
import { awsTypes, formerAwsTypes } from "../../policy/network/types";
import { type Resource, unknown } from "../support/policyServer";
import { eachTypeHasRows, fails, passes, type Row, table } from "./table";

const typed = (type: string) => (inputs: Record<string, unknown>) =>
    ({ type, name: "it", inputs }) satisfies Resource;

const instance = typed(awsTypes.instance);
const template = typed(awsTypes.launchTemplate);
const subnet = typed(awsTypes.subnet);
const defaultSubnet = typed(awsTypes.defaultSubnet);
const networkInterface = typed(awsTypes.networkInterface);
const configuration = typed(awsTypes.launchConfiguration);
const fleet = typed(awsTypes.spotFleetRequest);
const warehouse = typed(awsTypes.redshiftCluster);
const interfaces = (...networkInterfaces: unknown[]) => template({ networkInterfaces });

// How the engine marks a secret; the SDK hands policies the plain value.
const secretKey = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

/** The rows that hold for every property which switches an address on. */
function flagRows(what: string, of: (value: unknown) => Resource): Row[] {
    return [
        ...[true, "true", "TRUE", "yes", " Yes ", "1", 1].map((value) =>
            fails(`${what} that is ${JSON.stringify(value)}`, of(value)),
        ),
        ...[false, "false", "no", "0", 0, "", null].map((value) =>
            passes(`${what} that is ${JSON.stringify(value)}`, of(value)),
        ),
        fails(`${what} that is unknown`, of(unknown.boolean)),
        ...["maybe", 2, Number.NaN, [], {}, [true]].map((value) =>
            fails(`${what} that makes no sense: ${JSON.stringify(value)}`, of(value)),
        ),
    ];
}

function countRows(what: string, of: (value: unknown) => Resource): Row[] {
    return [
        ...[1, "2", 1e9].map((value) => fails(`${what} of ${value}`, of(value))),
        ...[0, "0", "", null].map((value) => passes(`${what} of ${value}`, of(value))),
        fails(`${what} that is unknown`, of(unknown.number)),
        ...["many", -1, 0.5, Number.NaN, true, {}].map((value) =>
            fails(`${what} that makes no sense: ${value}`, of(value)),
        ),
    ];
}

function listRows(what: string, of: (value: unknown) => Resource): Row[] {
    return [
        fails(`${what} with an element`, of(["2001:db8::1"])),
        fails(`${what} with an unknown element`, of([unknown.string])),
        fails(`${what} that is one string instead of a list`, of("2001:db8::1")),
        fails(`${what} that is unknown`, of(unknown.array)),
        passes(`${what} without elements`, of([])),
        passes(`${what} with nothing in it`, of([null, ""])),
        passes(`${what} that is not set`, of(null)),
    ];
}

/** The rows of one load balancer. */
function loadBalancerRows(type: string): Row[] {
    const loadBalancer = typed(type);
    return [
        fails(`${type} that leaves internal out`, loadBalancer({})),
        fails(`${type} with internal false`, loadBalancer({ internal: false })),
        fails(`${type} with internal unknown`, loadBalancer({ internal: unknown.boolean })),
        fails(`${type} with a malformed internal`, loadBalancer({ internal: "perhaps" })),
        passes(`${type} with internal true`, loadBalancer({ internal: true })),
        passes(`${type} with internal "true"`, loadBalancer({ internal: "true" })),
    ];
}

function typedLoadBalancerRows(type: string): Row[] {
    const loadBalancer = typed(type);
    return [
        ...loadBalancerRows(type),
        passes(`${type} of type gateway`, loadBalancer({ loadBalancerType: "gateway" })),
        fails(`${type} of type network`, loadBalancer({ loadBalancerType: "network" })),
        fails(`${type} of an unknown type`, loadBalancer({ loadBalancerType: unknown.string })),
        fails(`${type} of a type that is none`, loadBalancer({ loadBalancerType: 7 })),
        passes(
            `${type} of an unknown type that is internal`,
            loadBalancer({ loadBalancerType: unknown.string, internal: true }),
        ),
    ];
}

/** The rows of an instance, which a spot request describes in the same words. */
function instanceRows(type: string): Row[] {
    const instance = typed(type);
    return [
        passes(`${type} that sets nothing`, instance({ instanceType: "t3.micro" })),
        ...flagRows(`${type} with associatePublicIpAddress`, (value) =>
            instance({ associatePublicIpAddress: value }),
        ),
        ...flagRows(`${type} with enablePrimaryIpv6`, (value) =>
            instance({ enablePrimaryIpv6: value }),
        ),
        ...countRows(`${type} with an ipv6AddressCount`, (value) =>
            instance({ ipv6AddressCount: value }),
        ),
        ...listRows(`${type} with ipv6Addresses`, (value) => instance({ ipv6Addresses: value })),
        passes(
            `${type} with interfaces that are resources of their own`,
            instance({
                networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: unknown.string }],
                primaryNetworkInterface: unknown.object,
                secondaryNetworkInterfaces: unknown.array,
            }),
        ),
    ];
}

/** The rows of a flag in objects within objects, of which any may be unknown or none. */
function nestedFlagRows(type: string, keys: readonly string[]): Row[] {
    const resource = typed(type);
    const nested = (path: readonly string[], value: unknown): Record<string, unknown> =>
        path.reduceRight((inner, key) => ({ [key]: inner }), value) as Record<string, unknown>;
    const objects = keys.slice(0, -1).map((_, index) => keys.slice(0, index + 1));
    return [
        passes(`${type} that sets nothing`, resource({})),
        ...flagRows(`${type} with ${keys.join(".")}`, (value) => resource(nested(keys, value))),
        ...objects.flatMap((path) => [
            passes(`${type} with an empty ${path.join(".")}`, resource(nested(path, {}))),
            fails(
                `${type} with an unknown ${path.join(".")}`,
                resource(nested(path, unknown.object)),
            ),
            fails(`${type} with a malformed ${path.join(".")}`, resource(nested(path, "awsvpc"))),
        ]),
    ];
}

const brokers = (inputs: Record<string, unknown>) =>
    typed(awsTypes.mskCluster)({
        brokerNodeGroupInfo: { instanceType: "kafka.m5.large", ...inputs },
    });
const publicAccess = (value: unknown) => brokers({ connectivityInfo: { publicAccess: value } });

/** The rows of an option of Elastic Beanstalk, which stands in a list of them. */
function optionRows(type: string): Row[] {
    const own = { namespace: "aws:ec2:vpc", name: "AssociatePublicIpAddress", value: "true" };
    const other = { namespace: "aws:ec2:vpc", name: "VPCId", value: "vpc-1" };
    const settings = (...list: unknown[]) => typed(type)({ settings: list });
    return [
        passes(`${type} that sets nothing`, typed(type)({})),
        passes(`${type} with other options`, settings(other)),
        ...flagRows(`${type} with the option`, (value) => settings(other, { ...own, value })),
        passes(`${type} with the name in another namespace`, settings({ ...own, namespace: "my" })),
        passes(`${type} with another name`, settings({ ...own, name: "ELBSubnets" })),
        fails(`${type} with an unknown name`, settings({ ...own, name: unknown.string })),
        fails(`${type} with an unknown namespace`, settings({ ...own, namespace: unknown.string })),
        fails(`${type} with a name that is none`, settings({ ...own, name: 7 })),
        passes(
            `${type} with an unknown name and a harmless value`,
            settings({ ...own, name: unknown.string, value: "false" }),
        ),
        fails(`${type} with an unknown option`, settings(other, unknown.object)),
        fails(`${type} with unknown options`, typed(type)({ settings: unknown.array })),
        fails(`${type} with an option that is none`, settings("true")),
    ];
}

/** What may be public, and is not unless the program says so. */
const accessible = [
    awsTypes.rdsInstance,
    awsTypes.rdsClusterInstance,
    awsTypes.rdsShardGroup,
    awsTypes.neptuneClusterInstance,
    awsTypes.influxCluster,
    awsTypes.influxInstance,
    awsTypes.redshiftCluster,
    awsTypes.redshiftWorkgroup,
    awsTypes.dmsReplicationInstance,
    awsTypes.mqBroker,
    awsTypes.mainframeEnvironment,
];

const pipeNetwork = (networkConfiguration: unknown) =>
    typed(awsTypes.pipe)({
        targetParameters: { ecsTaskParameters: { networkConfiguration } },
    });
const pipe = (assignPublicIp: unknown) => pipeNetwork({ awsVpcConfiguration: { assignPublicIp } });

describe("no-public-ip", () => {
    table("no-public-ip", [
        ...instanceRows(awsTypes.instance),
        ...instanceRows(awsTypes.spotInstanceRequest),
        fails(
            "an instance with associatePublicIpAddress as a secret",
            instance({ associatePublicIpAddress: { [secretKey]: secretMark, value: true } }),
        ),

        passes("a launch template that sets nothing", template({})),
        passes("a launch template with an interface that sets nothing", interfaces({})),
        ...flagRows("a launch template with associatePublicIpAddress", (value) =>
            interfaces({ associatePublicIpAddress: value }),
        ),
        ...flagRows("a launch template with associateCarrierIpAddress", (value) =>
            interfaces({ associateCarrierIpAddress: value }),
        ),
        ...flagRows("a launch template with primaryIpv6", (value) =>
            interfaces({ primaryIpv6: value }),
        ),
        ...countRows("a launch template with an ipv6AddressCount", (value) =>
            interfaces({ ipv6AddressCount: value }),
        ),
        ...countRows("a launch template with an ipv6PrefixCount", (value) =>
            interfaces({ ipv6PrefixCount: value }),
        ),
        ...listRows("a launch template with ipv6Addresses", (value) =>
            interfaces({ ipv6Addresses: value }),
        ),
        ...listRows("a launch template with ipv6Prefixes", (value) =>
            interfaces({ ipv6Prefixes: value }),
        ),
        fails(
            "a launch template of which the second interface has a public address",
            interfaces({ associatePublicIpAddress: "false" }, { associatePublicIpAddress: "true" }),
        ),
        fails(
            "a launch template with one interface instead of a list",
            template({ networkInterfaces: { associatePublicIpAddress: "true" } }),
        ),
        fails(
            "a launch template with unknown interfaces",
            template({ networkInterfaces: unknown.array }),
        ),
        fails("a launch template with one unknown interface", interfaces({}, unknown.object)),
        fails("a launch template with an interface that is none", interfaces("eth0")),

        passes("a launch configuration that sets nothing", configuration({})),
        ...flagRows("a launch configuration with associatePublicIpAddress", (value) =>
            configuration({ associatePublicIpAddress: value }),
        ),

        passes("a spot fleet of a launch template", fleet({ launchTemplateConfigs: [{}] })),
        passes("a specification that sets nothing", fleet({ launchSpecifications: [{}] })),
        ...flagRows("a specification with associatePublicIpAddress", (value) =>
            fleet({ launchSpecifications: [{}, { associatePublicIpAddress: value }] }),
        ),
        fails("a spot fleet of what is unknown", fleet({ launchSpecifications: unknown.array })),
        fails(
            "a spot fleet with one unknown specification",
            fleet({ launchSpecifications: [{}, unknown.object] }),
        ),
        fails("a spot fleet with a malformed one", fleet({ launchSpecifications: ["ami-1"] })),
        passes(
            "an EC2 fleet, which says nothing of addresses itself",
            typed("aws:ec2/fleet:Fleet")({ launchTemplateConfigs: [{ overrides: [{}] }] }),
        ),

        ...[awsTypes.appstreamFleet, awsTypes.appstreamImageBuilder].flatMap((type) => [
            passes(`${type} that sets nothing`, typed(type)({})),
            ...flagRows(`${type} with enableDefaultInternetAccess`, (value) =>
                typed(type)({ enableDefaultInternetAccess: value }),
            ),
        ]),
        ...nestedFlagRows(awsTypes.workspacesDirectory, [
            "workspaceCreationProperties",
            "enableInternetAccess",
        ]),

        passes("brokers without connectivity", brokers({})),
        passes("brokers with an empty connectivityInfo", brokers({ connectivityInfo: {} })),
        passes("brokers that set no public access", publicAccess({})),
        passes("brokers whose public access is off", publicAccess({ type: "DISABLED" })),
        passes("brokers whose public access is empty", publicAccess({ type: "" })),
        ...["SERVICE_PROVIDED_EIPS", "service_provided_eips", unknown.string, "some", 7].map(
            (type) => fails(`brokers with public access ${type}`, publicAccess({ type })),
        ),
        fails("brokers with unknown public access", publicAccess(unknown.object)),
        fails("brokers with unknown connectivity", brokers({ connectivityInfo: unknown.object })),
        fails(
            "brokers of which nothing is known",
            typed(awsTypes.mskCluster)({ brokerNodeGroupInfo: unknown.object }),
        ),

        ...optionRows(awsTypes.beanstalkEnvironment),
        ...optionRows(awsTypes.beanstalkTemplate),

        passes("a subnet that sets nothing", subnet({})),
        ...flagRows("a subnet with mapPublicIpOnLaunch", (value) =>
            subnet({ mapPublicIpOnLaunch: value }),
        ),
        ...flagRows("a subnet with assignIpv6AddressOnCreation", (value) =>
            subnet({ assignIpv6AddressOnCreation: value }),
        ),
        ...flagRows("a subnet with ipv6Native", (value) => subnet({ ipv6Native: value })),

        passes("a default subnet that sets nothing", defaultSubnet({})),
        ...flagRows("a default subnet with mapPublicIpOnLaunch", (value) =>
            defaultSubnet({ mapPublicIpOnLaunch: value }),
        ),
        ...flagRows("a default subnet with assignIpv6AddressOnCreation", (value) =>
            defaultSubnet({ assignIpv6AddressOnCreation: value }),
        ),

        passes("an interface that sets nothing", networkInterface({ privateIps: ["10.0.0.5"] })),
        ...countRows("an interface with an ipv6AddressCount", (value) =>
            networkInterface({ ipv6AddressCount: value }),
        ),
        ...countRows("an interface with an ipv6PrefixCount", (value) =>
            networkInterface({ ipv6PrefixCount: value }),
        ),
        ...listRows("an interface with ipv6Addresses", (value) =>
            networkInterface({ ipv6Addresses: value }),
        ),
        ...listRows("an interface with ipv6AddressLists", (value) =>
            networkInterface({ ipv6AddressLists: value }),
        ),
        ...listRows("an interface with ipv6Prefixes", (value) =>
            networkInterface({ ipv6Prefixes: value }),
        ),
        ...flagRows("an interface with enablePrimaryIpv6", (value) =>
            networkInterface({ enablePrimaryIpv6: value }),
        ),

        fails("an Elastic IP", typed(awsTypes.eip)({})),
        fails(
            "the association of an Elastic IP",
            typed(awsTypes.eipAssociation)({ allocationId: unknown.string }),
        ),

        fails(
            "the association of an Elastic IP with a NAT gateway",
            typed(awsTypes.natGatewayEipAssociation)({ natGatewayId: unknown.string }),
        ),

        ...typedLoadBalancerRows(awsTypes.lbLoadBalancer),
        ...typedLoadBalancerRows(awsTypes.albLoadBalancer),
        ...loadBalancerRows(awsTypes.elbLoadBalancer),
        ...typedLoadBalancerRows(formerAwsTypes.lbLoadBalancer),
        ...typedLoadBalancerRows(formerAwsTypes.albLoadBalancer),
        ...loadBalancerRows(formerAwsTypes.elbLoadBalancer),

        ...accessible.flatMap((type) => [
            passes(`${type} that sets nothing`, typed(type)({})),
            ...flagRows(`${type} with publiclyAccessible`, (value) =>
                typed(type)({ publiclyAccessible: value }),
            ),
        ]),
        ...[{}, { publiclyAccessible: null }, { publiclyAccessible: "" }].map((inputs) =>
            fails(
                `an instance profile of DMS that leaves it out: ${JSON.stringify(inputs)}`,
                typed(awsTypes.dmsInstanceProfile)(inputs),
            ),
        ),
        ...[true, "true", unknown.boolean, "maybe", 2, {}].map((publiclyAccessible) =>
            fails(
                `an instance profile of DMS with publiclyAccessible ${JSON.stringify(publiclyAccessible)}`,
                typed(awsTypes.dmsInstanceProfile)({ publiclyAccessible }),
            ),
        ),
        ...[false, "false", 0].map((publiclyAccessible) =>
            passes(
                `an instance profile of DMS with publiclyAccessible ${publiclyAccessible}`,
                typed(awsTypes.dmsInstanceProfile)({ publiclyAccessible }),
            ),
        ),
        fails("a Redshift cluster with an Elastic IP", warehouse({ elasticIp: "198.51.100.7" })),
        fails("a Redshift cluster with an unknown one", warehouse({ elasticIp: unknown.string })),
        passes("a Redshift cluster with an empty one", warehouse({ elasticIp: "" })),

        ...nestedFlagRows(awsTypes.ecsService, ["networkConfiguration", "assignPublicIp"]),
        ...nestedFlagRows(awsTypes.ecsTaskSet, ["networkConfiguration", "assignPublicIp"]),
        ...nestedFlagRows(awsTypes.eventTarget, [
            "ecsTarget",
            "networkConfiguration",
            "assignPublicIp",
        ]),
        ...nestedFlagRows(awsTypes.schedule, [
            "target",
            "ecsParameters",
            "networkConfiguration",
            "assignPublicIp",
        ]),
        passes("a pipe that sets nothing", typed(awsTypes.pipe)({})),
        ...["ENABLED", "enabled", unknown.string, "true", true, 1, {}].map((value) =>
            fails(`a pipe with assignPublicIp ${JSON.stringify(value)}`, pipe(value)),
        ),
        ...["DISABLED", "disabled", "", null].map((value) =>
            passes(`a pipe with assignPublicIp ${JSON.stringify(value)}`, pipe(value)),
        ),
        fails("a pipe with an unknown network", pipeNetwork(unknown.object)),
        fails("a pipe with a malformed one", pipeNetwork({ awsVpcConfiguration: "awsvpc" })),

        passes(
            "a resource of another package with the same property",
            typed("aws-native:ec2:Instance")({ associatePublicIpAddress: true }),
        ),
        {
            title: "reports each address of a resource, and of each resource",
            stack: [
                instance({ associatePublicIpAddress: true, ipv6AddressCount: 1 }),
                { ...subnet({ mapPublicIpOnLaunch: true }), name: "subnet" },
            ],
            reported: ["it", "it", "subnet"],
        },
    ]);

    eachTypeHasRows("no-public-ip", publicAddressReader, (type) =>
        (
            [awsTypes.eip, awsTypes.eipAssociation, awsTypes.natGatewayEipAssociation] as string[]
        ).includes(type),
    );
});
