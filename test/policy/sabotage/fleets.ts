import { awsTypes } from "../../../policy/network/types";
import { idOf, unknown } from "../../support/policyServer";
import { fleet, of } from "./networks";
import { add, both, type Change, rowsOf, set } from "./rows";

type Props = Record<string, unknown>;

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;

const template = (inputs: Props): Change => set("template", inputs);

export const fleetRows = rowsOf(fleet, [
    ["a template without a profile", template({ iamInstanceProfile: undefined }), violated("32")],
    ["a template without groups", template({ vpcSecurityGroupIds: undefined }), violated("19, 20")],
    [
        "a template with a described interface",
        template({
            vpcSecurityGroupIds: undefined,
            networkInterfaces: [{ securityGroups: [idOf("instances")] }],
        }),
    ],
    [
        "a template with a described interface of the wrong group",
        template({
            vpcSecurityGroupIds: undefined,
            networkInterfaces: [{ securityGroups: [idOf("endpoints")] }],
        }),
        violated("19, 20"),
    ],
    [
        "a template with the metadata service off",
        template({ metadataOptions: { httpEndpoint: "disabled" } }),
        violated("34"),
    ],
    [
        "a template of another stack",
        set("app", { launchTemplate: { id: "lt-elsewhere" } }),
        violated("19, 20, 32"),
    ],
    [
        "a mixed group",
        set("app", {
            launchTemplate: undefined,
            mixedInstancesPolicy: {
                launchTemplate: {
                    launchTemplateSpecification: { launchTemplateId: idOf("template") },
                },
            },
        }),
    ],
    [
        "a group without a template",
        set("app", { launchTemplate: undefined }),
        violated("19, 20, 32"),
    ],
    [
        "a group that also starts in a subnet with a shadowed local route",
        add(
            of(awsTypes.route, "shadow", {
                routeTableId: idOf("table-b"),
                destinationCidrBlock: "10.0.0.0/24",
                networkInterfaceId: "eni-0a1",
            }),
        ),
        violated("30"),
    ],
    [
        "a launch configuration",
        both(
            add(
                of(awsTypes.launchConfiguration, "configuration", {
                    securityGroups: [idOf("instances")],
                    iamInstanceProfile: idOf("profile"),
                }),
            ),
            set("app", { launchTemplate: undefined, launchConfiguration: idOf("configuration") }),
        ),
    ],
    [
        "a group in one unknown subnet",
        set("app", { vpcZoneIdentifiers: unknown.array }),
        "no-internet-path app unknown 29",
        open("32"),
    ],
]);
