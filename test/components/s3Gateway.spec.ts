import assert from "node:assert/strict";
import { anonymousPrincipal, runSimulation } from "@cloud-copilot/iam-simulate";
import fc from "fast-check";
import { parseAvailabilityZone } from "../../components/availabilityZones";
import { createNetwork } from "../../components/network";
import {
    amazonLinuxBuckets,
    codeArtifactBucket,
    codeArtifactRegions,
    systemsManagerBuckets,
} from "../../components/s3Buckets";
import {
    createS3Gateway,
    needsS3Gateway,
    type S3Access,
    type S3Needs,
} from "../../components/s3Gateway";
import { createSecurityGroups } from "../../components/securityGroups";
import { describeProblem } from "../../components/validation/problems";
import { s3Problems } from "../../components/validation/s3";
import { type Answers, idOf, named, UNKNOWN } from "../support/mocks";
import { recordPart } from "../support/part";

const OWN = "123456789012";
const OTHER = "210987654321";
const ROLE = `arn:aws:sts::${OWN}:assumed-role/net-instance-role/i-0123456789abcdef0`;
const STRANGER = `arn:aws:sts::${OTHER}:assumed-role/anything/session`;
const NOTHING: S3Needs = { codeArtifact: false };
const SERVICE = "aws:ec2/getVpcEndpointService:getVpcEndpointService";

const inRegion = (region: string): Answers => ({
    "aws:index/getRegion:getRegion": () => ({ region }),
});

/** Records the gateway endpoint of a network in two zones. */
const record = (
    access: S3Access,
    needs: S3Needs = NOTHING,
    { preview = true, answers = {} }: { preview?: boolean; answers?: Answers } = {},
) =>
    recordPart(
        (scope) => {
            const zones = ["eu-central-1b", "eu-central-1a"];
            const network = createNetwork(
                scope,
                "10.0.0.0/16",
                zones.flatMap((name) => parseAvailabilityZone(name) ?? []),
                { hasBootstrapEgress: false },
            );
            const groups = createSecurityGroups(scope, network.vpc);
            return createS3Gateway(scope, network, groups.instances, access, needs);
        },
        { preview, answers },
    );

async function policyOf(access: S3Access, needs?: S3Needs, answers?: Answers): Promise<string> {
    const recording = await record(access, needs, { answers });
    assert.deepEqual([recording.errors, recording.warnings], [[], 0]);
    return String(named(recording, "net-endpoint-s3").inputs.policy);
}

interface Request {
    readonly action: string;
    readonly bucket: string;
    readonly key?: string;
    /** Whose the bucket is; this account's if absent. */
    readonly owner?: string;
    readonly principal?: string | typeof anonymousPrincipal;
}

/** Whether a request passes an endpoint with this policy, whatever other policies allow. */
async function passes(
    policy: string,
    { action, bucket, key, owner = OWN, principal = ROLE }: Request,
): Promise<boolean> {
    const account = typeof principal === "string" ? principal.split(":")[4] : "anonymous";
    const outcome = await runSimulation(
        {
            request: {
                principal,
                action,
                resource: {
                    resource: `arn:aws:s3:::${bucket}${key === undefined ? "" : `/${key}`}`,
                    accountId: owner,
                },
                contextVariables: {
                    "aws:PrincipalAccount": account ?? "",
                    "aws:ResourceAccount": owner,
                },
            },
            identityPolicies: [],
            serviceControlPolicies: [],
            resourceControlPolicies: [],
            vpcEndpointPolicies: [{ name: "s3", policy: JSON.parse(policy) }],
        },
        {},
    );
    assert.ok(outcome.resultType === "single", JSON.stringify(outcome));
    return outcome.result.analysis.endpointAnalysis?.result === "Allowed";
}

