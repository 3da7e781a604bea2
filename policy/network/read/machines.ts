import { present } from "../collections";
import { referAll, referenceAt } from "../join";
import { type Kinds, vpcTypes } from "../kinds";
import { at, type Bag, elementsAt, flag, is, object, text, valueIn } from "../known";
import type { Doubt, Machine, Several } from "../model";
import type { Node, Stack } from "../stack";
import { isEmptySet, none, told, union } from "../told";
import { awsTypes } from "../types";
import { groupsOf } from "./interfaceEndpoints";
import {
    attachedGroups,
    type Context,
    type Interface,
    interfacesOf,
    metadataOf,
    type Parts,
    partsOf,
    roleOf,
    setAt,
    templateOf,
} from "./machineParts";
import { vpcOf } from "./subnets";

/**
 * Reads everything that runs the agent: instances, and the groups that start them from a template. Those
 * that the program only reads are somebody else's.
 */
export function readMachines(stack: Stack, kinds: Kinds): Machine[] {
    const nodes = new Map(
        stack
            .ofTypes(
                awsTypes.launchTemplate,
                awsTypes.launchConfiguration,
                awsTypes.networkInterface,
                awsTypes.instanceProfile,
            )
            .map((node) => [node.urn, node]),
    );
    const attached = attachedGroups(stack, kinds);
    const subnets = new Map(
        stack.ofTypes(awsTypes.subnet, awsTypes.defaultSubnet).map((node) => [node.urn, node]),
    );
    const vpcOfSubnet = (key: string) => {
        const subnet = subnets.get(key);
        return subnet && vpcOf(subnet, kinds);
    };
    const context: Context = { kinds, vpcOfSubnet, nodes, attached };
    return [
        ...stack
            .ofTypes(awsTypes.instance, awsTypes.spotInstanceRequest)
            .filter(({ isRead }) => !isRead)
            .map((node) => instance(node, context)),
        ...stack
            .ofTypes(awsTypes.autoscalingGroup)
            .filter(({ isRead }) => !isRead)
            .map((node) => fleet(node, context)),
        ...unmodelledMachines(stack),
    ];
}

/** What else starts instances; only a stack with a VPC can have them in one of its own. */
function unmodelledMachines(stack: Stack): Machine[] {
    const starting = [
        awsTypes.ec2Fleet,
        awsTypes.spotFleetRequest,
        awsTypes.eksNodeGroup,
        awsTypes.emrCluster,
        awsTypes.batchComputeEnvironment,
        awsTypes.beanstalkEnvironment,
    ];
    return stack.ofTypes(...vpcTypes).length === 0
        ? []
        : stack
              .ofTypes(...starting)
              .filter(({ isRead }) => !isRead)
              .map(({ urn, label }) => ({
                  key: urn,
                  urn,
                  label,
                  subnets: none,
                  groups: none,
                  role: told(undefined),
                  metadata: told(true),
                  isPublic: false,
                  doubts: [
                      {
                          uncertainty: "external",
                          reason: `${label} starts instances in a way that the model does not cover`,
                      },
                  ],
              }));
}

function instance(node: Node, context: Context): Machine {
    const template = templateOf(node, "launchTemplate", node.inputs, context);
    const layers: Parts[] = [{ node, bag: node.inputs }, ...template.parts];
    const interfaces = layers.flatMap((layer) => interfacesOf(layer, context));
    const subnets = firstSet([
        ...layers.map(({ node, bag, key }) =>
            setAt(node, bag, "subnetId", context.kinds.subnet, key),
        ),
        ...interfaces.map(({ subnet }) => subnet),
    ]);
    return machine(node, layers, interfaces, subnets, template.doubts, context);
}

/** An Auto Scaling group: it starts instances in any of its subnets. */
function fleet(node: Node, context: Context): Machine {
    const { inputs } = node;
    const [mixed] = objectsAt(inputs, "mixedInstancesPolicy");
    const [specification] = mixed ? objectsAt(mixed, "launchTemplate") : [];
    const template = specification
        ? templateOf(node, "launchTemplateSpecification", specification, context, {
              key: "mixedInstancesPolicy",
              id: "launchTemplateId",
              name: "launchTemplateName",
          })
        : templateOf(node, "launchTemplate", inputs, context);
    const configuration = referenceAt(node, "launchConfiguration");
    const fromConfiguration =
        configuration.property.known.state === "absent"
            ? { parts: [], doubts: [] }
            : partsOf(configuration, context.kinds.launchConfiguration, context);
    const layers = [...template.parts, ...fromConfiguration.parts];
    const interfaces = layers.flatMap((layer) => interfacesOf(layer, context));
    const subnets = firstSet([
        referAll(
            context.kinds.subnet,
            node,
            "vpcZoneIdentifiers",
            elementsAt(inputs, "vpcZoneIdentifiers", text),
        ),
        ...interfaces.map(({ subnet }) => subnet),
    ]);
    const doubts = [...template.doubts, ...fromConfiguration.doubts];
    const isAimless = layers.length === 0 && doubts.length === 0;
    return machine(
        node,
        layers,
        interfaces,
        subnets,
        isAimless
            ? [
                  {
                      uncertainty: "unknown",
                      reason: `${node.label} has no launch template that is known`,
                  },
              ]
            : doubts,
        context,
    );
}

function machine(
    node: Node,
    layers: readonly Parts[],
    interfaces: readonly Interface[],
    subnets: Several<string>,
    doubts: readonly Doubt[],
    context: Context,
): Machine {
    const { kinds, attached } = context;
    const groups = firstSet([
        ...interfaces.map(({ groups }) => groups),
        ...layers.flatMap(({ node, bag, key }) =>
            ["vpcSecurityGroupIds", "securityGroups"].map((list) =>
                referAll(kinds.group, node, key ?? list, elementsAt(bag, list, text)),
            ),
        ),
    ]);
    return {
        key: node.urn,
        urn: node.urn,
        label: node.label,
        subnets: isEmptySet(subnets) ? { ...none, doubts: [inDefaultSubnet(node)] } : subnets,
        groups: union(
            isEmptySet(groups) ? defaultGroup(subnets, context) : groups,
            attached([node.urn, ...present(interfaces.map(({ key }) => key))]),
        ),
        role: roleOf(layers, context),
        metadata: metadataOf(layers),
        doubts,
        isPublic: layers.some(({ bag }) => isPublic(bag)),
    };
}

/** Without any group, AWS takes the default group of the VPC in which the subnets are. */
function defaultGroup(subnets: Several<string>, { vpcOfSubnet }: Context): Several<string> {
    const [vpc] = present([...subnets.certain, ...subnets.possible].map(vpcOfSubnet));
    return vpc ? groupsOf(none, vpc) : none;
}

function objectsAt(bag: Bag, key: string): Bag[] {
    return present(elementsAt(bag, key, object).map(valueIn));
}

function inDefaultSubnet({ label }: Node): Doubt {
    return {
        uncertainty: "external",
        reason: `${label} names no subnet, so AWS puts it into a default subnet of the account`,
    };
}

function isPublic(bag: Bag): boolean {
    return [bag, ...objectsAt(bag, "networkInterfaces")].some((each) =>
        is(at(each, "associatePublicIpAddress", flag), true),
    );
}

/** The first set that says anything. */
function firstSet(sets: readonly Several<string>[]): Several<string> {
    return sets.find((set) => !isEmptySet(set)) ?? none;
}
