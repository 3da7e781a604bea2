import { securityGroupRuleReader } from "../../policy/network/read/securityGroupRules";
import { awsTypes } from "../../policy/network/types";
import { idOf, type Resource, unknown } from "../support/policyServer";
import { eachTypeHasRows, fails, passes, type Row, table } from "./table";

type Props = Record<string, unknown>;
type Spelling = (rule: Props) => Resource;

const group = (type: string, ingress: unknown): Resource => ({
    type,
    name: "it",
    inputs: { ingress },
});

/** The four spellings of a rule from 10.0.0.0/8, which is a source as good as the world. */
const spellings: Readonly<Record<string, Spelling>> = {
    "a security group": (rule) =>
        group(awsTypes.securityGroup, [{ cidrBlocks: ["10.0.0.0/8"], ...rule }]),
    "a default security group": (rule) =>
        group(awsTypes.defaultSecurityGroup, [{ cidrBlocks: ["10.0.0.0/8"], ...rule }]),
    "a classic rule": (rule) => ({
        type: awsTypes.securityGroupRule,
        name: "it",
        inputs: { type: "ingress", cidrBlocks: ["10.0.0.0/8"], ...rule },
    }),
    "an ingress rule": ({ protocol, ...rule }) => ({
        type: awsTypes.securityGroupIngressRule,
        name: "it",
        inputs: { cidrIpv4: "10.0.0.0/8", ...(protocol ? { ipProtocol: protocol } : {}), ...rule },
    }),
};

const ssh = { protocol: "tcp", fromPort: 22, toPort: 22 };
const https = { protocol: "tcp", fromPort: 443, toPort: 443 };

/** What holds for a rule however it is written. */
function commonRows(what: string, of: Spelling): Row[] {
    const admits = (title: string, rule: Props) => fails(`${what} with ${title}`, of(rule));
    const leavesOut = (title: string, rule: Props) => passes(`${what} with ${title}`, of(rule));
    const all = { fromPort: 443, toPort: 443 };
    return [
        admits("port 22", ssh),
        leavesOut("port 443", https),
        ...["TCP", "6", 6, " Tcp "].map((protocol) =>
            admits(`port 22 of protocol ${JSON.stringify(protocol)}`, { ...ssh, protocol }),
        ),
        ...["-1", -1, "all", "ALL"].map((protocol) =>
            admits(`all protocols as ${JSON.stringify(protocol)}, whatever the ports`, {
                ...all,
                protocol,
            }),
        ),
        admits("all protocols and no ports", { protocol: "-1" }),
        ...["udp", "UDP", "17", 17, "icmp", 1, "icmpv6", "58", "50"].map((protocol) =>
            leavesOut(`protocol ${JSON.stringify(protocol)}, which is not TCP`, {
                ...ssh,
                protocol,
            }),
        ),
        admits("a range around 22", { protocol: "tcp", fromPort: 0, toPort: 65535 }),
        admits("a range that ends at 22", { protocol: "tcp", fromPort: 1, toPort: 22 }),
        admits("a range that begins at 22", { protocol: "tcp", fromPort: 22, toPort: 1024 }),
        leavesOut("a range below 22", { protocol: "tcp", fromPort: 1, toPort: 21 }),
        leavesOut("a range above 22", { protocol: "tcp", fromPort: 23, toPort: 65535 }),
        leavesOut("port 0 only", { protocol: "tcp", fromPort: 0, toPort: 0 }),
        leavesOut("an inverted range", { protocol: "tcp", fromPort: 1024, toPort: 1 }),
        admits("ports as strings", { protocol: "tcp", fromPort: "20", toPort: "25" }),
        leavesOut("other ports as strings", { protocol: "tcp", fromPort: "443", toPort: "443" }),
        admits("-1 for all ports", { protocol: "tcp", fromPort: -1, toPort: -1 }),
        admits("TCP without ports", { protocol: "tcp" }),
        leavesOut("UDP without ports", { protocol: "udp" }),
        leavesOut("TCP from 443 to a missing port", { protocol: "tcp", fromPort: 443 }),

        admits("an unknown protocol", { ...https, protocol: unknown.string }),
        admits("no protocol", { fromPort: 22, toPort: 22 }),
        admits("unknown ports", {
            protocol: "tcp",
            fromPort: unknown.number,
            toPort: unknown.number,
        }),
        admits("an unknown first port up to 443", { ...https, fromPort: unknown.number }),
        leavesOut("an unknown last port from 443", { ...https, toPort: unknown.number }),
        leavesOut("UDP and unknown ports", { protocol: "udp", fromPort: unknown.number }),

        ...["tpc", 6.5, 300, true, {}, ["tcp"]].map((protocol) =>
            admits(`a protocol that is none: ${JSON.stringify(protocol)}`, { ...ssh, protocol }),
        ),
        ...["ssh", Number.NaN, 22.5, 1e9, "0x1bb", "1e3", "", -2, true, {}, [22]].map((port) =>
            admits(`ports that are none: ${String(port)}`, {
                protocol: "tcp",
                fromPort: port,
                toPort: port,
            }),
        ),
        admits("a huge range", { protocol: "tcp", fromPort: 0, toPort: 4e15 }),
    ];
}

const none = { cidrBlocks: [] };

