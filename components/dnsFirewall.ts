import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope";

/** Which names instances may resolve: those of AWS that they need, and these. */
export interface DnsFirewall {
    /**
     * Domains besides those of AWS, in lower case: `example.com` is that name alone, `*.example.com`
     * all names below it. Whoever owns a domain sees what is asked of it: each is a way out for data.
     *
     * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-user-managed-domain-lists.html
     */
    readonly allowedDomains: string[];
}

/** The first that is ours to choose: those before are AWS Firewall Manager's. */
const PRIORITY_IN_VPC = 101;

/**
 * Lets the VPC's resolver answer the allowed names only. DNS passes by routes and security groups:
 * without this, names of a foreign domain carry data out, and its answers carry commands in.
 *
 * @returns until these exist, instances resolve any name
 */
export function createDnsFirewall(
    scope: Scope,
    vpc: aws.ec2.Vpc,
    { allowedDomains }: DnsFirewall,
): readonly pulumi.Resource[] {
    const groupName = scope.nameOf("dns-rule-group");
    const group = new aws.route53.ResolverFirewallRuleGroup(
        groupName,
        { name: resolverName(groupName), tags: scope.tagsOf(groupName) },
        keepingName(scope),
    );
    const own = pulumi
        .all([scope.place.region, scope.place.dnsSuffix, vpc.cidrBlock])
        .apply(([region, dnsSuffix, vpcCidr]) => domainsOfAws({ region, dnsSuffix }, vpcCidr));
    const allowed = own.apply((domains) => [...new Set([...domains, ...allowedDomains])]);

    const allow = createRule(scope, group, "allow", allowed, {
        priority: 100,
        action: "ALLOW",
        // An allowed name may be an alias of one that is not: its owner says so, no instance can.
        firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
    });
    const block = createRule(scope, group, "block", ["*"], {
        priority: 200,
        action: "BLOCK",
        // Not NXDOMAIN: that a name does not exist says the same of all below it (RFC 8020), and a
        // resolver on the instance that knows `amazonaws.com` not to exist finds no endpoint.
        blockResponse: "NODATA",
    });

    const associationName = scope.nameOf("dns-rule-group-association");
    const association = new aws.route53.ResolverFirewallRuleGroupAssociation(
        associationName,
        {
            // The group's: with "-association" behind it, AWS's 64 characters would not be enough.
            name: resolverName(groupName),
            firewallRuleGroupId: group.id,
            vpcId: vpc.id,
            priority: PRIORITY_IN_VPC,
            // Enabled, it would keep the update from ever removing the association.
            mutationProtection: "DISABLED",
            tags: scope.tagsOf(associationName),
        },
        // Not before both rules are there, and gone before either: a block alone would cut the
        // instances off.
        { ...scope.options, dependsOn: [allow, block] },
    );
    const config = new aws.route53.ResolverFirewallConfig(
        scope.nameOf("dns-firewall-config"),
        // No answer is better than an unfiltered one.
        { resourceId: vpc.id, firewallFailOpen: "DISABLED" },
        scope.options,
    );
    return [association, config];
}

/**
 * The names that the instances of a network need of AWS.
 *
 * @param vpcCidr an IPv4 CIDR block of /16 or smaller
 */
export function domainsOfAws(
    { region, dnsSuffix }: { readonly region: string; readonly dnsSuffix: string },
    vpcCidr: string,
): string[] {
    const [firstOctet, secondOctet] = vpcCidr.split(".");
    const isUsEast1 = region === "us-east-1";
    return [
        // Endpoints of services, by their private DNS; buckets of this Region, CodeArtifact.
        `*.${region}.${dnsSuffix}`,
        // Endpoints by their own names.
        `*.${region}.vpce.${dnsSuffix}`,
        // The instances' own names, which the host name is and the search domain makes others into.
        isUsEast1 ? "*.ec2.internal" : `*.${region}.compute.internal`,
        // What their addresses are called.
        `*.${secondOctet}.${firstOctet}.in-addr.arpa`,
        // In the oldest Region, some SDKs call S3 by the name without Region.
        ...(isUsEast1 ? [`s3.${dnsSuffix}`, `*.s3.${dnsSuffix}`] : []),
    ];
}

function createRule(
    scope: Scope,
    group: aws.route53.ResolverFirewallRuleGroup,
    key: string,
    domains: pulumi.Input<string[]>,
    rule: Pick<
        aws.route53.ResolverFirewallRuleArgs,
        "action" | "blockResponse" | "firewallDomainRedirectionAction" | "priority"
    >,
): aws.route53.ResolverFirewallRule {
    const listName = scope.nameOf("dns-domains", key);
    const list = new aws.route53.ResolverFirewallDomainList(
        listName,
        { name: resolverName(listName), domains, tags: scope.tagsOf(listName) },
        keepingName(scope),
    );
    const ruleName = scope.nameOf("dns-rule", key);
    return new aws.route53.ResolverFirewallRule(
        ruleName,
        {
            ...rule,
            name: resolverName(ruleName),
            firewallRuleGroupId: group.id,
            firewallDomainListId: list.id,
        },
        scope.options,
    );
}

/** Route 53 Resolver takes no dots in names. */
function resolverName(childName: string): string {
    return childName.replaceAll(".", "-");
}

/** To change the name of these is to replace them, which the rules in use would not allow. */
function keepingName(scope: Scope): pulumi.CustomResourceOptions {
    return { ...scope.options, ignoreChanges: ["name"] };
}
