import { ACCOUNT_ID } from "../ids";
import type { Properties } from "../properties";
import { findRegion, type Region } from "../regions";
import { type DataSource, strings } from "./dataSource";

const getAvailabilityZones: DataSource = (args, { region }) => {
    const zones = region.zones.filter(
        ({ name, id }) =>
            !strings(args.excludeNames).includes(name) &&
            !strings(args.excludeZoneIds).includes(id) &&
            (args.state === undefined || args.state === "available") &&
            passesFilters(args, { name, id }, region),
    );
    return {
        groupNames: zones.length > 0 ? [region.name] : [],
        id: region.name,
        names: zones.map(({ name }) => name),
        region: region.name,
        zoneIds: zones.map(({ id }) => id),
    };
};

const getAvailabilityZone: DataSource = (args, { region }) => {
    const matching = region.zones.filter(
        (zone) =>
            (args.name === undefined || args.name === zone.name) &&
            (args.zoneId === undefined || args.zoneId === zone.id) &&
            passesFilters(args, zone, region),
    );
    const [zone] = matching;
    if (!zone || matching.length > 1) {
        throw new Error(
            zone
                ? "multiple EC2 Availability Zones matched; use additional constraints to reduce " +
                      "matches to a single EC2 Availability Zone"
                : "no matching EC2 Availability Zone found",
        );
    }
    return {
        groupLongName: region.description,
        groupName: region.name,
        id: zone.name,
        name: zone.name,
        nameSuffix: zone.name.slice(region.name.length),
        networkBorderGroup: region.name,
        optInStatus: "opt-in-not-required",
        region: region.name,
        state: "available",
        zoneId: zone.id,
        zoneType: "availability-zone",
    };
};

const getRegion: DataSource = (args, { region }) => {
    const found = args.name === undefined ? region : findRegion(String(args.name));
    if (!found) {
        throw new Error(`region not found for name ${JSON.stringify(args.name)}`);
    }
    return {
        description: found.description,
        endpoint: `ec2.${found.name}.${found.dnsSuffix}`,
        id: found.name,
        name: found.name,
        region: found.name,
    };
};

const getPartition: DataSource = (_, { region }) => ({
    dnsSuffix: region.dnsSuffix,
    id: region.partition,
    partition: region.partition,
    reverseDnsPrefix: region.dnsSuffix.split(".").reverse().join("."),
});

const getCallerIdentity: DataSource = (_, { region }) => ({
    accountId: ACCOUNT_ID,
    arn: `arn:${region.partition}:iam::${ACCOUNT_ID}:user/emulated`,
    id: ACCOUNT_ID,
    userId: "AIDA00000000EMULATED",
});

const getServicePrincipal: DataSource = ({ serviceName }, { region }) => {
    const suffix = principalSuffix(String(serviceName), region);
    return {
        id: `${serviceName}.${region.name}.${suffix}`,
        name: `${serviceName}.${suffix}`,
        region: region.name,
        serviceName: String(serviceName),
        suffix,
    };
};

/** In China, the provider knows of a few services that have principals under the partition's own suffix. */
function principalSuffix(service: string, region: Region): string {
    const own = ["codedeploy", "elasticmapreduce", "logs"];
    return region.partition === "aws-cn" && own.includes(service)
        ? region.dnsSuffix
        : "amazonaws.com";
}

/** Zones that need to be opted in to, such as Local Zones, are not emulated. */
function passesFilters(
    { filters }: Properties,
    zone: { name: string; id: string },
    region: Region,
): boolean {
    const attributes: Record<string, string> = {
        "group-name": region.name,
        "opt-in-status": "opt-in-not-required",
        "region-name": region.name,
        state: "available",
        "zone-id": zone.id,
        "zone-name": zone.name,
        "zone-type": "availability-zone",
    };
    return (Array.isArray(filters) ? (filters as Properties[]) : []).every(({ name, values }) => {
        const attribute = attributes[String(name)];
        if (attribute === undefined) {
            throw new Error(
                `InvalidParameterValue: The filter '${name}' is invalid. ` +
                    `The emulator knows ${Object.keys(attributes).join(", ")}.`,
            );
        }
        return strings(values).includes(attribute);
    });
}

/** The data sources about the Region and the account. */
export const regionDataSources: Readonly<Record<string, DataSource>> = {
    "aws:index/getAvailabilityZone:getAvailabilityZone": getAvailabilityZone,
    "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
    "aws:index/getCallerIdentity:getCallerIdentity": getCallerIdentity,
    "aws:index/getPartition:getPartition": getPartition,
    "aws:index/getRegion:getRegion": getRegion,
    "aws:index/getServicePrincipal:getServicePrincipal": getServicePrincipal,
};
