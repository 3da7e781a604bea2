import { foundIn, present } from "../collections";
import type { Endpoint, GroupRule, Machine, Network, SessionNeed, Subnet, Vpc } from "../model";
import type { Ways } from "../ssmPath";
import { toldIn } from "../told";
import { type Finding, openFinding } from "../verdict";
import { fitOf } from "./groupRules";

const statements = { s3: 31, s3Egress: 21, logging: 37 } as const;

/**
 * What keeps sessions from the services that their preferences need. A Session document does not say for
 * which instances it is: it counts for all of a VPC, unless only another VPC of the stack has what it needs.
 */
export function sessionFindings(
    network: Network,
    ways: Ways,
): (machine: Machine, subnet: Subnet) => Finding[] {
    const inScope = (need: SessionNeed, vpc: Vpc) =>
        hasService(need, vpc, ways) ||
        ![...network.vpcs.values()].some((other) => hasService(need, other, ways));
    return (machine, subnet) => {
        const vpc = foundIn(network.vpcs, subnet.vpc);
        if (!vpc) {
            return [];
        }
        return network.sessionNeeds
            .filter((need) => inScope(need, vpc))
            .flatMap((need) =>
                need.service === "s3"
                    ? s3Findings(need, machine, subnet, vpc, ways, network)
                    : because(need, ways.findings(machine, subnet, [need.service])),
            );
    };
}

function because({ reason, urn }: SessionNeed, findings: readonly Finding[]): Finding[] {
    return findings.map((finding) => ({
        ...finding,
        what: `${finding.what.replace(/\.$/, "")} (needed for sessions: ${reason}).`,
        witness: [...finding.witness, { urn, step: reason }],
    }));
}

function hasService({ service }: SessionNeed, vpc: Vpc, ways: Ways): boolean {
    return (
        ways.endpoint(service, vpc) !== undefined ||
        (service === "s3" && s3Gateways(vpc, ways).length > 0)
    );
}

function s3Gateways({ key }: Vpc, ways: Ways): Endpoint[] {
    return ways
        .endpoints(key)
        .filter(
            ({ service, isGateway }) =>
                toldIn(service)?.suffix === "s3" && toldIn(isGateway) !== false,
        );
}

/** S3 is reached through its gateway endpoint, by the route table of the instance's subnet. */
function s3Findings(
    need: SessionNeed,
    machine: Machine,
    subnet: Subnet,
    vpc: Vpc,
    ways: Ways,
    network: Network,
): Finding[] {
    const gateways = s3Gateways(vpc, ways);
    const table = toldIn(subnet.routeTable);
    const holds = (tables: readonly string[]) => table !== undefined && tables.includes(table);
    const joined = gateways.filter(({ routeTables }) => holds(routeTables.certain));
    const open = gateways.flatMap(({ routeTables, urn }) => [
        ...routeTables.doubts,
        ...(holds(routeTables.possible)
            ? [
                  {
                      uncertainty: "unknown" as const,
                      reason: "nobody can tell which route tables the endpoint has",
                      urn,
                  },
              ]
            : []),
    ]);
    const fix =
        "Create a gateway endpoint for S3 and associate it with the route table of the subnet.";
    const blocked = (statement: number, what: string, remedy: string): Finding => ({
        statement,
        verdict: "violated",
        what,
        fix: remedy,
        witness: [{ urn: subnet.urn, step: subnet.label }],
    });
    if (joined.length === 0) {
        return because(
            need,
            open.length > 0
                ? open.map((doubt) => openFinding(statements.s3, doubt, fix))
                : [
                      blocked(
                          statements.s3,
                          `No gateway endpoint for S3 is in the route table of ${subnet.label}.`,
                          fix,
                      ),
                  ],
        );
    }
    const groups = present(machine.groups.certain.map((key) => network.groups.get(key)));
    const isLetOut = groups.some(({ egress }) => egress.some(leadsToS3));
    const isOpen = machine.groups.doubts.length + machine.groups.possible.length > 0;
    return isLetOut || isOpen
        ? []
        : because(need, [
              blocked(
                  statements.s3Egress,
                  `No security group of the instance lets out TCP 443 to S3.`,
                  "Let one of them out on TCP 443 to the prefix list of the S3 endpoint.",
              ),
          ]);
}

/** The addresses of S3 are public and change: a rule names them by their prefix list, or allows all. */
function leadsToS3(rule: GroupRule): boolean {
    return (
        fitOf(rule) === "yes" &&
        rule.peers.some(
            (peer) =>
                peer.is === "addresses" &&
                (peer.isListed || toldIn(peer.ranges)?.some(({ first }) => first === 0n) === true),
        )
    );
}
