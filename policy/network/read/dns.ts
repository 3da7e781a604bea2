import { isSet, type Reference, refer, referenceAt } from "../join";
import { type Kinds, vpcReference } from "../kinds";
import { at, elementsAt, integer, object, oneOf, text, valueIn } from "../known";
import type { DnsFirewallRule, Doubt, HostedZone, Told, Vpc } from "../model";
import type { Node, Stack } from "../stack";
import { doubtAbout, open, told, toldIn } from "../told";
import { awsTypes } from "../types";

/** What decides how names are answered in a VPC. */
export type Dns = Pick<Vpc, "amazonResolver" | "zones" | "dnsFirewall" | "dnsDoubts">;

/** Reads DHCP options, hosted zones and DNS Firewall, for each VPC. */
export function readDns(stack: Stack, kinds: Kinds): (vpc: string) => Dns {
    const resolvers = resolversOf(stack, kinds);
    const zones = zonesOf(stack, kinds);
    const firewalls = firewallsOf(stack, kinds);
    const doubts = byVpc(
        stack
            .ofTypes(awsTypes.profilesAssociation, awsTypes.resolverRuleAssociation)
            .map((node) => ({
                vpc: referenceAt(node, vpcKeyOf(node)),
                value: {
                    uncertainty: "external",
                    reason: `${node.label} may answer or forward the names of AWS`,
                    urn: node.urn,
                } satisfies Doubt,
            })),
        kinds,
    );
    return (vpc) => ({
        amazonResolver: resolvers(vpc).at(-1) ?? told(true),
        zones: zones(vpc),
        dnsFirewall: firewalls(vpc)
            .sort((one, other) => one.priority - other.priority)
            .flatMap(({ rules }) => rules),
        dnsDoubts: doubts(vpc),
    });
}

/** A Route 53 Profile calls the VPC a resource. */
function vpcKeyOf({ type }: Node): string {
    return type === awsTypes.profilesAssociation ? "resourceId" : "vpcId";
}

/** What concerns one VPC, and so every VPC where nobody can tell which. */
function byVpc<T>(
    all: readonly { readonly vpc: Reference; readonly value: T }[],
    kinds: Kinds,
): (vpc: string) => T[] {
    const found = new Map<string, T[]>();
    const anywhere: T[] = [];
    for (const { vpc, value } of all) {
        const key = refer(kinds.vpc, vpc);
        if (key.is === "told") {
            found.set(key.value, [...(found.get(key.value) ?? []), value]);
        } else if (key.doubt.uncertainty === "unknown") {
            anywhere.push(value);
        }
    }
    return (vpc) => [...(found.get(vpc) ?? []), ...anywhere];
}

function resolversOf(stack: Stack, kinds: Kinds): (vpc: string) => Told<boolean>[] {
    const options = new Map(
        stack
            .ofTypes(awsTypes.dhcpOptions, awsTypes.defaultDhcpOptions)
            .map((node) => [node.urn, node]),
    );
    return byVpc(
        stack.ofTypes(awsTypes.dhcpOptionsAssociation).map((node) => ({
            vpc: vpcReference(node),
            value: resolverOf(
                refer(kinds.dhcpOptions, referenceAt(node, "dhcpOptionsId")),
                options,
            ),
        })),
        kinds,
    );
}

function resolverOf(found: Told<string>, options: ReadonlyMap<string, Node>): Told<boolean> {
    if (found.is === "open") {
        return found;
    }
    const node = options.get(found.value);
    const servers = node ? elementsAt(node.inputs, "domainNameServers", text) : [];
    const other = servers.find((server) => valueIn(server) !== "AmazonProvidedDNS");
    if (!node || !other || node.type === awsTypes.defaultDhcpOptions) {
        return told(true);
    }
    return other.known.state === "value"
        ? open({
              uncertainty: "external",
              reason: `${other.path} of ${node.label} is ${other.shown}: whether that server asks the VPC's resolver for the names of AWS is not in the stack`,
              urn: node.urn,
          })
        : open(doubtAbout(node.label, other));
}

