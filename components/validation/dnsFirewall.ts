import {
    describeValue,
    duplicateProblems,
    isMap,
    notAMap,
    type Problem,
    unknownKeys,
} from "./problems";

const FIELDS = ["allowedDomains"];

/** The provider sends a list in one call, and AWS takes 1000 domains in a call: some are our own. */
const MOST_DOMAINS = 900;

/**
 * What AWS allows in a domain list, but capital letters, which mean the same:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-user-managed-domain-lists.html
 */
const DOMAIN = /^(?=.{1,255}$)(\*\.)?[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/;

/** What is wrong with the DNS firewall. */
export function* dnsFirewallProblems(value: unknown): Generator<Problem> {
    if (!isMap(value)) {
        yield notAMap(
            "dnsFirewall",
            value,
            FIELDS,
            "Write { allowedDomains: [] } to allow the names of AWS only.",
        );
        return;
    }
    yield* domainsProblems("dnsFirewall.allowedDomains", value.allowedDomains);
    yield* unknownKeys("dnsFirewall", value, FIELDS);
}

function* domainsProblems(path: string, domains: unknown): Generator<Problem> {
    if (!Array.isArray(domains) || domains.length > MOST_DOMAINS) {
        yield {
            path,
            received: Array.isArray(domains) ? `${domains.length} domains` : describeValue(domains),
            allowed: `a list of up to ${MOST_DOMAINS} domains`,
            change: "Write [] to allow the names of AWS only.",
        };
        return;
    }
    for (const [index, domain] of domains.entries()) {
        yield* domainProblems(`${path}[${index}]`, domain);
        yield* duplicateProblems(path, domains, index);
    }
}

function* domainProblems(path: string, domain: unknown): Generator<Problem> {
    if (typeof domain !== "string" || !DOMAIN.test(domain)) {
        yield {
            path,
            received: describeValue(domain),
            allowed:
                'a domain in lower case, such as "example.com", or "*.example.com" for those below it',
            change:
                domain === "*"
                    ? "Remove it: it would allow every name. Leave dnsFirewall out to have none."
                    : "Write the host name only: no scheme, port, path or dot at the end.",
        };
    }
}