describe("the gateway endpoint for S3", () => {
    for (const preview of [false, true]) {
        it(`${preview ? "in a first preview" : "with known ids"} is a route of every private subnet, and a rule`, async () => {
            const recording = await record({ amazonLinux: true }, NOTHING, { preview });
            const id = (name: string) => (preview ? UNKNOWN : idOf(name));
            const { policy, ...inputs } = named(recording, "net-endpoint-s3").inputs;
            assert.deepEqual(inputs, {
                vpcId: id("net-vpc"),
                serviceName: "com.amazonaws.eu-central-1.s3",
                vpcEndpointType: "Gateway",
                // Not in the caller's order of zones.
                routeTableIds: [id("net-route-table-a"), id("net-route-table-b")],
                tags: { Name: "net-endpoint-s3", "ssm-only:network": "project/stack/net" },
            });
            assert.deepEqual(JSON.parse(String(policy)), {
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "DownloadAmazonLinux",
                        Effect: "Allow",
                        Principal: "*",
                        Action: "s3:GetObject",
                        Resource: [
                            "arn:aws:s3:::al2023-repos-eu-central-1-de612dc2/*",
                            "arn:aws:s3:::al2023-eu-central-1/*",
                        ],
                    },
                ],
            });
            const rule = named(recording, "net-instance-egress-s3");
            const { prefixListId, ...others } = rule.inputs;
            assert.deepEqual(others, {
                securityGroupId: id("net-instance-security-group"),
                ipProtocol: "tcp",
                fromPort: 443,
                toPort: 443,
                description: "HTTPS to S3, through the gateway endpoint",
                tags: { Name: "net-instance-egress-s3", "ssm-only:network": "project/stack/net" },
            });
            if (preview) {
                // What the mocks do not compute: AWS's list of S3's addresses.
                assert.equal(prefixListId, UNKNOWN);
                const { urn } = named(recording, "net-endpoint-s3");
                assert.deepEqual(rule.propertyDependencies.prefixListId, [urn]);
            }
            assert.equal(recording.resources.filter(({ name }) => /s3/.test(name)).length, 2);
            assert.deepEqual([recording.errors, recording.warnings], [[], 0]);
        });
    }

    it("is looked up as a gateway: there are interface endpoints for S3, too", async () => {
        const { calls } = await record({ amazonLinux: true });
        const asked = calls.filter(({ token }) => token === SERVICE).map(({ inputs }) => inputs);
        assert.deepEqual(asked, [{ service: "s3", serviceType: "Gateway" }]);
    });

    it("stops a preview where AWS has none", async () => {
        const answers: Answers = {
            [SERVICE]: () => {
                const details = "no matching EC2 VPC Endpoint Service found";
                throw Object.assign(new Error(details), { details });
            },
        };
        const { errors, warnings } = await record({ amazonLinux: true }, NOTHING, { answers });
        assert.deepEqual(errors, ["AWS offers no gateway endpoint for S3 in this Region."]);
        assert.equal(warnings, 0);
    });

    it("uses the partition's ARNs", async () => {
        const policy = await policyOf(
            {
                amazonLinux: true,
                systemsManager: true,
                readBuckets: ["own"],
                writeBuckets: ["own"],
            },
            { codeArtifact: false, logBucket: "logs" },
            {
                "aws:index/getPartition:getPartition": () => ({ partition: "aws-cn" }),
                ...inRegion("cn-north-1"),
            },
        );
        assert.deepEqual([...new Set(policy.match(/arn:[^:]+:/g))], ["arn:aws-cn:"]);
    });
});