function zonesOf(stack: Stack, kinds: Kinds): (vpc: string) => HostedZone[] {
    const zones = new Map<string, HostedZone>();
    for (const node of stack.ofTypes(awsTypes.hostedZone)) {
        const name = at(node.inputs, "name", text);
        zones.set(node.urn, {
            key: node.urn,
            urn: node.urn,
            label: node.label,
            name:
                name.known.state === "value"
                    ? told(name.known.value.toLowerCase().replace(/\.$/, ""))
                    : open(doubtAbout(node.label, name)),
        });
    }
    const inline = stack.ofTypes(awsTypes.hostedZone).flatMap((node) =>
        elementsAt(node.inputs, "vpcs", object).flatMap((element) => {
            const association = valueIn(element);
            const value = zones.get(node.urn);
            const property = association
                ? at(association, "vpcId", text)
                : at({ path: "", raw: {} }, "vpcs", text);
            return value ? [{ vpc: { node, key: "vpcs", property }, value }] : [];
        }),
    );
    const standalone = stack.ofTypes(awsTypes.hostedZoneAssociation).map((node) => {
        const zone = refer(kinds.zone, referenceAt(node, "zoneId"));
        return {
            vpc: vpcReference(node),
            value: zones.get(toldIn(zone) ?? "") ?? {
                key: node.urn,
                urn: node.urn,
                label: node.label,
                name: open<string>({
                    uncertainty: "external",
                    reason: `the name of the zone of ${node.label} is not in this stack`,
                }),
            },
        };
    });
    return byVpc([...inline, ...standalone], kinds);
}

const priority = integer(0, Number.MAX_SAFE_INTEGER, "a priority");

interface Firewall {
    readonly priority: number;
    readonly rules: readonly Told<DnsFirewallRule>[];
}

function firewallsOf(stack: Stack, kinds: Kinds): (vpc: string) => Firewall[] {
    const rulesOf = firewallRules(stack, kinds);
    return byVpc(
        stack.ofTypes(awsTypes.firewallRuleGroupAssociation).map((node) => {
            const group = refer(kinds.firewallGroup, referenceAt(node, "firewallRuleGroupId"));
            return {
                vpc: vpcReference(node),
                value: {
                    priority: valueIn(at(node.inputs, "priority", priority)) ?? 0,
                    rules:
                        group.is === "told"
                            ? rulesOf(group.value)
                            : [open<DnsFirewallRule>({ ...group.doubt, urn: node.urn })],
                },
            };
        }),
        kinds,
    );
}

const action = oneOf(
    new Map([
        ["allow", "allow"],
        ["block", "block"],
        ["alert", "alert"],
    ] as const),
    '"ALLOW", "BLOCK" or "ALERT"',
);

/** The rules of each group in ascending priority. */
function firewallRules(
    stack: Stack,
    kinds: Kinds,
): (group: string) => readonly Told<DnsFirewallRule>[] {
    const lists = new Map(
        stack.ofTypes(awsTypes.firewallDomainList).map((node) => [node.urn, node]),
    );
    const groups = new Map<string, { number: number; rule: Told<DnsFirewallRule> }[]>();
    for (const node of stack.ofTypes(awsTypes.firewallRule)) {
        const group = toldIn(refer(kinds.firewallGroup, referenceAt(node, "firewallRuleGroupId")));
        if (group !== undefined) {
            const entry = {
                number: valueIn(at(node.inputs, "priority", priority)) ?? 0,
                rule: firewallRule(node, kinds, lists),
            };
            groups.set(group, [...(groups.get(group) ?? []), entry]);
        }
    }
    return (group) =>
        [...(groups.get(group) ?? [])]
            .sort((one, other) => one.number - other.number)
            .map(({ rule }) => rule);
}

function firewallRule(
    node: Node,
    kinds: Kinds,
    lists: ReadonlyMap<string, Node>,
): Told<DnsFirewallRule> {
    const does = at(node.inputs, "action", action);
    const reference = referenceAt(node, "firewallDomainListId");
    const list = isSet(reference) ? refer(kinds.firewallList, reference) : undefined;
    const holder = lists.get((list && toldIn(list)) ?? "");
    const domains = holder ? elementsAt(holder.inputs, "domains", text) : [];
    const doubtful = domains.find(({ known }) => known.state !== "value");
    if (does.known.state !== "value") {
        return open(doubtAbout(node.label, does));
    }
    if (!holder || doubtful) {
        return open(
            doubtful && holder
                ? doubtAbout(holder.label, doubtful)
                : {
                      uncertainty: "external",
                      reason: `the domains of ${node.label} are not in this stack`,
                  },
        );
    }
    return told({
        label: node.label,
        action: does.known.value,
        domains: domains.flatMap(
            (domain) => valueIn(domain)?.toLowerCase().replace(/\.$/, "") ?? [],
        ),
    });
}
