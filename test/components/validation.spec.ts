import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { problemsIn } from "../../components/validation/arguments";
import { inDays } from "../support/dates";

const ZONES = ["eu-central-1a", "eu-central-1b"];
const correct = { availabilityZones: ZONES };

/** What is wrong when one thing of a correct network is different. */
const with_ = (args: object) => problemsIn("net", { ...correct, ...args });
const inZoneA = { availabilityZone: "eu-central-1a" };
const withInstance = (spec: object) => with_({ instances: { app: { ...inZoneA, ...spec } } });

/** All arguments, as the message of a misspelt one lists them. */
const ARGUMENTS =
    "availabilityZones, bootstrapEgress, checkBlockPublicAccess, cidrBlock, codeArtifact, dnsFirewall, " +
    "fleets, flowLogs, instancePolicy, instances, operators, s3, services, sessions, tags";

describe("the check of the arguments", () => {
    it("finds nothing wrong with the least there can be", () => {
        assert.deepEqual(problemsIn("net", correct), []);
    });

    it("finds nothing wrong with all there can be", () => {
        const problems = problemsIn("net.A_1-x", {
            cidrBlock: "100.127.255.0/24",
            availabilityZones: ["us-gov-west-1a", "us-gov-west-1g"],
            services: ["ssm", "ssmmessages", "logs", "codeartifact.api", "kms-fips"],
            instances: {
                "app-1_B": {
                    availabilityZone: "us-gov-west-1g",
                    architecture: "arm64",
                    instanceType: "im4gn.16xlarge",
                    ami: "ami-0123456789abcdef0",
                    rootVolumeSizeGiB: 16384,
                    userData: "x".repeat(16384),
                },
                old: {
                    availabilityZone: "us-gov-west-1a",
                    ami: "ami-01234567",
                    rootVolumeSizeGiB: 8,
                    userData: "x",
                },
            },
            tags: { "cost center": "K1 + ü", empty: "", Name: "mine" },
        });
        assert.deepEqual(problems, []);
    });

    it("takes arguments that are undefined for absent ones", () => {
        const absent = { cidrBlock: undefined, services: undefined, instances: undefined };
        assert.deepEqual(with_({ ...absent, tags: undefined }), []);
        assert.deepEqual(withInstance({ ami: undefined, architecture: undefined }), []);
    });

    it("lists all problems at once", () => {
        assert.deepEqual(
            problemsIn("", { cidrBlock: "x", availabilityZones: [], zone: "x" }).map(
                (line) => line.split(":")[0],
            ),
            ["name", "availabilityZones", "cidrBlock", "zone"],
        );
    });

    it("never throws, whatever it is given", () => {
        const args = fc.oneof(
            fc.anything(),
            fc.record({
                cidrBlock: fc.anything(),
                availabilityZones: fc.anything(),
                services: fc.anything(),
                instances: fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything())),
                tags: fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything())),
            }),
        );
        fc.assert(
            fc.property(fc.anything(), args, (name, value) => {
                for (const line of problemsIn(name, value)) {
                    assert.match(
                        line,
                        /^[^\n]+: received [^\n]+; allowed: [^\n]+\. [A-Z][^\n]*\.$/,
                    );
                }
            }),
        );
    });

    describe("of the name", () => {
        const problem = (received: string) => [
            `name: received ${received}; allowed: a letter and up to 39 letters, digits, "-", "_" or ".", ` +
                'without "sg-", "aws", "amazon" or "amzn" in front. ' +
                "Choose such a name: those of roles, security groups and documents begin with it.",
        ];
        const cases: [string, unknown, string][] = [
            ["an empty one", "", '""'],
            ["none", undefined, "nothing"],
            ["one that AWS refuses for security groups", "sg-net", '"sg-net"'],
            ["one that AWS keeps for its own documents", "aws-net", '"aws-net"'],
            ["the same in capital letters", "Amazon", '"Amazon"'],
            ["one with a space", "my net", '"my net"'],
            ["one that leaves no room in a role's name", "n".repeat(41), `"${"n".repeat(41)}"`],
        ];
        for (const [what, name, received] of cases) {
            it(`rejects ${what}`, () => {
                assert.deepEqual(problemsIn(name, correct), problem(received));
            });
        }
    });

    describe("as a whole", () => {
        const problem = (received: string) => [
            `args: received ${received}; allowed: a map of arguments. ` +
                'Write at least { availabilityZones: ["eu-central-1a", "eu-central-1b"] }.',
        ];
        const cases: [unknown, string][] = [
            [undefined, "nothing"],
            [null, "null"],
            [["a"], '["a"]'],
            [7, "7"],
            [pulumi.output({}), "a value that is known only later"],
        ];
        for (const [args, received] of cases) {
            it(`rejects ${received}`, () => {
                assert.deepEqual(problemsIn("net", args), problem(received));
            });
        }

        it("names the argument that a misspelt one may mean", () => {
            assert.deepEqual(with_({ availabilityZone: "eu-central-1a" }), [
                `availabilityZone: received a key that does not exist; allowed: ${ARGUMENTS}. ` +
                    'Write "availabilityZones" if that was meant.',
            ]);
        });

        it("says that an argument it does not know is to go", () => {
            assert.deepEqual(with_({ natGateways: 1 }), [
                `natGateways: received a key that does not exist; allowed: ${ARGUMENTS}. Remove it.`,
            ]);
        });

        for (const key of ["vpc", "vpcId", "subnets", "subnetIds"]) {
            it(`refuses an existing network: ${key}`, () => {
                assert.deepEqual(with_({ [key]: "x-0123" }), [
                    `${key}: received "x-0123"; allowed: no existing network: what others own in it could ` +
                        "break the promise at any time. Remove it: the component builds a VPC of its own. " +
                        "Move the instances there.",
                ]);
            });
        }

        for (const key of ["codeArtifact", "checkBlockPublicAccess"]) {
            it(`rejects a switch that is neither on nor off: ${key}`, () => {
                assert.deepEqual(with_({ [key]: "yes" }), [
                    `${key}: received "yes"; allowed: true or false. Write one of these, without quotes.`,
                ]);
                assert.deepEqual(with_({ [key]: true }), []);
            });
        }

        it("checks each argument by its own rules", () => {
            const wrong = {
                s3: { amazonLinux: 1 },
                bootstrapEgress: { availabilityZone: "eu-central-1a", until: "2026-01-01" },
                flowLogs: { retentionDays: 2 },
                dnsFirewall: { allowedDomains: "example.com" },
            };
            assert.deepEqual(
                with_(wrong).map((line) => line.split(":")[0]),
                [
                    "s3.amazonLinux",
                    "bootstrapEgress.reason",
                    "bootstrapEgress.until",
                    "flowLogs.retentionDays",
                    "dnsFirewall.allowedDomains",
                ],
            );
        });
    });

    describe("of cidrBlock", () => {
        const notACidr = (received: string) =>
            `cidrBlock: received ${received}; allowed: an IPv4 CIDR block from /16 to /24, as text. ` +
            'Write for example "10.0.0.0/16".';
        const badLength = (received: string) =>
            `cidrBlock: received ${received}; allowed: a prefix length from 16 to 24. ` +
            'Write for example "10.0.0.0/16".';
        const notPrivate = (received: string) =>
            `cidrBlock: received ${received}; allowed: a block of private addresses, within 10.0.0.0/8, ` +
            '172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10. Write for example "10.0.0.0/16".';
        const hostBits = (received: string, network: string) =>
            `cidrBlock: received ${received}; allowed: the first address of a block, without host bits. ` +
            `Write "${network}".`;

        const cases: [unknown, string[]][] = [
            ["10.0.0.0", [notACidr('"10.0.0.0"')]],
            ["", [notACidr('""')]],
            ["10.0.0.256/16", [notACidr('"10.0.0.256/16"')]],
            ["010.0.0.0/16", [notACidr('"010.0.0.0/16"')]],
            ["10.0.0.0/33", [notACidr('"10.0.0.0/33"')]],
            ["10.0.0.0/16 ", [notACidr('"10.0.0.0/16 "')]],
            ["fd00::/16", [notACidr('"fd00::/16"')]],
            [10, [notACidr("10")]],
            [null, [notACidr("null")]],
            [["10.0.0.0/16"], [notACidr('["10.0.0.0/16"]')]],
            [{ cidr: "10.0.0.0/16" }, [notACidr('{cidr: "10.0.0.0/16"}')]],
            [pulumi.output("10.0.0.0/16"), [notACidr("a value that is known only later")]],
            ["10.0.0.0/15", [badLength('"10.0.0.0/15"')]],
            ["10.0.0.0/25", [badLength('"10.0.0.0/25"')]],
            ["10.0.0.1/8", [badLength('"10.0.0.1/8"')]],
            ["10.0.1.0/16", [hostBits('"10.0.1.0/16"', "10.0.0.0/16")]],
            ["10.0.0.7/24", [hostBits('"10.0.0.7/24"', "10.0.0.0/24")]],
            ["8.8.0.0/16", [notPrivate('"8.8.0.0/16"')]],
            ["172.32.0.0/16", [notPrivate('"172.32.0.0/16"')]],
            ["100.128.0.0/16", [notPrivate('"100.128.0.0/16"')]],
            ["169.254.0.0/16", [notPrivate('"169.254.0.0/16"')]],
            ["0.0.0.0/0", [badLength('"0.0.0.0/0"'), notPrivate('"0.0.0.0/0"')]],
            ["8.8.8.8/16", [hostBits('"8.8.8.8/16"', "8.8.0.0/16"), notPrivate('"8.8.8.8/16"')]],
        ];
        for (const [value, expected] of cases) {
            it(`rejects ${/received (.*?);/.exec(expected[0] ?? "")?.[1]}`, () => {
                assert.deepEqual(with_({ cidrBlock: value }), expected);
            });
        }

        it("accepts the ends of the private ranges", () => {
            for (const cidrBlock of [
                ...["10.0.0.0/16", "10.255.255.0/24", "172.16.0.0/16", "172.31.255.0/24"],
                ...["192.168.0.0/16", "192.168.255.0/24", "100.64.0.0/16", "100.127.255.0/24"],
            ]) {
                assert.deepEqual(with_({ cidrBlock }), []);
            }
        });
    });

    describe("of availabilityZones", () => {
        const notTwo = (received: string) =>
            `availabilityZones: received ${received}; allowed: a list of two or more Availability Zones of one ` +
            'Region. Write for example ["eu-central-1a", "eu-central-1b"].';
        const notAZone = (received: string, change: string) =>
            `availabilityZones[1]: received ${received}; allowed: an Availability Zone: a Region and a letter ` +
            `from a to g, such as "eu-central-1a". ${change}`;
        const CHOOSE = 'Choose one that "aws ec2 describe-availability-zones" lists.';

        const cases: [string, unknown, string[]][] = [
            ["none", undefined, [notTwo("nothing")]],
            ["an empty list", [], [notTwo("[]")]],
            ["one zone", ["eu-central-1a"], [notTwo('["eu-central-1a"]')]],
            ["a text", "eu-central-1a", [notTwo('"eu-central-1a"')]],
            ["a map", { a: 1 }, [notTwo("{a: 1}")]],
            [
                "values known only later",
                pulumi.output(ZONES),
                [notTwo("a value that is known only later")],
            ],
            ["a number in the list", ["eu-central-1a", 5], [notAZone("5", CHOOSE)]],
            ["a Region", ["eu-central-1a", "eu-central-1"], [notAZone('"eu-central-1"', CHOOSE)]],
            ["capitals", ["eu-central-1a", "EU-CENTRAL-1B"], [notAZone('"EU-CENTRAL-1B"', CHOOSE)]],
            [
                "a letter that has no slot",
                ["eu-central-1a", "eu-central-1h"],
                [notAZone('"eu-central-1h"', CHOOSE)],
            ],
            [
                "a zone's id",
                ["eu-central-1a", "euc1-az2"],
                [notAZone('"euc1-az2"', "Write the zone's name: this is its id.")],
            ],
            [
                "a Local Zone",
                ["us-west-2a", "us-west-2-lax-1a"],
                [
                    notAZone(
                        '"us-west-2-lax-1a"',
                        "Write a zone of us-west-2 itself: this is a Local or Wavelength Zone.",
                    ),
                ],
            ],
            [
                "a Wavelength Zone",
                ["us-east-1a", "us-east-1-wl1-bos-wlz-1"],
                [
                    notAZone(
                        '"us-east-1-wl1-bos-wlz-1"',
                        "Write a zone of us-east-1 itself: this is a Local or Wavelength Zone.",
                    ),
                ],
            ],
            [
                "a zone that is there twice",
                ["eu-central-1a", "eu-central-1b", "eu-central-1a"],
                [
                    'availabilityZones[2]: received "eu-central-1a" once more; allowed: each element once. ' +
                        "Remove the repetition.",
                ],
            ],
            [
                "zones of two Regions",
                ["eu-central-1a", "us-east-1b"],
                [
                    'availabilityZones: received ["eu-central-1a", "us-east-1b"]; allowed: Availability Zones of ' +
                        "one Region. Keep those of one of eu-central-1, us-east-1.",
                ],
            ],
        ];
        for (const [what, availabilityZones, expected] of cases) {
            it(`rejects ${what}`, () => {
                assert.deepEqual(problemsIn("net", { availabilityZones }), expected);
            });
        }

        it("accepts zones of every partition", () => {
            for (const region of [
                ...["cn-north-1", "us-gov-west-1", "eusc-de-east-1", "us-iso-east-1"],
                ...["us-isob-east-1", "eu-isoe-west-1", "ap-southeast-5", "mx-central-1"],
            ]) {
                const availabilityZones = [`${region}a`, `${region}b`];
                assert.deepEqual(problemsIn("net", { availabilityZones }), []);
            }
        });
    });

    describe("of services", () => {
        const badName = (received: string) =>
            `services[2]: received ${received}; allowed: a service's short name: lower-case letters, digits, ` +
            'hyphens and dots. Write for example "logs" or "codeartifact.api".';
        const cases: [string, unknown, string[]][] = [
            [
                "a text",
                "ssm",
                [
                    `services: received "ssm"; allowed: a list of services' short names. ` +
                        'Write for example ["ssm","ssmmessages"].',
                ],
            ],
            [
                "a list without ssmmessages",
                ["ssm"],
                [
                    'services: received ["ssm"]; allowed: a list that has ssm and ssmmessages. ' +
                        "Add ssmmessages: sessions cannot do without.",
                ],
            ],
            [
                "an empty list",
                [],
                [
                    "services: received []; allowed: a list that has ssm and ssmmessages. " +
                        "Add ssm and ssmmessages: sessions cannot do without.",
                ],
            ],
            [
                "a service that is there twice",
                ["ssm", "ssmmessages", "ssm"],
                [
                    'services[2]: received "ssm" once more; allowed: each element once. Remove the repetition.',
                ],
            ],
            ["capitals", ["ssm", "ssmmessages", "Logs"], [badName('"Logs"')]],
            ["an empty name", ["ssm", "ssmmessages", ""], [badName('""')]],
            ["a number", ["ssm", "ssmmessages", 7], [badName("7")]],
            [
                "a full service name",
                ["ssm", "ssmmessages", "com.amazonaws.eu-central-1.logs"],
                [
                    'services[2]: received "com.amazonaws.eu-central-1.logs"; allowed: a service\'s short name. ' +
                        "Write only what stands behind the Region.",
                ],
            ],
            [
                "a service of gateway endpoints",
                ["ssm", "ssmmessages", "s3"],
                [
                    'services[2]: received "s3"; allowed: services that instances reach through interface endpoints here. ' +
                        "Remove it, and say in the argument s3 which buckets instances reach.",
                ],
            ],
        ];
        for (const [what, services, expected] of cases) {
            it(`rejects ${what}`, () => {
                assert.deepEqual(with_({ services }), expected);
            });
        }
    });

    it("shows no user data, wherever it stands", () => {
        const problems = with_({ instances: [{ userData: "TOKEN=hunter2", ...inZoneA }] });
        assert.deepEqual(problems, [
            'instances: received [{userData: …, availabilityZone: "eu-central-1a"}]; allowed: a map of names to ' +
                'instances. Write for example { app: { availabilityZone: "eu-central-1a" } }.',
        ]);
    });

    it("keeps its lines short, however long a key is", () => {
        const long = "k".repeat(100_000);
        for (const args of [{ [long]: 1 }, { instances: { [long]: {} } }, { [`${long}|`]: 1 }]) {
            const problems = with_(args);
            assert.ok(problems.length > 0 && problems.join("").length < 1500, problems.join("\n"));
        }
    });

    describe("of tags", () => {
        const badValue = (path: string, received: string, change: string) =>
            `tags.${path}: received ${received}; allowed: a text of up to 256 letters, digits, spaces or any ` +
            `of _ . : / = + - @. ${change}`;
        const badKey = (path: string, key: string) =>
            `${path}: received the key "${key.slice(0, 79)}${key.length > 78 ? "…" : '"'}; allowed: ` +
            "1 to 128 letters, digits, spaces or any of _ . : / = + - @. Choose another key.";
        const many = (count: number) =>
            Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, ""]));

        const cases: [string, unknown, string[]][] = [
            [
                "a list",
                ["a"],
                [
                    'tags: received ["a"]; allowed: a map of keys to texts. ' +
                        'Write for example { environment: "dev" }.',
                ],
            ],
            ["a number", { cost: 12 }, [badValue("cost", "12", 'Put it in quotes: "12".')]],
            ["a boolean", { on: true }, [badValue("on", "true", 'Put it in quotes: "true".')]],
            ["no value", { on: null }, [badValue("on", "null", "Choose another value.")]],
            ["a bad value", { on: "a|b" }, [badValue("on", '"a|b"', "Choose another value.")]],
            [
                "a long value",
                { on: "v".repeat(257) },
                [badValue("on", `"${"v".repeat(79)}…`, "Choose another value.")],
            ],
            ["a bad key", { "a|b": "" }, [badKey('tags["a|b"]', "a|b")]],
            [
                "a long key",
                { ["k".repeat(129)]: "" },
                [badKey(`tags.${"k".repeat(129)}`, "k".repeat(129))],
            ],
            ["an empty key", { "": "" }, [badKey('tags[""]', "")]],
            [
                "a key of AWS's",
                { "AWS:x": "" },
                [
                    'tags["AWS:x"]: received the key "AWS:x"; allowed: a key that does not begin with "aws:". ' +
                        "Choose another key: AWS keeps these for itself.",
                ],
            ],
            [
                "the component's own key",
                { "ssm-only:network": "other" },
                [
                    'tags["ssm-only:network"]: received the key "ssm-only:network"; allowed: any key but ' +
                        "ssm-only:network. Remove it: permission to open sessions may depend on this tag.",
                ],
            ],
            [
                "too many tags",
                many(49),
                [
                    "tags: received 49 tags; allowed: up to 48 tags. " +
                        "Remove 1: AWS allows 50, and 2 are the component's own.",
                ],
            ],
        ];
        for (const [what, tags, expected] of cases) {
            it(`rejects ${what}`, () => {
                assert.deepEqual(with_({ tags }), expected);
            });
        }

        it("accepts as many as AWS allows", () => {
            assert.deepEqual(with_({ tags: many(48) }), []);
        });

        it("accepts one less while bootstrap egress, with a tag of its own, is on", () => {
            const bootstrapEgress = {
                availabilityZone: "eu-central-1a",
                until: inDays(7),
                reason: "first start of the build agents",
            };
            assert.deepEqual(with_({ bootstrapEgress, tags: many(47) }), []);
            assert.deepEqual(with_({ bootstrapEgress, tags: many(48) }), [
                "tags: received 48 tags together with bootstrapEgress; allowed: up to 47 tags while it is on. " +
                    "Remove 1: AWS allows 50, and what is temporary has 3 of the component's own.",
            ]);
        });

        it("rejects keys that IAM takes for the same, which the role could not have", () => {
            assert.deepEqual(with_({ tags: { Team: "a", Name: "b", team: "c" } }), [
                'tags.team: received the key "team" once more; allowed: keys that differ in more than ' +
                    "capital letters. Remove one of them: IAM takes both for the same.",
            ]);
            assert.deepEqual(with_({ tags: { name: "a" } }), [
                'tags.name: received the key "name"; allowed: keys that differ from "Name" in more than ' +
                    'capital letters. Write "Name" or another key: the component\'s role has that tag, and ' +
                    "IAM takes both for the same.",
            ]);
        });
    });

    describe("of instances", () => {
        const FIELDS =
            "ami, architecture, availabilityZone, instanceType, platform, rootVolumeSizeGiB, tags, " +
            "terminationProtection, userData";
        const badName = (received: string) =>
            `instances: received the name ${received}; allowed: names of a letter and up to 62 letters, digits, ` +
            '"-" or "_". Choose another name, such as app.';
        const field = (name: string, received: string, allowed: string, change: string) =>
            `instances.app.${name}: received ${received}; allowed: ${allowed}. ${change}`;
        const badType = (received: string) =>
            field(
                "instanceType",
                received,
                "an EC2 instance type",
                'Write for example "t4g.nano".',
            );
        const badAmi = (received: string) =>
            field(
                "ami",
                received,
                'the id of an image, such as "ami-0123456789abcdef0"',
                "Write its id, or leave it out for Amazon Linux 2023.",
            );
        const badSize = (received: string) =>
            field(
                "rootVolumeSizeGiB",
                received,
                "a whole number from 8 to 16384",
                "Write the size in GiB, without quotes and unit.",
            );
        const badUserData = (received: string, change: string) =>
            field("userData", received, "a text of 1 to 16384 bytes", change);
        const mismatch = (type: string, is: string, wanted: string) =>
            field(
                "instanceType",
                `"${type}", which is ${is}`,
                `a type whose architecture is ${wanted}`,
                `Choose another type, or write ${is} in instances.app.architecture.`,
            );

        it("rejects a list", () => {
            assert.deepEqual(with_({ instances: ["app"] }), [
                'instances: received ["app"]; allowed: a map of names to instances. ' +
                    'Write for example { app: { availabilityZone: "eu-central-1a" } }.',
            ]);
        });

        for (const name of ["", "1st", "a b", "a.b", "n".repeat(64)]) {
            it(`rejects the name ${JSON.stringify(name)}`, () => {
                assert.deepEqual(with_({ instances: { [name]: inZoneA } }), [badName(`"${name}"`)]);
            });
        }

        it("rejects an instance that is no map", () => {
            assert.deepEqual(with_({ instances: { app: null } }), [
                `instances.app: received null; allowed: a map of ${FIELDS}. ` +
                    'Write at least { availabilityZone: "eu-central-1a" }.',
            ]);
        });

        it("wants to know the zone of each instance", () => {
            assert.deepEqual(with_({ instances: { app: {} } }), [
                'instances.app.availabilityZone: received nothing; allowed: "eu-central-1a", ' +
                    '"eu-central-1b". Choose one of these, or add it to availabilityZones.',
            ]);
        });

        const cases: [string, object, string[]][] = [
            [
                "a misspelt field",
                { userdata: "secret" },
                [
                    `instances.app.userdata: received a key that does not exist; allowed: ${FIELDS}. ` +
                        'Write "userData" if that was meant.',
                ],
            ],
            [
                "a field that is missing a part",
                { type: "t4g.nano" },
                [
                    `instances.app.type: received a key that does not exist; allowed: ${FIELDS}. Remove it.`,
                ],
            ],
            [
                "a key pair",
                { keyName: "mine" },
                [
                    `instances.app.keyName: received a key that does not exist; allowed: ${FIELDS}. Remove it.`,
                ],
            ],
            [
                "a zone that the network does not have",
                { availabilityZone: "eu-central-1c" },
                [
                    field(
                        "availabilityZone",
                        '"eu-central-1c"',
                        '"eu-central-1a", "eu-central-1b"',
                        "Choose one of these, or add it to availabilityZones.",
                    ),
                ],
            ],
            [
                "an architecture that AWS does not have",
                { architecture: "amd64" },
                [
                    field(
                        "architecture",
                        '"amd64"',
                        '"arm64" or "x86_64"',
                        "Write one of these, or leave it out.",
                    ),
                ],
            ],
            ["a type without a size", { instanceType: "t4g" }, [badType('"t4g"')]],
            ["a type that is no text", { instanceType: 4 }, [badType("4")]],
            [
                "an Intel type for ARM",
                { instanceType: "t3.nano", architecture: "arm64" },
                [mismatch("t3.nano", "x86_64", "arm64")],
            ],
            [
                "an ARM type for Intel",
                { instanceType: "c7gn.large", architecture: "x86_64" },
                [mismatch("c7gn.large", "arm64", "x86_64")],
            ],
            ["an image's name", { ami: "al2023" }, [badAmi('"al2023"')]],
            ["an image's id that is too short", { ami: "ami-123" }, [badAmi('"ami-123"')]],
            ["an image that is no text", { ami: ["ami-01234567"] }, [badAmi('["ami-01234567"]')]],
            ["a volume too small", { rootVolumeSizeGiB: 7 }, [badSize("7")]],
            ["a volume too large", { rootVolumeSizeGiB: 16385 }, [badSize("16385")]],
            ["half a GiB", { rootVolumeSizeGiB: 8.5 }, [badSize("8.5")]],
            ["a size in quotes", { rootVolumeSizeGiB: "20" }, [badSize('"20"')]],
            [
                "empty user data",
                { userData: "" },
                [badUserData("a text of 0 bytes", "Write a script, or leave it out.")],
            ],
            [
                "user data with more bytes than letters",
                { userData: `${"x".repeat(16383)}ü` },
                [badUserData("a text of 16385 bytes", "Shorten it.")],
            ],
            [
                "user data that is a list",
                { userData: ["secret"] },
                [badUserData("a list", "Write a script, or leave it out.")],
            ],
            [
                "user data that is a map",
                { userData: { secret: 1 } },
                [badUserData("a map", "Write a script, or leave it out.")],
            ],
            [
                "user data that is a number",
                { userData: 5 },
                [badUserData("5", "Write a script, or leave it out.")],
            ],
        ];
        for (const [what, spec, expected] of cases) {
            it(`rejects ${what}`, () => {
                assert.deepEqual(withInstance(spec), expected);
            });
        }

        it("leaves values that are known only later to a later check", () => {
            const later = pulumi.output("anything");
            const spec = {
                ami: later,
                instanceType: Promise.resolve("anything"),
                rootVolumeSizeGiB: later,
                userData: later,
            };
            assert.deepEqual(withInstance(spec), []);
        });

        it("does not blame an instance for what is wrong with the zones", () => {
            const instances = { app: { availabilityZone: "eu-central-1a" } };
            for (const availabilityZones of [undefined, [], "eu-central-1a"]) {
                const lines = problemsIn("net", { availabilityZones, instances });
                assert.deepEqual(
                    lines.map((line) => line.split(":")[0]),
                    ["availabilityZones"],
                );
            }
        });

        it("rejects an instance's zone of a wrong type even then", () => {
            assert.deepEqual(
                problemsIn("net", { instances: { app: { availabilityZone: 1 } } }).at(-1),
                "instances.app.availabilityZone: received 1; allowed: one of availabilityZones. " +
                    "Choose one of these, or add it to availabilityZones.",
            );
        });

        it("wants the zone and the architecture at once", () => {
            const later = pulumi.output("arm64");
            assert.deepEqual(
                withInstance({ availabilityZone: later, architecture: later }).map(
                    (line) => line.split(";")[0],
                ),
                [
                    "instances.app.availabilityZone: received a value that is known only later",
                    "instances.app.architecture: received a value that is known only later",
                ],
            );
        });
    });
});
