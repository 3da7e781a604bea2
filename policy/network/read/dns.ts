import { Belongings, foundIn, present, strayDoubts } from "../collections";
import { type Reference, refer, referenceAt } from "../join";
import { type Kinds, vpcReference } from "../kinds";
import {
    asUnknown,
    at,
    elementsAt,
    integer,
    type Meaning,
    object,
    oneOf,
    text,
    valueIn,
} from "../known";
import type { DnsFirewallRule, Doubt, HostedZone, Told, Vpc } from "../model";
import type { Node, Stack } from "../stack";
import { doubtAbout, open, orDoubt, told, toldIn } from "../told";
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
                } as Doubt,
            })),
        kinds,
        (_, doubt) => doubt,
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

/**
 * What concerns each VPC.
 *
 * @param perhaps what it comes to for every VPC where nobody can tell for which it is
 */
function byVpc<T>(
    all: readonly { readonly vpc: Reference; readonly value: T }[],
    kinds: Kinds,
    perhaps: (doubt: Doubt, value: T) => T,
): (vpc: string) => T[] {
    const found = new Belongings<T>();
    for (const { vpc, value } of all) {
        found.add(refer(kinds.vpc, vpc), value);
    }
    const strays = found.strays.map(({ member, doubt }) => perhaps(doubt, member));
    return (vpc) => [...found.of(vpc), ...strays];
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
        (doubt, asksAmazon) => (toldIn(asksAmazon) ? asksAmazon : open(doubt)),
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
        zones.set(node.urn, {
            key: node.urn,
            urn: node.urn,
            label: node.label,
            name: orDoubt(node.label, at(node.inputs, "name", domain)),
        });
    }
    const inline = stack.ofTypes(awsTypes.hostedZone).flatMap((node) =>
        elementsAt(node.inputs, "vpcs", object).flatMap((element) => {
            const association = valueIn(element);
            const value = zones.get(node.urn);
            const property = association ? at(association, "vpcId", text) : asUnknown(element);
            return value ? [{ vpc: { node, key: "vpcs", property }, value }] : [];
        }),
    );
    const standalone = stack.ofTypes(awsTypes.hostedZoneAssociation).map((node) => {
        const zone = refer(kinds.zone, referenceAt(node, "zoneId"));
        return {
            vpc: vpcReference(node),
            value: foundIn(zones, zone) ?? {
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
    return byVpc([...inline, ...standalone], kinds, (perhaps, zone) => ({ ...zone, perhaps }));
}

const priority = integer(0, Number.MAX_SAFE_INTEGER, "a priority");

/** What has a priority that only the update tells may go before all others. */
function priorityOf({ inputs }: Node): number {
    return valueIn(at(inputs, "priority", priority)) ?? 0;
}

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
                    priority: priorityOf(node),
                    rules:
                        group.is === "told"
                            ? rulesOf(group.value)
                            : [open<DnsFirewallRule>({ ...group.doubt, urn: node.urn })],
                },
            };
        }),
        kinds,
        (doubt, { priority }) => ({ priority, rules: [open(doubt)] }),
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
    const rules = new Belongings<Node>();
    for (const node of stack.ofTypes(awsTypes.firewallRule)) {
        rules.add(refer(kinds.firewallGroup, referenceAt(node, "firewallRuleGroupId")), node);
    }
    return (group) => [
        ...strayDoubts(rules).map((doubt) => open<DnsFirewallRule>(doubt)),
        ...[...rules.of(group)]
            .sort((one, other) => priorityOf(one) - priorityOf(other))
            .map((node) => firewallRule(node, kinds, lists)),
    ];
}

function firewallRule(
    node: Node,
    kinds: Kinds,
    lists: ReadonlyMap<string, Node>,
): Told<DnsFirewallRule> {
    const order = orDoubt(node.label, at(node.inputs, "priority", priority));
    const does = orDoubt(node.label, at(node.inputs, "action", action));
    if (order.is === "open") {
        return order;
    }
    if (does.is === "open") {
        return does;
    }
    const list = refer(kinds.firewallList, referenceAt(node, "firewallDomainListId"));
    const holder = foundIn(lists, list);
    if (!holder) {
        return open({
            uncertainty: "external",
            reason: `the domains of ${node.label} are not in this stack`,
        });
    }
    const domains = elementsAt(holder.inputs, "domains", domain);
    const doubtful = domains.find(({ known }) => known.state !== "value");
    return doubtful
        ? open(doubtAbout(holder.label, doubtful))
        : told({
              label: node.label,
              action: does.value,
              domains: present(domains.map(valueIn)),
          });
}

/** A domain in lower case, without a final dot. */
const domain: Meaning<string> = {
    ...text,
    of: (raw) => (typeof raw === "string" ? raw.toLowerCase().replace(/\.$/, "") : undefined),
};
