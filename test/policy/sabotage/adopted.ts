import { awsTypes } from "../../../policy/network/types";
import { idOf, unknown } from "../../support/policyServer";
import { byReference, endpoints, of } from "./networks";
import { add, answered, both, drop, inState, read, rowsOf, set } from "./rows";

// What is only read, adopted by an id, named by a name, in another Region, or one of several.

const violated = (statements: string) => `ssm-path app violated ${statements}`;
const open = (statements: string) => `ssm-path app unknown ${statements}`;
const PATH = "no-internet-path app-a violated 39";

const transit = { transitGatewayId: "tgw-0a1" };
const defaultRoute = { cidrBlock: "0.0.0.0/0", ...transit };
const onMainTable = drop("association-a");
const inDefaultGroup = both(
    set("app", { vpcSecurityGroupIds: undefined }),
    ...endpoints.map(({ name }) => set(name, { securityGroupIds: undefined })),
);

/** What is only read exists: it has outputs, in which ids are known. */
const readRows = inState(
    rowsOf(byReference, [
        ["a VPC that is only read", both(drop("main", "default-group"), read("vpc")), open("24")],
        [
            "a subnet with the main table of such a VPC",
            both(drop("main", "default-group"), read("vpc"), onMainTable),
            "no-internet-path app-a unknown 29",
            open("24, 30"),
        ],
        [
            "instances in the default group of such a VPC",
            both(drop("main", "default-group"), read("vpc"), inDefaultGroup),
            open("19, 20, 24"),
        ],
        ["a subnet that is only read, and associated here", read("app-a"), open("24")],
        [
            "a subnet that is only read",
            both(read("app-a"), onMainTable),
            "no-internet-path app-a unknown 29",
            open("24, 30"),
        ],
        [
            "a subnet that is only read, in which nothing stands",
            add({
                type: awsTypes.subnet,
                name: "foreign",
                outputs: { vpcId: "vpc-elsewhere", cidrBlock: "10.7.0.0/24" },
            }),
        ],
        [
            "an instance that is only read",
            add({
                type: awsTypes.instance,
                name: "foreign",
                outputs: { subnetId: "subnet-elsewhere" },
            }),
        ],
        [
            "a route table that is only read, by its outputs",
            both(
                add({
                    type: awsTypes.routeTable,
                    name: "foreign",
                    outputs: { vpcId: "vpc-elsewhere", routes: [defaultRoute] },
                }),
                set("association-a", { routeTableId: idOf("foreign") }),
            ),
            PATH,
        ],
    ]),
);

/** In a state, what AWS made with a VPC is named by the VPC's outputs. */
const ofVpc = answered("vpc", {
    defaultRouteTableId: "rtb-made",
    mainRouteTableId: "rtb-made",
    defaultNetworkAclId: "acl-made",
    defaultSecurityGroupId: "sg-made",
});
const madeRows = inState(
    rowsOf(byReference, [
        [
            "a main table that is adopted by its id",
            both(
                ofVpc,
                onMainTable,
                set("main", { defaultRouteTableId: "rtb-made", routes: [defaultRoute] }),
            ),
            PATH,
        ],
        [
            "a main table of another VPC that is adopted by its id",
            both(
                ofVpc,
                onMainTable,
                set("main", { defaultRouteTableId: "rtb-other", routes: [defaultRoute] }),
            ),
        ],
        [
            "an association with the main table by its id",
            both(
                ofVpc,
                set("association-a", { routeTableId: "rtb-made" }),
                set("main", { defaultRouteTableId: "rtb-made", routes: [defaultRoute] }),
            ),
            PATH,
        ],
        [
            "a main table that was moved to another of the stack",
            both(
                answered("vpc", {
                    defaultRouteTableId: "rtb-made",
                    mainRouteTableId: "id-table-b",
                }),
                onMainTable,
                set("table-b", { routes: [defaultRoute] }),
            ),
            PATH,
            "no-internet-path app-b violated 39",
        ],
        [
            "a main table that was moved to one outside the stack",
            both(
                answered("vpc", { defaultRouteTableId: "rtb-made", mainRouteTableId: "rtb-other" }),
                onMainTable,
            ),
            "no-internet-path app-a unknown 29",
            open("30"),
        ],
        [
            "a default ACL that is adopted by its id, and emptied",
            both(
                ofVpc,
                add(of(awsTypes.defaultNetworkAcl, "acl", { defaultNetworkAclId: "acl-made" })),
            ),
            violated("26"),
        ],
        [
            "a default ACL of another VPC that is adopted by its id",
            both(
                ofVpc,
                add(of(awsTypes.defaultNetworkAcl, "acl", { defaultNetworkAclId: "acl-other" })),
            ),
        ],
        [
            "an instance with the default group by its id, which is emptied",
            both(ofVpc, set("app", { vpcSecurityGroupIds: ["sg-made"] })),
            violated("19, 20"),
        ],
        [
            "all in the default group by its id",
            both(
                ofVpc,
                drop("default-group"),
                set("app", { vpcSecurityGroupIds: ["sg-made"] }),
                ...endpoints.map(({ name }) => set(name, { securityGroupIds: ["sg-made"] })),
            ),
        ],
        [
            "a host-name setting that the program leaves out and the VPC has",
            both(
                set("vpc", { enableDnsHostnames: undefined }),
                answered("vpc", { enableDnsHostnames: true }),
            ),
        ],
        [
            "private DNS that the program leaves out and the endpoint has",
            both(
                set("ssm", { privateDnsEnabled: undefined }),
                answered("ssm", { privateDnsEnabled: true }),
            ),
        ],
    ]),
);

const strayRows = rowsOf(byReference, [
    [
        "a default table of nobody knows which VPC",
        both(onMainTable, set("main", { defaultRouteTableId: unknown.string })),
        "no-internet-path app-a unknown 29",
        open("30"),
    ],
    [
        "a default ACL of nobody knows which VPC",
        add(of(awsTypes.defaultNetworkAcl, "acl", { defaultNetworkAclId: unknown.string })),
        open("24"),
    ],
    [
        "a default group of nobody knows which VPC",
        both(inDefaultGroup, set("default-group", { vpcId: unknown.string })),
        open("19, 20"),
    ],
    [
        "a default VPC",
        both(drop("vpc"), add(of(awsTypes.defaultVpc, "vpc", { enableDnsSupport: true }))),
        open("24"),
    ],
    [
        "a subnet with the main table of a default VPC",
        both(
            drop("vpc", "main"),
            add(of(awsTypes.defaultVpc, "vpc", { enableDnsSupport: true })),
            onMainTable,
        ),
        "no-internet-path app-a unknown 29",
        open("24, 30"),
    ],
]);

export const adoptedRows = [...readRows, ...madeRows, ...strayRows];
