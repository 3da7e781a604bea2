import assert from "node:assert/strict";
import type { Machine } from "../../../policy/network/model";
import { awsTypes } from "../../../policy/network/types";
import { idOf, type Mode, type Resource } from "../../support/policyServer";
import { of } from "../sabotage/networks";
import { factsOf } from "./facts";

export type Props = Record<string, unknown>;

/** A VPC in which a machine can stand, with two of each thing that it can have. */
export const base: readonly Resource[] = [
    of(awsTypes.vpc, "vpc", { cidrBlock: "10.0.0.0/16" }),
    ...["a", "b"].map((name) => of(awsTypes.subnet, name, { vpcId: idOf("vpc") })),
    ...["g", "h"].map((name) => of(awsTypes.securityGroup, name, { vpcId: idOf("vpc") })),
    of(awsTypes.role, "role", { name: "role" }),
    of(awsTypes.instanceProfile, "profile", { role: idOf("role") }),
    of(awsTypes.instanceProfile, "empty", { path: "/" }),
];

export const instance = (more: Props): Resource =>
    of(awsTypes.instance, "app", { ami: "ami-1", ...more });
export const template = (more: Props): Resource =>
    of(awsTypes.launchTemplate, "template", { name: "template", ...more });

/** The one machine of a stack beside the VPC. */
export function read(resources: readonly Resource[], mode: Mode = "first preview"): Machine {
    const [machine, ...others] = factsOf([...base, ...resources], mode).machines;
    assert.ok(machine && others.length === 0);
    return machine;
}

/** A set of which all members are certain, as `shownSet` shows it. */
export const alone = (...certain: string[]) => ({ certain, possible: [], doubts: [] });
