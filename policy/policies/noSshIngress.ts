import type { ResourceValidationPolicy } from "@pulumi/policy";
import type { SecurityGroupRule } from "../network/facts";
import { bagOf, is, type Property, valueIn } from "../network/known";
import { holdsPort, widestRange } from "../network/ports";
import { type ReadRule, securityGroupRuleReader } from "../network/read/securityGroupRules";
import { doubt, type Problem, reportProblem, settle } from "../report";

const sshPort = 22;
const tcp = 6;

const why =
    "Instances are reached through Session Manager, which needs no open port: SSH has no allowed source, not even a private one.";
const remedy = "Remove the rule, or narrow its ports so that they leave out 22.";

/** No TCP port 22 open to anyone. */
export function noSshIngress(): ResourceValidationPolicy {
    return {
        name: "no-ssh-ingress",
        displayName: "No SSH",
        description:
            "Prohibits security group rules that admit TCP port 22 from any source (IPv4, IPv6, " +
            "prefix list, security group or the group itself), because instances are reached " +
            "through Session Manager only.",
        enforcementLevel: "mandatory",
        severity: "high",
        tags: ["network", "ssh"],
        remediationSteps:
            "Remove the rule, or narrow its ports so that they leave out 22. Open a session with " +
            "`aws ssm start-session`.",
        validateResource: ({ type, props, urn }, report) => {
            for (const rule of securityGroupRuleReader(type)?.(bagOf(props)) ?? []) {
                const problem = ruleProblem(rule);
                if (problem) {
                    reportProblem(report, urn, why, problem);
                }
            }
        },
    };
}

function ruleProblem(rule: ReadRule): Problem | undefined {
    return rule.known.state === "value"
        ? sshProblem(rule.known.value)
        : { what: `${doubt(rule)} It may admit TCP port 22.`, fix: settle(rule) };
}

/**
 * Direction before protocol, protocol before ports, ports before sources: what cannot be SSH anyway
 * needs no known value behind it. An unknown protocol may be "all", for which AWS ignores the ports.
 */
function sshProblem(rule: SecurityGroupRule): Problem | undefined {
    const { direction, protocol, fromPort, toPort, sources } = rule;
    const known = valueIn(protocol);
    // AWS refuses TCP without ports, so an open end here can cause no false alarm.
    const range = widestRange(valueIn(fromPort), valueIn(toPort));
    const mayBeSsh =
        !is(direction, "egress") &&
        (known === undefined || known === "all" || (known === tcp && holdsPort(range, sshPort)));
    // A source that makes no sense is one all the same.
    const named = sources.filter((source) => is(source, true) || isIn(source, "malformed"));
    const possible = sources.filter((source) => isIn(source, "unknown"));
    const hasSource = named.length > 0 || possible.length > 0;
    if (!mayBeSsh || (!hasSource && rule.mayLackSource)) {
        return undefined;
    }
    const place = rule.path === "" ? "The rule" : rule.path;
    if (!hasSource) {
        // A rule of its own always has a source: one that the pack does not know is not none.
        return {
            what: `Cannot be proved: ${place} names no source that the policy knows, and covers TCP port 22.`,
            fix: remedy,
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
            what: `${doubts.map(doubt).join(" ")} ${place} may admit TCP port 22.`,
            fix: `${settle(first)} ${remedy}`,
        };
    }
    const ports = known === tcp ? `ports ${fromPort.shown} to ${toPort.shown}` : "every port";
    const from = named.map(({ path, shown }) => `${path} (${shown})`).join(", ");
    return {
        what: `${place} admits TCP port 22 (protocol ${protocol.shown}, ${ports}) from ${from}.`,
        fix: remedy,
    };
}

function isIn(property: Property<unknown>, state: "malformed" | "unknown"): boolean {
    return property.known.state === state;
}
