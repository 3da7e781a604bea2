import { foundIn, Lists, lookUp, remembered } from "./collections";
import { type Exits, exitsOf } from "./exits";
import type { Machine, Network, RouteTable, Subnet, WayIn } from "./model";
import { type Answer, type Finding, inOneLine, openFinding, type Step, verdictOf } from "./verdict";

const question = "no-internet-path";

/** Statements 29 and 39: which table is in effect, and that none of its routes leads out. */
const statements = { table: 29, routes: 39, unmodelled: 42 } as const;

const mend =
    "Remove the route, or associate the subnet with a route table that has none; reach AWS services through VPC endpoints.";
const settle = "Declare it in this stack, or give it a value that is known before the update.";

/**
 * Whether any subnet of the stack has a path to the Internet, in or out, and what lets somebody in by
 * itself. A subnet counts as if an interface with open security groups stood in it: neither groups nor
 * missing public addresses excuse a route.
 *
 * @param trusted the targets outside the VPC to which a default route may lead, by kind, id or ARN
 */
export function internetPath(network: Network, trusted: readonly string[] = []): Answer[] {
    const exits = remembered(
        ({ key }: RouteTable) => key,
        (table) => exitsOf(table, network, trusted),
    );
    const machines = machinesBySubnet(network.machines);
    /** Somebody else's subnet concerns this stack only where its instances stand in it. */
    const isOurs = ({ key, isRead, routeTable }: Subnet) =>
        !isRead || routeTable.is === "told" || machines.of(key).length > 0;
    const assumes = trusted.length > 0 && { assumes: [trusting(trusted)] };
    return [
        ...[...network.subnets.values()].filter(isOurs).map((subnet) => ({
            ...answer(subnet.urn, subnet.label, [
                ...routeFindings(subnet, network, exits, machines.of(subnet.key)),
                ...doubtsOfVpc(subnet, network),
            ]),
            ...assumes,
        })),
        ...network.machines.filter(standsOutside).map((machine) =>
            answer(
                machine.urn,
                machine.label,
                machine.subnets.doubts.map((doubt) => openFinding(statements.table, doubt, settle)),
            ),
        ),
        ...network.waysIn.map((way) => ({
            ...answer(way.urn, way.label, [wayInFinding(way)]),
            reportedBy: way.reportedBy,
        })),
    ];
}

function trusting(trusted: readonly string[]): string {
    return `Default routes to these lead to no Internet, because the configuration trusts them: ${trusted.join(", ")}.`;
}

function answer(subject: string, label: string, findings: readonly Finding[]): Answer {
    return { question, subject, label, verdict: verdictOf(findings), findings };
}

function standsOutside({ subnets }: Machine): boolean {
    return subnets.doubts.length > 0;
}

function routeFindings(
    subnet: Subnet,
    network: Network,
    exits: (table: RouteTable) => Exits,
    machines: readonly Machine[],
): Finding[] {
    const found = lookUp(network.routeTables, subnet.routeTable);
    const start: Step[] = [
        ...(machines.length > 0 ? [{ step: inWords(machines) }] : []),
        { urn: subnet.urn, step: subnet.label },
    ];
    if (found.is === "open") {
        return [openFinding(statements.table, found.doubt, settle, start)];
    }
    const table = found.value;
    const { paths, doubts } = exits(table);
    const how = subnet.isMainTable ? "the main table, because it has no other" : "its own";
    const middle = { urn: table.urn, step: `${table.label} (${how})` };
    return [
        ...paths.map(({ steps, isDefault, way }): Finding => {
            const witness = [...start, middle, ...steps];
            const because = isDefault
                ? "more public addresses than any one organisation has leave the VPC so, which makes it a default route"
                : `the route leads ${way} whatever security groups say`;
            return {
                statement: statements.routes,
                verdict: "violated",
                what: `There is a path to the Internet: ${inOneLine(witness)}; ${because}. ${addresses(machines)}`,
                fix: mend,
                witness,
            };
        }),
        ...doubts.map((doubt) =>
            openFinding(
                statements.routes,
                {
                    ...doubt,
                    reason: `${doubt.reason}; ${table.label} may lead to the Internet`,
                },
                `${settle} ${mend}`,
                [...start, middle],
            ),
        ),
    ];
}

/** Security groups and addresses are told, and excuse nothing. */
function addresses(machines: readonly Machine[]): string {
    if (machines.length === 0) {
        return "No instance of this stack stands in it yet.";
    }
    const open = machines.filter(({ isPublic }) => isPublic).length;
    return open === 0
        ? "None of its instances has a public address so far, which excuses nothing."
        : `${open} of its instances have a public address.`;
}

/** At most three by their names. */
function inWords(machines: readonly Machine[]): string {
    const shown = machines.slice(0, 3).map(({ label }) => label);
    const more = machines.length - shown.length;
    return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function machinesBySubnet(machines: readonly Machine[]): Lists<string, Machine> {
    const found = new Lists<string, Machine>();
    for (const machine of machines) {
        for (const subnet of [...machine.subnets.certain, ...machine.subnets.possible]) {
            found.add(subnet, machine);
        }
    }
    return found;
}

function doubtsOfVpc(subnet: Subnet, { vpcs }: Network): Finding[] {
    const review = "Remove it, or waive it once its way has been reviewed.";
    const doubts = foundIn(vpcs, subnet.vpc)?.pathDoubts;
    return doubts?.map((doubt) => openFinding(statements.unmodelled, doubt, review)) ?? [];
}

function wayInFinding({ urn, statement, opens, what, fix }: WayIn): Finding {
    const witness = [{ urn, step: what }];
    return opens.is === "told"
        ? {
              statement,
              verdict: "violated",
              what: `It is a way in by itself: ${what}.`,
              fix,
              witness,
          }
        : openFinding(statement, opens.doubt, fix, witness);
}
