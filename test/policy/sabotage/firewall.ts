import { awsTypes } from "../../../policy/network/types";
import { idOf } from "../../support/policyServer";
import { of } from "./networks";
import { add, type Change } from "./rows";

/** DNS Firewall with rules in this order: an action, and the domains that it is for. */
export const firewall = (...rules: [string, ...string[]][]): Change =>
    add(
        of(awsTypes.firewallRuleGroup, "firewall"),
        of(awsTypes.firewallRuleGroupAssociation, "firewall-of-vpc", {
            vpcId: idOf("vpc"),
            firewallRuleGroupId: idOf("firewall"),
            priority: 101,
        }),
        ...rules.flatMap(([action, ...domains], index) => [
            of(awsTypes.firewallDomainList, `domains-${index}`, { domains }),
            of(awsTypes.firewallRule, `rule-${index}`, {
                firewallRuleGroupId: idOf("firewall"),
                firewallDomainListId: idOf(`domains-${index}`),
                priority: 100 + index,
                action,
            }),
        ]),
    );
