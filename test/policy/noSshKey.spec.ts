import { sshKeyReader } from "../../policy/network/read/sshKeys";
import { awsTypes } from "../../policy/network/types";
import { type Resource, unknown } from "../support/policyServer";
import { eachTypeHasRows, fails, passes, type Row, table } from "./table";

type Inputs = Record<string, unknown>;

const typed =
    (type: string) =>
    (inputs: Inputs): Resource => ({ type, name: "it", inputs });

/** The rows of a property that names a key pair. */
function keyRows(type: string, key: string, of: (inputs: Inputs) => Inputs = (inputs) => inputs) {
    const resource = (inputs: Inputs) => typed(type)(of(inputs));
    return [
        passes(`${type} that sets nothing`, typed(type)({})),
        passes(`${type} that names no key`, resource({ ami: "ami-1" })),
        ...["", null].map((value) =>
            passes(`${type} with ${key} ${JSON.stringify(value)}`, resource({ [key]: value })),
        ),
        fails(`${type} with a ${key}`, resource({ [key]: "admin" })),
        fails(`${type} with an unknown ${key}`, resource({ [key]: unknown.string })),
        ...[7, true, {}, [], ["admin"], Number.NaN].map((value) =>
            fails(
                `${type} with a ${key} that makes no sense: ${JSON.stringify(value)}`,
                resource({ [key]: value }),
            ),
        ),
    ];
}

/** The rows of the same within an object, or within each object of a list. */
function nestedKeyRows(type: string, list: string, key: string): Row[] {
    const resource = typed(type);
    return [
        ...keyRows(type, key, (inputs) => ({ [list]: inputs })),
        passes(`${type} with an empty ${list}`, resource({ [list]: {} })),
        fails(`${type} with an unknown ${list}`, resource({ [list]: unknown.object })),
        fails(`${type} with a malformed ${list}`, resource({ [list]: "admin" })),
    ];
}

describe("no-ssh-key", () => {
    table("no-ssh-key", [
        fails("a key pair", typed(awsTypes.keyPair)({ publicKey: "ssh-ed25519 AAAA" })),
        fails("a key pair of which all is unknown", typed(awsTypes.keyPair)({})),
        fails(
            "an EC2 Instance Connect endpoint",
            typed(awsTypes.instanceConnectEndpoint)({ subnetId: unknown.string }),
        ),

        ...keyRows(awsTypes.instance, "keyName"),
        ...keyRows(awsTypes.spotInstanceRequest, "keyName"),
        ...keyRows(awsTypes.launchTemplate, "keyName"),
        ...keyRows(awsTypes.launchConfiguration, "keyName"),
        ...keyRows(awsTypes.imageBuilderInfrastructure, "keyPair"),

        ...nestedKeyRows(awsTypes.eksNodeGroup, "remoteAccess", "ec2SshKey"),
        ...nestedKeyRows(awsTypes.batchComputeEnvironment, "computeResources", "ec2KeyPair"),
        ...nestedKeyRows(awsTypes.emrCluster, "ec2Attributes", "keyName"),
        ...nestedKeyRows(awsTypes.spotFleetRequest, "launchSpecifications", "keyName"),
        passes(
            "a spot fleet without keys",
            typed(awsTypes.spotFleetRequest)({ launchSpecifications: [{}, {}] }),
        ),
        fails(
            "a spot fleet of which the second specification names a key",
            typed(awsTypes.spotFleetRequest)({
                launchSpecifications: [{ keyName: "" }, { keyName: "admin" }],
            }),
        ),
        ...[awsTypes.beanstalkEnvironment, awsTypes.beanstalkTemplate].flatMap((type) => {
            const namespace = "aws:autoscaling:launchconfiguration";
            const option = (value: unknown, name = "EC2KeyName") =>
                typed(type)({ settings: [{ namespace, name, value }] });
            return [
                passes(`${type} that sets nothing`, typed(type)({})),
                passes(`${type} with another option`, option("t3.micro", "InstanceType")),
                passes(`${type} with an empty EC2KeyName`, option("")),
                ...["admin", unknown.string, 7].map((value) =>
                    fails(`${type} with EC2KeyName ${value}`, option(value)),
                ),
                fails(`${type} with unknown options`, typed(type)({ settings: unknown.array })),
            ];
        }),
        passes(
            "a resource of another package with the same property",
            typed("aws-native:ec2:Instance")({ keyName: "admin" }),
        ),
        {
            title: "reports each key of a spot fleet",
            stack: [
                typed(awsTypes.spotFleetRequest)({
                    launchSpecifications: [{ keyName: "a" }, {}, { keyName: unknown.string }],
                }),
            ],
            reported: ["it", "it"],
        },
    ]);

    eachTypeHasRows("no-ssh-key", sshKeyReader, (type) =>
        ([awsTypes.keyPair, awsTypes.instanceConnectEndpoint] as string[]).includes(type),
    );
});
