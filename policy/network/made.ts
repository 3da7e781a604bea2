import type { Doubt } from "./model";
import type { Node } from "./stack";
import { awsTypes } from "./types";

/** The key of what AWS makes with a VPC: its main route table, its default ACL and group. */
export const madeWith = {
    routeTable: (vpc: string) => `${vpc}#route-table`,
    acl: (vpc: string) => `${vpc}#network-acl`,
    group: (vpc: string) => `${vpc}#security-group`,
} as const;

/** What AWS makes with each VPC. */
export type Part = keyof typeof madeWith;

const partNames: Readonly<Record<Part, string>> = {
    routeTable: "main route table",
    acl: "default network ACL",
    group: "default security group",
};

/** Why nobody can tell what AWS made with a VPC that no resource adopts, if there is a reason. */
export function doubtOfMade(part: Part, vpc: Node, stray: Node | undefined): Doubt | undefined {
    if (vpc.type === awsTypes.defaultVpc) {
        return {
            uncertainty: "external",
            reason: `the ${partNames[part]} of ${vpc.label} is outside this stack, and in a default VPC AWS opens it to the Internet`,
        };
    }
    if (vpc.isRead) {
        return {
            uncertainty: "external",
            reason: `the ${partNames[part]} of ${vpc.label} is outside this stack`,
        };
    }
    return (
        stray && {
            uncertainty: "unknown",
            reason: `nobody can tell of which VPC ${stray.label} adopts the ${partNames[part]}`,
            urn: stray.urn,
        }
    );
}
