import { present } from "../collections";
import { allowanceOf } from "../iam/allows";
import type { Doubt, Endpoint, ServiceName, Vpc } from "../model";
import { doubtIn, toldIn } from "../told";
import { type Finding, openFinding, type Step } from "../verdict";
import { otherAnswer } from "./dns";
import { mostHints } from "./endpointIndex";
import { agentActions } from "./role";

const statements = { privateDns: 4, single: 5, name: 6, exists: 9, policy: 16 } as const;

/** The endpoint that answers the name of a service in a VPC, or why there is none. */
export interface Found {
    readonly endpoint?: Endpoint;
    readonly findings: readonly Finding[];
}

/**
 * Finds the interface endpoint by which a VPC reaches a service.
 *
 * @param endpoints those that stand in the VPC, or may
 * @param elsewhere some of the service in other VPCs: they serve nobody here, but say what was meant
 */
export function endpointFor(
    service: string,
    vpc: Vpc,
    region: string,
    endpoints: readonly Endpoint[],
    elsewhere: readonly Endpoint[],
): Found {
    const fit = (endpoint: Endpoint) => fitness(endpoint, service, vpc, region);
    const candidates = present(endpoints.map(fit));
    const serving = candidates.filter(({ is }) => is === "serves").map(({ endpoint }) => endpoint);
    const [endpoint, second] = serving;
    if (endpoint && second) {
        return { endpoint, findings: [conflict(endpoint, second, service)] };
    }
    const open = candidates.flatMap((each) => (each.is === "perhaps" ? [each.doubt] : []));
    if (endpoint) {
        const fix = `Leave private DNS for ${service} to one endpoint.`;
        return {
            endpoint,
            findings: open.map((doubt) => openFinding(statements.single, doubt, fix)),
        };
    }
    const wish = wishFor(service, vpc, region);
    if (open.length > 0) {
        return { findings: open.map((doubt) => openFinding(statements.exists, doubt, wish)) };
    }
    const near = candidates.length > 0 ? candidates : present(elsewhere.map(fit));
    return { findings: [absence(service, vpc, region, near, wish)] };
}

type Fitness = { readonly endpoint: Endpoint } & (
    | { readonly is: "serves" }
    | { readonly is: "perhaps"; readonly doubt: Doubt }
    /** It is for the service, but not here or not like this: a hint, and the statement that fails. */
    | { readonly is: "nearly"; readonly hint: string; readonly statement: number }
);

/** Whether an endpoint answers the name of a service in a VPC; `undefined` if it has nothing to do with that. */
function fitness(
    endpoint: Endpoint,
    service: string,
    vpc: Vpc,
    region: string,
): Fitness | undefined {
    const { label } = endpoint;
    const name = toldIn(endpoint.service);
    // An endpoint for nobody knows what is no near miss.
    const nearly = (statement: number, hint: string): Fitness | undefined =>
        name && { is: "nearly", endpoint, hint, statement };
    const isOtherService = name !== undefined && name.suffix !== service;
    if (isOtherService && name.suffix !== `${service}-fips`) {
        return undefined;
    }
    if (isElsewhere(endpoint, vpc)) {
        return nearly(statements.exists, `${label} is in another VPC`);
    }
    if (isOtherService) {
        return nearly(
            statements.name,
            `${label} is for the FIPS names, which the agent does not use`,
        );
    }
    if (name && name.region !== region) {
        return nearly(statements.exists, `${label} is for Region ${name.region}, not ${region}`);
    }
    if (toldIn(endpoint.isInterface) === false) {
        return nearly(statements.exists, `${label} is no interface endpoint (vpcEndpointType)`);
    }
    if (toldIn(endpoint.privateDns) === false) {
        return nearly(statements.privateDns, `${label} has no private DNS`);
    }
    const facts = [endpoint.vpc, endpoint.service, endpoint.isInterface, endpoint.privateDns];
    const [doubt] = present<Doubt>([...facts.map(doubtIn), name && doubtOfPrefix(name, label)]);
    return doubt
        ? { is: "perhaps", endpoint, doubt: { ...doubt, urn: endpoint.urn } }
        : { is: "serves", endpoint };
}