describe("the policy of the gateway endpoint for S3", () => {
    const switches: [string, S3Access, S3Needs, readonly string[]][] = [
        ["amazonLinux", { amazonLinux: true }, NOTHING, amazonLinuxBuckets("eu-central-1")],
        [
            "systemsManager",
            { systemsManager: true },
            NOTHING,
            systemsManagerBuckets("eu-central-1"),
        ],
        ["codeArtifact", {}, { codeArtifact: true }, ["assets-769407342218-eu-central-1"]],
    ];
    for (const [what, access, needs, buckets] of switches) {
        it(`for ${what} lets anybody download from AWS's buckets, and nothing else`, async () => {
            const policy = await policyOf(access, needs);
            for (const bucket of buckets) {
                const read = { action: "s3:GetObject", bucket, key: "a/b", owner: OTHER };
                for (const principal of [ROLE, STRANGER, anonymousPrincipal]) {
                    assert.ok(await passes(policy, { ...read, principal }), bucket);
                }
                assert.ok(!(await passes(policy, { ...read, action: "s3:PutObject" })));
                assert.ok(!(await passes(policy, { ...read, bucket: `${bucket}x` })));
                const list = { action: "s3:ListBucket", bucket, owner: OTHER };
                assert.ok(!(await passes(policy, list)));
            }
            const others = switches.flatMap(([, , , others]) => others);
            for (const bucket of others.filter((other) => !buckets.includes(other))) {
                const read = { action: "s3:GetObject", bucket, key: "x", owner: OTHER };
                assert.ok(!(await passes(policy, read)), bucket);
            }
        });
    }

    it("lets this account read its readBuckets and write its writeBuckets", async () => {
        const policy = await policyOf({ readBuckets: ["in"], writeBuckets: ["out"] });
        const requests: [boolean, Request][] = [
            [true, { action: "s3:GetObject", bucket: "in", key: "x" }],
            [true, { action: "s3:ListBucket", bucket: "in" }],
            [false, { action: "s3:PutObject", bucket: "in", key: "x" }],
            [false, { action: "s3:DeleteObject", bucket: "in", key: "x" }],
            [true, { action: "s3:PutObject", bucket: "out", key: "x" }],
            [true, { action: "s3:AbortMultipartUpload", bucket: "out", key: "x" }],
            [false, { action: "s3:GetObject", bucket: "out", key: "x" }],
            [false, { action: "s3:ListBucket", bucket: "out" }],
            [false, { action: "s3:DeleteObject", bucket: "out", key: "x" }],
            [false, { action: "s3:PutBucketPolicy", bucket: "out" }],
            [false, { action: "s3:GetObject", bucket: "in-other", key: "x" }],
            [false, { action: "s3:PutObject", bucket: "elsewhere", key: "x" }],
        ];
        for (const [expected, request] of requests) {
            const what = `${request.action} ${request.bucket}`;
            assert.equal(await passes(policy, request), expected, what);
            // The name may be another account's one day, and credentials may be another's, too.
            assert.ok(!(await passes(policy, { ...request, owner: OTHER })), what);
            assert.ok(!(await passes(policy, { ...request, principal: STRANGER })), what);
            const principal = anonymousPrincipal;
            assert.ok(!(await passes(policy, { ...request, principal })), what);
        }
    });

    it("lets the agent write session logs, and see that their bucket is encrypted", async () => {
        const policy = await policyOf({}, { codeArtifact: false, logBucket: "logs" });
        const requests: [boolean, Request][] = [
            [true, { action: "s3:PutObject", bucket: "logs", key: "session.log" }],
            [true, { action: "s3:GetEncryptionConfiguration", bucket: "logs" }],
            [false, { action: "s3:GetObject", bucket: "logs", key: "session.log" }],
            [false, { action: "s3:ListBucket", bucket: "logs" }],
        ];
        for (const [expected, request] of requests) {
            assert.equal(await passes(policy, request), expected, request.action);
            assert.ok(!(await passes(policy, { ...request, owner: OTHER })));
            assert.ok(!(await passes(policy, { ...request, principal: STRANGER })));
        }
    });

    it("has a statement for each purpose that is asked for, and no other", async () => {
        const all = await policyOf(
            { amazonLinux: true, systemsManager: true, readBuckets: ["in"], writeBuckets: ["out"] },
            { codeArtifact: true, logBucket: "logs" },
        );
        const none = await policyOf(
            { amazonLinux: false, systemsManager: false, readBuckets: [], writeBuckets: [] },
            { codeArtifact: false, logBucket: "logs" },
        );
        const sids = (policy: string) =>
            JSON.parse(policy).Statement.map(({ Sid }: { Sid: string }) => Sid);
        assert.deepEqual(sids(all), [
            "DownloadAmazonLinux",
            "DownloadSystemsManager",
            "DownloadCodeArtifact",
            "ReadOwnBuckets",
            "WriteOwnBuckets",
            "WriteSessionLogs",
        ]);
        assert.deepEqual(sids(none), ["WriteSessionLogs"]);
    });

    it("is not longer than AWS allows with as many buckets of the longest names as there can be", async () => {
        const names = (last: string) =>
            Array.from({ length: 50 }, (_, index) => `${"b".repeat(60)}${index + 10}${last}`);
        const access = {
            amazonLinux: true,
            systemsManager: true,
            readBuckets: names("r"),
            writeBuckets: names("w"),
        };
        assert.deepEqual([...s3Problems(access)], []);
        const policy = await policyOf(
            access,
            { codeArtifact: true, logBucket: "l".repeat(63) },
            {
                "aws:index/getPartition:getPartition": () => ({ partition: "aws-us-gov" }),
                ...inRegion("ap-southeast-2"),
            },
        );
        assert.ok(policy.length <= 20_480, `${policy.length} characters`);
    });

    it("cannot be written for CodeArtifact in a Region that has none", async () => {
        const { errors, warnings } = await record(
            {},
            { codeArtifact: true },
            {
                answers: inRegion("ap-east-1"),
            },
        );
        assert.deepEqual(errors, [
            "codeArtifact: received true in ap-east-1; allowed: true in the Regions of CodeArtifact: us-east-1, " +
                "us-east-2, us-west-2, eu-west-1, eu-west-2, eu-west-3, eu-north-1, eu-south-1, " +
                "eu-central-1, ap-northeast-1, ap-southeast-1, ap-southeast-2, ap-south-1. Remove it, or choose " +
                "one of these Regions.",
        ]);
        assert.equal(warnings, 0);
    });
});

