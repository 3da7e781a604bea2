import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import fc from "fast-check";
import { parseAvailabilityZone } from "../../components/availabilityZones";
import { type BootstrapEgress, createBootstrapEgress } from "../../components/bootstrapEgress";
import { createNetwork } from "../../components/network";
import type { Scope } from "../../components/scope";
import { createSecurityGroups } from "../../components/securityGroups";
import { bootstrapEgressProblems, daysUntil } from "../../components/validation/bootstrapEgress";
import { describeProblem } from "../../components/validation/problems";
import { idOf, kindsOf, named, type Recording, type Registered, UNKNOWN } from "../support/mocks";
import { recordPart } from "../support/part";

const ZONES = ["eu-central-1a", "eu-central-1b"];
const NOW = new Date("2026-11-24T23:59:59Z");
const correct: BootstrapEgress = {
    availabilityZone: "eu-central-1b",
    until: "2026-12-08",
    reason: "install the database",
};

/** A network with or without bootstrap egress; its result are the resources to wait for. */
function build(scope: Scope, args?: BootstrapEgress): readonly pulumi.Resource[] {
    const zones = ZONES.flatMap((zone) => parseAvailabilityZone(zone) ?? []);
    const network = createNetwork(scope, "10.0.0.0/16", zones, {
        hasBootstrapEgress: args !== undefined,
    });
    const { instances } = createSecurityGroups(scope, network.vpc);
    return args ? createBootstrapEgress(scope, network, instances, args, NOW) : [];
}

interface RegisteringMonitor {
    registerResource(request: RegisterResourceRequest, callback: unknown): void;
}

const tags = (name: string) => ({
    Name: name,
    "ssm-only:network": "project/stack/net",
    "ssm-only:temporary": "2026-12-08",
});

