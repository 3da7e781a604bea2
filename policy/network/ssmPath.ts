import { lookUp, present, remembered } from "./collections";
import type { Endpoint, Machine, Network, Subnet, Vpc } from "./model";
import { nameFindings, resolverFindings } from "./ssm/dns";
import { endpointsByService, endpointsByVpc } from "./ssm/endpointIndex";
import { endpointFor, policyFindings } from "./ssm/endpoints";
import { signatureOf } from "./ssm/outcome";
import { reachFindings } from "./ssm/reach";
import { roleFindings } from "./ssm/role";
import { sessionFindings } from "./ssm/sessions";
import { isEmptySet, toldIn } from "./told";
import { type Answer, atPlaces, type Finding, openFinding, verdictOf } from "./verdict";

const question = "ssm-path";
const statements = { region: 10, subnet: 32, metadata: 34 } as const;

const hostManaged =
    "Default Host Management of the account serves the instances whose role allows nothing, as the configuration says.";

/** What every agent needs. */
export const requiredServices: readonly string[] = ["ssm", "ssmmessages"];

/** What the configuration says. */
export interface SsmOptions {
    /** Services that are required besides `ssm` and `ssmmessages`. */
    readonly requiredServices?: readonly string[];
    /** Whether Default Host Management gives those instances a role whose own allows nothing. */
    readonly isHostManaged?: boolean;
}

/**
 * Whether every instance reaches Systems Manager by interface endpoints of its VPC: names, routes,
 * network ACLs, security groups, role and metadata. What blocks is named, all of it.
 */
export function ssmPath(network: Network, options: SsmOptions = {}): Answer[] {
    const { requiredServices: more = [], isHostManaged = false } = options;
    const services = [...new Set([...requiredServices, ...more])];
    const ways = waysOf(network);
    const sessions = sessionFindings(network, ways);
    return network.machines.filter(standsInStack).map((machine) => {
        const findings = distinct([
            ...machineFindings(machine, network, isHostManaged),
            ...subnetFindings(machine, network, (subnet) => [
                ...ways.findings(machine, subnet, services),
                ...sessions(machine, subnet),
            ]),
        ]);
        return {
            question,
            subject: machine.urn,
            label: machine.label,
            verdict: verdictOf(findings),
            findings,
            ...(isHostManaged && { assumes: [hostManaged] }),
        };
    });
}

/** An instance in a subnet of somebody else's has the endpoints of somebody else. */
function standsInStack({ subnets }: Machine): boolean {
    return (
        isEmptySet(subnets) ||
        subnets.certain.length + subnets.possible.length > 0 ||
        subnets.doubts.some(({ uncertainty }) => uncertainty === "unknown")
    );
}

/** What concerns the machine wherever it stands. */
function machineFindings(machine: Machine, network: Network, isHostManaged: boolean): Finding[] {
    const { doubts, metadata, subnets } = machine;
    const settle = "Declare it in this stack, or give it a value that is known before the update.";
    if (isEmptySet(subnets)) {
        return doubts.map((doubt) => openFinding(statements.subnet, doubt, settle));
    }
    const on = 'Set httpEndpoint in metadataOptions to "enabled".';
    return [
        ...[...doubts, ...subnets.doubts].map((doubt) =>
            openFinding(statements.subnet, doubt, settle),
        ),
        ...(metadata.is === "open" ? [openFinding(statements.metadata, metadata.doubt, on)] : []),
        ...(toldIn(metadata) === false
            ? [
                  {
                      statement: statements.metadata,
                      verdict: "violated" as const,
                      what: "Its metadata service is switched off, from which the agent takes its credentials.",
                      fix: on,
                      witness: [],
                  },
              ]
            : []),
        ...roleFindings(machine, network, isHostManaged),
    ];
}

/** What concerns the machine in each of its subnets. */
function subnetFindings(
    { subnets: { certain, possible } }: Machine,
    network: Network,
    judge: (subnet: Subnet) => Finding[],
): Finding[] {
    const found = present([...certain, ...possible].map((key) => network.subnets.get(key)));
    return atPlaces(found.map(judge), certain.length > 0);
}

/** The ways from subnets to services, each judged once for all machines alike. */
export interface Ways {
    findings(machine: Machine, subnet: Subnet, services: readonly string[]): Finding[];
    /** The endpoint of a service in a VPC. */
    endpoint(service: string, vpc: Vpc): Endpoint | undefined;
    endpoints(vpc: string): readonly Endpoint[];
}

function waysOf(network: Network): Ways {
    const endpoints = endpointsByVpc(network);
    const elsewhere = endpointsByService(network);
    const ofVpc = remembered((vpc: Vpc) => vpc.key, resolverFindings);
    const endpointOf = remembered(
        (service: string, vpc: Vpc, _region: string) => `${service} ${vpc.key}`,
        (service, vpc, region) =>
            endpointFor(service, vpc, region, endpoints(vpc.key), elsewhere(service)),
    );
    const reach = remembered(
        ({ groups }: Machine, subnet: Subnet, endpoint: Endpoint) =>
            `${subnet.key} ${endpoint.key} ${signatureOf(groups)}`,
        (machine, subnet, endpoint) => reachFindings(machine, subnet, endpoint, network),
    );
    const findings: Ways["findings"] = (machine, subnet, services) => {
        const found = lookUp(network.vpcs, subnet.vpc);
        if (found.is === "open") {
            return [openFinding(statements.subnet, found.doubt, "Declare the VPC in this stack.")];
        }
        const { value: vpc } = found;
        const { region } = vpc;
        if (region.is === "open") {
            return [
                openFinding(statements.region, region.doubt, "Set the Region of the provider."),
            ];
        }
        return [
            ...ofVpc(vpc),
            ...services.flatMap((service) => {
                const { endpoint, findings } = endpointOf(service, vpc, region.value);
                return [
                    ...findings,
                    ...(endpoint
                        ? [
                              ...nameFindings(vpc, service, region.value),
                              ...policyFindings(endpoint, service),
                              ...reach(machine, subnet, endpoint),
                          ]
                        : []),
                ];
            }),
        ];
    };
    return {
        findings,
        endpoint: (service, vpc) => {
            const region = toldIn(vpc.region);
            return region === undefined ? undefined : endpointOf(service, vpc, region).endpoint;
        },
        endpoints,
    };
}

function distinct(findings: readonly Finding[]): Finding[] {
    return [
        ...new Map(
            findings.map((finding) => [
                `${finding.verdict} ${finding.statement} ${finding.what}`,
                finding,
            ]),
        ).values(),
    ];
}
