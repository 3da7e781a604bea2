import type { Exposure } from "../facts";
import { at, type Bag, flag, mapped, type Property, text, valueIn } from "../known";
import { type ExposureReader, within } from "./exposure";

/**
 * What one option of Elastic Beanstalk opens. Environments and templates hold options as a list of
 * namespace, name and value, under which they pass properties on to what they launch.
 */
function option(
    namespace: string,
    name: string,
    opensBy: (setting: Bag) => Property<boolean>,
    part: Omit<Exposure, "opens">,
): ExposureReader {
    const worst = { ...part, effect: `may hold ${name}, which ${part.effect}` };
    return within("settings", worst, (setting) => {
        const labels = [
            [at(setting, "namespace", text), namespace],
            [at(setting, "name", text), name],
        ] as const;
        const isOther = labels.some(([label, own]) => (valueIn(label) ?? own) !== own);
        const doubtful = labels.find(([{ known }]) => known.state !== "value");
        const opens = opensBy(setting);
        const mayOpen = opens.known.state !== "absent" && valueIn(opens) !== false;
        if (isOther || !mayOpen) {
            return [];
        }
        return [
            doubtful ? { ...worst, opens: mapped(doubtful[0], () => true) } : { ...part, opens },
        ];
    });
}

/** Public addresses of the instances that an environment launches. */
export const beanstalkAddresses = option(
    "aws:ec2:vpc",
    "AssociatePublicIpAddress",
    (setting) => at(setting, "value", flag),
    {
        effect: "assigns public IPv4 addresses to the environment's instances",
        fix: 'Set AssociatePublicIpAddress to "false".',
    },
);

/** The key pair of the instances that an environment launches. */
export const beanstalkKey = option(
    "aws:autoscaling:launchconfiguration",
    "EC2KeyName",
    (setting) => mapped(at(setting, "value", text), () => true),
    {
        effect: "lets the owner of a private key log in over SSH",
        fix: "Leave EC2KeyName out.",
    },
);
