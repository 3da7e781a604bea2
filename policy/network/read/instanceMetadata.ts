import {
    at,
    type Bag,
    elementsAt,
    filledAt,
    is,
    mapped,
    object,
    oneOf,
    orElse,
    type Property,
} from "../known";
import { awsTypes } from "../types";
import { existing, listed, type ExposureReader as Reader, within } from "./exposure";

const isOptional = oneOf(
    new Map([
        ["optional", true],
        ["required", false],
    ]),
    '"optional" or "required"',
);

const isEnabled = oneOf(
    new Map([
        ["enabled", true],
        ["disabled", false],
    ]),
    '"enabled" or "disabled"',
);

const allowed = "allows IMDSv1, which asks for no session token";

// Without a word in the program, the default of the account in the Region decides, then the AMI, then
// "optional". None of them is in sight, and each may change without the program: so it counts as optional.
const undecided = "leaves it to the account and the AMI whether IMDSv1 is allowed";

const anyOptions = { effect: allowed, fix: 'Set httpTokens in it to "required".' };

/**
 * Whether the metadata service answers without a token. Switched off, it answers nobody.
 *
 * @param template the launch template that decides what the options leave out, and that is judged itself
 */
function tokens(template?: Property<Bag>): Reader {
    return (bag) => {
        const endpoint = at(bag, "httpEndpoint", isEnabled);
        if (is(endpoint, false)) {
            return [];
        }
        const declared = at(bag, "httpTokens", isOptional);
        const isLeftOut = declared.known.state === "absent";
        const opens =
            isLeftOut && template ? mapped(template, () => false) : orElse(declared, true);
        return [
            {
                // Optional tokens are no harm if the service, which nobody knows yet, is switched off.
                opens: is(opens, true) && endpoint.known.state === "unknown" ? endpoint : opens,
                effect: isLeftOut ? undecided : allowed,
                fix: `Set ${declared.path} to "required".`,
            },
        ];
    };
}

function options(template?: Property<Bag>): Reader {
    const declared = within("metadataOptions", anyOptions, tokens(template));
    return (bag) =>
        is(filledAt(bag, "metadataOptions"), false)
            ? tokens(template)({ path: "metadataOptions", raw: undefined })
            : declared(bag);
}

const instance: Reader = (bag) => {
    const [template] = elementsAt(bag, "launchTemplate", object);
    return options(template)(bag);
};

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
    [awsTypes.instance, instance],
    [awsTypes.launchTemplate, options()],
    [awsTypes.launchConfiguration, options()],
    // `RequestSpotInstances` has no metadata options, and the provider drops those of the program:
    // https://github.com/hashicorp/terraform-provider-aws/issues/25896
    [
        awsTypes.spotInstanceRequest,
        existing(
            `A spot instance request ${undecided}, because AWS takes no metadataOptions with it`,
            "Use an instance with instanceMarketOptions and metadataOptions instead.",
        ),
    ],
    // Nor has a launch specification of a spot fleet.
    [
        awsTypes.spotFleetRequest,
        listed(
            "launchSpecifications",
            `${undecided}, because AWS takes no metadata options in them`,
            "Use launchTemplateConfigs, with a launch template that requires tokens.",
        ),
    ],
]);

/** The reader of whether the instances of this type of resource allow IMDSv1, if there is one. */
export function instanceMetadataReader(type: string): Reader | undefined {
    return readers.get(type);
}
