import assert from "node:assert/strict";
import { bagOf } from "../../../policy/network/known";
import type { ExposureReader } from "../../../policy/network/read/exposure";
import { gatewayReader } from "../../../policy/network/read/gateways";
import { instanceMetadataReader } from "../../../policy/network/read/instanceMetadata";
import { publicAddressReader } from "../../../policy/network/read/publicAddresses";
import { sshKeyReader } from "../../../policy/network/read/sshKeys";
import { awsTypes } from "../../../policy/network/types";
import { unknown } from "../../support/policyServer";

// What a resource opens, by which property, in which words, and what to do about it.

type Props = Record<string, unknown>;

/** Each exposure: the path and the value (or the state) of what opens it, the effect, and the fix. */
function read(reader: ExposureReader | undefined, props: Props): unknown[] {
    assert.ok(reader);
    return reader(bagOf(props)).map(({ opens: { path, known }, effect, fix }) => [
        path,
        known.state === "value" ? known.value : known.state,
        effect,
        fix,
    ]);
}

describe("What opens a network", () => {
    const addresses = (type: string) => publicAddressReader(type);
    const database = "gives the database a public address";
    const migration = "gives the migration's instance a public address";
    const leaveOut = (key: string) => `Leave ${key} out.`;
    const privately = "Set publiclyAccessible to false.";
    const privateNat = 'Set connectivityType to "private", or remove the NAT gateway.';
    const rows: [string, ExposureReader | undefined, Props, unknown[]][] = [
        [
            "is a NAT gateway unless it is private",
            gatewayReader(awsTypes.natGateway),
            {},
            [["connectivityType", true, "makes the NAT gateway public", privateNat]],
        ],
        [
            "is a private NAT gateway only if it is a regional one",
            gatewayReader(awsTypes.natGateway),
            { connectivityType: "private", availabilityMode: "regional" },
            [
                [
                    "availabilityMode",
                    true,
                    "makes the NAT gateway regional, and those are always public",
                    "Leave availabilityMode out, or remove the NAT gateway.",
                ],
            ],
        ],
        [
            "is a database by its property, and by nothing if it is not set",
            addresses(awsTypes.rdsInstance),
            {},
            [["publiclyAccessible", "absent", database, privately]],
        ],
        [
            "is an instance of a migration unless it is told otherwise",
            addresses(awsTypes.dmsInstanceProfile),
            {},
            [["publiclyAccessible", true, migration, privately]],
        ],
        [
            "is each broker of a cluster with Elastic IPs",
            addresses(awsTypes.mskCluster),
            {
                brokerNodeGroupInfo: {
                    connectivityInfo: { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } },
                },
            },
            [
                [
                    "brokerNodeGroupInfo.connectivityInfo.publicAccess.type",
                    true,
                    "gives every broker a public address",
                    'Set the type of publicAccess to "DISABLED".',
                ],
            ],
        ],
        [
            "is each task that a pipe starts with a public address",
            addresses(awsTypes.pipe),
            {
                targetParameters: {
                    ecsTaskParameters: {
                        networkConfiguration: {
                            awsVpcConfiguration: { assignPublicIp: "ENABLED" },
                        },
                    },
                },
            },
            [
                [
                    "targetParameters.ecsTaskParameters.networkConfiguration.awsVpcConfiguration.assignPublicIp",
                    true,
                    "gives every task a public IPv4 address",
                    'Set assignPublicIp to "DISABLED".',
                ],
            ],
        ],
        [
            "is whatever an object may hold that nobody can read",
            addresses(awsTypes.pipe),
            { targetParameters: unknown.object },
            [
                [
                    "targetParameters",
                    "unknown",
                    "may assign public addresses",
                    "Let it assign no public address.",
                ],
            ],
        ],
        [
            "is a key pair by its name",
            sshKeyReader(awsTypes.imageBuilderInfrastructure),
            { keyPair: "admin" },
            [
                [
                    "keyPair",
                    true,
                    "lets the owner of a private key log in over SSH",
                    leaveOut("keyPair"),
                ],
            ],
        ],
        [
            "is a metadata service that answers without a token",
            instanceMetadataReader(awsTypes.instance),
            { metadataOptions: { httpTokens: "optional" } },
            [
                [
                    "metadataOptions.httpTokens",
                    true,
                    "allows IMDSv1, which asks for no session token",
                    'Set metadataOptions.httpTokens to "required".',
                ],
            ],
        ],
    ];
    for (const [title, reader, props, expected] of rows) {
        it(title, () => assert.deepEqual(read(reader, props), expected));
    }

    it("is a number of addresses of IPv6", () => {
        const [, counted] = read(addresses(awsTypes.instance), { ipv6AddressCount: 2 });
        const effect = "assigns an IPv6 address, and these are all public";
        assert.deepEqual(counted, ["ipv6AddressCount", true, effect, leaveOut("ipv6AddressCount")]);
    });
});

describe("An option of Elastic Beanstalk opens a network", () => {
    const KEY = { namespace: "aws:autoscaling:launchconfiguration", name: "EC2KeyName" };
    const PUBLIC = { namespace: "aws:ec2:vpc", name: "AssociatePublicIpAddress" };
    const keyOf = (...settings: Props[]) =>
        read(sshKeyReader(awsTypes.beanstalkEnvironment), { settings });
    const addressOf = (...settings: Props[]) =>
        read(publicAddressReader(awsTypes.beanstalkEnvironment), { settings });
    const login = "lets the owner of a private key log in over SSH";
    const mayHold = `may hold EC2KeyName, which ${login}`;
    const fix = "Leave EC2KeyName out.";
    const assigned = "assigns public IPv4 addresses to the environment's instances";

    it("by its value", () => {
        assert.deepEqual(keyOf({ ...KEY, value: "admin" }), [
            ["settings[0].value", true, login, fix],
        ]);
        assert.deepEqual(addressOf({ ...PUBLIC, value: "true" }), [
            ["settings[0].value", true, assigned, 'Set AssociatePublicIpAddress to "false".'],
        ]);
    });

    it("not if it has no value, a harmless one, another name or another namespace", () => {
        assert.deepEqual(keyOf(KEY, { ...KEY, value: "" }), []);
        assert.deepEqual(addressOf({ ...PUBLIC, value: "false" }), []);
        assert.deepEqual(keyOf({ ...KEY, name: "ImageId", value: "admin" }), []);
        assert.deepEqual(keyOf({ ...KEY, namespace: "aws:ec2:vpc", value: "admin" }), []);
    });

    it("perhaps, if only the update tells its name, its namespace or all of it", () => {
        for (const [label, value] of [
            ["name", unknown.string],
            ["namespace", unknown.string],
        ] as const) {
            assert.deepEqual(keyOf({ ...KEY, [label]: value, value: "admin" }), [
                [`settings[0].${label}`, "unknown", mayHold, fix],
            ]);
        }
        assert.deepEqual(
            read(sshKeyReader(awsTypes.beanstalkEnvironment), { settings: unknown.array }),
            [["settings", "unknown", mayHold, fix]],
        );
    });
});
