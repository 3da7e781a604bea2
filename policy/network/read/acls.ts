import { parseCidr } from "../cidr";
import type { Protocol } from "../facts";
import { refer, referenceAt } from "../join";
import { type Kinds, vpcTypes } from "../kinds";
import { at, type Bag, elementsAt, flag, integer, type Meaning, object, oneOf } from "../known";
import { madeWith } from "../made";
import type { Acl, AclRule, Doubt, Told } from "../model";
import { allPorts, widestRange } from "../ports";
import type { Node, Stack } from "../stack";
import { doubtAbout, open, tell, told, toldAs, toldIn } from "../told";
import { awsTypes } from "../types";
import { cidr } from "./routes";
import { port, protocol } from "./securityGroupRules";

const ruleNumber = integer(1, 32767, "a rule number from 1 to 32766");

const action: Meaning<"allow" | "deny"> = oneOf(
    new Map([
        ["allow", "allow"],
        ["deny", "deny"],
    ] as const),
    '"allow" or "deny"',
);

/** How the two spellings of a rule call its number and its action. */
const inlineKeys = { number: "ruleNo", action: "action" } as const;
const standaloneKeys = { number: "ruleNumber", action: "ruleAction" } as const;

const everything = ["0.0.0.0/0", "::/0"].flatMap((block) => parseCidr(block) ?? []);

/** Reads all network ACLs, those that AWS makes with the VPCs included: these allow everything. */
export function readAcls(stack: Stack, kinds: Kinds): Map<string, Acl> {
    const holders = stack.ofTypes(awsTypes.networkAcl, awsTypes.defaultNetworkAcl);
    const standalone = new Map<string, AclRule[]>();
    const strays: Doubt[] = [];
    for (const node of stack.ofTypes(awsTypes.networkAclRule)) {
        const acl = refer(kinds.acl, referenceAt(node, "networkAclId"));
        if (acl.is === "told") {
            standalone.set(acl.value, [...(standalone.get(acl.value) ?? []), standaloneRule(node)]);
        } else if (acl.doubt.uncertainty === "unknown") {
            strays.push({ ...acl.doubt, urn: node.urn });
        }
    }
    const acls = new Map<string, Acl>();
    for (const { urn, label } of stack.ofTypes(...vpcTypes)) {
        const key = madeWith.acl(urn);
        acls.set(key, {
            key,
            urn,
            label: `default network ACL of ${label}`,
            rules: [
                ...(["ingress", "egress"] as const).map(allowAll),
                ...(standalone.get(key) ?? []),
            ],
            doubts: strays,
        });
    }
    for (const node of holders) {
        const key = kinds.acl.keyOf(node) ?? node.urn;
        const own = (["ingress", "egress"] as const).map((direction) =>
            inlineRules(node, direction),
        );
        acls.set(key, {
            key,
            urn: node.urn,
            label: node.label,
            rules: [...own.flatMap(({ rules }) => rules), ...(standalone.get(key) ?? [])],
            doubts: [...own.flatMap(({ doubts }) => doubts), ...strays],
        });
    }
    return acls;
}

function allowAll(direction: "ingress" | "egress"): AclRule {
    return {
        label: "the rule that AWS makes",
        number: told(100),
        direction: told(direction),
        action: told("allow"),
        protocol: told("all"),
        ports: told(allPorts),
        ranges: everything.map((range) => told(range)),
    };
}

function inlineRules(node: Node, direction: "ingress" | "egress") {
    const rules: AclRule[] = [];
    const doubts: Doubt[] = [];
    for (const element of elementsAt(node.inputs, direction, object)) {
        if (element.known.state === "value") {
            rules.push(ruleOf(node, element.known.value, inlineKeys, told(direction)));
        } else {
            doubts.push(doubtAbout(node.label, element));
        }
    }
    return { rules, doubts };
}

function standaloneRule(node: Node): AclRule {
    const isEgress = tell(node.label, at(node.inputs, "egress", flag), false);
    return ruleOf(
        node,
        node.inputs,
        standaloneKeys,
        toldAs(isEgress, (out) => (out ? "egress" : "ingress")),
    );
}

function ruleOf(
    node: Node,
    bag: Bag,
    keys: typeof inlineKeys | typeof standaloneKeys,
    direction: AclRule["direction"],
): AclRule {
    const number = at(bag, keys.number, ruleNumber);
    const spoken = tell(node.label, at(bag, "protocol", protocol), "all" as Protocol);
    const place = bag.path === "" ? node.label : `${bag.path} of ${node.label}`;
    return {
        label: `${place} (number ${number.shown})`,
        number: tell(node.label, number, 0),
        direction,
        action: oneWord(node, bag, keys.action),
        protocol: spoken,
        ports: portsOf(node, bag, spoken),
        ranges: (["cidrBlock", "ipv6CidrBlock"] as const).flatMap((key) => {
            const range = at(bag, key, cidr);
            return range.known.state === "absent"
                ? []
                : [
                      range.known.state === "value"
                          ? told(range.known.value)
                          : open(doubtAbout(node.label, range)),
                  ];
        }),
    };
}

/** Without an action it is no rule that AWS takes. */
function oneWord(node: Node, bag: Bag, key: string): AclRule["action"] {
    const property = at(bag, key, action);
    return property.known.state === "value"
        ? told(property.known.value)
        : open(doubtAbout(node.label, property));
}

/** AWS ignores the ports of a rule for all protocols. */
function portsOf(node: Node, bag: Bag, spoken: Told<Protocol>): AclRule["ports"] {
    if (toldIn(spoken) === "all") {
        return told(allPorts);
    }
    const ends = [at(bag, "fromPort", port), at(bag, "toPort", port)] as const;
    const doubtful = ends.find(
        ({ known }) => known.state === "unknown" || known.state === "malformed",
    );
    const [from, to] = ends.map(({ known }) => (known.state === "value" ? known.value : undefined));
    return doubtful ? open(doubtAbout(node.label, doubtful)) : told(widestRange(from, to));
}
