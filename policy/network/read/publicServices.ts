import { at, oneOf, orElse } from "../known";
import { flagged, listed, type ExposureReader as Reader, together, within } from "./exposure";

/** What an object may do that cannot be read. */
export const anyAddress = {
    effect: "may assign public addresses",
    fix: "Let it assign no public address.",
};

// Absent means no, also where the API would let the subnet group decide (RDS) or says yes (DMS): the
// provider sends `false` then. Nor does `networkType` say anything: AWS lets no Internet gateway reach the
// IPv6 address of a dual-stack database or replication instance that is not publicly accessible.
// https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.IPAddressing.html
const publiclyAccessible = (what: string): Reader =>
    flagged("publiclyAccessible", `gives the ${what} a public address`);

/** A database, as RDS, Aurora, Neptune and Timestream write it. */
export const database = publiclyAccessible("database");

/** A message broker of Amazon MQ. */
export const broker = publiclyAccessible("broker");

/** An environment of Mainframe Modernization: its applications, behind a load balancer. */
export const mainframe = publiclyAccessible("environment");

/** A replication instance of DMS. */
export const replicationInstance = publiclyAccessible("replication instance");

/** An instance profile of DMS, from which AWS makes public instances unless it is told otherwise. */
export const instanceProfile: Reader = (bag) =>
    publiclyAccessible("migration's instance")(bag).map((exposure) => ({
        ...exposure,
        opens: orElse(exposure.opens, true),
    }));

const hasElasticIps = oneOf(
    new Map([
        ["service_provided_eips", true],
        ["disabled", false],
    ]),
    '"DISABLED" or "SERVICE_PROVIDED_EIPS"',
);

/** A cluster of MSK. AWS makes brokers public only if it is asked to, and once the cluster exists. */
export const brokers = within(
    "brokerNodeGroupInfo",
    anyAddress,
    within(
        "connectivityInfo",
        anyAddress,
        within("publicAccess", anyAddress, (bag) => [
            {
                opens: at(bag, "type", hasElasticIps),
                effect: "gives every broker a public address",
                fix: 'Set the type of publicAccess to "DISABLED".',
            },
        ]),
    ),
);

/** A directory of WorkSpaces, with what the WorkSpaces in it get. */
export const workspaces = within(
    "workspaceCreationProperties",
    anyAddress,
    flagged("enableInternetAccess", "gives every WorkSpace a public address"),
);

/** A fleet or an image builder of AppStream. */
export const streaming = flagged(
    "enableDefaultInternetAccess",
    "gives every streaming instance a public address",
);

/** A workgroup of Redshift Serverless. */
export const workgroup = publiclyAccessible("workgroup");

/** A cluster of Redshift, which can be given an Elastic IP that stands in no association. */
export const warehouse = together(
    publiclyAccessible("cluster"),
    listed("elasticIp", "is a public IPv4 address of the cluster"),
);

const taskEffect = "gives every task a public IPv4 address";

function inNetwork(reader: Reader): Reader {
    return within("networkConfiguration", anyAddress, reader);
}

/** The tasks of an ECS service or task set. Whether a task has an IPv6 address, its subnet decides. */
export const tasks = inNetwork(flagged("assignPublicIp", taskEffect));

/** The tasks that a rule of EventBridge starts. */
export const eventTasks = within("ecsTarget", anyAddress, tasks);

/** The tasks that a schedule of EventBridge starts. */
export const scheduledTasks = within(
    "target",
    anyAddress,
    within("ecsParameters", anyAddress, tasks),
);

// The one place where the provider takes the words of the API.
const isAssigned = oneOf(
    new Map([
        ["enabled", true],
        ["disabled", false],
    ]),
    '"ENABLED" or "DISABLED"',
);

/** The tasks that a pipe of EventBridge starts. */
export const pipeTasks = within(
    "targetParameters",
    anyAddress,
    within(
        "ecsTaskParameters",
        anyAddress,
        inNetwork(
            within("awsVpcConfiguration", anyAddress, (bag) => [
                {
                    opens: at(bag, "assignPublicIp", isAssigned),
                    effect: taskEffect,
                    fix: 'Set assignPublicIp to "DISABLED".',
                },
            ]),
        ),
    ),
);
