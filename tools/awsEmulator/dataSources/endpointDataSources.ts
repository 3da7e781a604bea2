import { endpointServices } from "../endpointServices";
import { ec2Id } from "../ids";
import { type PrefixList, prefixLists } from "../prefixLists";
import type { Properties } from "../properties";
import type { Region } from "../regions";
import type { DataSource } from "./dataSource";

const getVpcEndpointService: DataSource = (args, { region }) => {
    const serviceName =
        args.serviceName ?? (args.service && `com.amazonaws.${region.name}.${args.service}`);
    if (typeof serviceName !== "string") {
        throw new Error("getVpcEndpointService: give `service` or `serviceName`.");
    }
    const named = endpointServices(region).filter((service) => service.serviceName === serviceName);
    const matching = named.filter(({ type }) => (args.serviceType ?? type) === type);
    const [service] = matching;
    if (!service) {
        throw new Error(
            named.length > 0
                ? "no matching EC2 VPC Endpoint Service found"
                : `InvalidServiceName: The Vpc Endpoint Service '${serviceName}' does not exist`,
        );
    }
    if (matching.length > 1) {
        throw new Error(
            "multiple EC2 VPC Endpoint Services matched; use additional constraints to reduce " +
                "matches to a single EC2 VPC Endpoint Service",
        );
    }
    const serviceId = ec2Id("vpce-svc", `${serviceName} ${service.type}`);
    return {
        arn: `arn:${region.partition}:ec2:${region.name}:amazon:vpc-endpoint-service/${serviceId}`,
        availabilityZones: [...service.zones],
        baseEndpointDnsNames: [
            `${serviceName.split(`.${region.name}.`).at(-1)}.${region.name}.vpce.${region.dnsSuffix}`,
        ],
        id: serviceId,
        owner: "amazon",
        privateDnsName: service.privateDnsName ?? "",
        privateDnsNames: service.privateDnsName ? [service.privateDnsName] : [],
        region: region.name,
        serviceId,
        serviceName,
        serviceRegion: region.name,
        serviceType: service.type,
        supportedIpAddressTypes: ["ipv4"],
        vpcEndpointPolicySupported: true,
    };
};

const getPrefixList: DataSource = ({ name, prefixListId, filters }, { region }) => {
    const list = findPrefixList({ name, id: prefixListId, filters }, region);
    return {
        cidrBlocks: [...list.cidrBlocks],
        id: list.id,
        name: list.name,
        region: region.name,
    };
};

const getManagedPrefixList: DataSource = ({ name, id, filters }, { region }) => {
    const list = findPrefixList({ name, id, filters }, region);
    return {
        addressFamily: "IPv4",
        arn: `arn:${region.partition}:ec2:${region.name}:aws:prefix-list/${list.id}`,
        entries: list.cidrBlocks.map((cidr) => ({ cidr, description: "" })),
        id: list.id,
        name: list.name,
        ownerId: "AWS",
        region: region.name,
    };
};

/** The one list with these attributes; filters can ask for the same attributes. */
function findPrefixList(
    wanted: Properties | Record<string, Properties[string] | undefined>,
    region: Region,
): PrefixList {
    const filters = (Array.isArray(wanted.filters) ? wanted.filters : []) as Properties[];
    const matching = prefixLists(region).filter(
        (list) =>
            [undefined, list.name].includes(text(wanted.name)) &&
            [undefined, list.id].includes(text(wanted.id)) &&
            filters.every(({ name, values }) => {
                const attribute = name === "prefix-list-id" ? list.id : list.name;
                return Array.isArray(values) && values.includes(attribute);
            }),
    );
    const [list] = matching;
    if (!list || matching.length > 1) {
        throw new Error(
            list
                ? "multiple EC2 Prefix Lists matched; use additional constraints to reduce matches"
                : "no matching EC2 Prefix List found",
        );
    }
    return list;
}

const text = (value: Properties[string] | undefined) =>
    typeof value === "string" ? value : undefined;

/** The data sources about endpoint services and the prefix lists of gateway endpoints. */
export const endpointDataSources: Readonly<Record<string, DataSource>> = {
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": getManagedPrefixList,
    "aws:ec2/getPrefixList:getPrefixList": getPrefixList,
    "aws:ec2/getVpcEndpointService:getVpcEndpointService": getVpcEndpointService,
};