/** What can be a source of an inline rule or of a classic one. */
function listSourceRows(what: string, of: Spelling): Row[] {
    const from = (title: string, sources: Props) =>
        fails(`${what} with 22 from ${title}`, of({ ...ssh, ...none, ...sources }));
    return [
        from("the world", { cidrBlocks: ["0.0.0.0/0"] }),
        from("one private address", { cidrBlocks: ["10.0.0.1/32"] }),
        from("one CIDR block instead of a list", { cidrBlocks: "10.0.0.1/32" }),
        from("IPv6", { ipv6CidrBlocks: ["::/0"] }),
        from("a prefix list", { prefixListIds: ["pl-1"] }),
        from("itself", { self: true }),
        from("itself as a string", { self: "true" }),
        from("a CIDR block that is none", { cidrBlocks: ["10.0.0.0/99"] }),
        from("an unknown list", { cidrBlocks: unknown.array }),
        from("an unknown element", { prefixListIds: [unknown.string] }),
        from("a known and an unknown element", { cidrBlocks: [unknown.string, "10.0.0.0/8"] }),
        from("perhaps itself", { self: unknown.boolean }),
        from("a self that makes no sense", { self: "maybe" }),
        passes(
            `${what} with 443 from unknown sources`,
            of({ ...https, cidrBlocks: unknown.array, self: unknown.boolean }),
        ),
    ];
}

const inline = spellings["a security group"] as Spelling;
const inlineDefault = spellings["a default security group"] as Spelling;
const classic = spellings["a classic rule"] as Spelling;
const modern = spellings["an ingress rule"] as Spelling;

function inlineRows(what: string, type: string, of: Spelling): Row[] {
    return [
        passes(`${what} that sets nothing`, { type, name: "it" }),
        passes(`${what} without rules`, group(type, [])),
        passes(`${what} with nothing in its list`, group(type, [null])),
        passes(`${what} with a rule without sources`, of({ ...ssh, ...none })),
        passes(
            `${what} with a rule of which all sources are empty`,
            of({ ...ssh, ...none, ipv6CidrBlocks: [""], self: false, securityGroups: [] }),
        ),
        fails(`${what} with 22 from a group`, of({ ...ssh, ...none, securityGroups: ["sg-1"] })),
        fails(
            `${what} with 22 from a group that is not created yet`,
            of({ ...ssh, ...none, securityGroups: [idOf("other")] }),
            { type: awsTypes.securityGroup, name: "other" },
        ),
        fails(`${what} with unknown rules`, group(type, unknown.array)),
        fails(
            `${what} with one unknown rule`,
            group(type, [{ ...https, self: true }, unknown.object]),
        ),
        fails(`${what} with rules that are none`, group(type, "tcp/22")),
        fails(`${what} with a number as a rule`, group(type, [22])),
        fails(
            `${what} with an object of rules instead of a list`,
            group(type, { first: { ...ssh, self: true } }),
        ),
        fails(`${what} with one rule instead of a list`, group(type, { ...ssh, self: true })),
        fails(
            `${what} of which only the last rule is bad`,
            group(type, [
                { ...https, cidrBlocks: ["10.0.0.0/8"] },
                { ...ssh, self: true },
            ]),
        ),
        passes(`${what} with SSH as egress`, {
            type,
            name: "it",
            inputs: { egress: [{ ...ssh, cidrBlocks: ["0.0.0.0/0"] }] },
        }),
        {
            title: `fails ${what} once for each bad rule`,
            stack: [
                group(type, [
                    { ...ssh, self: true },
                    { ...https, self: true },
                    { ...ssh, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] },
                ]),
            ],
            reported: ["it", "it"],
        },
    ];
}

describe("no-ssh-ingress", () => {
    table("no-ssh-ingress", [
        ...Object.entries(spellings).flatMap(([what, of]) => commonRows(what, of)),
        ...listSourceRows("a security group", inline),
        ...listSourceRows("a default security group", inlineDefault),
        ...listSourceRows("a classic rule", classic),
        ...inlineRows("a security group", awsTypes.securityGroup, inline),
        ...inlineRows("a default security group", awsTypes.defaultSecurityGroup, inlineDefault),

        fails(
            "a classic rule from a group",
            classic({ ...ssh, ...none, sourceSecurityGroupId: unknown.string }),
        ),
        fails("a classic rule without any source it knows", classic({ ...ssh, ...none })),
        passes("a classic rule for egress", classic({ ...ssh, type: "egress" })),
        fails("a classic rule of an unknown type", classic({ ...ssh, type: unknown.string })),
        fails("a classic rule without a type", classic({ ...ssh, type: null })),
        fails("a classic rule of a type that is none", classic({ ...ssh, type: "both" })),
        passes(
            "a classic rule of an unknown type for 443",
            classic({ ...https, type: unknown.string }),
        ),

        ...["cidrIpv6", "prefixListId", "referencedSecurityGroupId"].flatMap((source) => [
            fails(
                `an ingress rule with 22 from a ${source}`,
                modern({ ...ssh, cidrIpv4: null, [source]: "some" }),
            ),
            fails(
                `an ingress rule with 22 from an unknown ${source}`,
                modern({ ...ssh, cidrIpv4: null, [source]: unknown.string }),
            ),
            fails(
                `an ingress rule with 22 from a ${source} that is none`,
                modern({ ...ssh, cidrIpv4: null, [source]: 1 }),
            ),
            passes(
                `an ingress rule with 443 from an unknown ${source}`,
                modern({ ...https, cidrIpv4: null, [source]: unknown.string }),
            ),
        ]),
        fails("an ingress rule without any source it knows", modern({ ...ssh, cidrIpv4: null })),
        passes("an egress rule", {
            type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
            name: "it",
            inputs: { ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" },
        }),
    ]);

    eachTypeHasRows("no-ssh-ingress", securityGroupRuleReader);
});
