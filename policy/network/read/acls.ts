import { everyAddress } from "../cidr";
import { Belongings, strayDoubts } from "../collections";
import type { Protocol } from "../facts";
import { keyIn, refer, referenceAt } from "../join";
import { type Kinds, vpcTypes } from "../kinds";
import { at, type Bag, elementsAt, flag, integer, type Meaning, object, oneOf } from "../known";
import { madeWith } from "../made";
import type { Acl, AclRule, Doubt } from "../model";
import { allPorts } from "../ports";
import type { Node, Stack } from "../stack";
import { doubtAbout, orDoubt, tell, told, toldAs } from "../told";
import { awsTypes } from "../types";
import { cidr } from "./routes";
import { portsOf } from "./rulePorts";
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

/** Reads all network ACLs, those that AWS makes with the VPCs included: these allow everything. */
export function readAcls(stack: Stack, kinds: Kinds): Map<string, Acl> {
    const holders = stack.ofTypes(awsTypes.networkAcl, awsTypes.defaultNetworkAcl);
    const standalone = new Belongings<Node>();
    for (const node of stack.ofTypes(awsTypes.networkAclRule)) {
        standalone.add(refer(kinds.acl, referenceAt(node, "networkAclId")), node);
    }
    const strays = strayDoubts(standalone);
    const acls = new Map<string, Acl>();
    for (const { urn, label } of stack.ofTypes(...vpcTypes)) {
        const key = madeWith.acl(urn);
        acls.set(key, {
            key,
            urn,
            label: `default network ACL of ${label}`,
            rules: [
                ...(["ingress", "egress"] as const).map(allowAll),
                ...standalone.of(key).map(standaloneRule),
            ],
            doubts: strays,
        });
    }
    for (const node of holders) {
        const key = keyIn(kinds.acl, node);
        const own = (["ingress", "egress"] as const).map((direction) =>
            inlineRules(node, direction),
        );
        acls.set(key, {
            key,
            urn: node.urn,
            label: node.label,
            rules: [
                ...own.flatMap(({ rules }) => rules),
                ...standalone.of(key).map(standaloneRule),
            ],
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
        ranges: [told(everyAddress[4]), told(everyAddress[6])],
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
        // Without an action it is no rule that AWS takes.
        action: orDoubt(node.label, at(bag, keys.action, action)),
        protocol: spoken,
        ports: portsOf(node.label, spoken, at(bag, "fromPort", port), at(bag, "toPort", port)),
        ranges: (["cidrBlock", "ipv6CidrBlock"] as const).flatMap((key) => {
            const range = at(bag, key, cidr);
            return range.known.state === "absent" ? [] : [orDoubt(node.label, range)];
        }),
    };
}
