import type { DnsFirewallRule, Doubt, Told, Vpc } from "../model";
import { toldIn } from "../told";
import { type Finding, openFinding } from "../verdict";

const statements = { support: 1, hostnames: 2, resolver: 3, zones: 5, firewall: 7 } as const;

/** The suffix of the names of services in a Region. */
function dnsSuffixOf(region: string): string {
    const [partition] = region.split("-");
    switch (partition) {
        case "cn":
            return "amazonaws.com.cn";
        case "eusc":
            return "amazonaws.eu";
        default:
            return "amazonaws.com";
    }
}

/** The name by which the agent looks a service up. */
export function hostNameOf(service: string, region: string): string {
    return `${service}.${region}.${dnsSuffixOf(region)}`;
}

/** What of a VPC keeps its instances from resolving any service by private DNS. */
export function resolverFindings(vpc: Vpc): Finding[] {
    const { dnsSupport, dnsHostnames, amazonResolver, label, urn } = vpc;
    const witness = [{ urn, step: label }];
    const mustBeOn = (statement: number, property: string, fact: Told<boolean>): Finding[] => {
        const fix = `Set ${property} of ${label} to true.`;
        if (fact.is === "open") {
            return [openFinding(statement, fact.doubt, fix, witness)];
        }
        return fact.value
            ? []
            : [
                  {
                      statement,
                      verdict: "violated",
                      what: `Private DNS does not work in ${label}: ${property} is false.`,
                      fix,
                      witness,
                  },
              ];
    };
    const ask = "Use AmazonProvidedDNS in the DHCP options, or review where those servers forward.";
    return [
        ...mustBeOn(statements.support, "enableDnsSupport", dnsSupport),
        ...mustBeOn(statements.hostnames, "enableDnsHostnames", dnsHostnames),
        ...(amazonResolver.is === "open"
            ? [openFinding(statements.resolver, amazonResolver.doubt, ask, witness)]
            : []),
        ...vpc.dnsDoubts.map((doubt) =>
            openFinding(
                statements.zones,
                doubt,
                "Remove it, or review that the names of AWS stay with the VPC's resolver.",
                witness,
            ),
        ),
    ];
}

/** What answers the name of a service in a VPC otherwise than its endpoint, or not at all. */
export function nameFindings(vpc: Vpc, service: string, region: string): Finding[] {
    const name = hostNameOf(service, region);
    return [...zoneFindings(vpc, name), ...firewallFindings(vpc, name)];
}

function zoneFindings(vpc: Vpc, name: string): Finding[] {
    return vpc.zones.flatMap(({ urn, label, name: told, perhaps }): Finding[] => {
        const witness = [
            { urn: vpc.urn, step: vpc.label },
            { urn, step: label },
        ];
        const fix = "Take the zone away from the VPC, and leave the name to the endpoint.";
        if (told.is === "open") {
            return [openFinding(statements.zones, told.doubt, fix, witness)];
        }
        if (told.value === name && perhaps) {
            return [openFinding(statements.zones, perhaps, fix, witness)];
        }
        if (told.value === name) {
            return [
                {
                    statement: statements.zones,
                    verdict: "violated",
                    what: `${label} is a private hosted zone for ${name} in ${vpc.label}: AWS refuses private DNS for the same name.`,
                    fix,
                    witness,
                },
            ];
        }
        return name.endsWith(`.${told.value}`)
            ? [
                  openFinding(
                      statements.zones,
                      {
                          uncertainty: "unknown",
                          reason: `${label} (${told.value}) answers for the names above ${name} in ${vpc.label}`,
                      },
                      fix,
                      witness,
                  ),
              ]
            : [];
    });
}

/** The first rule that matches the name decides; without one, DNS Firewall lets it pass. */
function firewallFindings(vpc: Vpc, name: string): Finding[] {
    const open: Doubt[] = [];
    const fix = `Allow ${name} in DNS Firewall by a rule that goes before the one that blocks it.`;
    for (const rule of vpc.dnsFirewall) {
        if (rule.is === "open") {
            open.push(rule.doubt);
            continue;
        }
        const { action, domains, label } = rule.value;
        if (action === "alert" || !domains.some((domain) => matches(domain, name))) {
            continue;
        }
        if (action === "allow") {
            // A rule of which nobody knows what it does goes before it all the same.
            return open.map((doubt) => openFinding(statements.firewall, doubt, fix));
        }
        return open.length > 0
            ? open.map((doubt) => openFinding(statements.firewall, doubt, fix))
            : [blocked(label, vpc, name, fix)];
    }
    return open.map((doubt) => openFinding(statements.firewall, doubt, fix));
}

function blocked(label: string, vpc: Vpc, name: string, fix: string): Finding {
    return {
        statement: statements.firewall,
        verdict: "violated",
        what: `DNS Firewall of ${vpc.label} blocks ${name} by ${label}.`,
        fix,
        witness: [{ urn: vpc.urn, step: vpc.label }, { step: label }],
    };
}

function matches(domain: DnsFirewallRule["domains"][number], name: string): boolean {
    return (
        domain === "*" ||
        domain === name ||
        (domain.startsWith("*.") && name.endsWith(domain.slice(1)))
    );
}

/** Whether a zone or a Route 53 Profile may answer the name of a service in place of private DNS. */
export function otherAnswer(vpc: Vpc, service: string, region: string): Doubt | undefined {
    const name = hostNameOf(service, region);
    const zone = vpc.zones.find((each) => {
        const written = toldIn(each.name);
        return written === undefined || written === name || name.endsWith(`.${written}`);
    });
    return zone
        ? {
              uncertainty: "external",
              reason: `${zone.label} may answer ${name}; where its records lead is not checked`,
              urn: zone.urn,
          }
        : vpc.dnsDoubts[0];
}
