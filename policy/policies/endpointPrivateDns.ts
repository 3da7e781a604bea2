import type {
    PolicyResource,
    ReportViolation,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";
import type { Endpoint, PrivateDnsSwitch } from "../network/facts";
import { at, bagOf, is, isEmpty, type Property, text, valueIn } from "../network/known";
import { readEndpoint, readPrivateDnsSwitch } from "../network/read/endpoints";
import { awsTypes } from "../network/types";
import { byUrn, doubt, type Problem, reportProblem, settle, uncertaintyOf } from "../report";

const why =
    "Without it, agents resolve the service to public addresses, which a private network cannot reach.";
const remedy = "Set privateDnsEnabled to true.";

/**
 * Private DNS on every interface endpoint.
 *
 * An endpoint that leaves `privateDnsEnabled` out is off, unless an `EndpointPrivateDns` of the same
 * stack switches it on. Only the stack view sees both; the resource view decides everything else and
 * remembers what the program declared, because in a preview the output is unknown where the program
 * says nothing.
 */
export function endpointPrivateDns(): ResourceValidationPolicy & StackValidationPolicy {
    const endpoints = new Map<string, Endpoint>();
    const switches = new Set<string>();
    return {
        name: "endpoint-private-dns",
        displayName: "Private DNS on interface endpoints",
        description:
            "Requires private DNS on every interface VPC endpoint, because the names of AWS services " +
            "must resolve to private addresses in the VPC.",
        enforcementLevel: "mandatory",
        severity: "medium",
        tags: ["network", "dns"],
        remediationSteps:
            "1. Set `privateDnsEnabled: true` on the endpoint, or leave it out there and set it on one " +
            "`aws.vpc.EndpointPrivateDns` of the endpoint.\n" +
            "2. Set `enableDnsSupport` and `enableDnsHostnames` to `true` on the VPC.",
        url: "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
        validateResource: ({ type, props, urn }, report) => {
            const bag = bagOf(props);
            if (isEmpty(bag)) {
                return;
            }
            if (type === awsTypes.vpcEndpoint) {
                const endpoint = readEndpoint(bag);
                endpoints.set(urn, endpoint);
                const judged = judgeEndpoint(endpoint);
                if (judged && judged !== "left out") {
                    reportProblem(report, urn, why, judged);
                }
            } else if (type === awsTypes.endpointPrivateDns) {
                switches.add(urn);
                reportSwitch(report, urn, readPrivateDnsSwitch(bag));
            }
        },
        validateStack: ({ resources }, report) => {
            const switched = switchedEndpoints(resources);
            for (const { type, props, urn } of byUrn(resources)) {
                if (type === awsTypes.vpcEndpoint && !switched.has(urn)) {
                    const output = readEndpoint(bagOf(props));
                    const problem = remainingProblem(endpoints.get(urn), output);
                    if (problem) {
                        reportProblem(report, urn, why, problem);
                    }
                } else if (type === awsTypes.endpointPrivateDns && !switches.has(urn)) {
                    reportSwitch(report, urn, readPrivateDnsSwitch(bagOf(props)));
                }
            }
        },
    };
}

/** The problem of an endpoint, none, or that another resource may still switch private DNS on. */
function judgeEndpoint({ isInterface, privateDns }: Endpoint): Problem | "left out" | undefined {
    // Whatever an unknown type turns out to be, private DNS that is on is right.
    if (is(isInterface, false) || is(privateDns, true)) {
        return undefined;
    }
    if (isInterface.known.state === "malformed") {
        return { what: doubt(isInterface), fix: settle(isInterface) };
    }
    if (privateDns.known.state === "absent") {
        return "left out";
    }
    // Also if an EndpointPrivateDns says true: the provider documents that the two then fight.
    return offProblem(isInterface, privateDns);
}

function offProblem(isInterface: Property<boolean>, privateDns: Property<boolean>): Problem {
    if (privateDns.known.state === "unknown" || privateDns.known.state === "malformed") {
        return {
            what: doubt(privateDns),
            fix: `${settle(privateDns)} ${remedy}`,
            uncertainty: uncertaintyOf(privateDns),
        };
    }
    const off = `privateDnsEnabled is ${privateDns.shown}`;
    return isInterface.known.state === "value"
        ? { what: `The interface endpoint has no private DNS: ${off}.`, fix: remedy }
        : {
              what: `${doubt(isInterface)} It may be an interface endpoint, and ${off}.`,
              fix: remedy,
              uncertainty: uncertaintyOf(isInterface),
          };
}

/** What the resource view left to decide of an endpoint; everything, if it has not seen it. */
function remainingProblem(declared: Endpoint | undefined, output: Endpoint): Problem | undefined {
    const endpoint = declared ?? output;
    const judged = judgeEndpoint(endpoint);
    if (judged === "left out") {
        // It may have been switched on before, and leaving the property out does not switch it off.
        return is(output.privateDns, true)
            ? undefined
            : offProblem(endpoint.isInterface, endpoint.privateDns);
    }
    return declared ? undefined : judged;
}

function reportSwitch(report: ReportViolation, urn: string, { enabled }: PrivateDnsSwitch): void {
    if (is(enabled, true)) {
        return;
    }
    const isDoubtful = enabled.known.state === "unknown" || enabled.known.state === "malformed";
    reportProblem(
        report,
        urn,
        why,
        isDoubtful
            ? { what: doubt(enabled), fix: remedy, uncertainty: uncertaintyOf(enabled) }
            : {
                  what: `The resource switches private DNS off: privateDnsEnabled is ${enabled.shown}.`,
                  fix: remedy,
              },
    );
}

/**
 * The endpoints that a resource of the stack switches: on, or else that resource is reported itself.
 * A resource that may switch one of several endpoints switches none for certain.
 */
function switchedEndpoints(resources: readonly PolicyResource[]): ReadonlySet<string> {
    const endpoints = resources.filter(({ type }) => type === awsTypes.vpcEndpoint);
    // One endpoint may be two resources of a stack: one that it creates, one that it only reads.
    const byId = new Map<string | undefined, string[]>();
    for (const endpoint of endpoints) {
        const id = valueIn(idOf(endpoint));
        byId.set(id, [...(byId.get(id) ?? []), endpoint.urn]);
    }
    const urns = resources
        .filter(({ type }) => type === awsTypes.endpointPrivateDns)
        .flatMap(({ props, propertyDependencies }) => {
            const id = valueIn(readPrivateDnsSwitch(bagOf(props)).endpointId);
            const candidates = (propertyDependencies.vpcEndpointId ?? []).filter(
                (resource) =>
                    resource.type === awsTypes.vpcEndpoint &&
                    // A known id is none that only the update gives: the endpoint is replaced.
                    (id === undefined || idOf(resource).known.state === "absent"),
            );
            const only = candidates.length === 1 ? candidates.map(({ urn }) => urn) : [];
            return (id && byId.get(id)) || only;
        });
    return new Set(urns);
}

function idOf({ props }: PolicyResource): Property<string> {
    return at(bagOf(props), "id", text);
}
