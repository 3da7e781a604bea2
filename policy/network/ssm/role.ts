import { present } from "../collections";
import { allowanceOf } from "../iam/allows";
import type { Document } from "../iam/document";
import type { Doubt, Machine, Network, Role } from "../model";
import { doubtIn, eitherOf, toldIn } from "../told";
import { type Finding, openFinding, type Step } from "../verdict";

const statements = { profile: 32, permissions: 33 } as const;

const registration = "ssm:UpdateInstanceInformation";

/** What the agent calls to register and to hold sessions, by the service that it calls. */
export const agentActions: Readonly<Record<string, readonly string[]>> = {
    ssm: [registration],
    ssmmessages: [
        "CreateControlChannel",
        "CreateDataChannel",
        "OpenControlChannel",
        "OpenDataChannel",
    ].map((action) => `ssmmessages:${action}`),
};

/** AWS-managed policies that allow all of it, for every resource. */
const sufficient: ReadonlySet<string> = new Set([
    "AmazonSSMManagedInstanceCore",
    "AmazonSSMManagedEC2InstanceDefaultPolicy",
    "AmazonEC2RoleforSSM",
    "AmazonSSMFullAccess",
    "AdministratorAccess",
    "PowerUserAccess",
]);

/** AWS-managed policies that are attached to instances often, and allow none of it. */
const insufficient: ReadonlySet<string> = new Set([
    "AmazonS3ReadOnlyAccess",
    "AmazonSSMDirectoryServiceAccess",
    "AmazonSSMPatchAssociation",
    "AmazonSSMReadOnlyAccess",
    "CloudWatchAgentServerPolicy",
    "ReadOnlyAccess",
]);

const everything: Document = {
    statements: [
        {
            effect: "allow",
            actions: { patterns: ["*"], isNegated: false },
            resources: { patterns: ["*"], isNegated: false },
            services: [],
            isForEveryone: true,
            conditions: [],
        },
    ],
};

const core = "AmazonSSMManagedInstanceCore";

/**
 * What keeps the agent of a machine from calling Systems Manager with its role.
 *
 * @param isHostManaged whether Default Host Management stands in where the role does not allow to register
 */
export function roleFindings(
    machine: Machine,
    network: Network,
    isHostManaged: boolean,
): Finding[] {
    const { role } = machine;
    const fix = `Give the instance a profile whose role has ${core}.`;
    if (role.is === "open") {
        return [openFinding(statements.profile, role.doubt, fix)];
    }
    const found = role.value === undefined ? undefined : network.roles.get(role.value);
    if (isHostManaged && (!found || permission(found, registration).verdict === "no")) {
        return [];
    }
    if (role.value === undefined) {
        return network.hostManagement
            ? [openFinding(statements.profile, network.hostManagement, fix)]
            : [
                  {
                      statement: statements.profile,
                      verdict: "violated",
                      what: "It has no instance profile with a role, so the agent has no credentials. (If Default Host Management of the account stands in, say so in assume of the policy's configuration.)",
                      fix,
                      witness: [],
                  },
              ];
    }
    return found ? [...trustFindings(found), ...permissionFindings(found)] : [];
}

function trustFindings(role: Role): Finding[] {
    const fix = `Let the service ec2.amazonaws.com assume ${role.label}.`;
    const witness = [{ urn: role.urn, step: role.label }];
    if (role.trust.is === "open") {
        return [openFinding(statements.profile, role.trust.doubt, fix, witness)];
    }
    const isTrusted = role.trust.value.statements.some(
        ({ effect, services }) =>
            effect === "allow" &&
            services.some((service) => /^ec2\.amazonaws\.com(\.cn)?$/.test(service)),
    );
    return isTrusted
        ? []
        : [
              {
                  statement: statements.profile,
                  verdict: "violated",
                  what: `No instance can assume ${role.label}: its trust policy does not name the service ec2.amazonaws.com.`,
                  fix,
                  witness,
              },
          ];
}

function permissionFindings(role: Role): Finding[] {
    const results = Object.values(agentActions)
        .flat()
        .map((action) => ({ action, ...permission(role, action) }));
    const fix = `Attach ${core} to ${role.label}, or allow these actions for every resource in a policy of its own.`;
    const witness: Step[] = [{ urn: role.urn, step: role.label }];
    const denied = results.filter(({ verdict }) => verdict === "no").map(({ action }) => action);
    if (denied.length > 0) {
        const what = `${role.label} does not allow ${denied.join(", ")}.`;
        return [{ statement: statements.permissions, verdict: "violated", what, fix, witness }];
    }
    const open = results.flatMap(({ verdict, doubts }) => (verdict === "perhaps" ? doubts : []));
    return [...new Map(open.map((doubt) => [doubt.reason, doubt])).values()].map((doubt) =>
        openFinding(statements.permissions, doubt, fix, witness),
    );
}

interface Permission {
    readonly verdict: "yes" | "perhaps" | "no";
    readonly doubts: readonly Doubt[];
}

/**
 * Whether a role allows an action. A policy of which nobody knows the text may allow it, too; that such a
 * policy denies what another allows is left out, which is one of the assumptions.
 */
function permission(role: Role, action: string): Permission {
    const request = { action, satisfied: new Set<string>() };
    const own = present(role.documents.map(toldIn));
    const isGranted = role.managed.some((name) => sufficient.has(name));
    if (allowanceOf([...own, everything], request) === "no") {
        return { verdict: "no", doubts: [] };
    }
    const granted = allowanceOf(isGranted ? [...own, everything] : own, request);
    const bounded = boundaryAllows(role, action);
    if (granted === "yes" || bounded.verdict === "no") {
        return bounded;
    }
    const strangers = role.managed.filter(
        (name) => !sufficient.has(name) && !insufficient.has(name),
    );
    const doubts: Doubt[] = [
        ...present(role.documents.map(doubtIn)),
        ...role.foreign,
        ...strangers.map(
            (name): Doubt => ({
                uncertainty: "external",
                reason: `whether the AWS-managed policy ${name} of ${role.label} allows ${action} is not known here`,
            }),
        ),
        ...(granted === "perhaps"
            ? [
                  {
                      uncertainty: "unknown",
                      reason: `conditions or resources in the policies of ${role.label} decide whether it allows ${action}`,
                  } as const,
              ]
            : []),
    ];
    return { verdict: doubts.length > 0 ? "perhaps" : "no", doubts: eitherOf(doubts) };
}

function boundaryAllows({ boundary, label }: Role, action: string): Permission {
    if (!boundary) {
        return { verdict: "yes", doubts: [] };
    }
    if (boundary.is === "open") {
        return { verdict: "perhaps", doubts: [boundary.doubt] };
    }
    const verdict = allowanceOf([boundary.value], { action, satisfied: new Set() });
    const reason = `conditions or resources in the permissions boundary of ${label} decide whether it allows ${action}`;
    return { verdict, doubts: verdict === "perhaps" ? [{ uncertainty: "unknown", reason }] : [] };
}
