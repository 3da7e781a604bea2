import { type Change, type Changes, changed, each, type Settings } from "../../support/changes";

const ZONES = ["us-west-2a", "us-west-2b", "us-west-2c"];
const app = { availabilityZone: "us-west-2a" };
const jobs = { availabilityZone: "us-west-2b", ami: "ami-0123456789abcdef0" };

/** A network of three zones, whose instance `app` has the latest image. */
export const BASE: Settings = { availabilityZones: ZONES, instances: { app, jobs } };

const SERVICES = ["ec2messages", "ssm", "ssmmessages"];
const eachZone = (what: string) => ["a", "b", "c"].map((letter) => `${what}-${letter}`);
/** What happens to each interface endpoint, and why. */
export const eachEndpoint = (operation: string, because: string) =>
    SERVICES.map((service) => `${operation} endpoint-${service} (${because})`);
/** What a fourth zone brings. */
export const ZONE_D = each("create", ["route-table-association-d", "route-table-d", "subnet-d"]);

const change = (settings: Settings, steps: readonly string[]): Change =>
    changed(BASE, settings, steps);

/** Changes of the network of BASE. */
export const NETWORK_CHANGES: Changes = {
    nothing: change({}, []),
    "zones, services and instances in another order": change(
        {
            availabilityZones: ZONES.toReversed(),
            services: ["ssmmessages", "ec2messages", "ssm"],
            instances: { jobs, app },
        },
        [],
    ),
    "a zone more": change({ availabilityZones: ["us-west-2d", ...ZONES] }, [
        ...ZONE_D,
        ...eachEndpoint("update", "subnetIds"),
    ]),
    "a zone less": change({ availabilityZones: ZONES.slice(0, 2) }, [
        ...each("delete", ["route-table-association-c", "route-table-c", "subnet-c"]),
        ...eachEndpoint("update", "subnetIds"),
    ]),
    "one instance instead of another": change({ instances: { api: app, app } }, [
        "create instance-api",
        "delete instance-jobs",
    ]),
    "another instance type and other user data": change(
        {
            instances: {
                app: { ...app, instanceType: "t4g.small" },
                jobs: { ...jobs, userData: "#!/bin/sh\ndate\n" },
            },
        },
        ["update instance-app (instanceType)", "update instance-jobs (userData)"],
    ),
    "another zone of one instance and another ami of the other": change(
        {
            instances: {
                app: { ...app, availabilityZone: "us-west-2c" },
                jobs: { ...jobs, ami: "ami-0fedcba9876543210" },
            },
        },
        ["replace instance-app (subnetId)", "replace instance-jobs (ami)"],
    ),
    "one service instead of another": change(
        { services: ["ssm", "ssmmessages", "secretsmanager"] },
        ["create endpoint-secretsmanager", "delete endpoint-ec2messages"],
    ),
    CodeArtifact: change(
        { codeArtifact: true },
        each("create", [
            ...["endpoint-codeartifact.api", "endpoint-codeartifact.repositories", "endpoint-s3"],
            "instance-egress-s3",
        ]),
    ),
    "other tags": change({ tags: { team: "blue" } }, [
        ...each("update", [
            ...["default-route-table", "default-security-group", "vpc"],
            ...[...SERVICES, "ingress-https", "security-group"].map((role) => `endpoint-${role}`),
            ...["egress-https", "profile", "role", "security-group"].map((x) => `instance-${x}`),
            "session",
            ...[...eachZone("route-table"), ...eachZone("subnet")],
        ]).map((line) => `${line} (tags)`),
        "update instance-app (rootBlockDevice, tags)",
        "update instance-jobs (rootBlockDevice, tags)",
    ]),
    "another address range": change({ cidrBlock: "10.1.0.0/16" }, [
        "replace vpc (cidrBlock)",
        "replace default-route-table (defaultRouteTableId)",
        "replace default-security-group (vpcId)",
        ...eachZone("replace subnet").map((line) => `${line} (cidrBlock, vpcId)`),
        ...eachZone("replace route-table").map((line) => `${line} (vpcId)`),
        ...eachZone("replace route-table-association").map((line) => `${line} (subnetId)`),
        ...eachEndpoint("replace", "vpcId"),
        "replace endpoint-security-group (vpcId)",
        "replace endpoint-ingress-https (securityGroupId)",
        "replace instance-security-group (vpcId)",
        "replace instance-egress-https (securityGroupId)",
        "replace instance-app (subnetId)",
        "replace instance-jobs (subnetId)",
    ]),
};
