import { madeWith } from "./made";
import type { Network } from "./model";
import { toldIn } from "./told";

/** What is out of sight of any stack. */
const always: readonly string[] = [
    "Nothing outside this stack has changed its resources: no rule, route or association added by hand.",
    "The image of every instance has an SSM Agent that runs, and no firewall or proxy of its own in the way.",
    "No service control policy, resource control policy or session policy denies what the role allows.",
    "Policies of which the text is known only after the update deny nothing that another one allows.",
    "The quotas of the account suffice, and each service is offered in the Availability Zones of its endpoints.",
];

/** What the proofs assume of a stack, as sentences that a review can quote. */
export function assumptionsOf(network: Network): string[] {
    return [...made(network), ...conditions(network), ...always];
}

/** What AWS makes with a VPC, where it is in effect and no resource adopts it. */
function made({ vpcs, subnets, machines, endpoints }: Network): string[] {
    const tables = new Set([...subnets.values()].map(({ routeTable }) => toldIn(routeTable)));
    const acls = new Set([...subnets.values()].map(({ acl }) => toldIn(acl)));
    const groups = new Set([...machines, ...endpoints].flatMap((each) => each.groups.certain));
    return [...vpcs.values()].flatMap(({ key, label }) => {
        const uses = [
            tables.has(madeWith.routeTable(key)) && "main route table (only local routes)",
            acls.has(madeWith.acl(key)) && "default network ACL (allows everything)",
            groups.has(madeWith.group(key)) && "default security group",
        ].filter((use) => use !== false);
        return uses.length > 0
            ? [
                  `What AWS made with ${label} is as AWS made it or as this stack declares it: ${uses.join(", ")}.`,
              ]
            : [];
    });
}

function conditions({ endpoints }: Network): string[] {
    const conditional = endpoints.filter(({ policy }) =>
        toldIn(policy)?.statements.some((statement) => statement.conditions.length > 0),
    );
    return conditional.length > 0
        ? [
              `The account that the endpoint policies name is the instances' own (${conditional.map(({ label }) => label).join(", ")}).`,
          ]
        : [];
}
