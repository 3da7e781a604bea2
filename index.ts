import * as pulumi from "@pulumi/pulumi";
import { offeredServices, SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "./components";

/** Keys that Pulumi.yaml must give a default: an empty map, which stands for what is not switched on. */
const OFF_IF_EMPTY = ["bootstrapEgress", "dnsFirewall", "flowLogs"];

const OUTPUTS = [
    ...["vpcId", "subnetIds", "endpointIds", "s3EndpointId", "endpointSecurityGroupId"],
    ...["instanceSecurityGroupId", "instanceRoleArn", "instanceRoleName", "instanceIds"],
    ...["fleetNames", "startSessionCommands", "operatorPolicies", "operatorPolicyArns"],
    ...["sessionDocumentName", "sessionLogGroupName", "sessionKeyArn"],
] as const satisfies (keyof SsmOnlyNetwork)[];

/** Whether the CLI keeps a key secret: the SDK knows it, but its types do not. */
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret(key: string): boolean };

/**
 * The stack's configuration, whose keys Pulumi.yaml documents. Values may be of any type and shape
 * here, and keys misspelt: the component checks them, and its messages name them by the same words.
 */
function readConfig(): SsmOnlyNetworkArgs {
    const config = new pulumi.Config();
    const ownKeys = Object.keys(pulumi.runtime.allConfig())
        .filter((key) => key.startsWith(`${config.name}:`))
        .map((key) => key.slice(config.name.length + 1));
    const isSecret = (key: string) => isConfigSecret(`${config.name}:${key}`);
    const settings = ownKeys
        .map((key) => [key, parse(config.require(key), isSecret(key))] as const)
        .filter(([key, value]) => !(OFF_IF_EMPTY.includes(key) && JSON.stringify(value) === "{}"));
    return Object.fromEntries(settings) as unknown as SsmOnlyNetworkArgs;
}

/**
 * The CLI passes text on as it is, and all else as JSON. A key is a secret if anything in it is: then
 * the state and previews shall not show user data, where secrets are.
 */
function parse(text: string, isSecret: boolean): unknown {
    try {
        return JSON.parse(text, (key, value) =>
            isSecret && key === "userData" && typeof value === "string"
                ? pulumi.secret(value)
                : value,
        );
    } catch {
        return text;
    }
}

export = async () => {
    const args = readConfig();
    const services = await offeredServices(args.services);
    const network = new SsmOnlyNetwork("network", { ...args, services });
    const outputs = OUTPUTS.map((output) => [output, network[output]] as const);
    return Object.fromEntries(outputs.filter(([, value]) => value !== undefined));
};
