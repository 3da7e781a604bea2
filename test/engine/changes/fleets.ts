import type { Change, Changes, Settings } from "../../support/changes";

const OWN_IMAGE = "ami-0123456789abcdef0";

/** A network of two instances and two fleets, with more fields of some of them. */
const network = ({ app = {}, jobs = {}, workers = {} }: Record<string, object>): Settings => ({
    availabilityZones: ["us-west-2a", "us-west-2b"],
    instances: {
        app: { availabilityZone: "us-west-2a", ...app },
        admin: { availabilityZone: "us-west-2b", platform: "windows" },
    },
    fleets: {
        jobs: { size: 0, availabilityZones: ["us-west-2b"], ...jobs },
        workers: { size: { min: 1, max: 4 }, userData: "#!/bin/sh\necho 1\n", ...workers },
    },
});

const change = (
    before: Record<string, object>,
    after: Record<string, object>,
    steps: readonly string[],
): Change => ({ before: network(before), after: network(after), steps });

/** Changes of fleets, and of instances of both platforms beside them. */
export const FLEET_CHANGES: Changes = {
    "newer images, also where own ones are not named any more": change(
        { app: { ami: OWN_IMAGE }, jobs: { ami: OWN_IMAGE } },
        {},
        [],
    ),
    "other user data of a fleet": change({}, { workers: { userData: "#!/bin/sh\necho 2\n" } }, [
        "update fleet-template-workers (userData)",
        "update fleet-workers (launchTemplate)",
    ]),
    "another size of a fleet": change({}, { workers: { size: 2 } }, [
        "update fleet-workers (desiredCapacity, maxSize, minSize)",
    ]),
};
