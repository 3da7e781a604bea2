import { instanceMetadataReader } from "../../policy/network/read/instanceMetadata";
import { awsTypes } from "../../policy/network/types";
import { idOf, type Resource, unknown } from "../support/policyServer";
import { eachTypeHasRows, fails, passes, type Row, table } from "./table";

type Inputs = Record<string, unknown>;

const typed =
    (type: string) =>
    (inputs: Inputs): Resource => ({ type, name: "it", inputs });

const instance = typed(awsTypes.instance);
const fleet = typed(awsTypes.spotFleetRequest);

/** The rows of everything that has `metadataOptions` which count. */
function optionRows(type: string): Row[] {
    const resource = typed(type);
    const options = (metadataOptions: unknown) => resource({ metadataOptions });
    return [
        ...["required", "Required"].map((httpTokens) =>
            passes(`${type} with httpTokens ${httpTokens}`, options({ httpTokens })),
        ),
        ...["optional", "OPTIONAL", "", null, unknown.string, "v2", "no-preference", true, {}].map(
            (httpTokens) =>
                fails(
                    `${type} with httpTokens ${JSON.stringify(httpTokens)}`,
                    options({ httpTokens }),
                ),
        ),
        fails(`${type} that sets nothing`, resource({})),
        fails(`${type} with empty options`, options({})),
        fails(`${type} with an empty list of options`, options([])),
        fails(`${type} with unknown options`, options(unknown.object)),
        fails(`${type} with malformed options`, options("required")),
        passes(`${type} with options in a list`, options([{ httpTokens: "required" }])),

        ...[{}, { httpTokens: "optional" }, { httpTokens: unknown.string }, { httpTokens: 7 }].map(
            (tokens) =>
                passes(
                    `${type} that switches the service off, with ${JSON.stringify(tokens)}`,
                    options({ httpEndpoint: "disabled", ...tokens }),
                ),
        ),
        passes(`${type} that switches it off in capitals`, options({ httpEndpoint: "DISABLED" })),
        ...["enabled", "", unknown.string, "off", false].map((httpEndpoint) =>
            fails(
                `${type} with httpEndpoint ${JSON.stringify(httpEndpoint)}`,
                options({ httpEndpoint, httpTokens: "optional" }),
            ),
        ),
        ...["enabled", unknown.string, "off"].map((httpEndpoint) =>
            passes(
                `${type} with httpEndpoint ${JSON.stringify(httpEndpoint)} that requires tokens`,
                options({ httpEndpoint, httpTokens: "required" }),
            ),
        ),
    ];
}

const launchTemplate = { id: idOf("template"), version: "$Latest" };
const template: Resource = {
    type: awsTypes.launchTemplate,
    name: "template",
    inputs: { metadataOptions: { httpTokens: "required" } },
};

describe("instance-metadata-v2", () => {
    table(
        "instance-metadata-v2",
        [
            ...optionRows(awsTypes.instance),
            ...optionRows(awsTypes.launchTemplate),
            ...optionRows(awsTypes.launchConfiguration),

            passes(
                "an instance that leaves it to its launch template",
                instance({ launchTemplate }),
                template,
            ),
            passes(
                "an instance that sets other options beside its launch template",
                instance({ launchTemplate, metadataOptions: { httpPutResponseHopLimit: 2 } }),
                template,
            ),
            {
                title: "reports the launch template that leaves it out, not the instance",
                stack: [instance({ launchTemplate }), { ...template, inputs: {} }],
                reported: ["template"],
            },
            fails(
                "an instance that overrules its launch template",
                instance({ launchTemplate, metadataOptions: { httpTokens: "optional" } }),
                template,
            ),
            fails(
                "an instance with an unknown launch template",
                instance({ launchTemplate: unknown.object }),
            ),
            fails(
                "an instance with a malformed launch template",
                instance({ launchTemplate: "lt-1" }),
            ),
            fails("an instance with an empty launch template", instance({ launchTemplate: "" })),

            fails("a spot request", typed(awsTypes.spotInstanceRequest)({})),
            fails(
                "a spot request that requires tokens, which nobody tells AWS",
                typed(awsTypes.spotInstanceRequest)({
                    metadataOptions: { httpTokens: "required" },
                }),
            ),
            passes("a spot fleet of launch templates", fleet({ launchTemplateConfigs: [{}] })),
            passes("a spot fleet without specifications", fleet({ launchSpecifications: [] })),
            fails("a spot fleet with specifications", fleet({ launchSpecifications: [{}, {}] })),
            fails(
                "a spot fleet of what is unknown",
                fleet({ launchSpecifications: unknown.array }),
            ),
            passes(
                "a resource of another package",
                typed("aws-native:ec2:Instance")({ metadataOptions: { httpTokens: "optional" } }),
            ),
        ],
        "advisory",
    );

    eachTypeHasRows("instance-metadata-v2", instanceMetadataReader, (type) =>
        ([awsTypes.spotInstanceRequest] as string[]).includes(type),
    );
});
