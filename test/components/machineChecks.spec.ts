import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { problemsIn } from "../../components/validation/arguments";

// What single instances and fleets share is checked by the same code; most of it is in
// validation.spec.ts, here is what platforms, tags and fleets add.

const network = { availabilityZones: ["eu-central-1a", "eu-central-1b"] };

const check = (args: object) => problemsIn("net", { ...network, ...args });
const instance = (spec: object) =>
    check({ instances: { app: { availabilityZone: "eu-central-1a", ...spec } } });
const fleet = (spec: object) => check({ fleets: { app: { size: 2, ...spec } } });

const manyTags = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, ""]));

describe("the check of instances and fleets", () => {
    it("finds nothing wrong with all there can be", () => {
        const windows = {
            platform: "windows",
            architecture: "x86_64",
            instanceType: "m5.large",
            ami: "ami-01234567",
            rootVolumeSizeGiB: 30,
            userData: "<powershell>\nSet-Date\n</powershell>",
            tags: { "cost center": "ü", Name: "mine" },
        };
        assert.deepEqual(instance({ ...windows, terminationProtection: true }), []);
        const sizes = [0, 1000, { min: 0, max: 0 }, { min: 2, max: 2 }, { min: 1, max: 9 }];
        for (const size of sizes) {
            assert.deepEqual(fleet({ ...windows, size, replaceOnChange: false }), []);
        }
        assert.deepEqual(fleet({ availabilityZones: ["eu-central-1b"] }), []);
        for (const userData of ["<script>\n</script>", "version: 1.1\ntasks: []", "<PowerShell>"]) {
            assert.deepEqual(instance({ platform: "windows", userData }), []);
        }
    });

    const shared: [string, object, string, string][] = [
        [
            "a platform that there is not",
            { platform: "macos" },
            "platform",
            'received "macos"; allowed: "linux" or "windows". Write one of these, or leave it out.',
        ],
        [
            "Windows for ARM",
            { platform: "windows", architecture: "arm64" },
            "architecture",
            'received "arm64"; allowed: "x86_64" for Windows. Leave it out: EC2 has no Windows for ARM.',
        ],
        [
            "Windows on a type for ARM",
            { platform: "windows", instanceType: "t4g.medium" },
            "instanceType",
            'received "t4g.medium", which is arm64; allowed: a type whose architecture is x86_64. ' +
                "Choose another type, such as t3.medium: EC2 has no Windows for ARM.",
        ],
        [
            "a type for Windows that is no type",
            { platform: "windows", instanceType: "big" },
            "instanceType",
            'received "big"; allowed: an EC2 instance type. Write for example "t3.medium".',
        ],
        [
            "an image for Windows that is no id",
            { platform: "windows", ami: "2025" },
            "ami",
            'received "2025"; allowed: the id of an image, such as "ami-0123456789abcdef0". ' +
                "Write its id, or leave it out for Windows Server 2025.",
        ],
        [
            "a volume on which Windows has no room",
            { platform: "windows", rootVolumeSizeGiB: 29 },
            "rootVolumeSizeGiB",
            "received 29; allowed: a whole number from 30 to 16384. " +
                "Write the size in GiB, without quotes and unit.",
        ],
        [
            "user data that Windows would ignore",
            { platform: "windows", userData: "#!/bin/sh\necho secret" },
            "userData",
            "received a text that Windows would not run; allowed: a script in <powershell> or <script>, " +
                "or tasks of EC2Launch. Write <powershell> before the script and </powershell> behind it.",
        ],
        [
            "the tag that allows sessions",
            { tags: { "ssm-only:network": "x" } },
            'tags["ssm-only:network"]',
            'received the key "ssm-only:network"; allowed: any key but ssm-only:network. ' +
                "Remove it: permission to open sessions may depend on this tag.",
        ],
        [
            "a tag that is no text",
            { tags: { cost: 1 } },
            "tags.cost",
            "received 1; allowed: a text of up to 256 letters, digits, spaces or any of _ . : / = + - @. " +
                'Put it in quotes: "1".',
        ],
        [
            "tags that are known only later",
            { tags: pulumi.output({}) },
            "tags",
            "received a value that is known only later; allowed: a map of keys to texts. " +
                'Write for example { environment: "dev" }.',
        ],
    ];
    for (const [what, spec, field, problem] of shared) {
        it(`rejects ${what}`, () => {
            assert.deepEqual(instance(spec), [`instances.app.${field}: ${problem}`]);
            assert.deepEqual(fleet(spec), [`fleets.app.${field}: ${problem}`]);
        });
    }

    it("rejects termination protection that is neither on nor off", () => {
        assert.deepEqual(instance({ terminationProtection: "yes" }), [
            'instances.app.terminationProtection: received "yes"; allowed: true or false. ' +
                "Write one of these, without quotes.",
        ]);
    });

    it("counts an instance's tags together with the component's", () => {
        const instances = (tags: object) => ({
            app: { availabilityZone: "eu-central-1a", tags },
        });
        const tags = manyTags(47);
        assert.deepEqual(check({ tags, instances: instances({ key1: "", other: "" }) }), []);
        assert.deepEqual(check({ tags, instances: instances({ another: "", other: "" }) }), [
            "instances.app.tags: received 49 tags, with the component's; allowed: up to 48 tags. " +
                "Remove 1: AWS allows 50, and 2 are the component's own.",
        ]);
        // Too many of the component's own are told of the component alone.
        const lines = check({ tags: manyTags(49), instances: instances({ other: "" }) });
        assert.deepEqual(
            lines.map((line) => line.split(":")[0]),
            ["tags"],
        );
    });

    describe("has for fleets alone", () => {
        const FIELDS =
            "ami, architecture, availabilityZones, instanceType, platform, replaceOnChange, " +
            "rootVolumeSizeGiB, size, tags, userData";
        const notACount = (path: string, received: string, other = "") =>
            `fleets.app.${path}: received ${received}; allowed: a whole number from 0${other}. ` +
            "Write how many instances there shall be, without quotes.";
        const notASize = (received: string) => [
            notACount("size", received, ", or limits such as { min: 1, max: 4 }"),
        ];
        const notAZone = (path: string, received: string) =>
            `fleets.app.${path}: received ${received}; allowed: "eu-central-1a", "eu-central-1b". ` +
            "Choose one of these, or add it to availabilityZones.";
        const notAList = (received: string) =>
            `fleets.app.availabilityZones: received ${received}; allowed: a list of one or more of the ` +
            "component's availabilityZones. Write such a list, or leave it out for all of them.";

        const cases: [string, object, string[]][] = [
            ["no size", { size: undefined }, notASize("nothing")],
            ["a size in quotes", { size: "2" }, notASize('"2"')],
            ["a size below zero", { size: -1 }, notASize("-1")],
            ["half an instance", { size: 1.5 }, notASize("1.5")],
            [
                "a size that is known only later",
                { size: pulumi.output(2) },
                notASize("a value that is known only later"),
            ],
            [
                "limits of which one is missing",
                { size: { min: 1 } },
                [notACount("size.max", "nothing")],
            ],
            [
                "limits that are none",
                { size: { min: "1", max: null } },
                [notACount("size.min", '"1"'), notACount("size.max", "null")],
            ],
            [
                "limits the wrong way round",
                { size: { min: 3, max: 2 } },
                [
                    "fleets.app.size.max: received 2; allowed: 3, which is min, or more. " +
                        "Write a greater number here, or a smaller one in min.",
                ],
            ],
            [
                "a limit that there is not",
                { size: { min: 1, max: 2, desired: 1 } },
                [
                    "fleets.app.size.desired: received a key that does not exist; allowed: max, min. Remove it.",
                ],
            ],
            [
                "a zone that the network does not have",
                { availabilityZones: ["eu-central-1a", "eu-central-1c"] },
                [notAZone("availabilityZones[1]", '"eu-central-1c"')],
            ],
            ["no zone", { availabilityZones: [] }, [notAList("[]")]],
            [
                "a zone that is no list",
                { availabilityZones: "eu-central-1a" },
                [notAList('"eu-central-1a"')],
            ],
            [
                "a zone twice",
                { availabilityZones: ["eu-central-1a", "eu-central-1a"] },
                [
                    'fleets.app.availabilityZones[1]: received "eu-central-1a" once more; allowed: each element ' +
                        "once. Remove the repetition.",
                ],
            ],
            [
                "a switch that is neither on nor off",
                { replaceOnChange: 1 },
                [
                    "fleets.app.replaceOnChange: received 1; allowed: true or false. " +
                        "Write one of these, without quotes.",
                ],
            ],
            [
                "what only instances have",
                { terminationProtection: true },
                [
                    `fleets.app.terminationProtection: received a key that does not exist; allowed: ${FIELDS}. ` +
                        "Remove it.",
                ],
            ],
        ];
        for (const [what, spec, expected] of cases) {
            it(`a problem with ${what}`, () => {
                assert.deepEqual(fleet(spec), expected);
            });
        }

        it("a problem with what is no map, and with names", () => {
            assert.deepEqual(check({ fleets: [] }), [
                "fleets: received []; allowed: a map of names to fleets. " +
                    "Write for example { app: { size: 2 } }.",
            ]);
            assert.deepEqual(check({ fleets: { app: 2 } }), [
                `fleets.app: received 2; allowed: a map of ${FIELDS}. Write at least { size: 2 }.`,
            ]);
            assert.deepEqual(check({ fleets: { "1": { size: 2 } } }), [
                'fleets: received the name "1"; allowed: names of a letter and up to 62 letters, digits, ' +
                    '"-" or "_". Choose another name, such as app.',
            ]);
        });
    });

    it("never throws, and tells each problem in a line", () => {
        const spec = fc.record(
            {
                platform: fc.oneof(fc.constantFrom("linux", "windows"), fc.anything()),
                userData: fc.anything(),
                tags: fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything())),
                size: fc.oneof(
                    fc.anything(),
                    fc.record({ min: fc.anything(), max: fc.anything() }),
                ),
                availabilityZones: fc.oneof(fc.anything(), fc.array(fc.anything())),
                replaceOnChange: fc.anything(),
                terminationProtection: fc.anything(),
            },
            { requiredKeys: [] },
        );
        fc.assert(
            fc.property(spec, spec, fc.anything(), (app, jobs, tags) => {
                const args = { ...network, instances: { app }, fleets: { jobs }, tags };
                for (const line of problemsIn("net", args)) {
                    assert.match(
                        line,
                        /^[^\n]+: received [^\n]+; allowed: [^\n]+\. [A-Z][^\n]*\.$/,
                    );
                }
            }),
        );
    });
});
