/** Networks of which it is known what packets do there; in the lab, all of them meet real ones. */
import type { VpcDraft } from "../oracle/draft";
import { BLOCKED, HARMLESS, OPENED, UNDECIDED } from "../oracle/handMade";
import type { Target } from "../oracle/network";
import { rightNetwork } from "../oracle/rightNetwork";
import type { LabNetwork } from "./run";
import type { Reach } from "./systemsManager";

export interface ExpectedNetwork extends LabNetwork {
    /** Subnets that have a connection with the Internet. */
    readonly open: readonly string[];
    readonly instance: Reach;
}

export const EXPECTED: readonly ExpectedNetwork[] = [
    expected("the right network", [], "connected", () => {}),
    expected("an ACL that drops the answers", [], "refused", (vpc) => {
        const acl = vpc.networkAcls.find(({ name }) => name === "far-acl");
        acl?.rules.pop();
    }),
    expected("an ACL that drops the answers to some systems", [], "depends", (vpc) => {
        const acl = vpc.networkAcls.find(({ name }) => name === "far-acl");
        for (const rule of acl?.rules ?? []) if (rule.toPort === 65_535) rule.toPort = 60_999;
    }),
    expected("an ACL that lacks one port between two rules", [], "refused", (vpc) => {
        const acl = vpc.networkAcls.find(({ name }) => name === "far-acl");
        const answers = acl?.rules.find(({ direction }) => direction === "egress");
        if (answers === undefined) throw new RangeError("no rule lets answers out");
        acl?.rules.push({ ...answers, number: answers.number + 1, fromPort: 50_002 });
        answers.toPort = 50_000;
    }),
    expected("a reference to the wrong group", [], "refused", (vpc) => {
        const group = vpc.securityGroups.find(({ name }) => name === "agents");
        for (const rule of group?.rules ?? []) rule.peer = { is: "group", name: "agents" };
    }),
    expected("a route before the local one", [], "refused", (vpc) => {
        addRoute(vpc, "near-table", "10.0.0.16/28", { is: "network interface" });
    }),
    expected("a default route to a NAT gateway", ["near"], "connected", (vpc) => {
        addRoute(vpc, "near-table", "0.0.0.0/0", { is: "nat gateway", name: "public-nat" });
    }),
    expected(
        "a private NAT gateway before an open subnet",
        ["near", "far", "side"],
        "connected",
        (vpc) => {
            addRoute(vpc, "near-table", "0.0.0.0/0", { is: "nat gateway", name: "private-nat" });
            addRoute(vpc, "far-table", "0.0.0.0/0", { is: "internet gateway" });
        },
    ),
    expected(
        "NAT of what does not leave the subnet behind it",
        ["far", "side"],
        "connected",
        (vpc) => {
            addRoute(vpc, "near-table", "52.0.0.0/16", { is: "nat gateway", name: "private-nat" });
            addRoute(vpc, "far-table", "8.0.0.0/8", { is: "internet gateway" });
        },
    ),
    expected("IPv6 in halves to two gateways", ["near"], "connected", (vpc) => {
        addRoute(vpc, "near-table", "2000::/4", { is: "egress-only gateway" });
        addRoute(vpc, "near-table", "3000::/4", { is: "internet gateway" });
    }),
    expected("a default route to a transit gateway", ["near"], "connected", (vpc) => {
        addRoute(vpc, "near-table", "0.0.0.0/0", { is: "transit gateway" });
    }),
    expected("a private block to a transit gateway", [], "connected", (vpc) => {
        addRoute(vpc, "near-table", "10.0.0.0/8", { is: "transit gateway" });
    }),
];

/** Those, and all that the oracle's tests know. */
export function handMadeNetworks(): readonly LabNetwork[] {
    const changes = [OPENED, HARMLESS, BLOCKED, UNDECIDED].flatMap((some) => Object.entries(some));
    return [
        ...EXPECTED,
        ...changes.map(([what, change]) => ({ what, network: rightNetwork(change) })),
    ];
}

function expected(
    what: string,
    open: readonly string[],
    instance: Reach,
    change: (vpc: VpcDraft) => void,
): ExpectedNetwork {
    return { what, network: rightNetwork(change), open, instance };
}

function addRoute(vpc: VpcDraft, table: string, destination: string, target: Target): void {
    const found = vpc.routeTables.find(({ name }) => name === table);
    if (found === undefined) throw new RangeError(`no route table is called ${table}`);
    found.routes.push({ destination, target });
}
