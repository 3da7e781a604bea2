import { type Changes, changed, each, type Settings } from "../../support/changes";
import { inDays } from "../../support/dates";
import { BASE, eachEndpoint, ZONE_D } from "./network";

const bootstrapEgress = {
    availabilityZone: "us-west-2a",
    until: inDays(7),
    reason: "first start of the build agents",
};

/** What can be on or off: each has these resources of its own and changes no other. */
const SWITCHES: readonly (readonly [Settings, readonly string[]])[] = [
    [{ s3: { amazonLinux: true } }, ["endpoint-s3", "instance-egress-s3"]],
    [
        { flowLogs: { retentionDays: 90 } },
        ["flow-log", "flow-log-group", "flow-log-policy", "flow-log-role"],
    ],
    [
        { dnsFirewall: { allowedDomains: ["example.com"] } },
        [
            ...["dns-domains-allow", "dns-domains-block", "dns-firewall-config"],
            ...["dns-rule-allow", "dns-rule-block", "dns-rule-group", "dns-rule-group-association"],
        ],
    ],
    [
        { bootstrapEgress },
        [
            ...["address", "egress-http", "egress-https", "internet-gateway", "nat-gateway"],
            ...["route-a", "route-b", "route-c"],
            ...["route-table", "route-table-association", "subnet"],
        ].map((role) => `bootstrap-${role}`),
    ],
    // It only reads a setting of the account.
    [{ checkBlockPublicAccess: true }, []],
];

const EVERYTHING: Settings = Object.assign({ ...BASE }, ...SWITCHES.map(([settings]) => settings));

/** All of them switched on; then each switched off while the others stay on. */
export const SWITCH_CHANGES: Changes = {
    "all switches on": changed(
        BASE,
        EVERYTHING,
        each(
            "create",
            SWITCHES.flatMap(([, resources]) => resources),
        ),
    ),
    "a zone more while all switches are on": changed(
        EVERYTHING,
        { availabilityZones: [...(BASE.availabilityZones as string[]), "us-west-2d"] },
        [
            ...ZONE_D,
            "create bootstrap-route-d",
            ...eachEndpoint("update", "subnetIds"),
            "update endpoint-s3 (routeTableIds)",
        ],
    ),
    ...Object.fromEntries(
        SWITCHES.map(([settings, resources]) => {
            const [argument = ""] = Object.keys(settings);
            const off = changed(EVERYTHING, { [argument]: undefined }, each("delete", resources));
            return [`${argument} off`, off];
        }),
    ),
};
