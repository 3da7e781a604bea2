import { awsTypes } from "../../../policy/network/types";
import { idOf, unknown } from "../../support/policyServer";
import { byReference, inline, of } from "./networks";
import { add, both, type Change, drop, inPreview, rowsOf, set } from "./rows";

type Props = Record<string, unknown>;

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

const other = of(awsTypes.securityGroup, "other", { vpcId: idOf("vpc") });
/** What lets the instances out, to addresses instead of a group. */
const outTo = (cidrIpv4: unknown, more: Props = {}): Change =>
    set("out", { referencedSecurityGroupId: undefined, cidrIpv4, ...more });

const standaloneRows = rowsOf(byReference, [
    ["no egress rule", drop("out"), violated("19")],
    ["egress on another port", set("out", { fromPort: 80, toPort: 80 }), violated("19")],
    ["egress by UDP", set("out", { ipProtocol: "udp" }), violated("19")],
    [
        "egress by protocol number and range",
        set("out", { ipProtocol: "6", fromPort: 400, toPort: 500 }),
    ],
    [
        "egress of everything",
        set("out", { ipProtocol: "-1", fromPort: undefined, toPort: undefined }),
    ],
    [
        "egress to the wrong group",
        both(add(other), set("out", { referencedSecurityGroupId: idOf("other") })),
        violated("19"),
    ],
    [
        "egress to a group of another stack",
        set("out", { referencedSecurityGroupId: "sg-elsewhere" }),
        open("19"),
    ],
    ["egress to the addresses of the VPC", outTo("10.0.0.0/16")],
    ["egress to everywhere", outTo("0.0.0.0/0")],
    ["egress to one subnet of the endpoints", outTo("10.0.0.0/24"), violated("19")],
    [
        "egress to most of a subnet",
        outTo("10.0.0.0/24", { cidrIpv4: "10.0.0.0/25" }),
        violated("19"),
    ],
    ["egress to addresses that are unknown", outTo(unknown.string), open("19")],
    ["egress to IPv6 only", outTo(undefined, { cidrIpv6: "::/0" }), violated("19")],
    [
        "egress by a prefix list of the VPC's addresses",
        both(
            add(of(awsTypes.managedPrefixList, "list", { entries: [{ cidr: "10.0.0.0/23" }] })),
            outTo(undefined, { prefixListId: idOf("list") }),
        ),
    ],
    [
        "egress by a prefix list of other addresses",
        both(
            add(of(awsTypes.managedPrefixList, "list", { entries: [{ cidr: "10.9.0.0/16" }] })),
            outTo(undefined, { prefixListId: idOf("list") }),
        ),
        violated("19"),
    ],
    ["egress with an unknown port", set("out", { fromPort: unknown.number }), open("19")],
    ["egress of an unknown group", set("out", { securityGroupId: unknown.string }), open("19")],
    ["no ingress rule", drop("in"), violated("20")],
    [
        "ingress from the wrong group",
        both(add(other), set("in", { referencedSecurityGroupId: idOf("other") })),
        violated("20"),
    ],
    [
        "ingress from the VPC",
        set("in", { referencedSecurityGroupId: undefined, cidrIpv4: "10.0.0.0/16" }),
    ],
    [
        "ingress from another subnet",
        set("in", { referencedSecurityGroupId: undefined, cidrIpv4: "10.0.1.0/24" }),
        violated("20"),
    ],
    ["ingress on another port", set("in", { fromPort: 8443, toPort: 8443 }), violated("20")],
    [
        "ingress in the wrong direction",
        both(
            drop("in"),
            add(
                of(awsTypes.securityGroupRule, "in", {
                    securityGroupId: idOf("endpoints"),
                    type: "egress",
                    protocol: "tcp",
                    fromPort: 443,
                    toPort: 443,
                    sourceSecurityGroupId: idOf("instances"),
                }),
            ),
        ),
        violated("20"),
    ],
    ["neither rule", drop("in", "out"), violated("19, 20")],
    [
        "an instance with another group",
        both(add(other), set("app", { vpcSecurityGroupIds: [idOf("other")] })),
        violated("19, 20"),
    ],
    [
        "an instance with one more group",
        both(add(other), set("app", { vpcSecurityGroupIds: [idOf("instances"), idOf("other")] })),
    ],
    [
        "an instance with a group of another stack",
        set("app", { vpcSecurityGroupIds: ["sg-elsewhere"] }),
        violated("19, 20"),
    ],
    [
        "an instance with no group and a default group that was emptied",
        set("app", { vpcSecurityGroupIds: undefined }),
        violated("19, 20"),
    ],
    [
        "all in the default group as AWS makes it",
        both(
            drop("default-group"),
            set("app", { vpcSecurityGroupIds: undefined }),
            set("ssm", { securityGroupIds: undefined }),
            set("ssmmessages", { securityGroupIds: undefined }),
        ),
    ],
    [
        "endpoints in the default group that was emptied",
        both(
            set("ssm", { securityGroupIds: undefined }),
            set("ssmmessages", { securityGroupIds: undefined }),
        ),
        violated("19, 20"),
    ],
    [
        "endpoints that a resource of its own puts into their group",
        both(
            set("ssm", { securityGroupIds: undefined }),
            add(
                of(awsTypes.endpointSecurityGroupAssociation, "grouping", {
                    vpcEndpointId: idOf("ssm"),
                    securityGroupId: idOf("endpoints"),
                }),
            ),
        ),
    ],
]);

const inlineRows = rowsOf(inline, [
    ["an inline egress rule removed", set("instances", { egress: [] }), violated("19")],
    [
        "inline egress left out, which removes AWS's own rule",
        set("instances", { egress: undefined }),
        violated("19"),
    ],
    [
        "an inline ingress rule by itself",
        set("endpoints", {
            ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, self: true }],
        }),
        violated("20"),
    ],
    [
        "inline ingress that is unknown as a whole",
        set("endpoints", { ingress: unknown.array }),
        open("20"),
    ],
]);

/** Once ids are known, everybody knows which. */
const ambiguousRows = inPreview(
    rowsOf(byReference, [
        [
            "one of two groups for an endpoint, and nobody knows which",
            both(add(other), set("ssm", { securityGroupIds: [idOf("endpoints", "other")] })),
            open("19, 20"),
        ],
    ]),
);

export const groupRows = [...standaloneRows, ...inlineRows, ...ambiguousRows];