function doubtOfPrefix({ written, isPrefixKnown }: ServiceName, label: string): Doubt | undefined {
    return isPrefixKnown
        ? undefined
        : {
              uncertainty: "unknown",
              reason: `serviceName of ${label} (${written}) has a prefix that the policy does not know`,
          };
}

function wishFor(service: string, vpc: Vpc, region: string): string {
    return `Create an interface endpoint for com.amazonaws.${region}.${service} with privateDnsEnabled: true in ${vpc.label}.`;
}

function conflict(one: Endpoint, other: Endpoint, service: string): Finding {
    return {
        statement: statements.single,
        verdict: "violated",
        what: `${one.label} and ${other.label} both have private DNS for ${service} in one VPC: AWS refuses the second.`,
        fix: "Remove one of them.",
        witness: [one, other].map(({ urn, label }) => ({ urn, step: label })),
    };
}

function absence(
    service: string,
    vpc: Vpc,
    region: string,
    candidates: readonly Fitness[],
    wish: string,
): Finding {
    const hints = candidates
        .flatMap((each) => (each.is === "nearly" ? [each] : []))
        .slice(0, mostHints);
    const witness: Step[] = [
        { urn: vpc.urn, step: vpc.label },
        ...hints.map(({ endpoint, hint }) => ({ urn: endpoint.urn, step: hint })),
    ];
    const [hint] = hints;
    const why = hints.length > 0 ? `: ${hints.map((each) => each.hint).join("; ")}` : "";
    const statement = hint?.statement ?? statements.exists;
    const other =
        statement === statements.privateDns ? otherAnswer(vpc, service, region) : undefined;
    return other
        ? openFinding(statement, other, wish, witness)
        : {
              statement,
              verdict: "violated",
              what: `No interface endpoint with private DNS serves ${service} in ${vpc.label}${why}.`,
              fix:
                  statement === statements.privateDns && hint
                      ? `Set privateDnsEnabled of ${hint.endpoint.label} to true.`
                      : wish,
              witness,
          };
}

/** Condition keys that endpoint policies use to keep out other accounts; an instance is of this one. */
const ofOwnAccount: ReadonlySet<string> = new Set([
    "aws:principalaccount",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:sourcevpc",
    "aws:sourcevpce",
]);

/** What the policy of an endpoint keeps from the agent. */
export function policyFindings({ policy, urn, label }: Endpoint, service: string): Finding[] {
    const fix = `Let the policy of ${label} allow the agent's actions to the principals of this account.`;
    const witness = [{ urn, step: label }];
    if (policy.is === "open") {
        return [openFinding(statements.policy, policy.doubt, fix, witness)];
    }
    const { value: document } = policy;
    if (document === undefined) {
        return [];
    }
    const judged = (agentActions[service] ?? []).map((action) => ({
        action,
        allowance: allowanceOf([document], { action, satisfied: ofOwnAccount }),
    }));
    const of = (allowance: string) =>
        judged.filter((each) => each.allowance === allowance).map(({ action }) => action);
    const denied = of("no");
    if (denied.length > 0) {
        const what = `The policy of ${label} does not allow ${denied.join(", ")}.`;
        return [{ statement: statements.policy, verdict: "violated", what, fix, witness }];
    }
    const perhaps = of("perhaps");
    return perhaps.length === 0
        ? []
        : [
              openFinding(
                  statements.policy,
                  {
                      uncertainty: "unknown",
                      reason: `principals, resources or conditions in the policy of ${label} decide whether it allows ${perhaps.join(", ")}`,
                  },
                  fix,
                  witness,
              ),
          ];
}

/** A known id that is none of the stack's belongs to a VPC outside it. */
function isElsewhere({ vpc: place }: Endpoint, vpc: Vpc): boolean {
    return place.is === "told" ? place.value !== vpc.key : place.doubt.uncertainty === "external";
}