describe("needsS3Gateway", () => {
    const none = { codeArtifact: false, logBucket: false };

    it("is false if nothing needs S3", () => {
        const empty = { amazonLinux: false, systemsManager: false };
        assert.equal(needsS3Gateway({}, none), false);
        assert.equal(needsS3Gateway({ ...empty, readBuckets: [], writeBuckets: [] }, none), false);
    });

    const cases: [string, S3Access, object][] = [
        ["amazonLinux", { amazonLinux: true }, {}],
        ["systemsManager", { systemsManager: true }, {}],
        ["readBuckets", { readBuckets: ["b"] }, {}],
        ["writeBuckets", { writeBuckets: ["b"] }, {}],
        ["CodeArtifact", {}, { codeArtifact: true }],
        ["session logs", {}, { logBucket: true }],
    ];
    for (const [what, access, needs] of cases) {
        it(`is true for ${what} alone`, () => {
            assert.equal(needsS3Gateway(access, { ...none, ...needs }), true);
        });
    }
});

describe("AWS's buckets", () => {
    it("are named after the Region, and by the suffixes that AWS publishes", () => {
        assert.deepEqual(systemsManagerBuckets("us-east-1"), [
            "amazon-ssm-us-east-1",
            "amazon-ssm-packages-us-east-1",
            "aws-ssm-us-east-1",
            "aws-ssm-distributor-file-us-east-1",
            "aws-ssm-document-attachments-us-east-1",
            "aws-windows-downloads-us-east-1",
            "us-east-1-birdwatcher-prod",
            "aws-patch-manager-us-east-1-1970c647d",
            "patch-baseline-snapshot-us-east-1",
        ]);
        assert.deepEqual(systemsManagerBuckets("me-south-1").slice(-2), [
            "aws-patch-manager-me-south-1-a53fc9dce",
            "patch-baseline-snapshot-me-south-1-uduvl7q8",
        ]);
    });

    it("of Patch Manager are left out where their names are not known, not guessed", () => {
        assert.ok(!systemsManagerBuckets("mx-central-1").join().includes("patch"));
        assert.deepEqual(systemsManagerBuckets("us-gov-west-1").slice(-2), [
            "us-gov-west-1-birdwatcher-prod",
            "patch-baseline-snapshot-us-gov-west-1",
        ]);
    });

    it("never have a wildcard, in any Region", () => {
        const regions = fc.stringMatching(/^[a-z]{2,4}(-gov)?-[a-z]{4,9}-[1-9]$/);
        const some = fc.oneof(regions, fc.constantFrom(...codeArtifactRegions()));
        fc.assert(
            fc.property(some, (region) => {
                const buckets = [
                    ...amazonLinuxBuckets(region),
                    ...systemsManagerBuckets(region),
                    codeArtifactBucket(region) ?? `none-${region}`,
                ];
                for (const bucket of buckets) {
                    assert.match(bucket, /^[a-z0-9-]{3,63}$/);
                    assert.ok(bucket.includes(region));
                }
                assert.equal(new Set(buckets).size, buckets.length);
            }),
        );
    });

    it("of CodeArtifact exist in its 13 Regions", () => {
        assert.equal(codeArtifactRegions().length, 13);
        assert.equal(codeArtifactBucket("us-west-2"), "assets-787052242323-us-west-2");
        assert.equal(codeArtifactBucket("us-west-1"), undefined);
    });
});

