import type { EmulatedResource } from "../account";
import { parseCidr, size } from "../cidr";
import { isObject, type Properties, type PropertyValue } from "../properties";
import { type DataSource, type LookupContext, strings } from "./dataSource";

const getVpc: DataSource = (args, context) => {
    const { id, outputs } = single("VPC", matching("aws:ec2/vpc:Vpc", args, context));
    return {
        ...found(id, outputs),
        cidrBlockAssociations: [
            {
                associationId: id.replace(/^vpc-/, "vpc-cidr-assoc-"),
                cidrBlock: outputs.cidrBlock ?? "",
                state: "associated",
            },
        ],
        default: false,
        state: "available",
    };
};

const getSubnet: DataSource = (args, context) => {
    const { id, outputs } = single("Subnet", matching("aws:ec2/subnet:Subnet", args, context));
    const cidr = parseCidr(String(outputs.cidrBlock));
    return {
        ...found(id, outputs),
        // AWS keeps five addresses of every subnet; those of the resources in it are not counted.
        availableIpAddressCount: cidr ? size(cidr.prefix) - 5 : 0,
        defaultForAz: false,
        state: "available",
    };
};

const getSubnets: DataSource = (args, context) => ({
    id: context.region.name,
    ids: matching("aws:ec2/subnet:Subnet", args, context).map(({ id }) => id),
    region: context.region.name,
});

const getSecurityGroup: DataSource = (args, context) => {
    const groups = matching("aws:ec2/securityGroup:SecurityGroup", args, context);
    const { id, outputs } = single("Security Group", groups);
    return found(id, outputs);
};

/** Result properties that a resource may lack are empty, not taken from the arguments. */
function found(id: string, outputs: Properties): Properties {
    return { ...outputs, id, tags: outputs.tags ?? {} };
}

/** The attributes of EC2's filters, by name. */
const FILTERS: Readonly<Record<string, (resource: EmulatedResource) => PropertyValue | undefined>> =
    {
        "availability-zone": ({ outputs }) => outputs.availabilityZone,
        "cidr-block": ({ outputs }) => outputs.cidrBlock,
        cidr: ({ outputs }) => outputs.cidrBlock,
        "group-id": ({ id }) => id,
        "group-name": ({ outputs }) => outputs.name,
        "map-public-ip-on-launch": ({ outputs }) => String(outputs.mapPublicIpOnLaunch ?? false),
        "subnet-id": ({ id }) => id,
        "vpc-id": ({ id, type, outputs }) => (type === "aws:ec2/vpc:Vpc" ? id : outputs.vpcId),
    };

/** The resources of a type that fit all arguments and filters. */
function matching(type: string, args: Properties, { account, region }: LookupContext) {
    const { filters, tags, region: _, ...attributes } = args;
    const wantedTags = isObject(tags) ? Object.entries(tags) : [];
    return account
        .resources()
        .filter(
            (resource) =>
                resource.type === type &&
                resource.outputs.region === region.name &&
                Object.entries(attributes).every(
                    ([name, value]) => found(resource.id, resource.outputs)[name] === value,
                ) &&
                wantedTags.every(([key, value]) => tagOf(resource, key) === value) &&
                ((filters ?? []) as Properties[]).every((filter) => passes(resource, filter)),
        );
}

function passes(resource: EmulatedResource, { name, values }: Properties): boolean {
    const filter = String(name);
    const attribute = FILTERS[filter];
    if (!attribute && !filter.startsWith("tag:")) {
        throw new Error(
            `InvalidParameterValue: The filter '${filter}' is invalid. The emulator knows ` +
                `${Object.keys(FILTERS).join(", ")} and tag:KEY.`,
        );
    }
    const value = attribute ? attribute(resource) : tagOf(resource, filter.slice("tag:".length));
    return typeof value === "string" && strings(values).includes(value);
}

function tagOf({ outputs }: EmulatedResource, key: string): PropertyValue | undefined {
    return isObject(outputs.tagsAll) ? outputs.tagsAll[key] : undefined;
}

function single(kind: string, resources: EmulatedResource[]): EmulatedResource {
    const [resource] = resources;
    if (!resource || resources.length > 1) {
        throw new Error(
            resource
                ? `multiple EC2 ${kind}s matched; use additional constraints to reduce matches to ` +
                      `a single EC2 ${kind}`
                : `no matching EC2 ${kind} found in the emulated account`,
        );
    }
    return resource;
}

/** The data sources that look up what the program has created. */
export const accountDataSources: Readonly<Record<string, DataSource>> = {
    "aws:ec2/getSecurityGroup:getSecurityGroup": getSecurityGroup,
    "aws:ec2/getSubnet:getSubnet": getSubnet,
    "aws:ec2/getSubnets:getSubnets": getSubnets,
    "aws:ec2/getVpc:getVpc": getVpc,
};
