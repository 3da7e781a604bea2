import { awsTypes } from "../../../policy/network/types";
import { idOf, unknown } from "../../support/policyServer";
import { byReference, of } from "./networks";
import { add, both, drop, inPreview, rowsOf, set } from "./rows";

// What stays in doubt beside something certain, and what is certain beside a doubt.

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

const other = of(awsTypes.securityGroup, "other", { vpcId: idOf("vpc") });
const twin = of(awsTypes.securityGroup, "twin", {
    vpcId: idOf("vpc"),
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["10.0.0.0/16"] }],
});
const toVpc = set("out", { referencedSecurityGroupId: undefined, cidrIpv4: "10.0.0.0/16" });

const certainRows = rowsOf(byReference, [
    [
        "an unknown port to the wrong group",
        both(
            add(other),
            set("out", { fromPort: unknown.number, referencedSecurityGroupId: idOf("other") }),
        ),
        violated("19"),
    ],
    [
        "an unknown port by UDP",
        set("out", { ipProtocol: "udp", fromPort: unknown.number }),
        violated("19"),
    ],
    [
        "an unknown protocol on another port",
        set("out", { ipProtocol: unknown.string, fromPort: 80, toPort: 80 }),
        open("19"),
    ],
    [
        "an unknown port to the right addresses",
        set("out", {
            fromPort: unknown.number,
            referencedSecurityGroupId: undefined,
            cidrIpv4: "10.0.0.0/16",
        }),
        open("19"),
    ],
    [
        "an unknown port to unknown addresses",
        set("out", {
            fromPort: unknown.number,
            referencedSecurityGroupId: undefined,
            cidrIpv4: unknown.string,
        }),
        open("19"),
    ],
    [
        "an endpoint with an unknown group besides, and rules by address",
        both(toVpc, set("ssm", { securityGroupIds: [idOf("endpoints"), unknown.string] })),
    ],
    [
        "an endpoint with an unknown group alone",
        set("ssm", { securityGroupIds: [unknown.string] }),
        open("19, 20"),
    ],
    [
        "an endpoint with a group of another stack alone",
        set("ssm", { securityGroupIds: ["sg-elsewhere"] }),
        violated("19, 20"),
    ],
    [
        "a rule that admits itself, perhaps",
        both(
            drop("in"),
            add(
                of(awsTypes.securityGroupRule, "in", {
                    securityGroupId: idOf("endpoints"),
                    type: "ingress",
                    protocol: "tcp",
                    fromPort: 443,
                    toPort: 443,
                    self: unknown.boolean,
                }),
            ),
        ),
        open("20"),
    ],
    [
        "a legacy rule of an unknown direction",
        both(
            drop("in"),
            add(
                of(awsTypes.securityGroupRule, "in", {
                    securityGroupId: idOf("endpoints"),
                    type: unknown.string,
                    protocol: "tcp",
                    fromPort: 443,
                    toPort: 443,
                    sourceSecurityGroupId: idOf("instances"),
                }),
            ),
        ),
        open("20"),
    ],
    [
        "a group that is written with its account",
        set("in", { referencedSecurityGroupId: "111122223333/sg-elsewhere" }),
        open("20"),
    ],
]);

const ambiguousRows = inPreview(
    rowsOf(byReference, [
        [
            "one of two groups for an endpoint, which both admit",
            both(add(twin), toVpc, set("ssm", { securityGroupIds: [idOf("endpoints", "twin")] })),
        ],
        [
            "one of two groups for an endpoint, which both do not admit",
            both(
                add(other, { ...other, name: "another" }),
                toVpc,
                set("ssm", { securityGroupIds: [idOf("other", "another")] }),
            ),
            violated("20"),
        ],
        [
            "one of two groups for an instance, of which one is let out",
            both(
                add(other),
                set("in", { referencedSecurityGroupId: undefined, cidrIpv4: "10.0.0.0/16" }),
                set("app", { vpcSecurityGroupIds: [idOf("instances", "other")] }),
            ),
            open("19"),
        ],
        [
            "one of two groups, and a rule for one of them",
            both(add(other), set("out", { referencedSecurityGroupId: idOf("endpoints", "other") })),
            open("19"),
        ],
    ]),
);

export const doubtfulGroupRows = [...certainRows, ...ambiguousRows];
