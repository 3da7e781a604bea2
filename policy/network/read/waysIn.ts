import { Belongings } from "../collections";
import { refer, referAll, referenceAt } from "../join";
import { type Kinds, vpcReference } from "../kinds";
import { at, is, type Meaning } from "../known";
import type { Doubt, Told, WayIn } from "../model";
import type { Node, Stack } from "../stack";
import { doubtAbout, open, told, toldIn } from "../told";
import { awsTypes, formerAwsTypes } from "../types";
import { publicAddressReader } from "./publicAddresses";

/** Resources that let somebody in by their mere existence. */
const entrances: ReadonlyMap<string, string> = new Map([
    [
        awsTypes.instanceConnectEndpoint,
        "lets people connect from the Internet to any port of the VPC that admits it",
    ],
    [awsTypes.clientVpnAssociation, "lets the clients of a VPN into the VPC"],
    [awsTypes.endpointService, "offers what runs in the VPC to other accounts"],
    [awsTypes.cloudfrontVpcOrigin, "lets CloudFront hand on requests from the Internet"],
    [awsTypes.verifiedAccessEndpoint, "lets people in from the Internet by Verified Access"],
    [
        awsTypes.globalAcceleratorEndpointGroup,
        "lets Global Accelerator hand on traffic from the Internet",
    ],
]);

/** The number of the statement on public addresses, and that on other ways in. */
const statements = { addresses: 40, entrances: 42 } as const;

/** Reads what is a way in by itself: public addresses, and services that hand on what comes from outside. */
export function readWaysIn(stack: Stack): WayIn[] {
    const types = [...Object.values(awsTypes), ...Object.values(formerAwsTypes)];
    const addresses = types.flatMap((type) => {
        const reader = publicAddressReader(type);
        return reader
            ? stack.ofTypes(type).flatMap((node) => {
                  const found = reader(node.inputs).filter(
                      ({ opens }) => opens.known.state !== "absent" && !is(opens, false),
                  );
                  return found.map(({ opens, effect, fix }): WayIn => {
                      const what =
                          opens.path === "" ? effect : `${opens.path} (${opens.shown}) ${effect}`;
                      return {
                          urn: node.urn,
                          label: node.label,
                          reportedBy: "no-public-ip",
                          statement: statements.addresses,
                          opens: is(opens, true) ? told(true) : open(doubtAbout(node.label, opens)),
                          what,
                          fix,
                      };
                  });
              })
            : [];
    });
    const others = [...entrances].flatMap(([type, effect]) =>
        stack.ofTypes(type).map(
            (node): WayIn => ({
                urn: node.urn,
                label: node.label,
                ...(type === awsTypes.instanceConnectEndpoint && { reportedBy: "no-ssh-key" }),
                statement: statements.entrances,
                opens: told(true),
                what: `it ${effect}`,
                fix: "Remove it: people reach instances through Session Manager only.",
            }),
        ),
    );
    return [...addresses, ...others];
}

/** Resources that may let traffic in or out of a VPC in a way that no route shows. */
const unmodelled: readonly string[] = [
    awsTypes.latticeVpcAssociation,
    awsTypes.latticeResourceGateway,
    awsTypes.localGatewayVpcAssociation,
];

/** What may lead in or out of each VPC in a way that the model does not cover. */
export function readPathDoubts(stack: Stack, kinds: Kinds): (vpc: string) => readonly Doubt[] {
    const found = new Belongings<Doubt>();
    for (const node of stack.ofTypes(...unmodelled)) {
        const key = node.type === awsTypes.latticeVpcAssociation ? "vpcIdentifier" : "vpcId";
        found.add(refer(kinds.vpc, referenceAt(node, key)), {
            uncertainty: "external",
            reason: `${node.label} joins the VPC with what the model does not cover`,
            urn: node.urn,
        });
    }
    for (const node of stack.ofTypes(awsTypes.ramResourceAssociation)) {
        for (const vpc of sharedVpcs(node, stack, kinds)) {
            found.add(vpc, {
                uncertainty: "external",
                reason: `${node.label} shares a subnet with other accounts`,
                urn: node.urn,
            });
        }
    }
    return (vpc) => found.around(vpc);
}

/** The id in the ARN of a subnet. */
const subnetInArn: Meaning<string> = {
    expected: "the ARN of a subnet",
    of: (raw) => /:subnet\/(.+)$/.exec(String(raw))?.[1],
};

function sharedVpcs(node: Node, stack: Stack, kinds: Kinds): Told<string>[] {
    const property = at(node.inputs, "resourceArn", subnetInArn);
    const { certain, possible } = referAll(kinds.subnet, node, "resourceArn", [property]);
    const shared = new Set([...certain, ...possible]);
    const vpcs = stack
        .ofTypes(awsTypes.subnet, awsTypes.defaultSubnet)
        .filter(({ urn }) => shared.has(urn))
        .map((subnet) => refer(kinds.vpc, vpcReference(subnet)));
    return [...new Map(vpcs.map((vpc) => [toldIn(vpc), vpc])).values()];
}