describe("the check of the access to S3", () => {
    const problems = (value: unknown) => [...s3Problems(value)].map(describeProblem);

    it("finds nothing wrong with what is right", () => {
        assert.deepEqual(problems({}), []);
        assert.deepEqual(
            problems({
                amazonLinux: true,
                systemsManager: false,
                readBuckets: ["a-1", "my.bucket.2", "b".repeat(63), "1ab"],
                writeBuckets: [],
            }),
            [],
        );
        assert.deepEqual(problems({ amazonLinux: undefined, readBuckets: undefined }), []);
    });

    const name = (received: string, change: string) => [
        `s3.readBuckets[0]: received ${received}; allowed: the name of a bucket: 3 to 63 lower-case letters, ` +
            `digits, hyphens and dots. ${change}`,
    ];
    const example = 'Write the name of a bucket of this account, such as "my-bucket".';
    const wildcard = "Name each bucket: a wildcard would admit buckets of anybody.";
    const alone = "Write the bucket's name alone.";
    const buckets: [unknown, string[]][] = [
        ["my-*", name('"my-*"', wildcard)],
        ["*", name('"*"', wildcard)],
        ["my-bucke?", name('"my-bucke?"', wildcard)],
        ["arn:aws:s3:::mine", name('"arn:aws:s3:::mine"', alone)],
        ["s3://mine", name('"s3://mine"', alone)],
        ["Mine", name('"Mine"', example)],
        ["my_bucket", name('"my_bucket"', example)],
        ["ab", name('"ab"', example)],
        ["b".repeat(64), name(`"${"b".repeat(64)}"`, example)],
        ["-mine", name('"-mine"', example)],
        ["mine.", name('"mine."', example)],
        ["my..bucket", name('"my..bucket"', example)],
        ["192.168.5.4", name('"192.168.5.4"', example)],
        ["xn--mine", name('"xn--mine"', example)],
        ["mine-s3alias", name('"mine-s3alias"', example)],
        ["mine--use1-az4--x-s3", name('"mine--use1-az4--x-s3"', example)],
        ["mine/prefix", name('"mine/prefix"', example)],
        [7, name("7", example)],
        [null, name("null", example)],
    ];
    for (const [bucket, expected] of buckets) {
        it(`rejects the bucket ${JSON.stringify(bucket)}`, () => {
            assert.deepEqual(problems({ readBuckets: [bucket] }), expected);
        });
    }

    const cases: [string, unknown, string[]][] = [
        [
            "something else than a map",
            ["amazonLinux"],
            [
                's3: received ["amazonLinux"]; allowed: a map of amazonLinux, readBuckets, systemsManager, ' +
                    "writeBuckets. Write for example { amazonLinux: true }.",
            ],
        ],
        [
            "a switch in quotes",
            { amazonLinux: "true" },
            [
                's3.amazonLinux: received "true"; allowed: true or false. Write one of these, without quotes.',
            ],
        ],
        [
            "a single bucket",
            { writeBuckets: "mine" },
            [
                's3.writeBuckets: received "mine"; allowed: a list of up to 50 names of buckets. ' +
                    'Write for example ["my-bucket"].',
            ],
        ],
        [
            "too many buckets",
            { writeBuckets: Array.from({ length: 51 }, (_, index) => `bucket-${index}`) },
            [
                "s3.writeBuckets: received 51 buckets; allowed: a list of up to 50 names of buckets. " +
                    'Write for example ["my-bucket"].',
            ],
        ],
        [
            "a repetition",
            { writeBuckets: ["mine", "mine"] },
            [
                's3.writeBuckets[1]: received "mine" once more; allowed: each element once. Remove the repetition.',
            ],
        ],
        [
            "a misspelt key",
            { readBucket: ["mine"] },
            [
                "s3.readBucket: received a key that does not exist; allowed: amazonLinux, readBuckets, " +
                    'systemsManager, writeBuckets. Write "readBuckets" if that was meant.',
            ],
        ],
    ];
    for (const [what, value, expected] of cases) {
        it(`rejects ${what}`, () => {
            assert.deepEqual(problems(value), expected);
        });
    }

    it("never throws, and lets no bucket pass that is more than a name", () => {
        const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9.*?/-]{3,10}$/));
        fc.assert(
            fc.property(
                fc.oneof(fc.anything(), fc.record({ readBuckets: fc.array(text) })),
                (value) => {
                    if (problems(value).length === 0) {
                        const { readBuckets = [] } = value as S3Access;
                        assert.ok(readBuckets.every((bucket) => /^[a-z0-9.-]+$/.test(bucket)));
                    }
                },
            ),
        );
    });
});
