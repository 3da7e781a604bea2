import { isZoneId, parseAvailabilityZone, regionOfEdgeZone } from "../availabilityZones";
import { describeValue, duplicateProblems, type Problem } from "./problems";

/** What is wrong with the list of Availability Zones. */
export function* zonesProblems(value: unknown): Generator<Problem> {
    const path = "availabilityZones";
    if (!Array.isArray(value) || value.length < 2) {
        yield {
            path,
            received: describeValue(value),
            allowed: "a list of two or more Availability Zones of one Region",
            change: 'Write for example ["eu-central-1a", "eu-central-1b"].',
        };
    }
    const names: unknown[] = Array.isArray(value) ? value : [];
    for (const [index, name] of names.entries()) {
        yield* zoneProblems(`${path}[${index}]`, name);
        yield* duplicateProblems(path, names, index);
    }
    const zones = names.flatMap((name) =>
        typeof name === "string" ? (parseAvailabilityZone(name) ?? []) : [],
    );
    const regions = [...new Set(zones.map(({ region }) => region))];
    if (regions.length > 1) {
        yield {
            path,
            received: describeValue(value),
            allowed: "Availability Zones of one Region",
            change: `Keep those of one of ${regions.join(", ")}.`,
        };
    }
}

function* zoneProblems(path: string, name: unknown): Generator<Problem> {
    if (typeof name === "string" && parseAvailabilityZone(name)) {
        return;
    }
    yield {
        path,
        received: describeValue(name),
        allowed: 'an Availability Zone: a Region and a letter from a to g, such as "eu-central-1a"',
        change: zoneAdvice(name),
    };
}

function zoneAdvice(name: unknown): string {
    const edgeRegion = typeof name === "string" ? regionOfEdgeZone(name) : undefined;
    if (edgeRegion) {
        return `Write a zone of ${edgeRegion} itself: this is a Local or Wavelength Zone.`;
    }
    if (typeof name === "string" && isZoneId(name)) {
        return "Write the zone's name: this is its id.";
    }
    return 'Choose one that "aws ec2 describe-availability-zones" lists.';
}

/** What is wrong with a zone that must be one of the component's. */
export function* ownZoneProblems(path: string, zone: unknown, zones: unknown): Generator<Problem> {
    const allowed = Array.isArray(zones) ? zones : [];
    // What is wrong with the zones themselves is told of them, not of every instance.
    const isPossible = allowed.length > 0 ? allowed.includes(zone) : typeof zone === "string";
    if (!isPossible) {
        yield {
            path,
            received: describeValue(zone),
            allowed: allowed.map(describeValue).join(", ") || "one of availabilityZones",
            change: "Choose one of these, or add it to availabilityZones.",
        };
    }
}
