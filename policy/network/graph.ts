import { kindsOf } from "./kinds";
import type { Network } from "./model";
import { readAcls } from "./read/acls";
import { readDns } from "./read/dns";
import { readGroups } from "./read/groups";
import { readEndpoints } from "./read/interfaceEndpoints";
import { readMachines } from "./read/machines";
import { readPrefixLists } from "./read/prefixListRanges";
import { readRoles } from "./read/roles";
import { readHostManagement, readSessionNeeds } from "./read/sessionNeeds";
import { readSubnets } from "./read/subnets";
import { readRouteTables } from "./read/tables";
import { readVpcs } from "./read/vpcs";
import { readPathDoubts, readWaysIn } from "./read/waysIn";
import { type StackResource, stackOf } from "./stack";

/** Joins the resources of a stack to the facts about its network. */
export function networkOf(resources: readonly StackResource[]): Network {
    const stack = stackOf(resources);
    const kinds = kindsOf(stack);
    const lists = readPrefixLists(stack);
    return {
        vpcs: readVpcs(stack, kinds, readDns(stack, kinds), readPathDoubts(stack, kinds)),
        subnets: readSubnets(stack, kinds),
        routeTables: readRouteTables(stack, kinds, lists),
        acls: readAcls(stack, kinds),
        groups: readGroups(stack, kinds, lists),
        endpoints: readEndpoints(stack, kinds),
        machines: readMachines(stack, kinds),
        roles: readRoles(stack, kinds),
        sessionNeeds: readSessionNeeds(stack),
        waysIn: readWaysIn(stack),
        hostManagement: readHostManagement(stack),
    };
}
