import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { SecurityGroupRule } from "../network/facts";
import { is, type Property, valueIn } from "../network/known";
import { holdsPort, widestRange } from "../network/ports";
import { type ReadRule, securityGroupRuleReader } from "../network/read/securityGroupRules";
import { doubt, type Problem, settle, uncertaintyOf } from "../report";
import { ports, valuesOf } from "../settings/options";
import { eachResource, type Judge } from "./eachResource";

const sshPort = 22;
const tcp = 6;

const why =
    "Instances are reached through Session Manager, which needs no open port: no source is allowed, not even a private one.";

/** No TCP port 22 open to anyone, nor any other port that the configuration names. */
export function noSshIngress(): ResourceValidationPolicy & StackValidationPolicy {
    return {
        name: "no-ssh-ingress",
        displayName: "No SSH",
        description:
            "Prohibits security group rules that admit TCP port 22, or another configured port, from " +
            "any source (IPv4, IPv6, prefix list, security group or the group itself), because " +
            "instances are reached through Session Manager only.",
        enforcementLevel: "mandatory",
        severity: "high",
        tags: ["network", "ssh"],
        remediationSteps:
            "1. Remove the rule, or narrow its ports so that they leave out 22.\n" +
            "2. Replace a rule for all protocols by one for each protocol and port that is needed.\n" +
            "3. Open a session with `aws ssm start-session`; it can also carry SSH and forward ports.",
        url: "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
        framework: {
            name: "CIS AWS Foundations Benchmark",
            version: "5.0.0",
            reference: "5.3",
            specification:
                "Ensure no security groups allow ingress from 0.0.0.0/0 to remote server " +
                "administration ports",
        },
        ...eachResource(judgeOf, why),
    };
}

function judgeOf(type: string, config: unknown): Judge | undefined {
    const reader = securityGroupRuleReader(type);
    if (!reader) {
        return undefined;
    }
    const closed = [...new Set([sshPort, ...valuesOf(ports, config)])];
    return (bag) => reader(bag).flatMap((rule) => ruleProblem(rule, closed) ?? []);
}

function ruleProblem(rule: ReadRule, closed: readonly number[]): Problem | undefined {
    return rule.known.state === "value"
        ? openPortProblem(rule.known.value, closed)
        : {
              what: `${doubt(rule)} It may admit ${portsInWords(closed)}.`,
              fix: settle(rule),
              uncertainty: uncertaintyOf(rule),
          };
}

/**
 * Direction before protocol, protocol before ports, ports before sources: what cannot be TCP to a closed
 * port anyway needs no known value behind it. An unknown protocol may be "all", for which AWS ignores
 * the ports.
 */
function openPortProblem(rule: SecurityGroupRule, closed: readonly number[]): Problem | undefined {
    const { direction, protocol, fromPort, toPort, sources } = rule;
    const known = valueIn(protocol);
    // AWS refuses TCP without ports, so an open end here can cause no false alarm.
    const range = widestRange(valueIn(fromPort), valueIn(toPort));
    const isNarrowed = known !== undefined && known !== "all";
    const open = isNarrowed
        ? closed.filter((port) => known === tcp && holdsPort(range, port))
        : closed;
    // A source that makes no sense is one all the same.
    const named = sources.filter((source) => is(source, true) || isIn(source, "malformed"));
    const possible = sources.filter((source) => isIn(source, "unknown"));
    const hasSource = named.length > 0 || possible.length > 0;
    if (is(direction, "egress") || open.length === 0 || (!hasSource && rule.mayLackSource)) {
        return undefined;
    }
    const place = rule.path === "" ? "The rule" : rule.path;
    const admitted = portsInWords(open);
    const remedy = `Remove the rule, or narrow its ports so that they leave out ${open.join(", ")}.`;
    if (!hasSource) {
        // A rule of its own always has a source: one that the pack does not know is not none.
        return {
            what: `Cannot be proved: ${place} names no source that the policy knows, and covers ${admitted}.`,
            fix: remedy,
            uncertainty: "unknown",
        };
    }
    const doubts = [
        ...[direction, protocol].filter((property) => property.known.state !== "value"),
        ...[fromPort, toPort].filter(
            (port) => known === tcp && (isIn(port, "unknown") || isIn(port, "malformed")),
        ),
        ...(named.length > 0 ? [] : possible),
    ];
    const [first] = doubts;
    if (first) {
        return {
            what: `${doubts.map(doubt).join(" ")} ${place} may admit ${admitted}.`,
            fix: `${settle(first)} ${remedy}`,
            uncertainty: uncertaintyOf(...doubts),
        };
    }
    const extent = known === tcp ? `ports ${fromPort.shown} to ${toPort.shown}` : "every port";
    const from = named.map(({ path, shown }) => `${path} (${shown})`).join(", ");
    return {
        what: `${place} admits ${admitted} (protocol ${protocol.shown}, ${extent}) from ${from}.`,
        fix: remedy,
    };
}

function portsInWords(ports: readonly number[]): string {
    return `TCP port${ports.length > 1 ? "s" : ""} ${ports.join(", ")}`;
}

function isIn(property: Property<unknown>, state: "malformed" | "unknown"): boolean {
    return property.known.state === state;
}