describe("bootstrap egress", () => {
    for (const preview of [false, true]) {
        describe(preview ? "in a first preview" : "with known ids", () => {
            let recording: Recording<readonly pulumi.Resource[]>;
            const id = (name: string) => (preview ? UNKNOWN : idOf(name));
            const inputsAre = (name: string, expected: object) =>
                assert.deepEqual(named(recording, name).inputs, expected);

            before(async () => {
                recording = await recordPart((scope) => build(scope, correct), { preview });
            });

            it("is exactly these resources, whose names say so", () => {
                assert.deepEqual(
                    kindsOf(recording.resources.filter(({ name }) => name.includes("bootstrap"))),
                    [
                        "Eip net-bootstrap-address",
                        "InternetGateway net-bootstrap-internet-gateway",
                        "NatGateway net-bootstrap-nat-gateway",
                        "Route net-bootstrap-route-a",
                        "Route net-bootstrap-route-b",
                        "RouteTable net-bootstrap-route-table",
                        "RouteTableAssociation net-bootstrap-route-table-association",
                        "SecurityGroupEgressRule net-bootstrap-egress-http",
                        "SecurityGroupEgressRule net-bootstrap-egress-https",
                        "Subnet net-bootstrap-subnet",
                    ],
                );
                assert.deepEqual([recording.errors, recording.warnings], [[], 0]);
            });

            it("has one public subnet, in the part of the VPC that is reserved for it", () => {
                inputsAre("net-bootstrap-subnet", {
                    vpcId: id("net-vpc"),
                    availabilityZone: "eu-central-1b",
                    cidrBlock: "10.0.224.0/19",
                    mapPublicIpOnLaunch: false,
                    tags: tags("net-bootstrap-subnet"),
                });
                inputsAre("net-bootstrap-internet-gateway", {
                    vpcId: id("net-vpc"),
                    tags: tags("net-bootstrap-internet-gateway"),
                });
                inputsAre("net-bootstrap-route-table", {
                    vpcId: id("net-vpc"),
                    routes: [
                        {
                            cidrBlock: "0.0.0.0/0",
                            gatewayId: id("net-bootstrap-internet-gateway"),
                        },
                    ],
                    tags: tags("net-bootstrap-route-table"),
                });
                inputsAre("net-bootstrap-route-table-association", {
                    subnetId: id("net-bootstrap-subnet"),
                    routeTableId: id("net-bootstrap-route-table"),
                });
            });

            it("has one NAT gateway there, which has a way out before it is made", () => {
                inputsAre("net-bootstrap-address", {
                    domain: "vpc",
                    tags: tags("net-bootstrap-address"),
                });
                inputsAre("net-bootstrap-nat-gateway", {
                    connectivityType: "public",
                    allocationId: id("net-bootstrap-address"),
                    subnetId: id("net-bootstrap-subnet"),
                    tags: tags("net-bootstrap-nat-gateway"),
                });
                const { dependencies } = named(recording, "net-bootstrap-nat-gateway");
                const association = named(recording, "net-bootstrap-route-table-association");
                assert.ok(dependencies.includes(association.urn));
            });

            for (const zone of ["a", "b"]) {
                it(`leads the private subnet in zone ${zone} there, by a route of its own`, () => {
                    const name = `net-bootstrap-route-${zone}`;
                    inputsAre(name, {
                        routeTableId: id(`net-route-table-${zone}`),
                        destinationCidrBlock: "0.0.0.0/0",
                        natGatewayId: id("net-bootstrap-nat-gateway"),
                    });
                    const { propertyDependencies } = named(recording, name);
                    assert.deepEqual(propertyDependencies.natGatewayId, [
                        named(recording, "net-bootstrap-nat-gateway").urn,
                    ]);
                    assert.deepEqual(propertyDependencies.routeTableId, [
                        named(recording, `net-route-table-${zone}`).urn,
                    ]);
                });
            }

            it("lets instances use it for HTTPS and HTTP", () => {
                for (const [key, port] of [
                    ["https", 443],
                    ["http", 80],
                ] as const) {
                    inputsAre(`net-bootstrap-egress-${key}`, {
                        securityGroupId: id("net-instance-security-group"),
                        ipProtocol: "tcp",
                        fromPort: port,
                        toPort: port,
                        cidrIpv4: "0.0.0.0/0",
                        description: `Temporary, until 2026-12-08: ${key.toUpperCase()} to the Internet`,
                        tags: tags(`net-bootstrap-egress-${key}`),
                    });
                }
            });

            it("is ready for a first start when routes and rules exist", async () => {
                const urns = recording.result.map(
                    ({ urn }) => new Promise<string>((resolve) => void urn.apply(resolve)),
                );
                assert.deepEqual(
                    (await Promise.all(urns)).sort(),
                    [
                        named(recording, "net-bootstrap-route-a").urn,
                        named(recording, "net-bootstrap-route-b").urn,
                        named(recording, "net-bootstrap-egress-http").urn,
                        named(recording, "net-bootstrap-egress-https").urn,
                    ].sort(),
                );
            });
        });
    }

    it("changes nothing else but that the private route tables leave their routes to others", async () => {
        const [off, on] = [
            await recordPart((scope) => build(scope)),
            await recordPart((scope) => build(scope, correct)),
        ];
        const others = on.resources.filter(({ name }) => !name.includes("bootstrap"));
        const tables = ["net-route-table-a", "net-route-table-b"];
        const plain = ({ name, inputs: { routes, ...inputs } }: Registered) => [
            name,
            tables.includes(name) ? inputs : { ...inputs, routes },
        ];
        assert.deepEqual(others.map(plain), off.resources.map(plain));
        for (const table of tables) {
            assert.deepEqual(named(off, table).inputs.routes, []);
            assert.ok(!("routes" in named(on, table).inputs));
        }
        assert.deepEqual(off.logged, []);
    });

    it("can be removed and moved, also from a network that is protected and retained", async () => {
        const protectedOnes: string[] = [];
        const removedForGood: string[] = [];
        const freedFirst: string[] = [];
        await recordPart(
            (scope) => {
                const monitor = pulumi.runtime.getMonitor() as unknown as RegisteringMonitor;
                const { registerResource } = monitor;
                monitor.registerResource = (request, callback) => {
                    if (request.getProtect()) {
                        protectedOnes.push(request.getName());
                    }
                    // What says nothing of it inherits the component's.
                    if (request.hasRetainondelete() && !request.getRetainondelete()) {
                        removedForGood.push(request.getName());
                    }
                    if (request.getDeletebeforereplace()) {
                        freedFirst.push(request.getName());
                    }
                    registerResource.call(monitor, request, callback);
                };
                return build(scope, correct);
            },
            { component: { protect: true, retainOnDelete: true } },
        );
        assert.ok(protectedOnes.includes("net-vpc"));
        assert.deepEqual(
            protectedOnes.filter((name) => name.includes("bootstrap")),
            [],
        );
        assert.equal(removedForGood.length, 10);
        assert.ok(removedForGood.every((name) => name.includes("bootstrap")));
        // In another zone the subnet has the same addresses.
        assert.deepEqual(freedFirst, ["net-bootstrap-subnet"]);
    });

    describe("warns on the component", () => {
        const warningOf = async (until: string) => {
            const { logged } = await recordPart((scope) => build(scope, { ...correct, until }));
            return logged;
        };
        const cases = [
            ["2026-11-24", "which is today"],
            ["2026-11-25", "tomorrow"],
            ["2026-12-08", "14 days from now"],
        ];
        for (const [until = "", left] of cases) {
            it(`until when, why, and how to switch it off: ${left}`, async () => {
                assert.deepEqual(await warningOf(until), [
                    {
                        message:
                            "Bootstrap egress is on: instances reach the Internet. Its last day is " +
                            `${until} (UTC), ${left}; the reason given is: install the database. The ` +
                            "date alone switches nothing off: to do so, remove bootstrapEgress and update.",
                        on: "net",
                    },
                ]);
            });
        }
    });
});

