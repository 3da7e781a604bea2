import { awsTypes } from "../../policy/network/types";
import { type Report, reportOn } from "../../tools/report/report";
import { of } from "../policy/sabotage/networks";
import { inDays } from "./dates";
import { idOf, type Resource, stackResources } from "./policyServer";
import { address, networkOf, spoiled, wayOut } from "./reportNetworks";

// Reports to be written in each form.

export const on = (network: readonly Resource[], config = {}): Report =>
    reportOn(stackResources(network, "first preview"), "preview", config);

export const waiver = {
    policy: "no-public-ip",
    type: "aws:ec2/eip:Eip",
    name: "address",
    reason: "a partner | <b>admits</b> a fixed address",
    expires: inDays(10),
    approvedBy: "@security",
};
export const SPOILED = on([...networkOf(3), ...wayOut, ...spoiled, address], {
    settings: { waivers: [waiver] },
});

/** Names that mean something to HTML, Graphviz, Mermaid and Markdown. */
const EVIL = [
    "</title><script>alert(1)</script>",
    '"]; end %% click x "javascript:alert(1)"',
    "\\N&lt;img src=x onerror=alert(1)>",
    "| `code` @everyone\n\n# title </details>",
];
export const HOSTILE = on([
    ...networkOf(1),
    ...EVIL.map((name) => of(awsTypes.instance, name, { subnetId: idOf("app-a") })),
    ...EVIL.map((name) => of(awsTypes.eip, name)),
]);
