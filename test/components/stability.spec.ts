import assert from "node:assert/strict";
import fc from "fast-check";
import { SsmOnlyNetwork, type SsmOnlyNetworkArgs } from "../../components";
import { type Registered, record } from "../support/mocks";

// Resources are the same to Pulumi if they have the same URN; an update changes those whose inputs
// differ. Whether a changed input replaces a resource only the provider knows.

const ZONES = ["eu-central-1a", "eu-central-1b"];

/** The inputs of all children, by URN. */
async function childrenOf(args: Partial<SsmOnlyNetworkArgs>): Promise<Map<string, object>> {
    const { resources } = await record(
        () => new SsmOnlyNetwork("net", { availabilityZones: ZONES, ...args }),
    );
    const children = resources.filter(({ parent }: Registered) => parent !== "");
    return new Map(children.map(({ urn, inputs }) => [urn, inputs]));
}

/** What an update from one network to another would do, by the children's names. */
async function changes(before: Partial<SsmOnlyNetworkArgs>, after: Partial<SsmOnlyNetworkArgs>) {
    const [old, now] = [await childrenOf(before), await childrenOf(after)];
    const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";
    const isSame = (urn: string) => JSON.stringify(old.get(urn)) === JSON.stringify(now.get(urn));
    return {
        added: [...now.keys()]
            .filter((urn) => !old.has(urn))
            .map(nameOf)
            .sort(),
        removed: [...old.keys()]
            .filter((urn) => !now.has(urn))
            .map(nameOf)
            .sort(),
        changed: [...now.keys()]
            .filter((urn) => old.has(urn) && !isSame(urn))
            .map(nameOf)
            .sort(),
    };
}

const NOTHING = { added: [], removed: [], changed: [] };
const ENDPOINTS = ["net-endpoint-ec2messages", "net-endpoint-ssm", "net-endpoint-ssmmessages"];
const ZONE_C = ["net-route-table-association-c", "net-route-table-c", "net-subnet-c"];

describe("an update of SsmOnlyNetwork", () => {
    it("changes nothing when nothing has changed", async () => {
        assert.deepEqual(await changes({}, {}), NOTHING);
    });

    it("adds to a new zone its subnet, and to the endpoints an address there", async () => {
        const withC = { availabilityZones: [...ZONES, "eu-central-1c"] };
        const instances = { app: { availabilityZone: "eu-central-1a" } };
        assert.deepEqual(await changes({ instances }, { instances, ...withC }), {
            added: ZONE_C,
            removed: [],
            changed: ENDPOINTS,
        });
    });

    it("removes with a zone what was in it, and nothing else", async () => {
        const withC = { availabilityZones: ["eu-central-1c", ...ZONES] };
        const instances = { app: { availabilityZone: "eu-central-1b" } };
        assert.deepEqual(await changes({ instances, ...withC }, { instances }), {
            added: [],
            removed: ZONE_C,
            changed: ENDPOINTS,
        });
    });

    it("adds and removes instances without touching the others", async () => {
        assert.deepEqual(
            await changes(
                {
                    instances: {
                        app: { availabilityZone: "eu-central-1a" },
                        jobs: { availabilityZone: "eu-central-1a" },
                    },
                },
                {
                    instances: {
                        web: { availabilityZone: "eu-central-1a" },
                        jobs: { availabilityZone: "eu-central-1a" },
                    },
                },
            ),
            { added: ["net-instance-web"], removed: ["net-instance-app"], changed: [] },
        );
    });

    it("adds and removes services without touching the others", async () => {
        assert.deepEqual(
            await changes(
                { services: ["ssm", "ssmmessages", "ec2messages"] },
                { services: ["logs", "ssm", "ssmmessages"] },
            ),
            { added: ["net-endpoint-logs"], removed: ["net-endpoint-ec2messages"], changed: [] },
        );
    });

    it("changes nothing when instances or services are put into another order", async () => {
        assert.deepEqual(
            await changes(
                {
                    instances: {
                        app: { availabilityZone: "eu-central-1a" },
                        jobs: { availabilityZone: "eu-central-1a" },
                    },
                    services: ["ssm", "ssmmessages"],
                },
                {
                    instances: {
                        jobs: { availabilityZone: "eu-central-1a" },
                        app: { availabilityZone: "eu-central-1a" },
                    },
                    services: ["ssmmessages", "ssm"],
                },
            ),
            NOTHING,
        );
    });

    it("does not move an instance that names its zone when zones are put into another order", async () => {
        const instances = { app: { availabilityZone: "eu-central-1a" } };
        const { added, removed, changed } = await changes(
            { instances },
            { instances, availabilityZones: ZONES.toReversed() },
        );
        assert.deepEqual({ added, removed, changed }, NOTHING);
    });

    it("spreads a fleet over a new zone only if the fleet names none", async () => {
        const fleets = {
            everywhere: { size: 2 },
            here: { size: 2, availabilityZones: ["eu-central-1b", "eu-central-1a"] },
        };
        const reordered = { availabilityZones: ZONES.toReversed() };
        assert.deepEqual(await changes({ fleets }, { fleets, ...reordered }), NOTHING);
        const withC = { availabilityZones: [...ZONES, "eu-central-1c"] };
        assert.deepEqual(await changes({ fleets }, { fleets, ...withC }), {
            added: ZONE_C,
            removed: [],
            changed: [...ENDPOINTS, "net-fleet-everywhere"],
        });
    });

    // fast-check prints seed and path of a failure.
    it("never moves a subnet, whatever zones there are and in whatever order", async function () {
        this.timeout(30_000);
        const anyZones = fc.shuffledSubarray(
            [..."abc"].map((letter) => `eu-central-1${letter}`),
            { minLength: 2 },
        );
        const whole = await childrenOf({
            availabilityZones: [..."abc"].map((x) => `eu-central-1${x}`),
        });
        await fc.assert(
            fc.asyncProperty(anyZones, async (availabilityZones) => {
                for (const [urn, inputs] of await childrenOf({ availabilityZones })) {
                    if (/Subnet|RouteTable/.test(urn)) {
                        assert.deepEqual(inputs, whole.get(urn), urn);
                    }
                }
            }),
            { numRuns: 12 },
        );
    });
});