describe("the check of bootstrap egress", () => {
    const problems = (value: unknown, zones: unknown = ZONES, now = NOW) =>
        [...bootstrapEgressProblems(value, zones, now)].map(describeProblem);
    const with_ = (change: object) => problems({ ...correct, ...change });
    const DATES = "a date from 2026-11-24 to 2027-02-22, the last day, as text";

    it("finds nothing wrong with a zone, a date and a reason", () => {
        assert.deepEqual(problems(correct), []);
    });

    it("reads the clock if no other time is given", () => {
        const until = new Date().toISOString().slice(0, 10);
        assert.deepEqual([...bootstrapEgressProblems({ ...correct, until }, ZONES)], []);
        const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
        const found = [...bootstrapEgressProblems({ ...correct, until: yesterday }, ZONES)];
        assert.equal(found.length, 1);
    });

    it("takes any date from today to 90 days ahead", () => {
        for (const until of ["2026-11-24", "2026-11-25", "2027-02-21", "2027-02-22"]) {
            assert.deepEqual(with_({ until }), [], until);
        }
    });

    it("takes the last day to its last moment, in UTC", () => {
        const on = (time: string) =>
            problems(correct, ZONES, new Date(time)).map((line) => line.split(":")[0]);
        assert.deepEqual(on("2026-12-08T23:59:59.999Z"), []);
        assert.deepEqual(on("2026-12-08T23:59:59-01:00"), ["bootstrapEgress.until"]);
        assert.deepEqual(on("2026-12-09T00:00:00Z"), ["bootstrapEgress.until"]);
    });

    it("rejects a date that is past", () => {
        assert.deepEqual(with_({ until: "2026-11-23" }), [
            `bootstrapEgress.until: received "2026-11-23", which is past; allowed: ${DATES}. ` +
                "Remove bootstrapEgress: that closes the way. If it is still needed, write a later date.",
        ]);
    });

    it("rejects a date more than 90 days ahead", () => {
        assert.deepEqual(with_({ until: "2027-02-23" }), [
            `bootstrapEgress.until: received "2027-02-23", 91 days ahead; allowed: ${DATES}. ` +
                "Write an earlier date: it can be put off when it comes near.",
        ]);
    });

    const malformed: [unknown, string][] = [
        [undefined, "nothing"],
        ["", '""'],
        ["2026-12-8", '"2026-12-8"'],
        ["08.12.2026", '"08.12.2026"'],
        // What the CLI makes of a date without quotes.
        ["2026-12-08 00:00:00 +0000 UTC", '"2026-12-08 00:00:00 +0000 UTC"'],
        ["2026-13-01", '"2026-13-01"'],
        ["2026-11-31", '"2026-11-31"'],
        ["2027-02-29", '"2027-02-29"'],
        ["2026-12-08\n", '"2026-12-08\\n"'],
        [20261208, "20261208"],
        [pulumi.output("2026-12-08"), "a value that is known only later"],
    ];
    for (const [until, received] of malformed) {
        it(`rejects what is no date: ${received}`, () => {
            assert.deepEqual(with_({ until }), [
                `bootstrapEgress.until: received ${received}; allowed: ${DATES}. ` +
                    'Write for example "2026-12-08", with quotes.',
            ]);
        });
    }

    it("knows which years have a 29 February", () => {
        const now = new Date("2028-02-01T12:00:00Z");
        assert.equal(daysUntil("2028-02-29", now), 28);
        assert.equal(daysUntil("2028-03-01", now), 29);
    });

    it("rejects a zone that is none of the component's", () => {
        assert.deepEqual(with_({ availabilityZone: "eu-central-1c" }), [
            'bootstrapEgress.availabilityZone: received "eu-central-1c"; allowed: "eu-central-1a", ' +
                '"eu-central-1b". Choose one of these, or add it to availabilityZones.',
        ]);
    });

    it("leaves it to others what is wrong with the zones themselves", () => {
        assert.deepEqual(problems(correct, undefined), []);
        assert.deepEqual(problems({ ...correct, availabilityZone: 7 }, "eu-central-1a"), [
            "bootstrapEgress.availabilityZone: received 7; allowed: one of availabilityZones. " +
                "Choose one of these, or add it to availabilityZones.",
        ]);
    });

    for (const [reason, received] of [
        ["because", '"because"'],
        [" because       ", '" because       "'],
        [undefined, "nothing"],
        [["a", "b"], '["a", "b"]'],
    ] as const) {
        it(`rejects a reason that is none: ${received}`, () => {
            assert.deepEqual(with_({ reason }), [
                `bootstrapEgress.reason: received ${received}; allowed: a text of 10 or more characters. ` +
                    "Say what the instances have to download, for whoever reads the warning.",
            ]);
        });
    }

    for (const [value, received] of [
        [true, "true"],
        ["2026-12-08", '"2026-12-08"'],
        [pulumi.output({}), "a value that is known only later"],
    ] as const) {
        it(`rejects what is no map: ${received}`, () => {
            assert.deepEqual(problems(value), [
                `bootstrapEgress: received ${received}; allowed: a map of availabilityZone, reason, until. ` +
                    "Write all of these, or leave it out to have no way to the Internet.",
            ]);
        });
    }

    it("names what a misspelt key may mean", () => {
        assert.deepEqual(with_({ untill: "2026-12-08" }), [
            "bootstrapEgress.untill: received a key that does not exist; allowed: availabilityZone, " +
                'reason, until. Write "until" if that was meant.',
        ]);
    });

    it("never throws, and tells each problem in a line", () => {
        const value = fc.oneof(
            fc.anything(),
            fc.record({
                availabilityZone: fc.anything(),
                until: fc.anything(),
                reason: fc.anything(),
            }),
        );
        fc.assert(
            fc.property(value, fc.anything(), (any, zones) => {
                for (const line of problems(any, zones)) {
                    assert.match(
                        line,
                        /^[^\n]+: received [^\n]+; allowed: [^\n]+\. [A-Z][^\n]*\.$/,
                    );
                }
            }),
        );
    });

    // fast-check prints seed and path of a failure.
    it("counts days as the calendar does, whatever the time of day", () => {
        const anyTime = fc.date({
            min: new Date("2000-01-01T00:00:00Z"),
            max: new Date("2099-12-31T23:59:59Z"),
            noInvalidDate: true,
        });
        fc.assert(
            fc.property(anyTime, fc.integer({ min: -200, max: 200 }), (now, days) => {
                const day = new Date(now);
                day.setUTCDate(day.getUTCDate() + days);
                assert.equal(daysUntil(day.toISOString().slice(0, 10), now), days);
            }),
        );
    });
});
